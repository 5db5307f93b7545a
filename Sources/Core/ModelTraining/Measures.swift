/// A share of cases, with the interval in which the true one lies 95 times of 100.
public struct Share: Sendable {
    public let hits: Int
    public let count: Int

    public init(hits: Int, count: Int) {
        self.hits = hits
        self.count = count
    }

    /// 1 of none.
    public var value: Double { count == 0 ? 1 : Double(hits) / Double(count) }

    /// Wilson 1927.
    public var interval: ClosedRange<Double> {
        guard count > 0 else { return 0...1 }
        let z = 1.96
        let n = Double(count)
        let center = (value + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        return max(0, center - half)...min(1, center + half)
    }
}

/// The mean of shares that count alike, however many cases each has; the interval is drawn from 2,000 resamplings of the shares (bootstrap).
public struct MacroShare: Sendable {
    public let shares: [Share]

    public init(_ shares: [Share]) { self.shares = shares }

    public var value: Double { Self.mean(shares.map(\.value)) }

    public var interval: ClosedRange<Double> {
        guard !shares.isEmpty else { return 0...1 }
        var random = SplitMix(state: 1)
        let means = (0..<2_000).map { _ in Self.mean(shares.map { _ in shares.randomElement(using: &random)!.value }) }.sorted()
        return means[50]...means[1_949]
    }

    private static func mean(_ values: [Double]) -> Double { values.isEmpty ? 1 : values.reduce(0, +) / Double(values.count) }
}

/// How well probabilities hold: of the cases that got one near p, a share of about p should be positive.
public struct Reliability: Sendable {
    public struct Bin: Sendable {
        public let meanProbability: Double
        public let share: Share
    }

    /// Of equal mass, the least probable first.
    public let bins: [Bin]

    public init(_ cases: [(probability: Double, isPositive: Bool)], binCount: Int = 15) {
        let sorted = cases.sorted { $0.probability < $1.probability }
        bins = (0..<binCount).compactMap { number in
            let range = sorted.count * number / binCount..<sorted.count * (number + 1) / binCount
            guard !range.isEmpty else { return nil }
            let bin = sorted[range]
            return Bin(
                meanProbability: bin.reduce(0) { $0 + $1.probability } / Double(bin.count), share: Share(hits: bin.count { $0.isPositive }, count: bin.count))
        }
    }

    /// The mean distance of probability and share, by mass.
    public var expectedCalibrationError: Double {
        let count = bins.reduce(0) { $0 + $1.share.count }
        guard count > 0 else { return 0 }
        return bins.reduce(0) { $0 + abs($1.meanProbability - $1.share.value) * Double($1.share.count) } / Double(count)
    }
}
