/// One Message-ID or wallet of a scam: a row of the store, whose key is `hash`.
public struct RememberedSign: Sendable, Equatable {
    public enum Threat: UInt8, Sendable, CaseIterable {
        /// That somebody was filmed or watched.
        case filmed = 0
        case other = 1
    }

    /// With the `HashKey` it was made with; useless with another, and nobody without the key can try out what it stands for.
    public var hash: UInt64
    public var threat: Threat
    /// When a scam with it was seen last, to the day.
    public var seen: Int

    public init(hash: UInt64, threat: Threat, seen: Int) {
        self.hash = hash
        self.threat = threat
        self.seen = seen
    }
}

/// Signs of scams for 30 days, the oldest given up for new ones where there are too many.
struct ReplyMemory {
    static let seconds = 30 * 86_400
    /// A sign that is seen again within it is not remembered anew.
    private static let refresh = 86_400

    private struct Known {
        var seen: Int
        var threat: RememberedSign.Threat
    }

    private let capacity: Int
    private var known: [UInt64: Known] = [:]
    /// Hashes in the order they were remembered, from `head` on, with when that was.
    private var queue: [(hash: UInt64, seen: Int)] = []
    private var head = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { known.count }
    /// Places in the queue: at most twice the capacity, and what was given up of it since it was moved last.
    var places: Int { queue.count }

    /// Whether it is new, or so old that the store has to know.
    mutating func remember(_ sign: RememberedSign) -> Bool {
        let old = known[sign.hash]
        if let old, abs(sign.seen - old.seen) < Self.refresh { return false }
        known[sign.hash] = Known(seen: sign.seen, threat: old?.threat == .filmed ? .filmed : sign.threat)
        queue.append((sign.hash, sign.seen))
        forget(before: sign.seen - Self.seconds)
        return true
    }

    /// What it stood for, if a scam had it within 30 days.
    func threat(_ hash: UInt64, at now: Int) -> RememberedSign.Threat? {
        guard let found = known[hash], now - found.seen <= Self.seconds else { return nil }
        return found.threat
    }

    private mutating func forget(before time: Int) {
        while head < queue.count, known.count > capacity || queue[head].seen < time {
            let (hash, seen) = queue[head]
            head += 1
            // Remembered anew since: it stands further behind.
            if known[hash]?.seen == seen { known[hash] = nil }
        }
        // Each that is remembered anew every day leaves a place a day.
        if queue.count - head > 2 * capacity {
            queue = queue[head...].filter { known[$0.hash]?.seen == $0.seen }
            head = 0
        }
        // Each is moved once in a while only.
        if head > 1_024, head > queue.count / 2 {
            queue.removeFirst(head)
            head = 0
        }
    }
}
