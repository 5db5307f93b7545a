#!/usr/bin/env python3
"""Makes Sources/Core/EmbeddedData/tables/folding.bin: what each code point becomes when text is folded.

    python3 script/generate/folding.py confusables.txt Sources/Core/EmbeddedData/tables/folding.bin

Input: confusables.txt of UTS #39 (Unicode 17.0), Python's unicodedata (the version is checked below, so that the same
bytes come out), and the hand-made lists of this file, which stand above both.

Layout, all little-endian:
    UInt32 x 5   counts: stage 1 entries, stage 2 entries, records, pool bytes, named references
    UInt16 []    stage 1: block number of (code point >> 5), for code points below 0x20000
    UInt16 []    stage 2: record number of block * 32 + (code point & 31)
    UInt32 []    records: class (bits 0-3), length of the own folding (4-7), length of the Latin folding (8-11),
                 offset of the own folding in the pool (12-31); the Latin folding follows it there
    UInt64 []    names of character references, eight ASCII bytes, zero-padded, big-endian in value, ascending
    UInt32 []    the code point of each name
    UInt8  []    pool: UTF-8
An own folding of length 0 in a letter class means: the code point itself.
Code points from 0x20000 on are classified by range in FoldingTable.swift.
"""
import html
import struct
import sys
import unicodedata

UNIDATA = "14.0.0"
SHIFT = 5
LIMIT = 0x20000

# The classes, in the order of FoldingClass.swift.
(DROP, SPACE, LINE_BREAK, PARAGRAPH, PUNCTUATION, SENTENCE_END, FULL_STOP, CLOSING, APOSTROPHE,
 SYMBOL_LETTER, INITIAL_SYMBOL, DIGIT, LATIN, STRONG, WEAK, OTHER) = range(16)

# --- Hand-made: Latin letters that neither decompose nor are named after their letter, or are named after the wrong one.
LATIN_BY_HAND = {
    "a": "ɐ ɑ ɒ ᴀ ʌ Ʌ Ɑ Ɒ ᶏ ꞛ Ɐ",
    "ae": "æ Æ ᴁ ᴂ ǽ Ǽ ǣ Ǣ",
    "ao": "ꜵ Ꜵ",
    "au": "ꜷ Ꜷ",
    "b": "ƀ Ɓ ɓ Ƅ ƅ Ƃ ƃ ʙ ᴃ",
    "c": "ɔ Ɔ ↄ Ↄ ᴐ",
    "d": "đ Đ ð Ð ɖ Ɖ ɗ Ɗ Ƌ ƌ ȡ ᴅ ᴆ ẟ ƍ",
    "db": "ȸ",
    "dz": "ʣ ʥ ʤ",
    "e": "ə Ə ǝ Ǝ ɘ ɛ Ɛ ɜ Ɜ ɝ ɞ ʚ ᴇ ᴈ ꬲ ꞓ Ꞓ",
    "f": "ƒ Ƒ ʄ ꜰ ɸ",
    "g": "ɡ ɢ ʛ Ɠ ɠ ᵷ Ɡ ɤ",
    "h": "ɥ Ɥ ɦ ɧ ʜ Ƕ ƕ Ⱶ ⱶ",
    "hv": "ꜧ",
    "i": "ı ɩ Ɩ ɪ ᵻ ᵼ Ɨ ɨ",
    "j": "ȷ ɟ Ɉ ɉ ʝ",
    "k": "ĸ Ƙ ƙ ʞ Ʞ",
    "l": "ł Ł ƚ ɫ ɬ ɭ ʟ ʅ Ɫ ⱡ ǀ",
    "lz": "ɮ",
    "m": "ʍ ɱ Ɱ ᴍ",
    "n": "ŋ Ŋ ƞ Ƞ ɲ Ɲ ɳ ɴ ȵ ŉ ᴎ",
    "o": "ø Ø ɵ Ɵ ᴏ ᴑ ᴓ ᴖ ᴗ ʘ ɷ ꝋ Ꝋ",
    "oe": "œ Œ ɶ ᴔ",
    "oi": "Ƣ ƣ",
    "ou": "Ȣ ȣ",
    "p": "þ Þ ƿ Ƿ Ƥ ƥ ᴘ Ᵽ ᵽ",
    "q": "ʠ Ɋ ɋ ȹ",
    "r": "ɹ ɺ ɻ ɼ ɽ ɾ ɿ ʀ ʁ Ʀ Ɍ ɍ ᴙ ᴚ Ɽ",
    "s": "ſ ß ʂ Ƨ ƨ ʃ Ʃ ƪ ȿ Ƽ ƽ ꜱ",
    "ss": "ß ẞ",
    "t": "ŧ Ŧ ƫ Ƭ ƭ ʈ Ʈ ȶ ʇ ᴛ",
    "tc": "ʨ",
    "th": "ᵺ",
    "ts": "ʦ",
    "tf": "ʧ",
    "tz": "ꜩ Ꜩ",
    "u": "ʊ Ʊ ʉ Ʉ ᴜ ᴝ ᴞ ᵾ ᵿ",
    "v": "ʋ Ʋ ᴠ ⱱ",
    "w": "ɯ Ɯ ɰ ᴡ Ⱳ ⱳ",
    "x": "ᶍ",
    "y": "ɣ Ɣ ʏ Ƴ ƴ ʎ Ɏ ɏ Ȝ ȝ",
    "z": "ʒ Ʒ ƶ Ƶ ʐ ʑ ȥ Ȥ ɀ Ɀ ⱬ Ⱬ ᴢ ᴣ Ǯ ǯ",
    "": "ʔ ʕ ʖ ʡ ʢ ˀ ˁ Ɂ ɂ ʗ",
}

