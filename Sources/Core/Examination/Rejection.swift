internal import SenderIdentity

/// What a sending server is told of a mail that is not taken. Its sender reads it: a person who may have been misjudged, or one who got such a mail and sends
/// it on for help. So it does not call anybody's words empty, and it says where to ask.
enum Rejection {
    /// RFC 5321 § 4.5.3.1.5 has 512 bytes for a line; the codes and the server's own words take some.
    static let mostBytes = 400

    /// - Parameter contact: a mail address, a telephone number or a page. Nil: the postmaster of the first recipient's domain.
    static func reply(contact: String?, envelope: Envelope) -> Action.Reply {
        Action.Reply(text: text(asking: contact.map(printable) ?? postmaster(of: envelope)))
    }

    private static func text(asking contact: String) -> String {
        "This message looks like an extortion scam and was not delivered. If you got it yourself and are passing it on: please do not pay,"
            + " many people get the same text. If you need help with it, or this is a mistake, please ask \(contact)."
    }

    private static func postmaster(of envelope: Envelope) -> String {
        let domain = envelope.recipients.first.flatMap { $0.split(separator: "@", omittingEmptySubsequences: false).last }.flatMap { DNSName($0) }
        guard let domain, domain.labels.count > 1, domain.text.utf8.count <= ActionPolicy.mostContactBytes - 11, domain.text.utf8.allSatisfy(isHostByte) else {
            return "the postmaster there"
        }
        return "postmaster@\(domain)"
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func printable(_ contact: String) -> String {
        String(decoding: contact.utf8.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(ActionPolicy.mostContactBytes), as: UTF8.self)
    }
}
