/// Shift_JIS with Microsoft's extensions, code page 932 (WHATWG Encoding § 12.3).
enum ShiftJISDecoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        let index = CharsetTables.shared.jis0208
        var position = 0
        while true {
            position = writer.copyASCII(input, from: position)
            guard position < input.count else { return }
            let lead = input[position]
            let trail = position &+ 1 < input.count ? input[position &+ 1] : 0
            if (0xA1...0xDF).contains(lead) {
                writer.append(0xFF61 &- 0xA1 &+ UInt32(lead), source: position, length: 1)
                position &+= 1
            } else if lead == 0x80 {
                writer.append(0x80, source: position, length: 1)
                position &+= 1
            } else if let scalar = scalar(pointer(lead, trail), index) {
                writer.append(scalar, source: position, length: 2)
                position &+= 2
            } else {
                let length = lead != 0xA0 && lead <= 0xFC && trail >= 0x80 ? 2 : 1
                writer.appendMalformed(source: position, length: length)
                position &+= length
            }
        }
    }

    @inline(__always)
    private static func pointer(_ lead: UInt8, _ trail: UInt8) -> Int {
        guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) else { return -1 }
        guard (0x40...0x7E).contains(trail) || (0x80...0xFC).contains(trail) else { return -1 }
        return (Int(lead) &- (lead < 0xA0 ? 0x81 : 0xC1)) &* 188 &+ Int(trail) &- (trail < 0x7F ? 0x40 : 0x41)
    }

    /// The rows F040-F9FC are user-defined: private use.
    @inline(__always)
    private static func scalar(_ pointer: Int, _ index: [UInt16]) -> UInt32? {
        (8836...10715).contains(pointer) ? UInt32(0xE000 &- 8836 &+ pointer) : index.codePoint(at: pointer)
    }
}
