internal import MailMessage

/// Plain text as a mail program shows it: lines that were broken for transport joined (format=flowed, RFC 3676), every line ended by LF or CRLF.
struct PlainText {
    /// UTF-8.
    private(set) var text: [UInt8]
    /// From `text` to the text as it came; empty (the identity) where it is no flowed text.
    private(set) var map = OffsetMap()
    private(set) var defects: [Defect] = []
    let isFlowed: Bool

    init(_ source: [UInt8], of type: MediaType) {
        text = source
        isFlowed = type.isFlowed
        breakAtCarriageReturns()
        if ASCIIScan.contains(source.span, 0) { defects.append(.nulByte) }
        if isFlowed { joinLines(deletesSpace: type.deletesSpace) }
    }

    /// QUIRK: RFC 2046 § 4.1.1 forbids a CR alone; mail programs break the line there.
    private mutating func breakAtCarriageReturns() {
        var index = Self.carriageReturn(in: text, from: 0)
        while index < text.count {
            // CR CR LF is one break.
            let next = index + 1 < text.count && text[index + 1] == 0x0D ? index + 2 : index + 1
            if next >= text.count || text[next] != 0x0A {
                text[index] = 0x0A
                if defects.isEmpty { defects.append(.bareCarriageReturn) }
            }
            index = Self.carriageReturn(in: text, from: index + 1)
        }
    }

    private static func carriageReturn(in text: [UInt8], from start: Int) -> Int {
        text.span.firstIndex(of: 0x0D, or: 0x0D, from: start, to: text.count)
    }

    /// A line that ends with a space goes on in the next, if that quotes as deep; `-- ` alone is a signature's head (RFC 3676 § 4.3).
    private mutating func joinLines(deletesSpace: Bool) {
        let source = text
        text = []
        text.reserveCapacity(source.count)
        /// The depth of the line that goes on; nil where a new one begins.
        var goesOn: Int?
        var position = 0
        while position < source.count {
            let line = FlowedLine(source, from: position)
            if goesOn == line.depth {
                copy(source, line.content)
            } else {
                // The depth changed: the paragraph ends without a fixed line (§ 4.5 calls it improper).
                if goesOn != nil { breakLine(before: position) }
                copy(source, position..<line.quoteEnd)
                copy(source, line.quoteEnd + (line.isStuffed && line.depth == 0 ? 1 : 0)..<line.content.upperBound)
            }
            goesOn = line.isFlowed(source) ? line.depth : nil
            if goesOn == nil {
                copy(source, line.content.upperBound..<line.end)
            } else if deletesSpace {
                drop(1)
            }
            position = line.end
        }
    }

    private mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        map.appendLinear(output: text.count, source: range.lowerBound)
        source.span.extracting(range).withUnsafeBufferPointer { text.append(contentsOf: $0) }
    }

    private mutating func drop(_ count: Int) { text.removeLast(min(count, text.count)) }

    private mutating func breakLine(before position: Int) {
        map.appendAtomic(output: text.count, source: position - 1..<position)
        text.append(0x0A)
    }
}

/// A line of flowed text: RFC 3676 § 4.
private struct FlowedLine {
    /// How many `>` it begins with.
    let depth: Int
    let quoteEnd: Int
    /// A space that the sender put before the text so that it does not look like something else (§ 4.4).
    let isStuffed: Bool
    /// Without quote marks, stuffing and line break.
    let content: Range<Int>
    let end: Int

    init(_ text: borrowing [UInt8], from start: Int) {
        var position = start
        while position < text.count, text[position] == 0x3E { position += 1 }
        depth = position - start
        quoteEnd = position
        isStuffed = position < text.count && text[position] == 0x20
        if isStuffed { position += 1 }
        var lineEnd = position
        while lineEnd < text.count, text[lineEnd] != 0x0A { lineEnd += 1 }
        end = min(lineEnd + 1, text.count)
        while lineEnd > position, text[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        content = position..<lineEnd
    }

    func isFlowed(_ text: [UInt8]) -> Bool {
        guard !content.isEmpty, text[content.upperBound - 1] == 0x20 else { return false }
        return !(content.count == 3 && text[content.lowerBound] == 0x2D && text[content.lowerBound + 1] == 0x2D)
    }
}
