internal import Examination
internal import ScamVerdict
internal import SenderGuard

/// Whose mail it is.
enum Way: Sendable, Equatable {
    /// Somebody else's. Those that are scams may have to be remembered.
    case arriving(isRemembered: Bool)
    /// One of our own people's: it is for the guard to say whether it goes.
    case leaving
}

/// What was found out about a mail, with what the guard needs of it.
struct Look: Sendable {
    let opinion: Opinion
    /// Nil where nobody asks for it.
    let content: MailContent?

    /// Nobody has looked.
    init(_ omission: Opinion.Omission) {
        opinion = Opinion(finding: .failure(Opinion.NotExamined(omission)), action: ActionPolicy.untouched)
        content = nil
    }

    init(_ file: CaseFile, _ mail: ArrivedMail, _ way: Way, _ policy: ActionPolicy) {
        let verdict = file.verdict
        let finding = Opinion.Finding(
            outcome: verdict.outcome, kind: verdict.kind, probability: verdict.probability, reasons: ResultField(verdict).reasons, model: verdict.model)
        let isLeaving = way == .leaving
        opinion = Opinion(finding: .success(finding), action: isLeaving ? ActionPolicy.untouched : policy.action(for: file, envelope: mail.envelope))
        // What is let through on purpose is answered on purpose: a scam that a customer hands on to the help desk may be all that is in the mail.
        let isRemembered = way == .arriving(isRemembered: true) && verdict.outcome.isScam && !policy.allows(file, envelope: mail.envelope)
        content = isLeaving || isRemembered ? MailContent(file) : nil
    }

    var outcome: Verdict.Outcome? { try? opinion.finding.get().outcome }
}
