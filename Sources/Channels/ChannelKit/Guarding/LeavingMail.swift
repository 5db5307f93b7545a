public import ScamVerdict
public import SenderIdentity

/// A mail that may be one of our own people's, as a channel knows it.
public struct LeavingMail: Sendable {
    public var channel: ChannelName
    /// The mail server's name for it, in our log; empty where it told none.
    public var queueID: String
    /// Account and client say whether it is one that leaves.
    public var envelope: Envelope
    /// Recipients that the mail server refused in the same transaction.
    public var rejectedRecipients: Int
    /// Whether the message was counted before, so that only what the envelope has is new.
    public var isCounted: Bool
    /// Nil where its content was not looked at.
    public var verdict: Verdict.Outcome?
    public var content: MailContent?

    public init(
        channel: ChannelName, queueID: String = "", envelope: Envelope, rejectedRecipients: Int = 0, isCounted: Bool = false,
        verdict: Verdict.Outcome? = nil, content: MailContent? = nil
    ) {
        self.channel = channel
        self.queueID = queueID
        self.envelope = envelope
        self.rejectedRecipients = rejectedRecipients
        self.isCounted = isCounted
        self.verdict = verdict
        self.content = content
    }
}

/// What of a mail's content is held against what others sent.
public struct MailContent: Sendable, Equatable {
    /// Fields' values as they stand, several of a kind joined by a blank; empty where there is none.
    public var messageID: [UInt8] = []
    public var inReplyTo: [UInt8] = []
    public var references: [UInt8] = []
    /// Payment addresses in the text, those of quoted parts too.
    public var wallets: [String] = []
    /// Those of them that stand in its own words.
    public var ownWallets: [String] = []
    /// `BodyFingerprint` of the visible text.
    public var body: UInt64?
    /// Decoded.
    public var subject = ""
    /// The field's value without the words of `SendAnyway`; nil where it stays.
    public var subjectWithoutWords: [UInt8]?
    /// The value of `SendAnyway.fieldName`.
    public var sendAnyway: [UInt8]?

    public init() {}
}
