public import ScamVerdict
public import SenderIdentity

/// What is known of one outgoing mail when it is judged.
public struct OutgoingMail: Sendable {
    /// Who logged in (`{auth_authen}`, `sasl_username`); nil for mail from local networks without a login. Any length, any characters.
    public var account: String?
    public var client: IPAddress?
    /// Of the envelope's sender, without `@`; case does not count. Whoever sends chooses it.
    public var senderDomain: String?
    /// Each as `HashKey.recipient` gives it. Empty where they are not known.
    public var recipients: [UInt64]
    /// Recipients that this server refused in the same transaction.
    public var rejectedRecipients: Int
    /// `BodyFingerprint` of the visible text; nil where no text was seen (policy delegation) or it is too short.
    public var body: UInt64?
    public var verdict: Verdict.Outcome?
    /// A sample for the administrator; cut to `Incident.subjectLength`.
    public var subject: String?
    /// Whether all its recipients are help desks and reporting addresses: such mail passes whatever its verdict.
    public var isReport: Bool
    /// Whether it goes only to whoever is named in our words: who is stopped has to be able to ask.
    public var isToContact = false
    /// Whether the message was counted before, so that only its recipients are new: SMTP servers may ask at each.
    public var isCounted: Bool

    public init(
        account: String? = nil, client: IPAddress? = nil, senderDomain: String? = nil, recipients: [UInt64] = [], rejectedRecipients: Int = 0,
        body: UInt64? = nil, verdict: Verdict.Outcome? = nil, subject: String? = nil, isReport: Bool = false, isCounted: Bool = false
    ) {
        self.account = account
        self.client = client
        self.senderDomain = senderDomain
        self.recipients = recipients
        self.rejectedRecipients = rejectedRecipients
        self.body = body
        self.verdict = verdict
        self.subject = subject
        self.isReport = isReport
        self.isCounted = isCounted
    }
}
