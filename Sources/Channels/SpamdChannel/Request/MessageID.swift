internal import MailMessage

/// The identifier by which feedback names a mail: RFC 5322 § 3.6.4.
enum MessageID {
    /// Longer ones are no identifiers: a line of a mail ends here (RFC 5322 § 2.1.1).
    private static let mostBytes = 998
    /// The header is within this, or the mail has none for us.
    private static let headerBytes = 256 << 10

    /// Without angle brackets, printable ASCII; empty where there is none.
    static func of(_ mail: [UInt8]) -> String {
        let message = Message(parsing: mail.count > headerBytes ? Array(mail.prefix(headerBytes)) : mail)
        guard let field = message.field(.messageID) else { return "" }
        var value = message.bytes[field.valueRange]
        if let open = value.firstIndex(of: UInt8(ascii: "<")), let close = value[open...].firstIndex(of: UInt8(ascii: ">")) {
            value = value[(open + 1)..<close]
        }
        value = value.trimmed()
        guard value.count <= mostBytes, value.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "" }
        return String(decoding: value, as: UTF8.self)
    }
}
