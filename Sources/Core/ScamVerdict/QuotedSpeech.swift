internal import ScamEvidence
internal import VisibleText

/// What stands between quotation marks: a mark opens, the next one closes, whatever their kinds, as each language has its own and many people mix them.
struct QuotedSpeech {
    /// Ranges of bytes, without the marks, in order and apart from each other. May be empty.
    private(set) var ranges: [Range<Int>] = []

    /// In bytes: who cites a few words of a mail cites no more; whole mails are passed on in other ways.
    private static let longest = 600

    /// `text` is UTF-8.
    init(in text: [UInt8]) {
        var start: Int?
        var index = 0
        while index < text.count {
            guard Self.mayBeMark(text[index]) else {
                index += 1
                continue
            }
            // An inch is no opening mark.
            let isInch = text[index] == 0x22 && start == nil && index > 0 && 0x30...0x39 ~= text[index - 1]
            let length = isInch ? 0 : Self.mark(text, at: index)
            guard length > 0 else {
                index += 1
                continue
            }
            if let opened = start {
                if index > opened, index - opened <= Self.longest { ranges.append(opened..<index) }
                start = nil
            } else {
                start = index + length
            }
            index += length
        }
    }

    func overlaps(_ range: Range<Int>) -> Bool { ranges.contains { $0.overlaps(range) } }

    /// Most bytes are not: whole mails are looked through.
    @inline(__always)
    private static func mayBeMark(_ byte: UInt8) -> Bool { byte == 0x22 || byte >= 0xC2 }

    /// The length of the double quotation mark at a place, 0 where there is none: ", « », “ ” „ ‟, 「 」 『 』 ＂. Single ones are apostrophes as well.
    private static func mark(_ text: [UInt8], at index: Int) -> Int {
        switch text[index] {
        case 0x22: return 1
        case 0xC2: return index + 1 < text.count && (text[index + 1] == 0xAB || text[index + 1] == 0xBB) ? 2 : 0
        case 0xE2: return index + 2 < text.count && text[index + 1] == 0x80 && 0x9C...0x9F ~= text[index + 2] ? 3 : 0
        case 0xE3: return index + 2 < text.count && text[index + 1] == 0x80 && 0x8C...0x8F ~= text[index + 2] ? 3 : 0
        case 0xEF: return index + 2 < text.count && text[index + 1] == 0xBC && text[index + 2] == 0x82 ? 3 : 0
        default: return 0
        }
    }
}
