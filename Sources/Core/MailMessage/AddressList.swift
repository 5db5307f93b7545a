/// A mailbox in an address field: RFC 5322 § 3.4. All ranges are byte ranges of the message.
public struct Mailbox: Sendable, Equatable {
    /// The words before the angle bracket, or the comment behind a bare address, quotes not undone; nil where there are none.
    public let displayName: Range<Int>?
    /// local-part "@" domain, or the local part alone where a sender left the domain out. Never empty.
    public let address: Range<Int>
}

extension Message {
    /// The mailboxes of an address field, groups flattened, at most `limit`. What is no address is passed over.
    public func mailboxes(of field: HeaderField, limit: Int = ParseLimits().addresses) -> [Mailbox] {
        var reader = AddressReader(bytes: bytes, position: field.valueRange.lowerBound, end: field.valueRange.upperBound)
        var found: [Mailbox] = []
        while reader.position < reader.end, found.count < limit {
            if let mailbox = reader.next() { found.append(mailbox) }
        }
        return found
    }

    /// Whether two ranges hold the same bytes, ASCII letters in either case. So are addresses compared (no provider of today tells
    /// local parts apart by case) and charset labels.
    public func equalIgnoringCase(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        one.count == other.count && zip(bytes[one], bytes[other]).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }
}

/// Reads one address-list, a mailbox at a time.
private struct AddressReader {
    let bytes: [UInt8]
    var position: Int
    let end: Int

    /// mailbox = name-addr / addr-spec, up to the next comma, or the colon or semicolon of a group. Nil where nothing usable stands there.
    mutating func next() -> Mailbox? {
        let start = position
        var angle: Range<Int>?
        var comment: Range<Int>?
        var wordsEnd: Int?
        scan: while position < end {
            switch bytes[position] {
            case .quote: position = bytes.endOfQuotedString(from: position, in: position..<end)
            case 0x5B:  // "[": a domain-literal (RFC 5321 § 4.1.3) may hold colons, and is no longer than an address of any network
                position = (bytes.firstIndex(of: 0x5D, in: position..<min(position + 64, end)) ?? position) + 1
            case 0x28:  // "("
                let open = position
                position = bytes.endOfComment(from: position, in: position..<end)
                let isClosed = position > open + 1 && bytes[position - 1] == 0x29
                let inside = bytes.trimmed(open + 1..<(isClosed ? position - 1 : position))
                if comment == nil, !inside.isEmpty { comment = inside }
                if wordsEnd == nil, angle == nil { wordsEnd = open }
            case 0x3C:  // "<"
                let open = position
                let close = endOfAngle(from: open)
                position = min(close + 1, end)
                wordsEnd = min(wordsEnd ?? open, open)
                angle = withoutRoute(open + 1..<close)
            case 0x3A where angle == nil:  // ":" ends a group's name
                position += 1
                return nil
            case 0x2C, .semicolon:
                break scan
            default: position += 1
            }
        }
        let words = bytes.trimmed(start..<min(wordsEnd ?? position, position))
        position = min(position + 1, end)
        if let angle {
            let address = bytes.trimmed(angle)
            return address.isEmpty ? nil : Mailbox(displayName: words.isEmpty ? nil : words, address: address)
        }
        return words.isEmpty ? nil : Mailbox(displayName: comment, address: words)
    }

    /// angle-addr = "<" addr-spec ">"; a quoted local part and comments may hold the bracket. Without one that closes, the first counts after all.
    private func endOfAngle(from open: Int) -> Int {
        let first = bytes.firstIndex(of: 0x3E, in: open..<end) ?? end
        guard bytes[open..<first].contains(where: { $0 == .quote || $0 == 0x28 }) else { return first }
        // RFC 5321 § 4.5.3.1.3: 256 bytes; comments come on top.
        let end = min(open + 1_000, end)
        var position = open + 1
        while position < end, bytes[position] != 0x3E {
            switch bytes[position] {
            case .quote: position = bytes.endOfQuotedString(from: position, in: position..<end)
            case 0x28: position = bytes.endOfComment(from: position, in: position..<end)
            default: position += 1
            }
        }
        return position < end ? position : first
    }

    /// obs-route = "@" domain *("," "@" domain) ":" (RFC 5322 § 4.4): not where the mail goes.
    private func withoutRoute(_ angle: Range<Int>) -> Range<Int> {
        let content = bytes.trimmed(angle)
        guard !content.isEmpty, bytes[content.lowerBound] == 0x40, let colon = bytes.firstIndex(of: .colon, in: content) else { return angle }
        return colon + 1..<angle.upperBound
    }
}
