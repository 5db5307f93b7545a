/// Character references in visible text: senders of scams post HTML text as `text/plain`, and mail programs show the letters
/// of some of them. Where such a text was put into HTML they are escaped once more, and are visible text there too.
/// HTML § 13.2.5.72–80, for the references of letters, spaces and a few signs.
extension FoldingSource {
    /// `&#` and digits, at most: enough for U+10FFFF with leading zeros, little enough to look ahead for each `&`.
    private static let longestNumber = 10
    private static let longestName = 8

    /// The reference at an ampersand; nil where the bytes make none.
    @inline(never)
    func reference(at position: Int) -> FoldingUnit? {
        guard position + 2 < text.count else { return nil }
        return text[position + 1] == 0x23 ? numericReference(at: position) : namedReference(at: position)
    }

    // "&#" 1*DIGIT [";"]   "&#x" 1*HEXDIG [";"]: the semicolon is left out by half of the senders.
    private func numericReference(at position: Int) -> FoldingUnit? {
        let isHexadecimal = text[position + 2] | 0x20 == 0x78
        var index = position + (isHexadecimal ? 3 : 2)
        let start = index
        var value: UInt32 = 0
        while index < text.count, index - start < Self.longestNumber, let digit = Self.digit(text[index], isHexadecimal) {
            value = min(value &* (isHexadecimal ? 16 : 10) &+ digit, 0x110000)
            index += 1
        }
        guard index > start else { return nil }
        if index < text.count, text[index] == 0x3B { index += 1 }
        return unit(for: value, length: index - position)
    }

    private func unit(for value: UInt32, length: Int) -> FoldingUnit {
        let scalar = (0x80..<0xA0).contains(value) ? UInt32(Self.windows1252[Int(value - 0x80)]) : value
        let isCharacter = scalar > 0 && scalar < 0x110000 && !(0xD800..<0xE000).contains(scalar)
        return FoldingUnit(scalar: isCharacter ? scalar : 0xFFFD, record: record(of: isCharacter ? scalar : 0xFFFD), length: length)
    }

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x37)
        case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x57)
        default: nil
        }
    }

    private func namedReference(at position: Int) -> FoldingUnit? {
        var name: UInt64 = 0
        var index = position + 1
        while index < text.count, index - position <= Self.longestName, text[index] != 0x3B {
            name = name << 8 | UInt64(text[index])
            index += 1
        }
        let count = index - position - 1
        if index < text.count, text[index] == 0x3B, count > 0, let scalar = FoldingTable.shared.referent(of: name << UInt64(8 * (Self.longestName - count))) {
            return FoldingUnit(scalar: scalar, record: record(of: scalar), length: index + 1 - position)
        }
        return rareReference(at: position)
    }

    /// One of HTML's two thousand others, with its semicolon: `&ZeroWidthSpace;`, `&pscr;`.
    private func rareReference(at position: Int) -> FoldingUnit? {
        let span = text.span
        var end = position + 1
        while end < text.count, end - position <= HTMLCharacterReferenceTable.maxNameBytes, text[end].isASCIIAlphanumeric { end += 1 }
        guard end < text.count, text[end] == 0x3B, end > position + 1 else { return nil }
        guard let value = HTMLCharacterReferenceTable.value(of: position + 1..<end, in: span) else { return nil }
        let bytes = (0..<value.byteCount).map { UInt8(truncatingIfNeeded: value.packedBytes >> UInt64(8 * $0)) }
        // The few that are two characters are signs.
        guard let scalars = String(validating: bytes, as: UTF8.self)?.unicodeScalars, scalars.count == 1, let scalar = scalars.first?.value else { return nil }
        return FoldingUnit(scalar: scalar, record: record(of: scalar), length: end + 1 - position)
    }

    /// HTML § 13.2.5.80: numbers of the C1 controls mean Windows-1252.
    private static let windows1252: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
