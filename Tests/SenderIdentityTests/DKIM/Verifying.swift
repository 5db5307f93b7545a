import MailMessage

@testable import SenderIdentity

extension MessageSignatures {
    init(_ mail: String, now: Int = MailSigner.now) { self.init(of: Message(parsing: Array(mail.utf8)), now: now) }
}

/// The reports of all signatures; a signature whose question has no answer has no key.
func dkimReports(_ mail: [UInt8], _ known: KnownAnswers, now: Int = MailSigner.now) -> [DKIMReport] {
    let signatures = MessageSignatures(of: Message(parsing: mail), now: now)
    return answering(known) { known throws(Unanswered) in try signatures.dkimReports(known) }
}

func dkimReasons(_ mail: String, _ known: KnownAnswers, now: Int = MailSigner.now) -> [SignatureReason] {
    dkimReports(Array(mail.utf8), known, now: now).map(\.reason)
}

func arcReport(_ mail: String, _ known: KnownAnswers) -> ARCReport { arcReport(Array(mail.utf8), known) }

func arcReport(_ mail: [UInt8], _ known: KnownAnswers) -> ARCReport {
    let signatures = MessageSignatures(of: Message(parsing: mail), now: MailSigner.now)
    return answering(known) { known throws(Unanswered) in try signatures.arcReport(known) }
}

/// Runs a check until it has all answers: `known`, and no such name for all else.
private func answering<Report>(_ known: KnownAnswers, _ check: (KnownAnswers) throws(Unanswered) -> Report) -> Report {
    var known = known
    while true {
        do throws(Unanswered) {
            return try check(known)
        } catch {
            known.add(Dictionary(uniqueKeysWithValues: error.questions.map { ($0, .noSuchName) }))
        }
    }
}
