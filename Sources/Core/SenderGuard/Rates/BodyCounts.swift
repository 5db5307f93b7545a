/// The most frequent bodies of the last hour: four counters of Space-Saving over fingerprints.
///
/// Whoever is new takes that with the least count, and its count; that is told apart, so that varied texts never look like one.
/// A body with more than a fourth of all mails has a counter.
struct BodyCounts: Equatable {
    struct Counter: Equatable {
        var body: UInt64 = 0
        var count = SlidingCount()
        /// What it took over.
        var inherited = SlidingCount()
    }

    static let size = 4
    var counters = [Counter](repeating: Counter(), count: size)

    mutating func roll(from old: UInt32, to new: UInt32) {
        guard new != old else { return }
        for index in counters.indices {
            counters[index].count.roll(from: old, to: new)
            counters[index].inherited.roll(from: old, to: new)
        }
    }

    mutating func add(_ body: UInt64, nearBits: Int, at part: UInt32) {
        var least = 0
        var leastCount = Int.max
        for index in counters.indices {
            let count = counters[index].count.sum(at: part)
            if count > 0, (counters[index].body ^ body).nonzeroBitCount <= nearBits {
                counters[index].count.add(1, at: part)
                return
            }
            if count < leastCount { (least, leastCount) = (index, count) }
        }
        counters[least].body = body
        counters[least].inherited = counters[least].count
        counters[least].count.add(1, at: part)
    }

    /// Mails with the most frequent body, at least.
    func most(at part: UInt32) -> Int { counters.map { $0.count.sum(at: part) - $0.inherited.sum(at: part) }.max() ?? 0 }
}
