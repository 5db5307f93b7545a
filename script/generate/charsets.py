#!/usr/bin/env python3
"""Writes Sources/Core/EmbeddedData/tables/charsets.bin: the decoding indexes of the WHATWG Encoding Standard.

The indexes are Python's codecs with the corrections below, which bring them to https://encoding.spec.whatwg.org as of 2025
(GB18030-2022 included). check-charsets.rs compares the outcome with encoding_rs, code by code.

Layout, in little-endian 16-bit units:

    directory   SECTIONS x 2 units: the section's first unit, low half then high half; a section ends where the next begins
    sections    in this order; a code point 0 means "no character", except where said otherwise
      0 single-byte   one run of 128 code points (bytes 80-FF) for each name of SINGLE_BYTE, in that order
      1 gb18030       index by pointer (lead - 81) * 190 + trail
      2 ranges        gb18030's four-byte ranges below U+10000: pairs (first pointer, its code point), ascending
      3 big5          low 16 bits, by pointer (lead - 81) * 157 + trail
      4 big5 planes   a bit a pointer, lowest bit first: the code point lies in plane 2
      5 jis0208       by pointer (row - 1) * 94 + column, and Shift_JIS's further rows
      6 jis0212       the same, 94 rows
      7 euc-kr        by pointer (lead - 81) * 190 + (trail - 41)
"""

import pathlib
import struct

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "Sources/Core/EmbeddedData/tables/charsets.bin"

# (the standard's name, Python's codec); the order is that of Charset's single-byte cases.
SINGLE_BYTE = [
    ("windows-1252", "cp1252"), ("ibm866", "cp866"), ("iso-8859-2", "iso8859-2"), ("iso-8859-3", "iso8859-3"),
    ("iso-8859-4", "iso8859-4"), ("iso-8859-5", "iso8859-5"), ("iso-8859-6", "iso8859-6"), ("iso-8859-7", "iso8859-7"),
    ("iso-8859-8", "iso8859-8"), ("iso-8859-10", "iso8859-10"), ("iso-8859-13", "iso8859-13"), ("iso-8859-14", "iso8859-14"),
    ("iso-8859-15", "iso8859-15"), ("iso-8859-16", "iso8859-16"), ("koi8-r", "koi8-r"), ("koi8-u", "koi8-u"),
    ("macintosh", "mac-roman"), ("windows-874", "cp874"), ("windows-1250", "cp1250"), ("windows-1251", "cp1251"),
    ("windows-1253", "cp1253"), ("windows-1254", "cp1254"), ("windows-1255", "cp1255"), ("windows-1256", "cp1256"),
    ("windows-1257", "cp1257"), ("windows-1258", "cp1258"), ("x-mac-cyrillic", "mac-cyrillic"),
    # Not in the standard, but in mail from DOS programs.
    ("ibm437", "cp437"), ("ibm850", "cp850"), ("ibm852", "cp852"),
]

# Where Python's single-byte codecs differ from the standard (besides the C1 holes, which the standard fills with C1 controls).
SINGLE_BYTE_CORRECTIONS = {("koi8-u", 0xAE): 0x45E, ("koi8-u", 0xBE): 0x40E, ("windows-1255", 0xCA): 0x5BA}

# Python follows GB 18030-2000; the standard has 2005's U+1E3F, 2022's 18 characters for private-use ones, and A3A0 as deployed.
GB18030_CORRECTIONS = {
    0xA3A0: 0x3000, 0xA8BC: 0x1E3F,
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
    0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6, 0xFE67: 0x9FB7,
    0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}

# Python has HKSCS-2004; the standard has HKSCS-2008 and reads compatibility codes. Runs of "first pointer, code points".
BIG5_CORRECTIONS = """
1000 3875 21D53 2369E 26021 3EEC 258DE 3AF5 7AFC 9F97 24161 2890D 231EA 20A8A 2325E 430A 8484 9F96 942F 4930 8613 5896 974A 9218 79D0 7A32
6660 6A29 889D 744C 7BC5 6782 7A2C 524F 9046 34E6 73C4 25DB9 74C6 9FC7 57B3 492F 544C 4131 2368E 5818 7A72 27B65 8B8F 46AE 26E88 4181 25D99
7BAE 224BC 9FC8 224C1 224C9 224CC 9FC9 8504 235BB 40B4 9FCA 44E1 2ADFF 62C1 706E 9FCB / 2082 7BB8 / 2088 7C06 / 2103 7CCE / 2114 7DD2 / 2123
7E1D / 2148 8005 / 2151 8028 / 2221 83C1 / 2239 84A8 / 2244 840F / 2303 89A6 89A9 / 2354 8D77 / 2400 90FD / 2413 92B9 / 2477 975C / 2498
97FF / 2605 9F16 / 2673 8503 / 2746 5159 515B 515D 515E / 2771 936E / 2780 7479 / 2990 6D67 / 3087 799B / 3259 9097 / 3301 975D / 3436 701E
/ 3451 5B28 / 4136 7201 / 4138 77D7 / 4141 7E87 / 4182 99D6 / 4206 91D4 / 4220 60DE / 4230 6FB6 / 4241 8F36 / 4258 4FBB / 4273 71DF / 4279
9104 / 4282 9DF0 / 4294 83CF / 4329 5C10 79E3 / 4349 5A67 / 4419 8F0B / 4422 7B51 / 4494 62D0 / 4624 6062 / 4694 75F9 / 4708 6C4A / 4742
9B2E / 4748 9F17 / 4815 50ED / 4828 5F0C / 4902 880F / 4922 62CE / 4982 7468 / 4992 7162 / 4997 7250 / 5029 2027 / 5038 FE51 / 5120 AF /
5153 FF5E / 5168 2295 2299 / 5182 2215 FE68 / 5185 FFE5 / 5187 FFE0 FFE1 / 5432 2400 2401 2402 2403 2404 2405 2406 2407 2408 2409 240A 240B
240C 240D 240E 240F 2410 2411 2412 2413 2414 2415 2416 2417 2418 2419 241A 241B 241C 241D 241E 241F 2421 20AC / 10942 5EF4 / 10946 65E0 /
10948 7676 / 10950 96B6 / 10957 3003 4EDD / 19028 5029 / 19035 507D / 19088 5305 / 19096 5344 / 19112 537F / 19162 5605 / 19240 5A77 / 19299
5E75 / 19305 5ED0 / 19326 5F58 / 19355 60A4 / 19398 6490 / 19439 6674 / 19454 675E / 19553 6C9C 6E1D / 19557 6E2F / 19611 716E / 19643 732A
/ 19672 745C / 19697 74E9 / 19748 7809
"""
# Two code points each: the decoder knows them.
BIG5_PAIRS = {1133, 1135, 1164, 1166}

