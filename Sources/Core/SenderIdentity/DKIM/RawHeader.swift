internal import MailMessage

/// A message's own header fields as they stand in its file, in their order: what signatures are made over.
///
/// Lines end with LF or CRLF; a CR alone is a byte like others. The header ends at the empty line, or at a line that is no field, as mail servers see it.
struct RawHeader: Sendable {
    struct Field: Sendable {
        /// Without the white space that obsolete syntax allows before the colon.
        let name: Range<Int>
        /// From the colon to the line break that ends the field, neither included.
        let value: Range<Int>
        /// A hash of the name, letters in lower case: most names are told apart by it.
        let nameHash: UInt32
    }

    private(set) var fields: [Field] = []
    /// From behind the empty line to the end of the file.
    private(set) var body: Range<Int>
    /// There are more than `SignatureLimits.headerFields`; the rest is not here, and nor is the body.
    private(set) var isCut = false

    /// Empty where the message has no header of its own in the file, as in Outlook's `.msg`.
    init(of message: Message) {
        body = message.rawCount..<message.rawCount
        guard let first = message.parts[0].fields.first, first.nameRange.lowerBound < message.rawCount else { return }
        read(message.bytes, from: first.nameRange.lowerBound, to: message.rawCount)
    }

    private mutating func read(_ bytes: [UInt8], from start: Int, to end: Int) {
        fields.reserveCapacity(64)
        var position = start
        while position < end {
            var next = bytes.behindLineFeed(from: position, to: end)
            if bytes.isEmptyLine(position..<next) { return body = next..<end }
            guard let name = bytes.fieldName(in: position..<next) else { return body = position..<end }
            while next < end, bytes[next].isBlank { next = bytes.behindLineFeed(from: next, to: end) }
            guard fields.count < SignatureLimits.headerFields else { return isCut = true }
            let value = name.colon + 1..<bytes.withoutLineBreak(name.colon + 1..<next)
            fields.append(Field(name: name.range, value: value, nameHash: bytes.nameHash(name.range)))
            position = next
        }
    }

    /// The fields of this name, which is in lower case.
    func fields(_ name: StaticString, in bytes: [UInt8]) -> [Field] {
        fields.filter { bytes.spells(name, in: $0.name) }
    }
}

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09

    /// WSP: RFC 5234 appendix B.1.
    @inline(__always)
    var isBlank: Bool { self == .space || self == .tab }

    @inline(__always)
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension [UInt8] {
    fileprivate func behindLineFeed(from start: Int, to end: Int) -> Int {
        let bytes = span
        var index = start
        while index < end {
            if bytes[index] == .lineFeed { return index + 1 }
            index += 1
        }
        return end
    }

    fileprivate func isEmptyLine(_ line: Range<Int>) -> Bool {
        line.count == 1 && self[line.lowerBound] == .lineFeed
            || line.count == 2 && self[line.lowerBound] == .carriageReturn && self[line.lowerBound + 1] == .lineFeed
    }

    fileprivate func withoutLineBreak(_ range: Range<Int>) -> Int {
        guard !range.isEmpty, self[range.upperBound - 1] == .lineFeed else { return range.upperBound }
        let end = range.upperBound - 1
        return end > range.lowerBound && self[end - 1] == .carriageReturn ? end - 1 : end
    }

    /// field-name = 1*ftext, 33–126 but ":" (RFC 5322 § 3.6.8).
    fileprivate func fieldName(in line: Range<Int>) -> (range: Range<Int>, colon: Int)? {
        var end = line.lowerBound
        while end < line.upperBound, self[end] > 32, self[end] < 127, self[end] != UInt8(ascii: ":") { end += 1 }
        var colon = end
        while colon < line.upperBound, self[colon].isBlank { colon += 1 }
        guard end > line.lowerBound, colon < line.upperBound, self[colon] == UInt8(ascii: ":") else { return nil }
        return (line.lowerBound..<end, colon)
    }

    /// FNV-1a of the bytes, ASCII letters in lower case.
    func nameHash(_ range: Range<Int>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for index in range { hash = (hash ^ UInt32(self[index].lowercased)) &* 16_777_619 }
        return hash
    }

    /// Whether two ranges have the same bytes, ASCII letters in either case.
    func isSameName(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count where self[one.lowerBound + offset].lowercased != self[other.lowerBound + offset].lowercased { return false }
        return true
    }

    /// Whether the bytes of `range` spell `word`, which is in lower case, in letters of either case.
    func spells(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<letters.count where self[range.lowerBound + index].lowercased != letters[index] { return false }
            return true
        }
    }

    /// Whether the bytes of `range` are just those of `word`.
    func equals(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<letters.count where self[range.lowerBound + index] != letters[index] { return false }
            return true
        }
    }
}