# --- Hand-made: letters of other scripts that a reader of Latin text takes for a Latin letter. The confusables lack these,
# spell them by small capitals or marks, or give `l` where a capital I is read. Used where Latin letters stand beside them.
LOOK_ALIKE_BY_HAND = {
    # Greek
    "a": "λ Λ Δ ᴧ α Α а А Д ѧ Ѧ Ꭿ",
    "b": "β Β ϐ ᛒ б Б в В ь Ь ъ Ъ ҍ Ҍ Ᏼ Ᏸ Ϧ",
    "c": "ϲ Ϲ с С ҫ Ҫ Ꮯ ς ͻ ͼ Ͻ Ͼ",
    "d": "δ ԁ Ԁ д Ꭰ ժ ճ",
    "e": "ε Ε ϵ ξ Ξ Σ е Е є Є з З э Э ҽ Ҽ ҿ Ҿ ѐ Ѐ ё Ё ӡ Ӡ ҙ Ҙ ϶ ᗴ ᙓ",
    "f": "ғ Ғ ϝ Ϝ ք ֏",
    "g": "ց Ꮐ Ԍ ԍ Ꮆ",
    "h": "Η н Н ң Ң ҥ Ҥ һ Һ ӈ Ӈ ӊ Ӊ ћ Ћ ђ Ђ њ Њ հ Ի ի Ꮋ Ꮒ Ᏺ",
    "i": "ι Ι ΐ ϊ Ϊ і І ї Ї Ӏ Ꭵ Ꭸ ᛁ ɩ Լ ⵊ",
    "io": "ю Ю",
    "j": "ϳ Ϳ ј Ј յ Յ Ꭻ",
    "k": "κ Κ ϰ к К қ Қ ҡ Ҡ ҝ Ҝ ҟ Ҟ ӄ Ӄ ж Ж Ꮶ ᛕ",
    "l": "ӏ Ꮮ լ ا",
    "bl": "ы Ы",
    "m": "Μ Ϻ ϻ м М ӎ Ӎ Ꮇ ᛖ",
    "n": "η Ν π Π ᴨ п П и И й Й л Л ӥ Ӥ ӣ Ӣ ҋ Ҋ ո Ո ռ ղ ն Ⴖ ח",
    "o": "ο Ο σ θ Θ ϴ ϑ ω Ω φ Φ о О ө Ө ф Ф օ Օ Ⴍ ᴑ Ѳ ѳ ס",
    "p": "ρ Ρ р Р ҏ Ҏ Ꮲ բ ῤ ῥ",
    "q": "ԛ Ԛ գ զ Ⴓ",
    "r": "Γ ᴦ г Г ґ Ґ я Я ᚱ Ꮢ Ꭱ ր",
    "s": "ѕ Ѕ ՏႽ տ Ꮪ Ꭶ",
    "t": "τ Τ ͳ Ͳ т Т ҭ Ҭ Ꭲ ե է",
    "u": "υ μ µ ц Ц џ Џ ս Ս Ա մ Մ ϋ ΰ Ʊ",
    "v": "ν ѵ Ѵ ѷ Ѷ Ꮩ ט",
    "w": "ω ѡ Ѡ ш Ш щ Щ ԝ Ԝ ա ա ψ Ψ Ꮃ Ꮤ Ꮗ",
    "x": "χ Χ х Х ҳ Ҳ ӽ Ӽ ӿ Ӿ Ⲭ",
    "y": "γ Υ ϒ у У ў Ў ү Ү ұ Ұ ӯ Ӯ ӱ Ӱ ӳ Ӳ ч Ч Ꭹ վ",
    "z": "Ζ ζ ʐ Ꮓ",
}
# The small letters that are read otherwise than the capital of the same sound; said last, so they win.
LOOK_ALIKE_LAST = {
    # The alphabet that people make of Canadian syllabics.
    "ᗩ": "a", "ᑕ": "c", "ᘜ": "g", "ᑎ": "n", "ᑫ": "q", "ᔕ": "s", "ᗯ": "w", "᙭": "x", "ᘔ": "z",
    "ω": "w", "Ω": "o", "λ": "a", "δ": "d", "ς": "c", "Н": "h", "ν": "v", "Ν": "n", "η": "n", "Η": "h",
}

