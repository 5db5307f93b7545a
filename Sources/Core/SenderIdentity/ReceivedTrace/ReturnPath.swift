public import MailMessage

/// The sender of the envelope (MAIL FROM), as the delivering server kept it in Return-Path: RFC 5321 § 4.4.
public enum ReturnPath: Sendable, Equatable {
    /// `<>`: a notice that nobody is to answer.
    case empty
    /// The address as it stands.
    case address(Range<Int>)

    /// The message's first one. Nil where it has none, or one that cannot be read.
    public init?(of message: Message) {
        guard let field = message.field(.returnPath) else { return nil }
        if let mailbox = message.mailboxes(of: field, limit: 1).first {
            self = .address(mailbox.address)
        } else {
            var cursor = FieldCursor(message.bytes, field.valueRange)
            cursor.skipCommentsAndWhitespace()
            guard cursor.take(0x3C) else { return nil }
            cursor.skipCommentsAndWhitespace()
            guard cursor.take(0x3E) else { return nil }
            self = .empty
        }
    }
}
