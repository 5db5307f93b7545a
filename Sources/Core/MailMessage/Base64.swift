/// RFC 2045 § 6.8 with the alphabet of RFC 4648 § 4.
enum Base64 {
    private static let skip: UInt8 = 0x40
    private static let padding: UInt8 = 0x41
    private static let invalid: UInt8 = 0x42

    /// Each byte's six bits, or what else to do with it.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() { table[Int(letter)] = UInt8(value) }
        for byte: UInt8 in [.carriageReturn, .lineFeed, .space, .tab] { table[Int(byte)] = skip }
        table[Int(UInt8.equals)] = padding
        return table
    }()

    /// White space is passed over; any other byte outside the alphabet too, as a defect. Padding ends a unit, and what follows begins a new one.
    static func decode(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> DecodedBytes {
        var decoded = DecodedBytes(bytes: [UInt8](repeating: 0, count: min(range.count / 4 * 3, limit) + 3), map: OffsetMap())
        var decoder = Decoder(position: range.lowerBound, end: range.upperBound, limit: limit)
        decoder.run(bytes.span, table.span, &decoded)
        decoded.bytes.removeLast(decoded.bytes.count - min(decoder.output, limit))
        return decoded
    }

    /// Whether the text without padding ends within a byte: a single letter, or bits that a writer would have left 0.
    static func leavesBits(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count % 4 != 0, let last = bytes[range].last, table[Int(last)] < skip else { return false }
        switch range.count % 4 {
        case 1: return true
        case 2: return table[Int(last)] & 0xF != 0
        default: return table[Int(last)] & 0x3 != 0
        }
    }

    private struct Decoder {
        var position: Int
        let end: Int
        let limit: Int
        var output = 0
        /// The unit in the making: its bits, how many letters they came from, and where it began.
        var bits: UInt32 = 0
        var letters = 0
        var unitStart = 0

        init(position: Int, end: Int, limit: Int) {
            self.position = position
            self.end = end
            self.limit = limit
        }

        mutating func run(_ source: Span<UInt8>, _ table: Span<UInt8>, _ decoded: inout DecodedBytes) {
            while position < end {
                if letters == 0 { decodeWholeUnits(source, table, &decoded) }
                guard position < end, output < limit else { break }
                let value = table[Int(source[position])]
                if value < Base64.skip {
                    addLetter(value, &decoded)
                } else if value == Base64.padding {
                    finishUnit(at: position + 1, &decoded)
                } else if value == Base64.invalid, !decoded.defects.contains(.base64Malformed) {
                    decoded.defects.append(.base64Malformed)
                }
                position += 1
            }
            if position < end { decoded.defects.append(.textTooLong) } else { finishUnit(at: end, &decoded) }
        }

        /// The quick way through a line: four letters at a time, as long as all four are letters.
        private mutating func decodeWholeUnits(_ source: Span<UInt8>, _ table: Span<UInt8>, _ decoded: inout DecodedBytes) {
            let start = position
            let firstOutput = output
            // No index below leaves the letters or the room, so none is checked.
            let units = min((end - position) / 4, (decoded.bytes.count - output) / 3)
            let letters = source.extracting(position..<position + 4 * units)
            var target = decoded.bytes.mutableSpan
            var read = 0
            while read < letters.count, output < limit {
                let a = table[Int(letters[unchecked: read])]
                let b = table[Int(letters[unchecked: read &+ 1])]
                let c = table[Int(letters[unchecked: read &+ 2])]
                let d = table[Int(letters[unchecked: read &+ 3])]
                if (a | b | c | d) >= Base64.skip { break }
                target[unchecked: output] = a &<< 2 | b &>> 4
                target[unchecked: output &+ 1] = b &<< 4 | c &>> 2
                target[unchecked: output &+ 2] = c &<< 6 | d
                read &+= 4
                output &+= 3
            }
            position += read
            if position > start { decoded.map.appendUnits(output: firstOutput, source: start, outputBytes: 3, sourceBytes: 4) }
        }

        private mutating func addLetter(_ value: UInt8, _ decoded: inout DecodedBytes) {
            if letters == 0 { unitStart = position }
            bits = bits << 6 | UInt32(value)
            letters += 1
            if letters == 4 { finishUnit(at: position + 1, &decoded) }
        }

        /// A unit of two letters holds one byte, of three two bytes, of four three bytes.
        private mutating func finishUnit(at unitEnd: Int, _ decoded: inout DecodedBytes) {
            if letters >= 2 {
                decoded.map.appendAtomic(output: output, source: unitStart..<unitEnd)
                let aligned = bits << UInt32(6 * (4 - letters))
                for index in 0..<letters - 1 {
                    decoded.bytes[output] = UInt8(truncatingIfNeeded: aligned >> UInt32(16 - 8 * index))
                    output += 1
                }
            }
            bits = 0
            letters = 0
        }
    }
}