# Scripts whose words of nothing but close look-alikes may be read as Latin in Latin text. In others (Arabic, Hebrew, the scripts
# of India …) a look-alike counts only beside Latin letters.
READ_AS_LATIN = (
    "CYRILLIC GREEK ARMENIAN CHEROKEE COPTIC LISU CANADIAN DESERET OSAGE WARANG ELBASAN CARIAN LYCIAN LYDIAN OLD RUNIC GOTHIC "
    "MIAO VAI BAMUM TIFINAGH OGHAM MATHEMATICAL GEORGIAN"
).split()
NEVER_LATIN = "CJK HIRAGANA KATAKANA HANGUL BOPOMOFO IDEOGRAPHIC HALFWIDTH VERTICAL KANGXI YI THAI LAO HENTAIGANA NUSHU TANGUT".split()

# Close look-alikes that the confusables give only by way of small capitals or not at all.
STRONG_BY_HAND = "ո Ո ᗩ ᑕ ᗴ ᘜ ᑎ ᑫ ᔕ ᗯ ᙭ ᘔ і І ј Ј ѕ Ѕ һ Һ ԁ Ԁ ԛ Ԛ ԝ Ԝ ӏ Ӏ ү Ү ѵ Ѵ ё Ё ѐ Ѐ Ι ι Ꭵ ᛁ օ Օ"

