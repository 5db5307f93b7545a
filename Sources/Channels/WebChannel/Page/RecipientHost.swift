internal import MailMessage
internal import SenderIdentity

/// The domain of the mailbox that a mail came to: where its password can be changed (W3C, a well-known URL for changing passwords).
///
/// Only a name counts that a server of the receiving side has too. The sender can write any address into `To`, and would like to lead somebody who is frightened
/// to a page of his own where they type their password. Of words that were copied nobody knows who wrote the header: see `BoxContent.isFile`.
enum RecipientHost {
    /// Nil where no server took the mail in, or none of that name.
    static func name(in message: Message) -> String? {
        let trace = ReceivedTrace(of: message)
        let own = trace.hops.prefix(trace.ownCount)
        let servers = own.compactMap { $0.server.map { String(decoding: message.bytes[$0], as: UTF8.self).lowercased() } }
        let addressed = message.field(.to).flatMap { message.mailboxes(of: $0, limit: 1).first }.map(\.address)
        let names = (own.map(\.recipient) + [addressed]).compactMap { $0.flatMap { domain(message, $0) } }
        return names.first { name in servers.contains { $0 == name || $0.hasSuffix(".\(name)") } }
    }

    private static func domain(_ message: Message, _ address: Range<Int>) -> String? {
        let bytes = message.bytes[address]
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        return hostName(bytes[(at + 1)...])
    }

    /// RFC 1123 § 2.1, at most 253 octets (RFC 1035 § 2.3.4), in lower case.
    private static func hostName(_ bytes: ArraySlice<UInt8>) -> String? {
        let name = String(decoding: bytes, as: UTF8.self).lowercased()
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.count >= 2, labels.allSatisfy(isLabel), !isNumber(labels[labels.count - 1]) else { return nil }
        return name
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// An address of IPv4 is no name.
    private static func isNumber(_ label: Substring.UTF8View) -> Bool { label.allSatisfy(isDigit) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
