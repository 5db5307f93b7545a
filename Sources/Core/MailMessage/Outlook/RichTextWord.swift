/// What a control word of rich text means for reading it: RTF 1.9.1, MS-OXRTFEX § 2.1.
enum RichTextWord {
    case fromHTML, htmlTag, htmlRTF
    /// A destination with nothing to read.
    case skipped
    case fontTable, font, fontCharset, codePage
    case hidden, plain
    case fallback, unicode, binary
    case lineBreak, tab
    case character(UInt32)
    case other

    private static let words: [String: RichTextWord] = [
        "fromhtml": .fromHTML, "htmltag": .htmlTag, "htmlrtf": .htmlRTF, "mhtmltag": .skipped,
        "fonttbl": .fontTable, "f": .font, "fcharset": .fontCharset, "ansicpg": .codePage,
        "colortbl": .skipped, "stylesheet": .skipped, "info": .skipped, "pict": .skipped, "object": .skipped, "fldinst": .skipped,
        "header": .skipped, "footer": .skipped, "headerl": .skipped, "headerr": .skipped, "headerf": .skipped, "footerl": .skipped,
        "footerr": .skipped, "footerf": .skipped, "listtable": .skipped, "themedata": .skipped, "generator": .skipped, "xmlnstbl": .skipped,
        "v": .hidden, "plain": .plain, "uc": .fallback, "u": .unicode, "bin": .binary,
        "par": .lineBreak, "line": .lineBreak, "row": .lineBreak, "sect": .lineBreak, "page": .lineBreak, "tab": .tab, "cell": .tab,
        "lquote": .character(0x2018), "rquote": .character(0x2019), "ldblquote": .character(0x201C), "rdblquote": .character(0x201D),
        "bullet": .character(0x2022), "endash": .character(0x2013), "emdash": .character(0x2014),
        "emspace": .character(0x2003), "enspace": .character(0x2002),
        "zwj": .character(0x200D), "zwnj": .character(0x200C), "zwbo": .character(0x200B), "zwnbo": .character(0x2060),
        "ltrmark": .character(0x200E), "rtlmark": .character(0x200F),
    ]

    /// The words by their letters packed in two numbers, so that a look-up needs no text.
    private static let table: [Key: RichTextWord] = {
        var table: [Key: RichTextWord] = [:]
        for (word, meaning) in words { table[Key(Array(word.utf8), 0..<word.utf8.count)] = meaning }
        return table
    }()

    private struct Key: Hashable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        init(_ bytes: [UInt8], _ range: Range<Int>) {
            for index in range {
                high = high << 8 | low >> 56
                low = low << 8 | UInt64(bytes[index])
            }
        }
    }

    /// `\fcharset` numbers: those of Windows' fonts.
    static let codePages: [Int: UInt32] = [
        0: 1_252, 77: 10_000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1_253, 162: 1_254, 163: 1_258, 177: 1_255, 178: 1_256, 186: 1_257,
        204: 1_251, 222: 874, 238: 1_250,
    ]

    init(_ bytes: [UInt8], _ word: Range<Int>) {
        self = word.count > 16 ? .other : Self.table[Key(bytes, word)] ?? .other
    }
}
