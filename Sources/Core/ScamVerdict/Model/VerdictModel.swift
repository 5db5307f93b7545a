#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The trained weights: four questions, the first three in the order of harm, each a calibrated logistic regression over the same features.
public struct VerdictModel: Sendable, Equatable {
    /// What is asked of a message. The first three answers count only where the ones before are no.
    public enum Question: Int, Sendable, CaseIterable {
        /// Do sender and person know each other, so that it may be real?
        case real
        /// Does the writer speak about such a mail?
        case mention
        /// Is it an extortion scam?
        case scam
        /// If it is one, does it threaten with something sexual?
        case sexual
    }

    /// One question's weights, in log-odds of the calibrated answer.
    public struct Weights: Sendable, Equatable {
        public var bias: Float
        /// By the index in `Feature.all`.
        public var features: [Float]
        /// By bucket, in units of `wordingUnit`.
        public var wording: [Int8]
        public var wordingUnit: Float

        public init(bias: Float = 0, features: [Float], wording: [Int8], wordingUnit: Float) {
            self.bias = bias
            self.features = features
            self.wording = wording
            self.wordingUnit = wordingUnit
        }

        func score(_ features: FeatureSet) -> Float { bias + features.indices.reduce(0) { $0 + self.features[$1] } }
    }

    public var name: String
    /// What it was made of and how, for people: a few lines.
    public var recipe: String
    public let weights: [Weights]
    /// The questions' weights of each bucket side by side: they are far apart in memory from the next bucket's, and all are asked for.
    private let wording: [SIMD4<Int8>]
    private let units: SIMD4<Float>

    public init(name: String, recipe: String, weights: [Weights]) {
        self.name = name
        self.recipe = recipe
        self.weights = weights
        units = SIMD4(weights.map(\.wordingUnit))
        let (real, mention, scam, sexual) = (weights[0].wording, weights[1].wording, weights[2].wording, weights[3].wording)
        wording = [SIMD4<Int8>](unsafeUninitializedCapacity: real.count) { side, count in
            count = real.count
            for bucket in 0..<count { side[bucket] = SIMD4(real[bucket], mention[bucket], scam[bucket], sexual[bucket]) }
        }
    }

    /// What the words say to each question, in log-odds.
    func scores(_ wording: Wording) -> SIMD4<Float> {
        var sum = SIMD4<Int32>()
        for bucket in wording.buckets { sum &+= SIMD4(truncatingIfNeeded: self.wording[Int(bucket)]) }
        return (SIMD4<Float>(sum) * units * wording.value).clamped(lowerBound: Self.leastWording, upperBound: Self.mostWording)
    }

    /// Words alone must not unmake a scam: anybody can add harmless ones. They may make one where they are surer than evidence needs to be (`Chances`).
    /// Which kind it is they may say either way.
    private static let leastWording = SIMD4<Float>(-2.5, -2.5, -2.5, -6)
    private static let mostWording = SIMD4<Float>(repeating: 6)

    /// What a message's features and words say to each question, in log-odds.
    public func scores(_ features: FeatureSet, _ wording: Wording) -> [Float] {
        let words = scores(wording)
        return Question.allCases.map { weights[$0.rawValue].score(features) + words[$0.rawValue] }
    }

    /// `words` is what `scores` says of its wording; `shift` is what is known beside the features, both in log-odds.
    func probability(_ question: Question, _ features: FeatureSet, _ words: SIMD4<Float>, shiftedBy shift: Double = 0) -> Double {
        1 / (1 + exp(-Double(weights[question.rawValue].score(features) + words[question.rawValue]) - shift))
    }

    /// What the signs of contact among these say to `real`, in log-odds.
    func contactWeight(_ features: FeatureSet) -> Double {
        features.indices.reduce(0) { sum, index in
            guard case .relation = Feature.all[index] else { return sum }
            return sum + Double(weights[Question.real.rawValue].features[index])
        }
    }
}
