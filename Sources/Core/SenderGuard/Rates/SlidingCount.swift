/// How often something happened in the last minute, hour or day, from eight counts of a part of it each.
///
/// The part that now is in and the six before it make the window: it is `W` to `7/6 W` long, so that what is counted in it is never too few. A part
/// holds up to 65,535.
struct SlidingCount: Equatable {
    /// Seconds of a sixth of a window.
    enum Part {
        static let minute: UInt32 = 10
        static let hour: UInt32 = 600
        static let day: UInt32 = 14_400
    }

    var parts = SIMD8<UInt16>.zero

    /// Forgets what lies before, where time went on. Parts are counted since 1970.
    mutating func roll(from old: UInt32, to new: UInt32) {
        guard new != old else { return }
        if new < old || new - old >= 8 {
            parts = .zero
        } else {
            for part in (old + 1)...new { parts[Int(part & 7)] = 0 }
        }
    }

    mutating func add(_ count: Int, at part: UInt32) {
        let index = Int(part & 7)
        parts[index] = UInt16(clamping: Int(parts[index]) + max(0, count))
    }

    func sum(at part: UInt32) -> Int {
        var counted = parts
        counted[Int((part + 1) & 7)] = 0
        return Int(SIMD8<UInt32>(truncatingIfNeeded: counted).wrappedSum())
    }
}
