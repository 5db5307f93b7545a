internal import ScamEvidence
internal import ScamVerdict

/// One language's words. Rules of writing: docs/wording.md.
struct AdviceTexts: Sendable {
    let headline: @Sendable (Verdict) -> String
    let doNotPay: String
    let changePassword: String
    let report: String
    let alreadyPaid: String
    /// The one calm question that leads away from "it is a bluff".
    let isItDifferent: @Sendable (Verdict.Kind?) -> String
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
        return steps + [report, alreadyPaid, isItDifferent(verdict.kind), talk]
    }
}