# --- Hand-made: signs that are read as letters where a letter stands on both sides (`pa$$word`, `w€bcam`).
SYMBOL_LETTERS = {
    "a": "@ ＠ ﹫ ˄ ∧ ⋀ ∀ ∂ ⍺",
    "b": "₿ ฿ ♭",
    "c": "¢ ₵ © ⊂ ∁",
    "e": "€ ℮ ∈ ∃ ∑ ⋿",
    "f": "₣",
    "g": "₲",
    "h": "♄",
    "i": "! ！ ¡ ⍳ ⃒",
    "k": "₭",
    "l": "£ ₤ ∣ ₺",
    "m": "₥ ♏",
    "n": "₦ ∩ ⋂",
    "o": "○ ◯ ◎ ● ⊙ ⊖ ⊘ ⊕ ⭕ ∘ ⚪ ⚫",
    "p": "₱ ₽ ⍴",
    "r": "®",
    "s": "$ § ＄ ﹩ ∫",
    "t": "† ₮ ₸ ⊤",
    "u": "⋃ ∪ ⨃",
    "v": "√ ∨ ⋁ ˅",
    "w": "₩ ⍵",
    "x": "× ⨯ ✕ ✖ ✗ ✘ ❌ ╳",
    "y": "¥ ￥",
}
# Of those, the ones that begin a word too: nobody writes an amount as `₩allet`, with letters after the sign.
INITIAL_SYMBOLS = "₩ ⋃ ₿ ฿"

# U+FFFD among them: where it stands inside a word, it was most often an apostrophe of Windows-1252.
APOSTROPHES = "' ’ ‘ ‛ ʼ ʻ ʽ ʾ ʿ ˈ ʹ ´ ` ′ ＇ ꞌ Ꞌ ՚ ׳ ᾽ ᾿ ˋ ˊ \ufffd".split()
SENTENCE_ENDS = ". ! ? … ‽ ؟ ۔ । ॥ ։ ። ፧ ․ ‥ ﹒ ﹖ ﹗ ．".split()
# These end a sentence without white space after them.
FULL_STOPS = "。 ！ ？ ｡ ‼ ⁇ ⁈ ⁉".split()
BLANKS = [0x2800, 0x1D159, 0x16FE4, 0x00A0]
INVISIBLE_LETTERS = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x0640, 0x07FA, 0x180B, 0x180C, 0x180D, 0x180F, 0x17B4, 0x17B5, 0x2065]

# Marks that make another letter where they stand: й, ї, ў and the voiced kana keep theirs.
KEEPS_MARK = set("йїўЙЇЎ")

# Forms of one letter to a reader: Arabic ones without dots, Greek ones at a word's end or in formulas.
OWN_BY_HAND = {
    "ى": "ي", "ی": "ي", "ک": "ك", "ς": "σ", "ϲ": "σ", "Ϲ": "σ", "ϐ": "β", "ϑ": "θ", "ϕ": "φ", "ϖ": "π", "ϰ": "κ", "ϱ": "ρ", "ϵ": "ε",
    "µ": "μ",
}

# Besides these, the Latin-1 and Greek ones have a reference by name.
NAMED = (
    "amp lt gt quot apos nbsp shy zwnj zwj lrm rlm ensp emsp thinsp hellip ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo "
    "laquo raquo bull middot euro pound yen cent copy reg trade"
).split()


def name(c):
    return unicodedata.name(c, "")


def letters_by_hand(lists):
    return {c: letter for letter, chars in lists.items() for c in chars.replace(" ", "")}


def read_confusables(path):
    found = {}
    for line in open(path, encoding="utf-8-sig"):
        fields = [f.strip() for f in line.split("#")[0].split(";")]
        if len(fields) == 3:
            found[chr(int(fields[0], 16))] = "".join(chr(int(x, 16)) for x in fields[1].split())
    return found


def alphanumeric(text):
    return "".join(c for c in text if unicodedata.category(c)[0] == "L" or unicodedata.category(c) in ("Mc", "Nd", "Nl"))


