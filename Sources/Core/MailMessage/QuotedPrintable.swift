/// RFC 2045 § 6.7, and its relative for header fields: RFC 2047 § 4.2.
enum QuotedPrintable {
    /// An `=` that is no escape stays what it is and is a defect.
    static func decode(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> DecodedBytes {
        var decoded = DecodedBytes(bytes: [], map: OffsetMap())
        decoded.bytes.reserveCapacity(min(range.count, limit))
        var position = range.lowerBound
        while position < range.upperBound {
            guard decoded.bytes.count <= limit else { break }
            let equals = bytes.firstIndex(of: .equals, in: position..<range.upperBound) ?? range.upperBound
            if equals > position {
                decoded.map.appendLinear(output: decoded.bytes.count, source: position)
                decoded.bytes.append(contentsOf: bytes[position..<equals])
            }
            guard equals < range.upperBound else { break }
            position = decodeEscape(bytes, at: equals, end: range.upperBound, into: &decoded)
        }
        if decoded.bytes.count > limit {
            decoded.bytes.removeLast(decoded.bytes.count - limit)
            decoded.defects.append(.textTooLong)
        }
        return decoded
    }

    /// `=XX`, or `=` before a line end: a soft line break.
    private static func decodeEscape(_ bytes: [UInt8], at equals: Int, end: Int, into decoded: inout DecodedBytes) -> Int {
        if equals + 2 < end, let high = bytes[equals + 1].hexValue, let low = bytes[equals + 2].hexValue {
            decoded.map.appendUnits(output: decoded.bytes.count, source: equals, outputBytes: 1, sourceBytes: 3)
            decoded.bytes.append(high << 4 | low)
            return equals + 3
        }
        // transport-padding may stand between "=" and the line break.
        var index = equals + 1
        while index < end, bytes[index] == .space || bytes[index] == .tab || bytes[index] == .carriageReturn { index += 1 }
        if index >= end || bytes[index] == .lineFeed { return min(index + 1, end) }
        if bytes[index - 1] == .carriageReturn { return index }
        decoded.map.appendLinear(output: decoded.bytes.count, source: equals)
        decoded.bytes.append(.equals)
        if !decoded.defects.contains(.quotedPrintableMalformed) { decoded.defects.append(.quotedPrintableMalformed) }
        return equals + 1
    }

    /// The Q encoding: as above, and `_` is a space.
    static func decodeWord(_ bytes: [UInt8], in range: Range<Int>) -> DecodedBytes {
        var decoded = decode(bytes, in: range, limit: .max)
        for index in decoded.bytes.indices where decoded.bytes[index] == 0x5F {
            if decoded.map.sources(of: index..<index + 1).first?.count == 1 { decoded.bytes[index] = .space }
        }
        return decoded
    }
}
