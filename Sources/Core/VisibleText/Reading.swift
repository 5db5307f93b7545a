public import MailMessage

/// What a person who opens the message sees, piece by piece, each byte with its place in the message.
public struct Reading: Sendable {
    /// In the order in which a mail program shows them. May be empty.
    public let sections: [Section]
    /// The message's own defects and those of its encodings and charsets; each kind once.
    public let defects: [Defect]

    /// Reads the subject and the text of every message and nested message. Parts that are no text are passed over.
    /// At most `limits.textBytes` of a part are read; more is a defect.
    public init(of message: Message, limits: ParseLimits = ParseLimits()) {
        var reader = SectionReader(message: message, limits: limits)
        for index in message.parts.indices { reader.read(index) }
        sections = reader.sections
        defects = reader.defects
    }
}

/// A run of text that is shown together.
public struct Section: Sendable {
    public enum Place: Sendable, Equatable {
        case subject
        case body
        /// A text file that came along.
        case attachment
    }

    /// The index in `Message.parts`.
    public let part: Int
    public let place: Place
    /// The text of the section before it once more, with what has the colour of its background, which may be seen after all or be there to make a text long and
    /// harmless (`HTMLText.doubtful`).
    public let isDoubtful: Bool
    /// How many messages in messages this stands in; 0 for the message itself.
    public let nesting: Int
    /// UTF-8, original spelling, hidden text left out. May be empty.
    public let text: [UInt8]
    /// The lines of `text` that quote or forward somebody else's words.
    public let quoted: [Range<Int>]
    /// What phrases are matched against.
    package let folded: FoldedText
    /// Another reading of a text whose words are torn by letters of other scripts: without these letters. Nil for any other text.
    package let mended: FoldedText?
    /// Text that is in the part and not shown, as byte ranges of the message.
    public let hidden: [Hidden]
    /// From `text` back to the message's bytes: HTML, charset and transfer encoding, in this order.
    let maps: [OffsetMap]

    public struct Hidden: Sendable {
        package let reason: HiddenText.Reason
        public let byteCount: Int
        public let spans: [Range<Int>]
    }

    /// Whether the byte at `position` of `text` is in somebody else's words.
    public func isQuoted(at position: Int) -> Bool {
        // By halves: there may be a million of them, and thousands of questions.
        var low = 0
        var high = quoted.count
        while low < high {
            let middle = (low + high) / 2
            if quoted[middle].upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low < quoted.count && quoted[low].contains(position)
    }

    /// The bytes of the message that a range of `text` came from: in order, apart from each other.
    ///
    /// Ranges between which only line breaks, spaces and soft line breaks stand are one.
    public func spans(of range: Range<Int>, in message: Message) -> [Range<Int>] {
        if let source = source(of: range), source.upperBound <= message.rawCount { return [source] }
        return Self.joined(Self.rawRanges(Self.mapped([range], through: maps), in: message), in: message.bytes)
    }

    /// Where each map has one range for it.
    private func source(of range: Range<Int>) -> Range<Int>? {
        var range = range
        for map in maps {
            guard let source = map.source(of: range) else { return nil }
            range = source
        }
        return range
    }

    /// Ranges of the file for ranges of the message's bytes, in the order of the file where they were unpacked.
    static func rawRanges(_ ranges: [Range<Int>], in message: Message) -> [Range<Int>] {
        guard ranges.contains(where: { $0.upperBound > message.rawCount }) else { return ranges }
        return merged(ranges.flatMap { message.rawRanges(of: $0) })
    }

    static func mapped(_ ranges: [Range<Int>], through maps: some Sequence<OffsetMap>) -> [Range<Int>] {
        var ranges = ranges
        for map in maps { ranges = map.sources(of: ranges) }
        return ranges
    }

    static func joined(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in ranges {
            if let last = joined.last, range.lowerBound <= last.upperBound || isLineBreak(bytes, last.upperBound..<range.lowerBound) {
                joined[joined.count - 1] = min(last.lowerBound, range.lowerBound)..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// White space, or quoted-printable's soft line break.
    private static func isLineBreak(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3D }
    }

    /// The ranges in order, those that touch or overlap made one.
    public static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
