/// How often something took how long.
public final class Histogram: Sendable {
    /// Upper bounds in seconds: from a small mail (0.2 ms) to the longest that a mail is held.
    static let bounds: [Double] = [0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]

    private let buckets: [Counter]
    private let nanoseconds = Counter()

    init() { buckets = (0...Self.bounds.count).map { _ in Counter() } }

    public func observe(nanoseconds: Int) {
        let seconds = Double(nanoseconds) / 1e9
        buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count].add()
        self.nanoseconds.add(nanoseconds)
    }

    /// As Prometheus has it: each bucket counts all that took no longer.
    var cumulative: [Int] {
        var sum = 0
        return buckets.map { bucket in
            sum += bucket.count
            return sum
        }
    }
    var seconds: Double { Double(nanoseconds.count) / 1e9 }
}
