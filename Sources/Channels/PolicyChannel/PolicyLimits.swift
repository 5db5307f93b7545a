internal import SenderGuard

/// What a mail server may ask of us, each with its reason.
enum PolicyLimits {
    /// Bytes of an attribute's line: Postfix's own `line_length_limit`. What is longer is passed over, and not kept.
    static let line = 2_048
    /// Bytes of a value that is used: RFC 5321 § 4.5.3.1 allows 256 for a path. What is longer is left out, for a shortened address would be another one.
    static let value = 1_024
    /// Attributes of a request: Postfix 3.9 sends about 35. Beyond it they are passed over.
    static let attributes = 200
    /// Bytes of a request. Postfix's have about 700; who sends more than this never comes to an end.
    static let request = 1 << 20
    /// Recipients of a mail that are told apart: Postfix's own bound (`smtpd_recipient_limit`). Further ones are counted each time they are named.
    static let recipients = 1_000
    /// Bytes of the text behind the codes: Postfix puts the recipient and "Recipient address rejected" before it, and cuts the whole at 510 (RFC 5321 § 4.5.3.1.5).
    static let text = GuardReply.longestLine
    /// What the buffer of a half line may keep when it is empty.
    static let keptBuffer = 2 * line
}
