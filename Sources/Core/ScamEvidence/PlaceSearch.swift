/// Finds the places of a text where one of a few patterns of bytes stands: the Shift-Or algorithm (Baeza-Yates and Gonnet 1992).
///
/// For texts in which such places are rare: it looks at each byte once and has no branch a word, on which processors guess wrong.
struct PlaceSearch: Sendable {
    /// What may stand before a place, at it, and behind it; nil for any byte. The text's end counts as a zero byte, its beginning as any.
    struct Pattern {
        typealias Bytes = (UInt8) -> Bool

        var before: Bytes?
        var first: Bytes?
        var second: Bytes?
        var third: Bytes?
    }

    /// Bits in each of the four lanes of a word, `before` the lowest.
    static let mostPatterns = 16
    private static let lane: UInt64 = 0xFFFF

    /// For each byte, a zero bit for each pattern that it belongs to, lane by lane: with zeros for what holds, a step is one shift and
    /// one "or", and each step waits for the one before.
    private let table: [UInt64]

    /// Patterns beyond `mostPatterns` are not looked for.
    init(_ patterns: [Pattern]) {
        var table = [UInt64](repeating: .max, count: 256)
        for (index, pattern) in patterns.prefix(Self.mostPatterns).enumerated() {
            for (lane, belongs) in [pattern.before, pattern.first, pattern.second, pattern.third].enumerated() {
                let bit: UInt64 = 1 << UInt64(16 * lane + index)
                for byte in table.indices where belongs?(UInt8(byte)) ?? true { table[byte] &= ~bit }
            }
        }
        self.table = table
    }

    /// The first place at or after `start`; nil where there is none.
    @inline(__always)
    func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        table.withUnsafeBufferPointer { table in
            // A lane holds the patterns of which all bytes up to there have been seen.
            var state = ~Self.lane | (start > 0 && start <= text.count ? table[Int(text[start &- 1])] : 0)
            var index = start
            while index < text.count {
                state = state &<< 16 | table[Int(text[index])]
                if state < ~(.max &>> 16) { return index &- 2 }
                index &+= 1
            }
            while index < text.count &+ 2 {
                state = state &<< 16 | table[0]
                if state < ~(.max &>> 16) { return index &- 2 }
                index &+= 1
            }
            return nil
        }
    }
}
