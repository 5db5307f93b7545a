public import SenderIdentity

/// What the owner decides about outgoing mail.
public struct GuardSettings: Sendable {
    /// Webmail, offices, list servers. An address in there is counted only for mail without a login: many people share it.
    public var localNetworks: [IPNetwork]
    /// Whether holds and blocks stop anybody; else they are only told, and none of them is kept.
    public var isEnforced = true
    public var account = SenderLimits.account
    public var client = SenderLimits.client
    public var domain = SenderLimits.domain
    /// The first that fits a mail counts.
    public var allowed: [AllowRule]

    /// How long a sender over the limit waits.
    public var holdSeconds = 900
    /// The first block's length; each further one of the same incident lasts twice as long, up to `longestBlockSeconds`.
    public var blockSeconds = 3_600
    public var longestBlockSeconds = 86_400
    /// Holds after which the next is a block.
    public var mostHolds = 5
    /// Mails tried during one hold after which it becomes a block: a program hammers, a person does not.
    public var mostTries = 30
    /// An incident without any sign for so long is over, and the next sign is a new one.
    public var incidentSeconds = 86_400
    /// The same bodies are those whose fingerprints differ in at most so many of 64 bits.
    public var nearBits = BodyFingerprint.nearBits

    /// Senders of each kind that are known at a time. What is over that pushes out whoever sends least.
    public var accounts = 1 << 17
    public var clients = 1 << 16
    public var domains = 1 << 15

    public init(localNetworks: [IPNetwork] = [], allowed: [AllowRule] = []) {
        self.localNetworks = localNetworks
        self.allowed = allowed
    }

    public func limits(_ kind: SenderKey.Kind) -> SenderLimits {
        switch kind {
        case .account: account
        case .client: client
        case .domain: domain
        }
    }
}

/// Somebody who may send more: a newsletter, a help desk, a mailing list.
///
/// A rule for an account also lifts the limits of the address and the domain it sends from, one for an address those of the domain, and of mail
/// without a login only. One for a domain lifts no account's limits, as whoever logs in can write any domain; of mail without a login from
/// `localNetworks` it lifts the address's limits.
public struct AllowRule: Sendable {
    public var sender: SenderKey
    public var limits: SenderLimits

    public init(_ sender: SenderKey, limits: SenderLimits = .newsletter) {
        self.sender = sender
        self.limits = limits
    }
}
