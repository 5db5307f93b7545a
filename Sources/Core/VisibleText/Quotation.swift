/// Finds what a writer quotes or forwards: lines that begin with `>`, and all that follows where a mail program heads a forwarded message.
///
/// Heads are told by their form, which is the same in every language: a line of words between dashes, or a block of header lines with a mail address
/// among them (Outlook, Apple Mail).
enum Quotation {
    /// Ranges of whole lines of `text`, in order, apart from each other. An empty list for a text of own words only.
    static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var block = HeaderLines()
        let mayHaveBlock = text.span.firstIndex(of: 0x40, or: 0x40, from: 0, to: text.count) < text.count
        // Whether the lines before this one are a run of which each is escaped.
        var isEscaped = false
        var position = 0
        while position < text.count {
            let end = lineEnd(in: text, from: position)
            let line = trimmed(text, position..<end)
            if let first = line.first, text[first] == 0x3E {
                isEscaped = (found.last?.upperBound != position || isEscaped) && text[position..<end].starts(with: escaped)
                extend(&found, with: position..<end)
                position = end
                continue
            }
            if isEscaped { found.removeLast() }
            isEscaped = false
            if let first = line.first {
                if text[first] == 0x2D, isDashedHead(text, line) {
                    extend(&found, with: position..<text.count)
                    return found
                } else if mayHaveBlock, let start = block.add(text, line, at: position) {
                    extend(&found, with: max(start, found.last?.upperBound ?? 0)..<text.count)
                    return found
                }
            }
            position = end
        }
        if isEscaped { found.removeLast() }
        return found
    }

    /// QUIRK: mailboxes put a `>` before a line that begins with `From ` (mboxo, mboxrd), and the mail keeps it. Such lines are a quote only
    /// among others.
    private static let escaped = Array(">From ".utf8)

    private static func lineEnd(in text: [UInt8], from start: Int) -> Int {
        min(text.span.firstIndex(of: 0x0A, or: 0x0A, from: start, to: text.count) + 1, text.count)
    }

    private static func trimmed(_ text: [UInt8], _ line: Range<Int>) -> Range<Int> {
        var start = line.lowerBound
        var end = line.upperBound
        while start < end, text[start] <= 0x20 { start += 1 }
        while start < end, text[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// "---------- Forwarded message ---------", "-----Ursprüngliche Nachricht-----": words between five dashes and three, in the words of no armour (RFC 9580 § 6.2).
    private static func isDashedHead(_ text: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count <= 120, text[line].prefix(while: { $0 == 0x2D }).count >= 5, text[line].reversed().prefix(while: { $0 == 0x2D }).count >= 3 else {
            return false
        }
        let words = text[line].drop { $0 == 0x2D || $0 == 0x20 }
        return words.contains { $0 != 0x2D && $0 != 0x20 } && !words.starts(with: Array("BEGIN ".utf8)) && !words.starts(with: Array("END ".utf8))
    }

    private static func extend(_ ranges: inout [Range<Int>], with line: Range<Int>) {
        if let last = ranges.last, last.upperBound == line.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<line.upperBound
        } else {
            ranges.append(line)
        }
    }
}

/// A run of lines that look like header fields: "Von: …", "Sent: …", "件名：…".
private struct HeaderLines {
    private var start = 0
    private var count = 0
    private var hasAddress = false

    /// Sender, date, recipient and subject; a form or an invoice rarely has three such lines with a mail address.
    private static let fewest = 3
    /// In bytes: "Отправитель" is one word of 22.
    private static let longestName = 40

    /// Where the block begins, once it is told to be one.
    mutating func add(_ text: [UInt8], _ line: Range<Int>, at position: Int) -> Int? {
        // Names begin with a capital or, in other scripts, with any letter.
        let first = text[line.lowerBound]
        guard first >= 0x80 || first &- 0x41 < 26 || first == 0x2A, let colon = Self.colon(in: text, line) else {
            count = 0
            hasAddress = false
            return nil
        }
        if count == 0 { start = position }
        count += 1
        hasAddress = hasAddress || text[colon..<line.upperBound].contains(0x40)
        return count >= Self.fewest && hasAddress ? start : nil
    }

    /// Behind a name of at most three words; nil for a line of another form.
    private static func colon(in text: [UInt8], _ line: Range<Int>) -> Int? {
        var spaces = 0
        for index in line.prefix(longestName) {
            switch text[index] {
            case 0x3A: return index > line.lowerBound && index + 1 < line.upperBound && text[index + 1] == 0x20 ? index + 1 : nil
            // U+FF1A
            case 0xEF where index + 2 < line.upperBound && text[index + 1] == 0xBC && text[index + 2] == 0x9A: return index > line.lowerBound ? index + 3 : nil
            case 0x20:
                spaces += 1
                if spaces > 2 { return nil }
            case 0x2A, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: break
            default: return nil
            }
        }
        return nil
    }
}
