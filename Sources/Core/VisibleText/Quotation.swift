/// Finds what a writer quotes or forwards: lines that begin with `>`, and all that follows the line with which mail programs head a forward.
enum Quotation {
    /// What such lines begin with, in lower case. Gmail, Apple Mail, Outlook, Thunderbird.
    private static let heads: [[UInt8]] = [
        "---------- forwarded message", "-----original message", "begin forwarded message", "-------- forwarded message", "----- forwarded message",
        "________________________________\nfrom:", "-------- original message",
    ].map { Array($0.utf8) }

    /// Ranges of whole lines of `text`, in order, apart from each other. An empty list for a text of own words only.
    static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        // Whether the lines before this one are a run of which each is escaped.
        var isEscaped = false
        var position = 0
        while position < text.count {
            let end = lineEnd(in: text, from: position)
            let start = position + text[position..<end].prefix { $0 == 0x20 || $0 == 0x09 }.count
            if start < end, text[start] == 0x3E {
                let isFirst = found.last?.upperBound != position
                isEscaped = (isFirst || isEscaped) && beginsEscaped(text, position..<end)
                extend(&found, with: position..<end)
                position = end
                continue
            }
            if isEscaped { found.removeLast() }
            isEscaped = false
            if start < end, text[start] == 0x2D || text[start] | 0x20 == 0x62 || text[start] == 0x5F, isHead(text, at: start) {
                extend(&found, with: position..<text.count)
                return found
            }
            position = end
        }
        if isEscaped { found.removeLast() }
        return found
    }

    /// QUIRK: mailboxes put a `>` before a line that begins with `From ` (mboxo, mboxrd), and the mail keeps it. Such lines are a quote only
    /// among others.
    private static func beginsEscaped(_ text: [UInt8], _ line: Range<Int>) -> Bool { text[line].starts(with: escaped) }

    private static let escaped = Array(">From ".utf8)

    private static func lineEnd(in text: [UInt8], from start: Int) -> Int {
        min(text.span.firstIndex(of: 0x0A, or: 0x0A, from: start, to: text.count) + 1, text.count)
    }

    private static func isHead(_ text: [UInt8], at start: Int) -> Bool {
        let line = text[start...].lazy.filter { $0 != 0x0D }
        return heads.contains { head in
            head[0] == text[start].asciiLowercased && line.prefix(head.count).elementsEqual(head) { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
        }
    }

    private static func extend(_ ranges: inout [Range<Int>], with line: Range<Int>) {
        if let last = ranges.last, last.upperBound == line.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<line.upperBound
        } else {
            ranges.append(line)
        }
    }
}
