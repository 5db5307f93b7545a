public import ScamVerdict

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Fits a model to labelled cases: logistic regression by stochastic gradients (AdaGrad: Duchi et al. 2011), each weight kept within
/// bounds that say what the feature can mean.
///
/// Deterministic: the same cases in the same order give the same bytes.
public enum Trainer {
    static let epochs = 24
    /// The weights are the mean of those behind each of the last epochs (Polyak and Juditsky 1992): what is forgotten by chance must not decide a verdict.
    private static let averagedEpochs = 12
    private static let featureRate = 0.25
    private static let wordingRate = 4.0
    /// Pulls weights to 0, in proportion to their size.
    private static let featureDecay = 0.002
    /// Little: each word says little, but together they say most of what phrases do not know.
    private static let wordingDecay = 0.00005
    /// Of each mail's buckets of wording each time (Srivastava et al. 2014): what one of them tells the others have to tell as well, and the next mail has only some of them.
    private static let forgottenWords = 0.5

    /// A model for all questions, calibrated by cross-validation over ten parts.
    public static func train(_ cases: [LabelledCase], name: String, recipe: String) -> VerdictModel {
        VerdictModel(name: name, recipe: recipe, weights: zip(fit(cases), calibrations(of: cases)).map { $1.applied(to: $0) })
    }

    /// For each question, how scores become probabilities.
    static func calibrations(of cases: [LabelledCase]) -> [Calibration] {
        let predictions = CrossValidation.scores(of: cases)
        return VerdictModel.Question.allCases.map { question in
            Calibration(
                zip(cases, predictions).compactMap { labelled, scores in
                    Target(question, labelled).map { (score: Double(scores[question.rawValue]), isPositive: $0.isPositive) }
                })
        }
    }

    /// How it is done, in one line.
    public static let recipe =
        "four logistic regressions over \(Feature.all.count) bounded features and \(Wording.bucketCount) buckets of wording; AdaGrad, \(epochs) epochs, the mean of the last \(averagedEpochs); Platt scaling by ten-fold cross-validation"

    /// Uncalibrated weights for each question.
    static func fit(_ cases: [LabelledCase]) -> [VerdictModel.Weights] {
        let sizes = Dictionary(grouping: cases.filter { !$0.template.isEmpty }, by: \.template).mapValues(\.count)
        return VerdictModel.Question.allCases.map { question in
            let examples = cases.flatMap { labelled -> [Example] in
                guard let target = Target(question, labelled) else { return [] }
                // Twenty-five mails of one template say little more than five.
                let share = 1 / Double(sizes[labelled.template] ?? 1).squareRoot()
                let views = labelled.views(for: question)
                return views.map {
                    Example(
                        features: $0.features, wording: $0.wording, isPositive: target.isPositive,
                        weight: target.weight * share / Double(views.count))
                }
            }
            var fit = Fit(question: question)
            fit.run(examples)
            return fit.weights
        }
    }

    /// What a case teaches about a question; nil where nothing.
    struct Target {
        let isPositive: Bool
        let weight: Double

        init?(_ question: VerdictModel.Question, _ labelled: LabelledCase) {
            switch (question, labelled.label) {
            case (.real, .possiblyReal): isPositive = true
            case (.real, _): isPositive = false
            case (.mention, .mentionsScam): isPositive = true
            // An article is a mention only if it is about such mail, which the label does not tell.
            case (.mention, .noScam), (.mention, .possiblyReal): return nil
            case (.mention, _): isPositive = false
            case (.scam, .sextortionScam), (.scam, .otherExtortionScam): isPositive = true
            // It is an extortion, only no bluff.
            case (.scam, .possiblyReal): return nil
            case (.scam, _): isPositive = false
            case (.sexual, .sextortionScam): isPositive = true
            case (.sexual, .otherExtortionScam): isPositive = false
            case (.sexual, _): return nil
            }
            // Of scams: what is none weighs as much as one, and what was written to come near one twice as much: it must not be accused.
            weight = isPositive ? 3 : question != .scam ? 1 : labelled.isFixture ? 6 : 3
        }
    }

