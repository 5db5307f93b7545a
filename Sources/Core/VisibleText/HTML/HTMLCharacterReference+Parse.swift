/// Where a character reference stands decides how much a missing semicolon is forgiven.
enum HTMLReferenceContext {
    case text
    case attributeValue
}

extension HTMLCharacterReference {
    /// The reference that begins with the '&' at `ampersand` (HTML § 13.2.5.72 to 80); nil if that is only an ampersand.
    static func parse(_ input: Span<UInt8>, at ampersand: Int, end: Int, in context: HTMLReferenceContext) -> HTMLCharacterReference? {
        let first = ampersand &+ 1
        guard first < end else { return nil }
        let byte = input[first]
        if byte == UInt8(ascii: "#") { return parseNumeric(input, at: ampersand, end: end) }
        return byte.isASCIIAlphanumeric ? parseNamed(input, at: ampersand, end: end, in: context) : nil
    }

    private static func parseNamed(_ input: Span<UInt8>, at ampersand: Int, end: Int, in context: HTMLReferenceContext) -> HTMLCharacterReference? {
        let start = ampersand &+ 1
        let limit = min(end, start &+ HTMLCharacterReferenceTable.maxNameBytes)
        var upper = start
        while upper < limit, input[upper].isASCIIAlphanumeric { upper &+= 1 }
        if upper < end, input[upper] == UInt8(ascii: ";"), let value = HTMLCharacterReferenceTable.value(of: start..<upper, in: input) {
            return HTMLCharacterReference(source: ampersand..<upper &+ 1, packedBytes: value.packedBytes, byteCount: value.byteCount)
        }
        return parseLegacy(input, at: ampersand, nameEnd: upper, end: end, in: context)
    }

    /// The longest name that counts without semicolon.
    private static func parseLegacy(
        _ input: Span<UInt8>, at ampersand: Int, nameEnd: Int, end: Int, in context: HTMLReferenceContext
    ) -> HTMLCharacterReference? {
        let start = ampersand &+ 1
        var count = min(nameEnd &- start, HTMLCharacterReferenceTable.legacyNameBytes.upperBound)
        while count >= HTMLCharacterReferenceTable.legacyNameBytes.lowerBound {
            let upper = start &+ count
            if let value = HTMLCharacterReferenceTable.value(of: start..<upper, in: input), value.countsWithoutSemicolon {
                // "For historical reasons": ?a=1&copy=2 in a link is no copyright sign.
                if context == .attributeValue, upper < end, input[upper] == UInt8(ascii: "=") || input[upper].isASCIIAlphanumeric { return nil }
                return HTMLCharacterReference(source: ampersand..<upper, packedBytes: value.packedBytes, byteCount: value.byteCount)
            }
            count &-= 1
        }
        return nil
    }

    private static func parseNumeric(_ input: Span<UInt8>, at ampersand: Int, end: Int) -> HTMLCharacterReference? {
        var index = ampersand &+ 2
        guard index < end else { return nil }
        let isHexadecimal = input[index] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { index &+= 1 }
        let digits = index
        var code: UInt32 = 0
        while index < end, let digit = input[index].hexDigit, isHexadecimal || digit < 10 {
            // Past the last scalar it stays there, however many digits follow.
            code = min(code &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
            index &+= 1
        }
        guard index > digits else { return nil }
        if index < end, input[index] == UInt8(ascii: ";") { index &+= 1 }
        return HTMLCharacterReference(source: ampersand..<index, scalar: scalar(code))
    }

    /// § 13.2.5.80: what is no scalar becomes U+FFFD, and the C1 controls are what windows-1252 makes of them.
    private static func scalar(_ code: UInt32) -> UInt32 {
        switch code {
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        case 0x80...0x9F: windows1252[Int(code &- 0x80)]
        default: code
        }
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    private init(source: Range<Int>, scalar: UInt32) {
        let (bytes, count): (UInt32, Int) =
            switch scalar {
            case ..<0x80: (scalar, 1)
            case ..<0x800: (0xC0 | scalar &>> 6 | (0x80 | scalar & 0x3F) &<< 8, 2)
            case ..<0x1_0000: (0xE0 | scalar &>> 12 | (0x80 | scalar &>> 6 & 0x3F) &<< 8 | (0x80 | scalar & 0x3F) &<< 16, 3)
            default:
                (
                    0xF0 | scalar &>> 18 | (0x80 | scalar &>> 12 & 0x3F) &<< 8 | (0x80 | scalar &>> 6 & 0x3F) &<< 16 | (0x80 | scalar & 0x3F) &<< 24, 4
                )
            }
        self.init(source: source, packedBytes: UInt64(bytes), byteCount: count)
    }
}
