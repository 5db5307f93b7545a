/// GB18030, and GBK and GB2312, which it contains (WHATWG Encoding § 10).
enum GB18030Decoding {
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        let tables = CharsetTables.shared
        let index = tables.gb18030
        var position = 0
        while true {
            position = writer.copyASCII(input, from: position)
            guard position < input.count else { return }
            let lead = input[position]
            let trail = position &+ 1 < input.count ? input[position &+ 1] : 0
            if (0x30...0x39).contains(trail), (0x81...0xFE).contains(lead) {
                position &+= decodeFour(input, at: position, tables.gb18030Ranges, into: &writer)
            } else if lead == 0x80 {
                writer.append(0x20AC, source: position, length: 1)
                position &+= 1
            } else if (0x81...0xFE).contains(lead), let scalar = index.codePoint(at: pointer(lead, trail)) {
                writer.append(scalar, source: position, length: 2)
                position &+= 2
            } else {
                // An ASCII byte after a lead is not taken with it, so that markup cannot be swallowed.
                let length = (0x81...0xFE).contains(lead) && trail >= 0x80 ? 2 : 1
                writer.appendMalformed(source: position, length: length)
                position &+= length
            }
        }
    }

    @inline(__always)
    private static func pointer(_ lead: UInt8, _ trail: UInt8) -> Int {
        guard (0x40...0x7E).contains(trail) || (0x80...0xFE).contains(trail) else { return -1 }
        return (Int(lead) &- 0x81) &* 190 &+ Int(trail) &- (trail < 0x7F ? 0x40 : 0x41)
    }

    /// The four bytes at `position`, whose first two are a lead and a digit; gives how many bytes were taken.
    private static func decodeFour(_ input: Span<UInt8>, at position: Int, _ ranges: [UInt16], into writer: inout ScalarWriter) -> Int {
        guard position &+ 2 < input.count else {
            writer.appendMalformed(source: position, length: 2)
            return 2
        }
        let third = input[position &+ 2]
        let fourth = position &+ 3 < input.count ? input[position &+ 3] : 0
        let isWhole = (0x81...0xFE).contains(third) && (0x30...0x39).contains(fourth)
        if !isWhole {
            let isCutOff = (0x81...0xFE).contains(third) && position &+ 3 == input.count
            writer.appendMalformed(source: position, length: isCutOff ? 3 : 1)
            return isCutOff ? 3 : 1
        }
        let high = (Int(input[position]) &- 0x81) &* 10 &+ Int(input[position &+ 1]) &- 0x30
        let pointer = (high &* 126 &+ Int(third) &- 0x81) &* 10 &+ Int(fourth) &- 0x30
        if let scalar = codePoint(pointer, ranges) {
            writer.append(scalar, source: position, length: 4)
        } else {
            writer.appendMalformed(source: position, length: 4)
        }
        return 4
    }

    /// "Index gb18030 ranges code point".
    private static func codePoint(_ pointer: Int, _ ranges: [UInt16]) -> UInt32? {
        if pointer >= 189_000 { return pointer <= 1_237_575 ? UInt32(0x10000 &+ pointer &- 189_000) : nil }
        guard pointer <= 39_419 else { return nil }
        if pointer == 7457 { return 0xE7C7 }
        var low = 0
        var high = ranges.count / 2
        while low &+ 1 < high {
            let middle = (low &+ high) / 2
            if Int(ranges[2 &* middle]) <= pointer { low = middle } else { high = middle }
        }
        return UInt32(ranges[2 &* low &+ 1]) &+ UInt32(pointer &- Int(ranges[2 &* low]))
    }
}