class Folding:
    def __init__(self, confusables):
        self.confusables = confusables
        self.latin_hand = letters_by_hand(LATIN_BY_HAND)
        self.alike_hand = letters_by_hand(LOOK_ALIKE_BY_HAND) | LOOK_ALIKE_LAST
        self.symbols = letters_by_hand(SYMBOL_LETTERS)
        self.owns = {}
        self.latins = {}

    # The letter as its own script writes it in lower case, without marks.
    def own(self, c):
        if c not in self.owns:
            self.owns[c] = c  # ends the recursion of letters that fold to themselves
            self.owns[c] = self.compute_own(c)
        return self.owns[c]

    def compute_own(self, c):
        if c in KEEPS_MARK:
            return c.lower()
        if c in OWN_BY_HAND:
            return OWN_BY_HAND[c]
        if 0xAC00 <= ord(c) <= 0xD7A3 or 0x3131 <= ord(c) <= 0x318E:
            return c
        if 0xFFA1 <= ord(c) <= 0xFFDC:
            return chr(int(unicodedata.decomposition(c).split()[1], 16))
        if name(c).startswith(("HIRAGANA", "KATAKANA")):
            return unicodedata.normalize("NFKC", c) if unicodedata.normalize("NFKC", c) != c else c
        broken = unicodedata.normalize("NFKD", c)
        if broken == c:
            lower = c.lower()
            return lower if lower == c else alphanumeric("".join(self.own(x) for x in unicodedata.normalize("NFKD", lower)))
        broken = self.recompose(unicodedata.normalize("NFKC", c) if self.is_cjk(broken) else broken)
        return alphanumeric("".join(self.own(x) for x in broken if unicodedata.category(x) not in ("Mn", "Me")))

    def is_cjk(self, text):
        return any(name(x).startswith(tuple(NEVER_LATIN)) or 0x1100 <= ord(x) < 0x1200 for x in text)

    def recompose(self, text):
        for c in KEEPS_MARK:
            text = text.replace(unicodedata.normalize("NFD", c), c)
        return text

    def is_latin(self, c):
        return name(c).startswith(("LATIN", "MODIFIER LETTER SMALL", "MODIFIER LETTER CAPITAL", "FULLWIDTH LATIN")) or c in self.latin_hand

    # The ASCII letters a reader of Latin text sees in `c`, or None.
    def latin(self, c):
        if c not in self.latins:
            self.latins[c] = None
            self.latins[c] = self.compute_latin(c)
        return self.latins[c]

    def compute_latin(self, c):
        if c.isascii() and c.isalnum():
            return c.lower()
        for hand in (self.latin_hand, self.alike_hand):
            if c in hand:
                return hand[c]
        if name(c).startswith(tuple(NEVER_LATIN)):
            return None
        base = alphanumeric("".join(x for x in unicodedata.normalize("NFKD", c) if unicodedata.category(x) not in ("Mn", "Me"))) or c
        if base != c:
            parts = [self.latin(x) for x in base]
            return "".join(parts) if all(p is not None for p in parts) else None
        found = self.by_name(c) if self.by_name(c) is not None else self.by_confusables(c)
        # A letter must not change its class when it loses its case.
        upper = c.upper()
        return found if found is not None or len(upper) != 1 or upper == c or self.is_latin(c) else self.latin(upper)

    def by_name(self, c):
        words = name(c).split(" WITH ")[0].split()
        if not words or words[0] not in ("LATIN", "MODIFIER", "NEGATIVE", "REGIONAL"):
            return None
        if len(words[-1]) == 1 and words[-1].isalpha() and "TONE" not in words:
            return words[-1].lower()
        if words[0] == "LATIN" and words[-1] in ("AA", "AV", "AY", "DZ", "LJ", "NJ", "OO", "VY", "LL", "IJ"):
            return words[-1].lower()
        return None

    def by_confusables(self, c):
        target = self.confusables.get(c)
        if target is None:
            return None
        target = "".join(x for x in target if unicodedata.category(x) not in ("Mn", "Me") and x not in "'`ˎ’·,")
        letters = "".join(x.lower() if x.isascii() and x.isalpha() else (self.latin(x) or "?") if x != c else "?" for x in target)
        if letters == "l" and unicodedata.category(c) == "Lu":
            letters = "i"
        letters = {"rn": "m", "vv": "w"}.get(letters, letters)
        return letters if letters.isalpha() and letters.isascii() and len(letters) <= 3 else None

    def is_strong(self, c):
        if not name(c).startswith(tuple(READ_AS_LATIN)):
            return False
        target = self.confusables.get(c, "?")
        return c in STRONG_BY_HAND or (target.isascii() and target.isalpha() and len(target) == 1) or self.is_styled(c)

    def is_styled(self, c):
        own = self.own(c)
        return own != c and unicodedata.normalize("NFKD", c)[0] != c and all(self.is_strong(x) for x in own if x != c)

    # (class, own folding or "" for the code point itself, Latin folding)
    def entry(self, cp):
        c = chr(cp)
        category = unicodedata.category(c)
        found = self.separator_entry(cp, c, category)
        if found:
            return found
        return self.letter_entry(c, category)

    def separator_entry(self, cp, c, category):
        if 0xD800 <= cp < 0xE000 or cp & 0xFFFE == 0xFFFE or 0xFDD0 <= cp < 0xFDF0:
            return (DROP, "", "")
        if c in "\n\r\v\f\x85\u2028":
            return (LINE_BREAK, "", "")
        if c == "\u2029":
            return (PARAGRAPH, "", "")
        if category == "Zs" or c == "\t" or cp in BLANKS:
            return (SPACE, "", "")
        if cp in INVISIBLE_LETTERS or category in ("Mn", "Me", "Cf", "Cc") or 0xFFF0 <= cp <= 0xFFF8:
            return (DROP, "", "")
        if c in APOSTROPHES:
            return (APOSTROPHE, "", "")
        if c in FULL_STOPS:
            return (FULL_STOP, "", self.symbols.get(c, ""))
        if c in SENTENCE_ENDS:
            return (SENTENCE_END, "", self.symbols.get(c, ""))
        if c in self.symbols:
            return (INITIAL_SYMBOL if c in INITIAL_SYMBOLS else SYMBOL_LETTER, "", self.symbols[c])
        if category in ("Co", "Cn"):
            return (PUNCTUATION, "", "")
        if category in ("Pe", "Pf", "Pi") or c in "\"'":
            return (CLOSING, "", "")
        return None

    def letter_entry(self, c, category):
        if category == "Nd" or unicodedata.digit(c, None) is not None and category == "No":
            return (DIGIT, str(unicodedata.digit(c)), "")
        styled = category in ("So", "No", "Sk") and (self.by_name(c) or alphanumeric(unicodedata.normalize("NFKD", c)) not in ("", c))
        if category[0] in "PSN" and category != "Nl" and not styled or c in "™℠":
            return (PUNCTUATION, "", "")
        if "\u2044" in unicodedata.normalize("NFKD", c) or category == "Sk":
            return (PUNCTUATION, "", "")
        own = self.own(c)
        latin = self.latin(c)
        if own.isascii() and own.isdigit() or category == "No" and own.isdigit():
            return (DIGIT, own, "")
        if self.is_latin(c) or own.isascii() or self.by_name(c):
            return (LATIN, latin if latin is not None else own, "") if (latin or own) and latin != "" else (DROP, "", "")
        if any(x.isascii() and x.isalpha() for x in own):
            return (LATIN, "".join(self.latin(x) or x for x in own), "")
        if latin is None and any(self.latin(x) for x in own):
            latin = "".join(self.latin(x) or x for x in own)
        # Of `30日` the sign stays, and so it is no letter to a reader of Latin text; the number goes, as it would be one by itself.
        if latin and latin.isascii():
            return (STRONG if self.is_strong(c) else WEAK, own, latin)
        own = "".join(x for x in own if not (x.isascii() and x.isdigit()))
        return (OTHER, own, "")


