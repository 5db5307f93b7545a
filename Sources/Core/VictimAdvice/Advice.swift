public import ScamEvidence
public import ScamVerdict

/// What to tell the person: the answer in one sentence, then one action at a time, then why.
public struct Advice: Sendable {
    /// One sentence.
    public let headline: String
    /// In the order in which to do them. May be empty.
    public let steps: [String]
    /// For each claim that the message makes, why it proves nothing. Empty unless the verdict is a scam.
    public let explanations: [Explanation]

    public struct Explanation: Sendable {
        public let claim: Claim
        public let text: String
    }

    /// The languages that advice is written in, as BCP 47 tags.
    public static let languages = ["en"]

    /// `language` is one of `languages`, in either case, or begins with one (`en-GB`); nil for any other.
    public init?(on verdict: Verdict, quotesSecret: Bool, language: String = "en") {
        let primary = language.lowercased().prefix { $0 != "-" && $0 != "_" }
        guard primary == "en" else { return nil }
        self.init(on: verdict, quotesSecret: quotesSecret, texts: .english)
    }

    init(on verdict: Verdict, quotesSecret: Bool, texts: AdviceTexts) {
        headline = texts.headline(verdict)
        switch verdict.outcome {
        case .sextortionScam, .otherExtortionScam:
            steps = texts.scamSteps(verdict, quotesSecret: quotesSecret)
            explanations = verdict.claims.map { Explanation(claim: $0.claim, text: texts.explanation($0.claim)) }
        case .possiblyReal:
            steps = texts.possiblyRealSteps
            explanations = []
        case .mentionsScam:
            steps = verdict.quotesScam ? texts.quotedScamSteps : texts.mentionSteps
            explanations = []
        case .nothingFound:
            steps = verdict.gaps.map(texts.gap) + texts.nothingFoundSteps
            explanations = []
        }
    }
}
