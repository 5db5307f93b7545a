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
            case .quote: skipQuoted()
            case 0x28:  // "("
                let open = position
                skipComment()
                comment = comment ?? open + 1..<max(open + 1, position - 1)
                if wordsEnd == nil, angle == nil { wordsEnd = open }
            case 0x3C:  // "<"
                let open = position
                let close = bytes.firstIndex(of: 0x3E, in: open..<end) ?? end
                position = min(close + 1, end)
                wordsEnd = min(wordsEnd ?? open, open)
                angle = open + 1..<close
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

    private mutating func skipQuoted() {
        position += 1
        while position < end, bytes[position] != .quote { position += bytes[position] == .backslash ? 2 : 1 }
        position = min(position + 1, end)
    }

    /// Comments nest (RFC 5322 § 3.2.2); a counter is enough.
    private mutating func skipComment() {
        var depth = 0
        while position < end {
            switch bytes[position] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case .backslash: position += 1
            default: break
            }
            position = min(position + 1, end)
            if depth == 0 { return }
        }
    }
}