def all_entries(folding):
    entries = {cp: folding.entry(cp) for cp in range(LIMIT)}
    settle(entries)
    return entries


# Folding folded text has to change nothing: what a folding gives must be its own folding, and a letter must be as close a
# look-alike as the lower-case letter that stands for it in its own script, else a word would be read anew the second time.
def settle(entries):
    changed = True
    while changed:
        changed = False
        for cp in entries:
            kind, own, latin = entries[cp]
            if kind < LATIN or own and ord(own[0]) >= LIMIT:
                continue
            settled = "".join(entries[ord(x)][1] or x for x in own if entries[ord(x)][0] >= DIGIT)
            if own and not settled:
                entries[cp] = entries[ord(own[0])]
                continue
            if kind in (STRONG, WEAK, OTHER) and len(settled.encode()) > 3 * len(chr(cp).encode()):
                kind, settled, latin = OTHER, chr(cp), ""
            if kind == WEAK:
                for x in settled:
                    if x != chr(cp) and entries[ord(x)][0] == STRONG:
                        entries[ord(x)] = (WEAK,) + entries[ord(x)][1:]
                        changed = True
            if (kind, settled, latin) != entries[cp]:
                entries[cp] = (kind, settled, latin)
                changed = True


def check(entries):
    for cp, (kind, own, latin) in entries.items():
        text = chr(cp)
        if kind < DIGIT or own and ord(own[0]) >= LIMIT:
            continue
        source = len(text.encode("utf-8"))
        for folded in (own, latin):
            size = len(folded.encode())
            assert size <= 15 and size <= (3 * source if source > 1 else 1), (hex(cp), own, latin)
            for x in folded:
                assert entries[ord(x)][1] in ("", x), (hex(cp), own, x, entries[ord(x)])
                assert entries[ord(x)][0] >= DIGIT, (hex(cp), own, x, entries[ord(x)])
                if kind == LATIN or folded is latin:
                    assert entries[ord(x)][0] in (DIGIT, LATIN) or kind != LATIN, (hex(cp), own, latin)


