/// Cuts an mbox into its messages as its bytes come in: RFC 4155, and the dialects that mail programs write.
///
/// A message's bytes are those of the file between one separator line and the next, `>From` not undone. A line that looks like a separator is one of the
/// message's own words where what follows it is no header: else a text could be cut in two by a line of it.
/// A message longer than the limit keeps its first bytes; the rest is passed over.
public struct MboxSplitter: Sendable {
    public struct Piece: Sendable {
        public let bytes: [UInt8]
        /// How many bytes of the message the limit cut off.
        public let cut: Int
    }

    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where the line begins that is being looked at.
    private var lineStart = 0
    /// How far that line was searched for its end.
    private var searched = 0
    /// Where the message begins in the buffer; nil before the first separator line.
    private var messageStart: Int?
    private var cut = 0
    /// A line within the message that may be a separator: the next line tells. It ends where that begins.
    private var candidate: Range<Int>?
    private var previousLineIsEmpty = true
    /// The beginning of the line was cut off, so that nothing can be told of it.
    private var isInLongLine = false
    private var isFinished = false

    public init(limits: ParseLimits = ParseLimits()) { limit = limits.messageBytes }

    public mutating func append(_ chunk: some Collection<UInt8>) {
        forget()
        buffer.append(contentsOf: chunk)
    }

    /// No more bytes will come: what is left is the last message.
    public mutating func finish() { isFinished = true }

    /// The next whole message; nil when more bytes are needed, or after `finish()` when there is none.
    public mutating func next() -> Piece? {
        while let line = nextLine() {
            let isSeparator = previousLineIsEmpty && !isInLongLine && Self.isSeparator(buffer, line)
            previousLineIsEmpty = !isInLongLine && (line.count == 1 || (line.count == 2 && buffer[line.lowerBound] == .carriageReturn))
            isInLongLine = false
            if candidate != nil, let piece = takeBeforeCandidate(followedBy: line) { return piece }
            guard isSeparator else { continue }
            if messageStart == nil {
                messageStart = line.upperBound
            } else {
                candidate = line
            }
        }
        // So much of a line tells, whether or not the rest has come in.
        if candidate != nil, isFinished || buffer.count - lineStart >= Self.longestSeparator,
            let piece = takeBeforeCandidate(followedBy: lineStart..<buffer.count)
        {
            return piece
        }
        dropBeyondLimit()
        guard isFinished, let start = messageStart else { return nil }
        messageStart = nil
        return take(start..<buffer.count)
    }

    /// The message that the candidate ends, where that is a separator. It is no candidate any more.
    private mutating func takeBeforeCandidate(followedBy line: Range<Int>) -> Piece? {
        guard let separator = candidate, let start = messageStart else { return nil }
        candidate = nil
        guard Self.beginsMessage(buffer, line) else { return nil }
        let piece = take(start..<separator.lowerBound)
        messageStart = separator.upperBound
        cut = 0
        return piece
    }

    /// Whether a line can be the first of a message: a header field, the empty line of a message without any, or the separator line of an older mbox, which some
    /// programs quote and leave there. The end of the file can be.
    private static func beginsMessage(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let start = line.lowerBound..<min(line.upperBound, line.lowerBound + longestSeparator)
        if start.isEmpty || HeaderBlock.isEmptyLine(bytes, start) || HeaderBlock.colon(in: bytes, start) != nil { return true }
        return bytes[start.lowerBound] == 0x3E && isSeparator(bytes, start.lowerBound + 1..<start.upperBound)
    }

    /// The next line with its line feed; nil when it has not wholly come in. The last line of a file may lack its line feed.
    private mutating func nextLine() -> Range<Int>? {
        guard searched < buffer.count else { return nil }
        guard let lineFeed = buffer.firstIndex(of: .lineFeed, in: searched..<buffer.count) else {
            searched = buffer.count
            return nil
        }
        let line = lineStart..<lineFeed + 1
        lineStart = line.upperBound
        searched = line.upperBound
        return line
    }

    /// Whether a file that begins with these bytes is an mbox.
    public static func isMbox(_ start: [UInt8]) -> Bool {
        var position = 0
        while position < start.count, start[position] == .lineFeed || start[position] == .carriageReturn { position += 1 }
        // Lines are cut at line feeds only, by `next()` too: a file without any is one mail.
        guard let end = start.firstIndex(of: .lineFeed, in: position..<start.count) else { return false }
        return isSeparator(start, position..<end + 1)
    }

    /// No program writes longer ones.
    private static let longestSeparator = 500

    /// "From " addr-spec SP timestamp: only a time of day and a year tell it from a sentence that begins with "From".
    private static func isSeparator(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count > 12, line.count < longestSeparator, bytes[line.lowerBound] == 0x46, bytes.spells("from ", in: line.lowerBound..<line.lowerBound + 5)
        else {
            return false
        }
        var hasTime = false
        var hasYear = false
        var digits = 0
        for index in line.lowerBound + 6..<line.upperBound {
            if bytes[index] == .colon, digits == 2 { hasTime = true }
            if !isDigit(bytes[index]), digits == 4 { hasYear = true }
            digits = isDigit(bytes[index]) ? digits + 1 : 0
        }
        return hasTime && hasYear
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private func take(_ range: Range<Int>) -> Piece { Piece(bytes: Array(buffer[range].prefix(limit)), cut: cut + max(0, range.count - limit)) }

    /// Lets go of the bytes before the message; once a chunk, so that each byte is moved a bounded number of times.
    private mutating func forget() {
        let needed = messageStart ?? lineStart
        guard needed > 0 else { return }
        buffer.removeFirst(needed)
        lineStart -= needed
        searched -= needed
        candidate = candidate.map { $0.lowerBound - needed..<$0.upperBound - needed }
        messageStart = messageStart.map { _ in 0 }
    }

    /// Keeps no more than the limit of a message, and of what stands before the first; and the line that is still coming in, while it
    /// may be a separator, and a separator that waits for it.
    private mutating func dropBeyondLimit() {
        let keepEnd = (messageStart ?? lineStart) + limit
        let isLong = searched - lineStart >= Self.longestSeparator
        let end = candidate?.lowerBound ?? (isLong ? searched : lineStart)
        guard end > keepEnd else { return }
        if messageStart != nil { cut += end - keepEnd }
        buffer.removeSubrange(keepEnd..<end)
        searched -= end - keepEnd
        if let line = candidate {
            candidate = keepEnd..<keepEnd + line.count
            lineStart = keepEnd + line.count
            return
        }
        lineStart = isLong ? min(lineStart, keepEnd) : lineStart - (end - keepEnd)
        isInLongLine = isInLongLine || isLong
    }
}
