public import ScamVerdict

/// A message whose class is known.
public struct LabelledCase: Sendable {
    public let features: CaseFeatures
    /// Of all words, also where evidence is so little that they are not read; where the case is only judged, that of `features`.
    public let wording: Wording
    /// What phrases might have found of it, had they not been written with it in view: `Forgetting`. Empty for real mail, which is learned from as it is, and where the case is only judged.
    public let forgetful: [FeatureSet]
    public let label: Label
    /// BCP 47; empty where nobody said.
    public let language: String
    /// The template it was made from, as somebody found by reading; empty where nobody did. Cases of one template are one case to learn from.
    public let template: String
    /// By which cases without a template are divided for cross-validation: the file they come from.
    public let source: String
    /// Whether it was written for this project; else it is real mail.
    public let isFixture: Bool

    public init(
        features: CaseFeatures, wording: Wording, forgetful: [FeatureSet] = [], label: Label, language: String, template: String, source: String,
        isFixture: Bool
    ) {
        self.features = features
        self.wording = wording
        self.forgetful = forgetful
        self.label = label
        self.language = language
        self.template = template
        self.source = source
        self.isFixture = isFixture
    }

    /// As what it is learned from. What was written for the project is seen with most of its evidence forgotten, and, where a scam is to be told, once without its words: the
    /// next one may be in a language whose words the model does not know. Whether something is real or a mention is told by words more than by evidence.
    func views(for question: VerdictModel.Question) -> [(features: FeatureSet, wording: Wording)] {
        guard !forgetful.isEmpty else { return [(features.set, wording)] }
        return forgetful.map { ($0, wording) } + (question == .scam ? [(features.set, Wording())] : [])
    }

    public enum Label: String, Sendable, CaseIterable {
        case sextortionScam = "sextortion-scam"
        case otherExtortionScam = "other-extortion-scam"
        case possiblyReal = "possibly-real"
        case mentionsScam = "mentions-scam"
        case nothingFound = "nothing-found"
        /// Looks like one and is none: an article or nothing at all.
        case noScam = "no-scam"

        public var isScam: Bool { self == .sextortionScam || self == .otherExtortionScam }

        /// Whether the outcome does what is right for the person. Which kind of scam it is changes little, so either is right.
        public func accepts(_ outcome: Verdict.Outcome) -> Bool {
            switch self {
            case .sextortionScam, .otherExtortionScam: outcome.isScam
            case .possiblyReal: outcome == .possiblyReal
            case .mentionsScam: outcome == .mentionsScam
            case .nothingFound, .noScam: !outcome.isScam
            }
        }
    }
}