def pack(entries):
    pool, offsets, records, numbers = bytearray(), {}, [], {}
    values = []
    for cp in range(LIMIT):
        kind, own, latin = entries[cp]
        own = "" if own == chr(cp) and kind != DIGIT and kind != LATIN else own
        spelled = own.encode() + latin.encode()
        if spelled not in offsets:
            at = pool.find(spelled)
            offsets[spelled] = at if at >= 0 else len(pool)
            if at < 0:
                pool += spelled
        record = kind | len(own.encode()) << 4 | len(latin.encode()) << 8 | (offsets[spelled] if spelled else 0) << 12
        if record not in numbers:
            numbers[record] = len(records)
            records.append(record)
        values.append(numbers[record])
    stage1, stage2, blocks = [], [], {}
    for start in range(0, LIMIT, 1 << SHIFT):
        block = tuple(values[start:start + (1 << SHIFT)])
        if block not in blocks:
            blocks[block] = len(blocks)
            stage2 += block
        stage1.append(blocks[block])
    return stage1, stage2, records, bytes(pool)


def named_references():
    table = {}
    for key, value in html.entities.name2codepoint.items():
        if 0xA0 <= value <= 0xFF or 0x370 <= value < 0x400 or key in NAMED:
            table[key] = value
    table["apos"] = 0x27
    return sorted((int.from_bytes(key.encode().ljust(8, b"\0"), "big"), value) for key, value in table.items() if len(key) <= 8)


def main():
    assert unicodedata.unidata_version == UNIDATA, unicodedata.unidata_version
    entries = all_entries(Folding(read_confusables(sys.argv[1])))
    check(entries)
    stage1, stage2, records, pool = pack(entries)
    names = named_references()
    data = struct.pack("<5I", len(stage1), len(stage2), len(records), len(pool), len(names))
    data += struct.pack(f"<{len(stage1)}H{len(stage2)}H{len(records)}I", *stage1, *stage2, *records)
    data += struct.pack(f"<{len(names)}Q{len(names)}I", *(n for n, _ in names), *(v for _, v in names))
    data += pool
    open(sys.argv[2], "wb").write(data)
    print(len(data), "bytes:", len(stage1), len(stage2), len(records), len(pool), len(names))


if __name__ == "__main__":
    main()
