/// UTF-16 (RFC 2781; WHATWG Encoding § 14).
enum UTF16Decoding {
    static func decode(_ input: Span<UInt8>, bigEndian: Bool, into writer: inout ScalarWriter) {
        let mark: ByteOrderMark = bigEndian ? .utf16be : .utf16le
        var position = mark.begins(input) ? 2 : 0
        while position <= input.count &- 2 {
            let unit = unit(input, at: position, bigEndian)
            var length = 2
            if unit & 0xF800 != 0xD800 {
                writer.append(unit, source: position, length: 2)
            } else if unit < 0xDC00, let trail = trail(input, at: position &+ 2, bigEndian) {
                length = 4
                writer.append(0x10000 &+ ((unit & 0x3FF) << 10 | trail), source: position, length: 4)
            } else {
                writer.appendMalformed(source: position, length: 2)
            }
            position &+= length
        }
        if position < input.count { writer.appendMalformed(source: position, length: input.count &- position) }
    }

    @inline(__always)
    private static func unit(_ input: Span<UInt8>, at position: Int, _ bigEndian: Bool) -> UInt32 {
        let unit = input.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt16.self)
        return UInt32(bigEndian ? unit.bigEndian : unit.littleEndian)
    }

    /// The low ten bits of the trail surrogate at `position`, nil where there is none.
    @inline(__always)
    private static func trail(_ input: Span<UInt8>, at position: Int, _ bigEndian: Bool) -> UInt32? {
        guard position <= input.count &- 2 else { return nil }
        let unit = unit(input, at: position, bigEndian)
        return unit & 0xFC00 == 0xDC00 ? unit & 0x3FF : nil
    }
}

/// UTF-32 (Unicode § 3.10, D101), which the WHATWG standard leaves out.
enum UTF32Decoding {
    static func decode(_ input: Span<UInt8>, bigEndian: Bool, into writer: inout ScalarWriter) {
        let mark: ByteOrderMark = bigEndian ? .utf32be : .utf32le
        var position = mark.begins(input) ? 4 : 0
        while position <= input.count &- 4 {
            let loaded = input.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
            let scalar = bigEndian ? loaded.bigEndian : loaded.littleEndian
            if scalar <= 0x10FFFF, scalar & 0xFFFF_F800 != 0xD800 {
                writer.append(scalar, source: position, length: 4)
            } else {
                writer.appendMalformed(source: position, length: 4)
            }
            position &+= 4
        }
        if position < input.count { writer.appendMalformed(source: position, length: input.count &- position) }
    }
}
