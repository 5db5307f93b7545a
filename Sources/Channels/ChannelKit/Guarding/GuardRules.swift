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
    private let allowed: Set<SenderKey>

    init(_ configuration: Configuration.Guarding, _ policy: ActionPolicy) {
        self.configuration = configuration
        self.policy = policy
        replyDomains = Set(configuration.replyDomains.map { $0.lowercased() })
        guardsAllReplies = replyDomains.contains("*")
        allowed = Set(configuration.allow.compactMap { SenderKey($0) })
    }

    var guardsReplies: Bool { !replyDomains.isEmpty }

    /// Whether it is mail of one of our own people.
    ///
    /// - Parameter isWhole: whether no recipient can come any more. Before, a mail to whoever gets alerts, and then to anybody, would be counted for nobody.
    func isLeaving(_ envelope: Envelope, isWhole: Bool = true) -> Bool {
        if isWhole, isAlert(envelope) { return false }
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

    /// Whether its sender is somebody to be warned: neither a help desk, whose answers name what they are asked about, nor a program, which cannot say that it means it.
    func guardsReplies(of envelope: Envelope) -> Bool {
        guard guardsAllReplies || envelope.senderDomain.map({ replyDomains.contains($0.lowercased()) }) == true else { return false }
        return !isAllowed(envelope) && !policy.isReport(to: envelope.mailFrom.map { [$0] } ?? [])
    }

    /// As `AllowRule` says, whoever logs in can write any domain, and comes from any address.
    private func isAllowed(_ envelope: Envelope) -> Bool {
        if let account = envelope.account { return allowed.contains(.account(account)) }
        return envelope.client.map { allowed.contains(.client($0)) } == true || envelope.senderDomain.map { allowed.contains(.domain($0)) } == true
    }
}
