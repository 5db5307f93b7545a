internal import Examination
internal import SenderGuard
internal import SenderIdentity
internal import ServerConfiguration

/// What the owner wants of mail that leaves: made anew at each reload.
struct GuardRules: Sendable {
    let configuration: Configuration.Guarding
    /// Who is asked, and who gets scams on purpose.
    let policy: ActionPolicy
    private let replyDomains: Set<String>
    private let guardsAllReplies: Bool

    init(_ configuration: Configuration.Guarding, _ policy: ActionPolicy) {
        self.configuration = configuration
        self.policy = policy
        replyDomains = Set(configuration.replyDomains.map { $0.lowercased() })
        guardsAllReplies = replyDomains.contains("*")
    }

    var guardsReplies: Bool { !replyDomains.isEmpty }

    /// Whether it is mail of one of our own people.
    func isLeaving(_ envelope: Envelope) -> Bool {
        if isAlert(envelope) { return false }
        if configuration.submission, envelope.account != nil { return true }
        guard !configuration.localNetworks.isEmpty, let client = envelope.client else { return false }
        return configuration.localNetworks.contains { $0.contains(client) }
    }

    /// Our own mail of an incident, which would be stopped with whatever else this machine sends. Who logs in sends none.
    private func isAlert(_ envelope: Envelope) -> Bool {
        guard let mailTo = configuration.alerts.mailTo, envelope.account == nil, envelope.mailFrom == "", envelope.recipients.count == 1 else { return false }
        return envelope.recipients[0].lowercased() == mailTo.lowercased()
    }

    /// Whether all of them are whoever our words name.
    func isToContact(_ recipients: [String]) -> Bool {
        guard let contact = policy.contact, !recipients.isEmpty else { return false }
        return recipients.allSatisfy { $0.lowercased() == contact.lowercased() }
    }

    /// - Parameter domain: of the envelope's sender.
    func guardsReplies(from domain: String?) -> Bool {
        guard let domain else { return guardsAllReplies }
        return guardsAllReplies || replyDomains.contains(domain.lowercased())
    }
}
