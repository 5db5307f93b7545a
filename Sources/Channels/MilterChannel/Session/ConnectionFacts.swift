internal import SenderIdentity

/// What is known of an SMTP connection, for all of its mails.
struct ConnectionFacts {
    var client: IPAddress?
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
