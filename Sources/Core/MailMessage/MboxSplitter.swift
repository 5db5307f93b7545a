/// Cuts an mbox into its messages as its bytes come in: RFC 4155, and the dialects that mail programs write.
///
/// A message's bytes are those of the file between one separator line and the next, `>From` not undone.
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
            guard isSeparator else { continue }
            let piece = messageStart.map { take($0..<line.lowerBound) }
            messageStart = line.upperBound
            cut = 0
            if let piece { return piece }
        }
        dropBeyondLimit()
        guard isFinished, let start = messageStart else { return nil }
        messageStart = nil
        return take(start..<buffer.count)
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
        messageStart = messageStart.map { _ in 0 }
    }

    /// Keeps no more than the limit of a message, and of what stands before the first; and the line that is still coming in, while it
    /// may be a separator.
    private mutating func dropBeyondLimit() {
        let keepEnd = (messageStart ?? lineStart) + limit
        let isLong = searched - lineStart >= Self.longestSeparator
        let end = isLong ? searched : lineStart
        guard end > keepEnd else { return }
        if messageStart != nil { cut += end - keepEnd }
        buffer.removeSubrange(keepEnd..<end)
        searched -= end - keepEnd
        lineStart = isLong ? min(lineStart, keepEnd) : lineStart - (end - keepEnd)
        isInLongLine = isInLongLine || isLong
    }
}
