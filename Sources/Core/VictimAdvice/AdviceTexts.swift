internal import ScamEvidence
internal import ScamVerdict

/// One language's words. Rules of writing: docs/wording.md.
struct AdviceTexts: Sendable {
    let headline: @Sendable (Verdict) -> String
    let doNotPay: String
    let changePassword: String
    let report: String
    let alreadyPaid: String
    let isItDifferent: String
    let talk: String
    /// Steps that one kind of scam needs before the report.
    let kindSteps: @Sendable (Verdict.Kind) -> [String]
    let possiblyRealSteps: [String]
    let mentionSteps: [String]
    /// Where the message passes on a whole scam.
    let quotedScamSteps: [String]
    let nothingFoundSteps: [String]
    let gap: @Sendable (Verdict.Gap) -> String
    let explanation: @Sendable (Claim) -> String

    func scamSteps(_ verdict: Verdict, quotesSecret: Bool) -> [String] {
        var steps = [doNotPay]
        if quotesSecret { steps.append(changePassword) }
        if let kind = verdict.kind { steps += kindSteps(kind) }
        steps += [report, alreadyPaid]
        if verdict.outcome == .sextortionScam { steps.append(isItDifferent) }
        return steps + [talk]
    }
}