    struct Example {
        let features: FeatureSet
        let wording: Wording
        let isPositive: Bool
        let weight: Double
    }

    private struct Fit {
        let question: VerdictModel.Question
        private var bias = 0.0
        private var features = [Double](repeating: 0, count: Feature.all.count)
        private var wording = [Double](repeating: 0, count: Wording.bucketCount)
        private var biasSum = 1e-6
        private var featureSums = [Double](repeating: 1e-6, count: Feature.all.count)
        private var rate = 0.0
        private var mean = (bias: 0.0, features: [Double](repeating: 0, count: Feature.all.count), wording: [Double](repeating: 0, count: Wording.bucketCount))
        private let bounds: [ClosedRange<Double>]

        init(question: VerdictModel.Question) {
            self.question = question
            bounds = Feature.all.map { $0.bounds(in: question) }
        }

        mutating func run(_ examples: [Example]) {
            var order = Array(examples.indices)
            var random = SplitMix(state: UInt64(question.rawValue) + 1)
            for epoch in 0..<Trainer.epochs {
                rate = Trainer.wordingRate / (1 + Double(epoch) / 2)
                order.shuffle(using: &random)
                for index in order { learn(examples[index], kept(examples[index].wording.buckets, &random)) }
                if epoch >= Trainer.epochs - Trainer.averagedEpochs { addToMean() }
            }
        }

        private mutating func addToMean() {
            let share = 1 / Double(Trainer.averagedEpochs)
            mean.bias += bias * share
            for index in features.indices { mean.features[index] += features[index] * share }
            for index in wording.indices { mean.wording[index] += wording[index] * share }
        }

        /// Some of them, by chance.
        private func kept(_ buckets: [UInt32], _ random: inout SplitMix) -> [UInt32] {
            let bound = UInt64(Trainer.forgottenWords * 65_536)
            var bits: UInt64 = 0
            return buckets.indices.compactMap { index in
                // Sixteen bits a bucket.
                bits = index & 3 == 0 ? random.next() : bits >> 16
                return bits & 0xFFFF >= bound ? buckets[index] : nil
            }
        }

        private mutating func learn(_ example: Example, _ buckets: [UInt32]) {
            let active = Array(example.features.indices)
            let value = Double(example.wording.value) / (1 - Trainer.forgottenWords)
            let words = buckets.reduce(0.0) { $0 + wording[Int($1)] } * value
            let score = active.reduce(bias + words) { $0 + features[$1] }
            let slope = example.weight * (1 / (1 + exp(-score)) - (example.isPositive ? 1 : 0))
            biasSum += slope * slope
            bias -= Trainer.featureRate * slope / biasSum.squareRoot()
            for index in active {
                let gradient = slope + Trainer.featureDecay * features[index]
                featureSums[index] += gradient * gradient
                let moved = features[index] - Trainer.featureRate * gradient / featureSums[index].squareRoot()
                features[index] = min(max(moved, bounds[index].lowerBound), bounds[index].upperBound)
            }
            for bucket in buckets {
                let index = Int(bucket)
                // Plain steps: AdaGrad's are largest for rare words, which say least.
                wording[index] -= rate * (slope * value + Trainer.wordingDecay * wording[index])
            }
        }

        var weights: VerdictModel.Weights {
            let unit = max(mean.wording.reduce(0) { max($0, abs($1)) } / 127, 1e-9)
            return VerdictModel.Weights(
                bias: Float(mean.bias), features: mean.features.map { Float($0) }, wording: mean.wording.map { Int8(($0 / unit).rounded()) },
                wordingUnit: Float(unit))
        }
    }
}

/// Steele, Lea and Flood 2014: the same numbers everywhere.
public struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(state: UInt64) { self.state = state }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
