/// Which senders of many send most, in bounded memory: Space-Saving (Metwally, Agrawal and El Abbadi, ICDT 2005) with forward decay
/// (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009).
///
/// Of `k` counters, whoever is new takes that with the least weight, and its weight. With `N` the weight of all events:
/// true ≤ weight ≤ true + error, error ≤ N/k, and whoever has more than N/k has a counter. Up to `k` senders all weights are exact.
/// An event's weight halves in 12 hours, in steps of 3; as all weights fall alike, their order and the bounds stay.
package struct HeavyHitters {
    package enum Place: Equatable {
        case known(Int)
        case added(Int)
        /// The one that had it is forgotten.
        case replaced(Int)
    }

    package let capacity: Int
    private var index: [UInt64: Int32] = [:]
    private(set) var hashes: [UInt64] = []
    private var weights: [Double] = []
    private var errors: [Double] = []
    /// Counters in the order of a heap of four children each, the least weight on top.
    private var heap: [Int32] = []
    private var places: [Int32] = []
    private var total = 0.0
    private var growth = Growth()

    package init(capacity: Int) {
        self.capacity = max(1, capacity)
        // Reserved memory is none until it is written to; growing would hold the old and the new.
        index.reserveCapacity(self.capacity)
        hashes.reserveCapacity(self.capacity)
        weights.reserveCapacity(self.capacity)
        errors.reserveCapacity(self.capacity)
        heap.reserveCapacity(self.capacity)
        places.reserveCapacity(self.capacity)
    }

    package var count: Int { hashes.count }
    /// By how much a weight may be too high, at most: N/k.
    package var errorBound: Double { total / growth.now / Double(capacity) }

    package func slot(_ hash: UInt64) -> Int? { index[hash].map { Int($0) } }
    package func weight(_ slot: Int) -> Double { weights[slot] / growth.now }
    package func error(_ slot: Int) -> Double { errors[slot] / growth.now }

    /// One event, or several of the same sender.
    package mutating func add(_ hash: UInt64, count: Double = 1, at time: UInt32) -> Place {
        advance(to: time)
        return insert(hash, count * growth.now, error: 0)
    }

    /// What was saved: a weight and its error as of `time`, at most now.
    mutating func restore(_ hash: UInt64, weight: Double, error: Double, savedAt time: UInt32, now: UInt32) -> Place {
        advance(to: now)
        let scale = growth.then(time)
        return insert(hash, weight * scale, error: error * scale)
    }

    private mutating func insert(_ hash: UInt64, _ weight: Double, error: Double) -> Place {
        total += weight
        if let known = index[hash] {
            let slot = Int(known)
            weights[slot] += weight
            sink(Int(places[slot]))
            return .known(slot)
        }
        if hashes.count < capacity {
            let slot = hashes.count
            index[hash] = Int32(slot)
            hashes.append(hash)
            weights.append(weight)
            errors.append(error)
            places.append(Int32(slot))
            heap.append(Int32(slot))
            rise(slot)
            return .added(slot)
        }
        let slot = Int(heap[0])
        index[hashes[slot]] = nil
        index[hash] = Int32(slot)
        hashes[slot] = hash
        errors[slot] = weights[slot] + error
        weights[slot] += weight
        sink(0)
        return .replaced(slot)
    }

    private mutating func sink(_ start: Int) {
        var place = start
        let moved = heap[place]
        let weight = weights[Int(moved)]
        while true {
            let first = 4 * place + 1
            guard first < heap.count else { break }
            var least = first
            var leastWeight = weights[Int(heap[first])]
            var child = first + 1
            while child < min(first + 4, heap.count) {
                let other = weights[Int(heap[child])]
                if other < leastWeight { (least, leastWeight) = (child, other) }
                child += 1
            }
            guard leastWeight < weight else { break }
            heap[place] = heap[least]
            places[Int(heap[place])] = Int32(place)
            place = least
        }
        heap[place] = moved
        places[Int(moved)] = Int32(place)
    }

    private mutating func rise(_ start: Int) {
        var place = start
        let moved = heap[place]
        let weight = weights[Int(moved)]
        while place > 0 {
            let parent = (place - 1) / 4
            guard weight < weights[Int(heap[parent])] else { break }
            heap[place] = heap[parent]
            places[Int(heap[place])] = Int32(place)
            place = parent
        }
        heap[place] = moved
        places[Int(moved)] = Int32(place)
    }

    private mutating func advance(to time: UInt32) {
        guard let scale = growth.advance(to: time) else { return }
        for slot in weights.indices {
            weights[slot] *= scale
            errors[slot] *= scale
        }
        total *= scale
    }
}

/// What an event weighs, against one at the landmark: 2 to the number of half-lives between them.
private struct Growth {
    /// A quarter of the half-life.
    private static let step: UInt32 = 10_800
    private static let quarters = [1, 1.189_207_115_002_721, 1.414_213_562_373_095, 1.681_792_830_507_429]
    /// Half-lives after which all is scaled anew, long before a sum of weights loses the small ones (2^53).
    private static let most = 16

    private var landmark: UInt32?
    private var current: UInt32 = 0
    private(set) var now = 1.0

    /// What all weights have to be multiplied with; nil mostly.
    mutating func advance(to time: UInt32) -> Double? {
        let new = max(current, time / Self.step)
        guard let landmark else {
            (self.landmark, current) = (new, new)
            return nil
        }
        guard new != current else { return nil }
        current = new
        now = Self.power(Int(new) - Int(landmark))
        guard Int(new - landmark) >= 4 * Self.most else { return nil }
        let scale = 1 / now
        (self.landmark, now) = (new, 1)
        return scale
    }

    func then(_ time: UInt32) -> Double { Self.power(Int(min(time / Self.step, current)) - Int(landmark ?? 0)) }

    private static func power(_ steps: Int) -> Double {
        // Beyond that it is nothing anyway.
        let steps = min(max(steps, -2_000), 2_000)
        return Double(sign: .plus, exponent: steps >> 2, significand: quarters[steps & 3])
    }
}
