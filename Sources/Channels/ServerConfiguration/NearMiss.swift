/// Which of some names was meant by a word that is none of them.
enum NearMiss {
    /// The nearest by edit distance, without regard to case, `_` for `-`; nil where none is near.
    static func of(_ word: String, among names: [String]) -> String? {
        let bytes = folded(word)
        guard bytes.count <= ConfigurationLimits.comparedBytes else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let other = folded(name)
            let distance = distance(bytes, other)
            // Of `dns` one letter may be wrong, of `message-size` three.
            guard distance <= max(1, min(bytes.count, other.count) / 3), distance < best?.distance ?? .max else { continue }
            best = (name, distance)
        }
        return best?.name
    }

    private static func folded(_ word: String) -> [UInt8] {
        word.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    /// Letters put in, left out, replaced, and neighbours exchanged.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for row in one.indices {
            var current = [row + 1]
            for column in other.indices {
                var least = min(last[column] + (one[row] == other[column] ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] { least = min(least, before[column - 1] + 1) }
                current.append(least)
            }
            (before, last) = (last, current)
        }
        return last[other.count]
    }
}
