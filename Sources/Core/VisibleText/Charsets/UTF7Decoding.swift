/// UTF-7 (RFC 2152): ASCII, and UTF-16 in base64 between "+" and the first byte that is not base64.
enum UTF7Decoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        var position = 0
        while position < input.count {
            let byte = input[position]
            if byte == UInt8(ascii: "+") {
                position = decodeShifted(input, at: position, into: &writer)
            } else {
                if byte < 0x80 { writer.appendASCII(byte, source: position) } else { writer.appendMalformed(source: position, length: 1) }
                position &+= 1
            }
        }
    }

    /// The shifted run whose "+" is at `start`; gives the position after it, its "-" included.
    ///
    /// QUIRK: RFC 2152 forbids "+" before what is not base64; such a "+" is kept as text, as libiconv's users see it.
    private static func decodeShifted(_ input: Span<UInt8>, at start: Int, into writer: inout ScalarWriter) -> Int {
        var units = ShiftedUnits(source: start)
        var position = start &+ 1
        while position < input.count, let digit = digit(input[position]) {
            units.take(digit, at: position, into: &writer)
            position &+= 1
        }
        let isEmpty = position == start &+ 1
        let isClosed = position < input.count && input[position] == UInt8(ascii: "-")
        if isEmpty { writer.appendASCII(UInt8(ascii: "+"), source: start) }
        units.finish(at: position, into: &writer)
        return isClosed ? position &+ 1 : position
    }

    /// RFC 4648 § 4's alphabet.
    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x61 + 26
        case 0x30...0x39: UInt32(byte) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// Collects base64 digits to UTF-16 units, and those to characters.
    private struct ShiftedUnits {
        /// Where the digits of the unit that is being collected begin.
        var source: Int
        private var bits: UInt32 = 0
        private var bitCount = 0
        private var lead: (unit: UInt32, source: Int)?

        init(source: Int) { self.source = source }

        mutating func take(_ digit: UInt32, at position: Int, into writer: inout ScalarWriter) {
            bits = bits << 6 | digit
            bitCount += 6
            guard bitCount >= 16 else { return }
            bitCount -= 16
            let unit = bits >> UInt32(bitCount) & 0xFFFF
            bits &= 1 << UInt32(bitCount) - 1
            take(unit: unit, end: position &+ 1, into: &writer)
            source = position &+ 1
        }

        private mutating func take(unit: UInt32, end: Int, into writer: inout ScalarWriter) {
            if let lead {
                self.lead = nil
                if unit & 0xFC00 == 0xDC00 {
                    writer.append(0x10000 &+ ((lead.unit & 0x3FF) << 10 | unit & 0x3FF), source: lead.source, length: end &- lead.source)
                    return
                }
                writer.appendMalformed(source: lead.source, length: max(source &- lead.source, 1))
            }
            if unit & 0xFC00 == 0xD800 {
                lead = (unit, source)
            } else if unit & 0xFC00 == 0xDC00 {
                writer.appendMalformed(source: source, length: max(end &- source, 1))
            } else {
                writer.append(unit, source: source, length: max(end &- source, 1))
            }
        }

        /// Up to five zero bits may be left over; anything else is malformed.
        mutating func finish(at end: Int, into writer: inout ScalarWriter) {
            if let lead { writer.appendMalformed(source: lead.source, length: max(source &- lead.source, 1)) }
            if bitCount >= 6 || bits != 0 { writer.appendMalformed(source: min(source, end &- 1), length: max(end &- source, 1)) }
        }
    }
}
