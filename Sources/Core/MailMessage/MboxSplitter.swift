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
    /// How far the buffer's lines were looked at.
    private var scanned = 0
    /// The message's first byte in the buffer; nil before the first separator line.
    private var messageStart: Int?
    private var cut = 0
    private var previousLineIsEmpty = true
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
        while scanned < buffer.count {
            guard let lineFeed = buffer.firstIndex(of: .lineFeed, in: scanned..<buffer.count) else {
                if !isFinished {
                    dropBeyondLimit()
                    return nil
                }
                scanned = buffer.count
                break
            }
            let line = scanned..<lineFeed + 1
            scanned = line.upperBound
            let isSeparator = previousLineIsEmpty && Self.isSeparator(buffer, line)
            previousLineIsEmpty = line.count == 1 || (line.count == 2 && buffer[line.lowerBound] == .carriageReturn)
            if isSeparator {
                let piece = messageStart.map { take($0..<line.lowerBound) }
                startMessage(at: line.upperBound)
                if let piece { return piece }
            }
        }
        dropBeyondLimit()
        guard isFinished, let start = messageStart else { return nil }
        messageStart = nil
        return take(start..<buffer.count)
    }

    /// Whether a file that begins with these bytes is an mbox.
    public static func isMbox(_ start: [UInt8]) -> Bool {
        guard !start.isEmpty else { return false }
        return isSeparator(start, 0..<start.lineEnd(from: 0))
    }

    /// "From " addr-spec SP timestamp: only a time of day tells it from a sentence that begins with "From".
    private static func isSeparator(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count > 12, line.count < 500, bytes[line.lowerBound] == 0x46, bytes.spells("from ", in: line.lowerBound..<line.lowerBound + 5) else {
            return false
        }
        for index in line.lowerBound + 6..<line.upperBound - 2 where bytes[index] == .colon {
            if isDigit(bytes[index - 2]), isDigit(bytes[index - 1]), isDigit(bytes[index + 1]), isDigit(bytes[index + 2]) { return true }
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private func take(_ range: Range<Int>) -> Piece { Piece(bytes: Array(buffer[range].prefix(limit)), cut: cut + max(0, range.count - limit)) }

    private mutating func startMessage(at start: Int) {
        messageStart = start
        cut = 0
    }

    /// Lets go of the bytes before the message; once a chunk, so that each byte is moved a bounded number of times.
    private mutating func forget() {
        let needed = messageStart ?? scanned
        guard needed > 0 else { return }
        buffer.removeFirst(needed)
        scanned -= needed
        messageStart = messageStart.map { _ in 0 }
    }

    /// Keeps no more than the limit of a message.
    private mutating func dropBeyondLimit() {
        guard let messageStart, scanned - messageStart > limit else { return }
        let excess = messageStart + limit..<scanned
        cut += excess.count
        buffer.removeSubrange(excess)
        scanned = excess.lowerBound
    }
}
