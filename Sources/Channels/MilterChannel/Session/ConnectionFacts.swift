internal import SenderIdentity

/// What is known of an SMTP connection, for all of its mails.
struct ConnectionFacts {
    var client: IPAddress?
    /// What the mail server found in DNS. Sendmail tells one that is not found under the address again, too: it is believed no more than HELO.
    var clientName: String?
    var helo = ""
    var macros = MailMacros()

    /// hostname NUL family [port address NUL]: the address is text, and "IPv6:" may be before it. Nil where it cannot be read.
    static func client(_ data: Span<UInt8>) -> ClientAddress? {
        let family = data.endOfText(from: 0) + 1
        guard family < data.count else { return nil }
        switch data[family] {
        case 0x34, 0x36:  // 4, 6
            let start = family + 3
            guard start < data.count, let text = data.text(start..<data.endOfText(from: start)), let address = address(text) else { return nil }
            return .address(address)
        case 0x4C, 0x55: return .local  // L, U
        default: return nil
        }
    }

    /// Nil where it is empty or too long. Postfix has `unknown`, Sendmail the address in brackets for none: `Envelope` knows both.
    static func clientName(_ data: Span<UInt8>) -> String? {
        let end = data.endOfText(from: 0)
        return end > 0 ? data.text(0..<end) : nil
    }

    /// Who is at the other end of the SMTP connection: a program on the same machine has no address.
    enum ClientAddress: Equatable {
        case address(IPAddress)
        case local
    }

    static func address(_ text: String) -> IPAddress? {
        let bytes = Array(text.utf8)
        let hasTag = bytes.count > 5 && String(decoding: bytes[..<5], as: UTF8.self).lowercased() == "ipv6:"
        return IPAddress(text: hasTag ? bytes[5...] : bytes[...])
    }
}
