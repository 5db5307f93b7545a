public import SenderIdentity

/// A mail as a channel took it from its client.
public struct ArrivedMail: Sendable {
    /// RFC 5322, lines ended as they came (CRLF, or LF from some clients of spamd).
    public var bytes: [UInt8]
    public var envelope: Envelope
    /// The mail server's name for it, in our log; empty where it told none.
    public var queueID: String
    /// Whether it was longer than the limit, so that only its beginning is here.
    public var isCut: Bool
    /// Recipients that the mail server refused in the same transaction; they are not among the envelope's.
    public var rejectedRecipients: Int

    public init(bytes: [UInt8], envelope: Envelope = Envelope(), queueID: String = "", isCut: Bool = false, rejectedRecipients: Int = 0) {
        self.bytes = bytes
        self.envelope = envelope
        self.queueID = queueID
        self.isCut = isCut
        self.rejectedRecipients = rejectedRecipients
    }
}
