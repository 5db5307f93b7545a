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

    private static let prefix = Array("xn--".utf8)
}

extension Message {
    /// A mailbox's address as a person reads it and as addresses are compared, in UTF-8: comments and white space taken out, the local part's
    /// quotes undone, the domain as `DomainName.unicode` gives it, ASCII letters in lower case. May be empty.
    package func addressText(of mailbox: Mailbox) -> [UInt8] {
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
        guard let at else { return text }
        return text[...at] + DomainName.unicode(text[(at + 1)...])
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
