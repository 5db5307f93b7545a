/// What the standard makes of a NUL, which differs by place.
enum HTMLNullHandling {
    case keep, replace
}

/// Decoding of the ranges that tokens hold, for the few of them that anyone asks for.
extension HTMLTokenizer {
    /// An attribute's value: references decoded, line ends as LF, NUL as U+FFFD.
    static func value(of attribute: HTMLAttribute, in input: Span<UInt8>) -> [UInt8] {
        guard attribute.hasAmpersand else { return text(of: attribute.value, in: input, null: .replace) }
        var decoded: [UInt8] = []
        var index = attribute.value.lowerBound
        while index < attribute.value.upperBound {
            if input[index] == UInt8(ascii: "&"),
                let reference = HTMLCharacterReference.parse(input, at: index, end: attribute.value.upperBound, in: .attributeValue)
            {
                for byte in 0..<reference.byteCount { decoded.append(reference.byte(byte)) }
                index = reference.source.upperBound
            } else {
                appendNormalized(input, at: &index, end: attribute.value.upperBound, null: .replace, to: &decoded)
            }
        }
        return decoded
    }

    /// Text as the parser would pass it on: line ends as LF.
    static func text(of range: Range<Int>, in input: Span<UInt8>, null: HTMLNullHandling) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound { appendNormalized(input, at: &index, end: range.upperBound, null: null, to: &text) }
        return text
    }

    /// A tag's, attribute's or document type's name: lower case, NUL as U+FFFD.
    static func name(of range: Range<Int>, in input: Span<UInt8>) -> [UInt8] {
        text(of: range, in: input, null: .replace).map(\.asciiLowercased)
    }

    private static func appendNormalized(_ input: Span<UInt8>, at index: inout Int, end: Int, null: HTMLNullHandling, to text: inout [UInt8]) {
        switch input[index] {
        case 0x0D:
            text.append(0x0A)
            if index &+ 1 < end, input[index &+ 1] == 0x0A { index &+= 1 }
        case 0 where null == .replace: text += [0xEF, 0xBF, 0xBD]
        case let byte: text.append(byte)
        }
        index &+= 1
    }
}
