/// Big5 with the Hong Kong supplement (WHATWG Encoding § 11).
enum Big5Decoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        let index = CharsetTables.shared.big5
        let planes = CharsetTables.shared.big5Planes
        var position = 0
        while true {
            position = writer.copyASCII(input, from: position)
            guard position < input.count else { return }
            let lead = input[position]
            let trail = position &+ 1 < input.count ? input[position &+ 1] : 0
            let pointer = pointer(lead, trail)
            if let low = index.codePoint(at: pointer) {
                let isSupplementary = planes[pointer / 16] >> UInt16(pointer % 16) & 1 != 0
                writer.append(isSupplementary ? 0x20000 | low : low, source: position, length: 2)
                position &+= 2
            } else if let base = combined(pointer) {
                writer.append(base.letter, source: position, length: 2)
                writer.append(base.accent, source: position, length: 2)
                position &+= 2
            } else {
                let length = (0x81...0xFE).contains(lead) && trail >= 0x80 ? 2 : 1
                writer.appendMalformed(source: position, length: length)
                position &+= length
            }
        }
    }

    @inline(__always)
    private static func pointer(_ lead: UInt8, _ trail: UInt8) -> Int {
        guard (0x81...0xFE).contains(lead), (0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail) else { return -1 }
        return (Int(lead) &- 0x81) &* 157 &+ Int(trail) &- (trail < 0x7F ? 0x40 : 0x62)
    }

    /// The four codes that are a letter and a combining accent.
    private static func combined(_ pointer: Int) -> (letter: UInt32, accent: UInt32)? {
        switch pointer {
        case 1133: (0xCA, 0x304)
        case 1135: (0xCA, 0x30C)
        case 1164: (0xEA, 0x304)
        case 1166: (0xEA, 0x30C)
        default: nil
        }
    }
}
