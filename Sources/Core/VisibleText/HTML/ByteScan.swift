/// Scanning eight bytes at a time.
extension Span<UInt8> {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    /// The first index from `start` on with one of two bytes; `end` if there is none. `end` is at most the count.
    @inline(__always)
    func firstIndex(of first: UInt8, or second: UInt8, from start: Int, to end: Int) -> Int {
        let firsts = UInt64(first) &* Self.ones
        let seconds = UInt64(second) &* Self.ones
        var index = start
        while index &+ 8 <= end {
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            // A byte that is zero gets its high bit set; none before the first such does.
            let left = word ^ firsts
            let right = word ^ seconds
            let found = ((left &- Self.ones) & ~left | (right &- Self.ones) & ~right) & Self.highs
            if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < end, self[index] != first, self[index] != second { index &+= 1 }
        return index
    }
}
