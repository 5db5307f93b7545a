/// A domain as a person reads it: internationalised labels in their characters.
package enum DomainName {
    /// The domain in UTF-8, ASCII letters in lower case, `xn--` labels decoded (RFC 5891 § 4.4, RFC 3492), no full stop at its end.
    ///
    /// So are domains shown and compared. A label that is no Punycode stays as it is; other characters are not mapped (RFC 5895).
    package static func unicode(_ domain: some Collection<UInt8>) -> [UInt8] {
        var name: [UInt8] = []
        for label in domain.split(separator: 0x2E, omittingEmptySubsequences: true) {
            if !name.isEmpty { name.append(0x2E) }
            if label.count > 4, label.prefix(4).map(\.asciiLowercased) == prefix, let scalars = Punycode.decode(label.dropFirst(4)), !scalars.isEmpty {
                for scalar in scalars { name.append(contentsOf: String(scalar).utf8) }
            } else {
                for byte in label { name.append(byte.asciiLowercased) }
            }
        }
        return name
    }

    /// The domain as DNS asks for it: labels of other than ASCII characters in Punycode behind `xn--` (RFC 5891 § 5.5), ASCII letters in lower case.
    ///
    /// Capitals become small; characters are not mapped otherwise (RFC 5895), but for the full stops of East Asian keyboards. Nil where the bytes
    /// are no UTF-8. Labels may still be empty or longer than DNS takes.
    package static func ascii(_ domain: some Collection<UInt8>) -> [UInt8]? {
        if domain.allSatisfy({ $0 < 0x80 }) { return domain.map(\.asciiLowercased) }
        // A name in DNS has 253 octets; no character takes more than four in UTF-8.
        guard domain.count <= 253 * 4, let text = String(validating: domain, as: UTF8.self) else { return nil }
        let stops: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        var name: [UInt8] = []
        for (index, label) in text.lowercased().unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: stops.contains).enumerated() {
            if index > 0 { name.append(0x2E) }
            if label.allSatisfy(\.isASCII) {
                name += label.map { UInt8($0.value) }
            } else {
                name += prefix + Punycode.encode(label)
            }
        }
        return name
    }

    private static let prefix = Array("xn--".utf8)
}

extension Message {
    /// A mailbox's address as a person reads it and as addresses are compared, in UTF-8: comments and white space taken out, the local part's
    /// quotes undone, the domain as `DomainName.unicode` gives it, ASCII letters in lower case. May be empty.
    package func addressText(of mailbox: Mailbox) -> [UInt8] {
        let (text, at) = plainAddress(of: mailbox)
        guard let at else { return text }
        return text[...at] + DomainName.unicode(text[(at + 1)...])
    }

    /// A mailbox's domain as DNS asks for it: `DomainName.ascii`. Nil where the address has none, or one that is no UTF-8; may be no name in DNS.
    package func domain(of mailbox: Mailbox) -> [UInt8]? {
        let (text, at) = plainAddress(of: mailbox)
        return at.flatMap { DomainName.ascii(text[($0 + 1)...]) }
    }

    /// The address without comments, white space and quotes, ASCII letters in lower case, and where in it the domain's `@` stands.
    private func plainAddress(of mailbox: Mailbox) -> (text: [UInt8], at: Int?) {
        var text: [UInt8] = []
        var at: Int?
        var position = mailbox.address.lowerBound
        let range = mailbox.address
        while position < range.upperBound {
            switch bytes[position] {
            case .quote:
                let end = bytes.endOfQuotedString(from: position, in: range)
                let inside = position + 1..<max(position + 1, bytes[end - 1] == .quote ? end - 1 : end)
                text += bytes.unescaped(inside).map(\.asciiLowercased)
                position = end
            case 0x28: position = bytes.endOfComment(from: position, in: range)
            default:
                if bytes[position] == 0x40 { at = text.count }
                if !bytes[position].isWhitespace { text.append(bytes[position].asciiLowercased) }
                position += 1
            }
        }
        return (text, at)
    }
}

extension [UInt8] {
    /// Without the backslashes of quoted-pairs (RFC 5322 § 3.2.1) and without line breaks.
    func unescaped(_ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            if self[position] == .backslash, position + 1 < range.upperBound { position += 1 }
            if self[position] != .carriageReturn, self[position] != .lineFeed { text.append(self[position]) }
            position += 1
        }
        return text
    }
}