JIS0212_CORRECTIONS = {0xA2B7: 0xFF5E}


def code_point(codec, data):
    """The one code point that the bytes stand for, or 0."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 else 0


def single_byte(name, codec):
    units = []
    for byte in range(0x80, 0x100):
        found = SINGLE_BYTE_CORRECTIONS.get((name, byte)) or code_point(codec, bytes([byte]))
        units.append(found or (byte if byte < 0xA0 else 0))
    return units


def gb18030():
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    pairs = [(lead, trail) for lead in range(0x81, 0xFF) for trail in trails]
    return [GB18030_CORRECTIONS.get(lead << 8 | trail) or code_point("gb18030", bytes([lead, trail])) for lead, trail in pairs]


def gb18030_ranges():
    units, expected = [], None
    for pointer in range(39420):
        rest, fourth = divmod(pointer, 10)
        rest, third = divmod(rest, 126)
        first, second = divmod(rest, 10)
        found = code_point("gb18030", bytes([first + 0x81, second + 0x30, third + 0x81, fourth + 0x30]))
        if pointer == 7457:  # U+E7C7 since 2005: the decoder knows it; the range around it goes on
            found = expected
        if found != expected:
            units += [pointer, found]
        expected = found + 1
    # The standard's index has these 206 and one more, beyond U+FFFF: a Python whose codec has moved on would show here.
    assert len(units) == 2 * 206
    return units


def big5():
    corrections = {}
    for run in BIG5_CORRECTIONS.replace("\n", " ").split(" / "):
        first, *points = run.split()
        corrections.update({int(first) + offset: int(point, 16) for offset, point in enumerate(points)})
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    points = []
    for lead in range(0x81, 0xFF):
        for trail in trails:
            pointer = len(points)
            found = corrections.get(pointer) or code_point("big5hkscs", bytes([lead, trail]))
            points.append(0 if pointer in BIG5_PAIRS else found)
    assert all(point < 0x10000 or point >> 16 == 2 for point in points)
    planes = [0] * ((len(points) + 15) // 16)
    for pointer, point in enumerate(points):
        planes[pointer // 16] |= (point >> 16 == 2) << pointer % 16
    return [point & 0xFFFF for point in points], planes


def jis0208():
    leads = [*range(0x81, 0xA0), *range(0xE0, 0xFD)]
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
    points = [code_point("cp932", bytes([lead, trail])) for lead in leads for trail in trails]
    # Python gives the user-defined rows F040-F9FC as private-use code points; the decoder computes them.
    return [0 if 0xE000 <= point <= 0xF8FF else point for point in points]


def jis0212():
    pairs = [(lead, trail) for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF)]
    return [JIS0212_CORRECTIONS.get(lead << 8 | trail) or code_point("euc_jp", bytes([0x8F, lead, trail])) for lead, trail in pairs]


def euc_kr():
    return [code_point("cp949", bytes([lead, trail])) for lead in range(0x81, 0xFF) for trail in range(0x41, 0xFF)]


def main():
    big5_low, big5_planes = big5()
    singles = [unit for name, codec in SINGLE_BYTE for unit in single_byte(name, codec)]
    sections = [singles, gb18030(), gb18030_ranges(), big5_low, big5_planes, jis0208(), jis0212(), euc_kr()]
    directory, start = [], 2 * len(sections)
    for section in sections:
        directory += [start & 0xFFFF, start >> 16]
        start += len(section)
    units = directory + [unit for section in sections for unit in section]
    OUTPUT.write_bytes(struct.pack(f"<{len(units)}H", *units))
    print(f"{OUTPUT.name}: {2 * len(units)} bytes, sections of {[len(section) for section in sections]} units")


if __name__ == "__main__":
    main()
