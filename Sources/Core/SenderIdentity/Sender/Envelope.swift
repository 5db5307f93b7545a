/// What is known of how a mail came in, beside the mail: RFC 5321 § 2.3.1.
public struct Envelope: Sendable {
    /// Who handed the mail over. Nil where that is not known: a saved file's Received fields may tell.
    public var client: IPAddress?
    /// The name that DNS has for the client, where its address is found under it again; nil where there is none or nobody has looked. Names without a full stop
    /// (`unknown`) and addresses in brackets are none.
    public var clientName: String?
    /// What the client called itself; may be empty.
    public var helo: String
    /// The reverse path without angle brackets; empty for a notice (`<>`); nil where it is not known: a saved file's Return-Path may tell.
    public var mailFrom: String?
    /// RCPT TO, without angle brackets. Empty where it is not known: Delivered-To, or To, of a saved file tells.
    public var recipients: [String]
    /// Whether the client had logged in (RFC 4954), and as whom; an empty name for somebody.
    public var account: String?

    public init(
        client: IPAddress? = nil, clientName: String? = nil, helo: String = "", mailFrom: String? = nil, recipients: [String] = [], account: String? = nil
    ) {
        self.client = client
        self.clientName = clientName
        self.helo = helo
        self.mailFrom = mailFrom
        self.recipients = recipients
        self.account = account
    }
}

/// Whom a check of the sender believes, and what it may ask.
public struct SenderSettings: Sendable {
    /// Whether DNS is asked. Without it, only what the receiving side's servers have recorded counts.
    public var asksDNS: Bool
    /// Whose Authentication-Results are believed: RFC 8601 § 5. Empty for a person's saved file, where the topmost is, and said to be.
    public var trustedServers: [String]
    /// Whether the file is a delivered one, with the receiving side's own Received field on top; not so inside an SMTP session.
    public var isDelivered: Bool

    public init(asksDNS: Bool = false, trustedServers: [String] = [], isDelivered: Bool = true) {
        self.asksDNS = asksDNS
        self.trustedServers = trustedServers
        self.isDelivered = isDelivered
    }
}
