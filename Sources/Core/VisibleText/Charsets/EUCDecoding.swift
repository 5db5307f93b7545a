/// EUC-JP (WHATWG Encoding § 12.1).
enum EUCJPDecoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        let jis0208 = CharsetTables.shared.jis0208
        let jis0212 = CharsetTables.shared.jis0212
        var position = 0
        while true {
            position = writer.copyASCII(input, from: position)
            guard position < input.count else { return }
            let lead = input[position]
            let trail = position &+ 1 < input.count ? input[position &+ 1] : 0
            if lead == 0x8E, (0xA1...0xDF).contains(trail) {
                writer.append(0xFF61 &- 0xA1 &+ UInt32(trail), source: position, length: 2)
                position &+= 2
            } else if lead == 0x8F, (0xA1...0xFE).contains(trail) {
                let last = position &+ 2 < input.count ? input[position &+ 2] : 0
                let scalar = jis0212.codePoint(at: pointer(trail, last))
                position &+= append(scalar, at: position, length: 3, last, atEnd: position &+ 2 == input.count, into: &writer)
            } else {
                let isLead = lead == 0x8E || lead == 0x8F || (0xA1...0xFE).contains(lead)
                let scalar = jis0208.codePoint(at: pointer(lead, trail))
                position &+= append(scalar, at: position, length: isLead ? 2 : 1, trail, atEnd: position &+ 1 == input.count, into: &writer)
            }
        }
    }

    /// Writes the character, or U+FFFD for its bytes but a last one that is ASCII or lies beyond the end; gives how many were taken.
    @inline(__always)
    private static func append(
        _ scalar: UInt32?, at position: Int, length: Int, _ last: UInt8, atEnd: Bool, into writer: inout ScalarWriter
    ) -> Int {
        if let scalar {
            writer.append(scalar, source: position, length: length)
            return length
        }
        let taken = length > 1 && (last < 0x80 || atEnd) ? length &- 1 : length
        writer.appendMalformed(source: position, length: taken)
        return taken
    }

    @inline(__always)
    private static func pointer(_ lead: UInt8, _ trail: UInt8) -> Int {
        guard (0xA1...0xFE).contains(lead), (0xA1...0xFE).contains(trail) else { return -1 }
        return (Int(lead) &- 0xA1) &* 94 &+ Int(trail) &- 0xA1
    }
}

/// EUC-KR with Microsoft's extension, code page 949 (WHATWG Encoding § 13).
enum EUCKRDecoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        let index = CharsetTables.shared.eucKR
        var position = 0
        while true {
            position = writer.copyASCII(input, from: position)
            guard position < input.count else { return }
            let lead = input[position]
            let trail = position &+ 1 < input.count ? input[position &+ 1] : 0
            let isLead = (0x81...0xFE).contains(lead)
            let pointer = isLead && (0x41...0xFE).contains(trail) ? (Int(lead) &- 0x81) &* 190 &+ Int(trail) &- 0x41 : -1
            if let scalar = index.codePoint(at: pointer) {
                writer.append(scalar, source: position, length: 2)
                position &+= 2
            } else {
                let length = isLead && trail >= 0x80 ? 2 : 1
                writer.appendMalformed(source: position, length: length)
                position &+= length
            }
        }
    }
}
