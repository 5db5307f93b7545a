/// Reading what a frame carries: numbers in network order, and texts that a NUL ends.
extension Span<UInt8> {
    func bigEndian32(at place: Int) -> UInt32 {
        UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8 | UInt32(self[place + 3])
    }

    /// Where the text that begins at `start` ends: at its NUL, or with the frame.
    func endOfText(from start: Int) -> Int {
        var place = start
        while place < count, self[place] != 0 { place += 1 }
        return place
    }

    /// Nil where it is longer than `MilterLimits.name`. What is not UTF-8 is repaired.
    func text(_ range: Range<Int>) -> String? {
        guard range.count <= MilterLimits.name else { return nil }
        return extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    func append(to array: inout [UInt8]) {
        withUnsafeBufferPointer { array.append(contentsOf: $0) }
    }
}
