#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The trained weights: three questions, asked in the order of harm, each a calibrated logistic regression over the same features.
public struct VerdictModel: Sendable, Equatable {
    /// What is asked of a message. Each answer is asked for only where the ones before are no.
    public enum Question: Int, Sendable, CaseIterable {
        /// Do sender and person know each other, so that it may be real?
        case real
        /// Does the writer speak about such a mail?
        case mention
        /// Is it an extortion scam?
        case scam
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

        /// Words alone must not unmake a scam: anybody can add harmless ones. They may make one where evidence comes near it (`Chances`).
        static let wordingBounds: ClosedRange<Float> = -2.5...6

        public func score(_ features: FeatureSet, _ wording: Wording) -> Float {
            bias + features.indices.reduce(0) { $0 + self.features[$1] } + score(wording)
        }

        func score(_ wording: Wording) -> Float {
            let sum = wording.buckets.reduce(Float(0)) { $0 + Float(self.wording[Int($1)]) }
            return min(max(sum * wordingUnit * wording.value, Self.wordingBounds.lowerBound), Self.wordingBounds.upperBound)
        }
    }

    public var name: String
    /// What it was made of and how, for people: a few lines.
    public var recipe: String
    public var weights: [Weights]

    public init(name: String, recipe: String, weights: [Weights]) {
        self.name = name
        self.recipe = recipe
        self.weights = weights
    }

    /// `shift` is in log-odds: what is known beside the features.
    public func probability(_ question: Question, _ features: CaseFeatures, shiftedBy shift: Double = 0) -> Double {
        1 / (1 + exp(-Double(weights[question.rawValue].score(features.set, features.wording)) - shift))
    }
}
