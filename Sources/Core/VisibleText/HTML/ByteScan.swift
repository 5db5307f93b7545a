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

    /// Whether the same bytes stand in two ranges.
    func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        var offset = 0
        while offset &+ 8 <= left.count {
            if word(at: left.lowerBound &+ offset) != word(at: right.lowerBound &+ offset) { return false }
            offset &+= 8
        }
        while offset < left.count {
            if self[left.lowerBound &+ offset] != self[right.lowerBound &+ offset] { return false }
            offset &+= 1
        }
        return true
    }

    /// For tables that forget: anyone can make bytes with the same one. Its upper half is the better one.
    func hash(of range: Range<Int>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: range.count)
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            hash = (hash ^ hash &>> 29 ^ word(at: index)) &* 0x9E37_79B9_7F4A_7C15
            index &+= 8
        }
        while index < range.upperBound {
            hash = (hash ^ UInt64(self[index])) &* 0xD6E8_FEB8_6659_FD93
            index &+= 1
        }
        return hash
    }

    @inline(__always)
    private func word(at index: Int) -> UInt64 { unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) }
}
