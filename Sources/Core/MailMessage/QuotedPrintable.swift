/// RFC 2045 § 6.7, and its relative for header fields: RFC 2047 § 4.2.
enum QuotedPrintable {
    /// An `=` that is no escape stays what it is and is a defect.
    static func decode(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> DecodedBytes {
        // One byte beyond the limit shows that there is more.
        let room = limit < range.count ? limit + 1 : range.count
        var decoded = DecodedBytes(bytes: [UInt8](repeating: 0, count: room), map: OffsetMap())
        var decoder = Decoder(position: range.lowerBound, end: range.upperBound)
        // A line has a break at least.
        decoder.map.reserveCapacity(room / 64)
        decoder.run(bytes.span, into: &decoded.bytes)
        decoded.map = decoder.map
        decoded.bytes.removeLast(room - min(decoder.output, limit))
        if decoder.isMalformed { decoded.defects.append(.quotedPrintableMalformed) }
        if decoder.output > limit { decoded.defects.append(.textTooLong) }
        return decoded
    }

    private struct Decoder {
        var position: Int
        let end: Int
        var output = 0
        var map = OffsetMap()
        var isMalformed = false

        init(position: Int, end: Int) {
            self.position = position
            self.end = end
        }

        mutating func run(_ source: Span<UInt8>, into bytes: inout [UInt8]) {
            var target = bytes.mutableSpan
            while position < end, output < target.count {
                let run = position..<min(source.firstIndex(of: .equals, in: position..<end), position + target.count - output)
                if !run.isEmpty {
                    map.appendLinear(output: output, source: position)
                    target.copy(source, run, to: output)
                    output += run.count
                    position = run.upperBound
                }
                guard position < end, output < target.count else { return }
                if let byte = escape(source) {
                    target[output] = byte
                    output += 1
                }
            }
        }

        /// `=XX`, or `=` before a line end: a soft line break, which gives no byte.
        @inline(__always)
        private mutating func escape(_ source: Span<UInt8>) -> UInt8? {
            let equals = position
            if equals + 2 < end, let high = source[equals + 1].hexValue, let low = source[equals + 2].hexValue {
                map.appendUnits(output: output, source: equals, outputBytes: 1, sourceBytes: 3)
                position = equals + 3
                return high << 4 | low
            }
            // transport-padding may stand between "=" and the line break.
            var index = equals + 1
            while index < end, source[index] == .space || source[index] == .tab || source[index] == .carriageReturn { index += 1 }
            if index >= end || source[index] == .lineFeed {
                position = min(index + 1, end)
                return nil
            }
            if source[index - 1] == .carriageReturn {
                position = index
                return nil
            }
            map.appendLinear(output: output, source: equals)
            isMalformed = true
            position = equals + 1
            return .equals
        }
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
