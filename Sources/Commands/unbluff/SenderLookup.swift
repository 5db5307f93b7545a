internal import Examination
internal import Glibc
internal import MailMessage
internal import SenderIdentity

/// Examines messages with what DNS says of their senders, if anybody is to be asked.
struct SenderLookup {
    let envelope: Envelope
    let resolver: (any Resolver)?

    /// For all questions about one message: a person waits for it.
    private static let budget = Duration.seconds(6)

    func examine(_ message: Message, _ examiner: Examiner) -> CaseFile {
        guard let resolver else { return examiner.examine(message, envelope: envelope) }
        let (envelope, now) = (envelope, time(nil))
        return Waiting.value { await examiner.examine(message, envelope: envelope, asking: resolver, within: Self.budget, now: now) }
    }
}
