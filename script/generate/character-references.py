#!/usr/bin/env python3
"""Makes Sources/Core/EmbeddedData/tables/character-references.bin from Python's html.entities.html5 (HTML § 13.5).

Layout: 4096 little-endian 16-bit slots, an open-addressing hash table (0: empty, else the byte offset of an entry); then
the entries, each: length of the name, the name without '&' and ';', 1 where the name also counts without ';' (else 0),
length of the value, the value in UTF-8. A name's slot is FNV-1a-32 of its bytes, folded (h ^ h >> 15) & 4095; the next
slots follow it.
"""
import html.entities
import pathlib
import struct

SLOTS = 4096
TABLE = pathlib.Path(__file__).parents[2] / "Sources/Core/EmbeddedData/tables/character-references.bin"


def slot(name: bytes) -> int:
    h = 0x811C9DC5
    for byte in name:
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (h ^ h >> 15) & (SLOTS - 1)


def main() -> None:
    references = html.entities.html5
    slots = [0] * SLOTS
    entries = bytearray()
    for key in sorted(key for key in references if key.endswith(";")):
        name, value = key[:-1].encode(), references[key].encode()
        position = slot(name)
        while slots[position]:
            position = (position + 1) % SLOTS
        slots[position] = 2 * SLOTS + len(entries)
        entries += bytes([len(name)]) + name + bytes([key[:-1] in references, len(value)]) + value
    TABLE.write_bytes(struct.pack(f"<{SLOTS}H", *slots) + entries)


if __name__ == "__main__":
    main()
