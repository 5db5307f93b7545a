internal import ScamVerdict

/// The answer in one or two words, as sure as it is.
struct AnswerLevel {
    let outcome: Verdict.Outcome
    let isSure: Bool

    /// Below it the command line says "more likely than not".
    private static let sure = 0.7

    init(_ verdict: Verdict) {
        outcome = verdict.outcome
        isSure = verdict.outcome.isScam ? verdict.probability >= Self.sure : verdict.gaps.isEmpty
    }

    /// Where there is no message to be unsure of.
    init(_ outcome: Verdict.Outcome) {
        self.outcome = outcome
        isSure = true
    }

    var textName: String {
        switch outcome {
        case .sextortionScam, .otherExtortionScam: isSure ? "page.scam.level" : "page.scam.level-probably"
        case .possiblyReal: "page.level.possibly-real"
        case .mentionsScam: "page.level.mentions"
        case .nothingFound: isSure ? "page.level.nothing-found" : "page.level.not-sure"
        }
    }
}
