/// Where a mail's header fields stand, by its lines alone.
///
/// Only for taking fields out and putting some in: every field is seen, however many there are and whatever stands between them.
struct RawHeader {
    struct Field {
        let name: Range<Int>
        /// Behind the colon and the space that follows it.
        let valueStart: Int
        /// With its folds and the end of its last line.
        let lines: Range<Int>
    }

    private(set) var fields: [Field] = []
    /// Behind the separator line of a mailbox, which some clients leave there.
    let firstField: Int
    /// At the empty line, or at the mail's end.
    let end: Int
    /// CRLF or LF, as the first line ends. LF where there is none.
    let lineEnd: [UInt8]

    init(of mail: [UInt8]) {
        let first = Self.lineEnd(in: mail, from: 0)
        lineEnd = first >= 2 && mail[first - 2] == 0x0D ? [0x0D, 0x0A] : [0x0A]
        firstField = mail.starts(with: "From ".utf8) || mail.starts(with: ">From ".utf8) ? first : 0
        var position = firstField
        while position < mail.count {
            let next = Self.lineEnd(in: mail, from: position)
            if Self.isEmpty(mail[position..<next]) { break }
            if mail[position] == 0x20 || mail[position] == 0x09, let last = fields.last, last.lines.upperBound == position {
                fields[fields.count - 1] = Field(name: last.name, valueStart: last.valueStart, lines: last.lines.lowerBound..<next)
            } else if let colon = mail[position..<next].firstIndex(of: UInt8(ascii: ":")) {
                let name = mail[position..<colon].trimmed()
                let isSpaced = colon + 1 < next && (mail[colon + 1] == 0x20 || mail[colon + 1] == 0x09)
                fields.append(Field(name: name.startIndex..<name.endIndex, valueStart: colon + (isSpaced ? 2 : 1), lines: position..<next))
            }
            position = next
        }
        end = position
    }

    private static func lineEnd(in mail: [UInt8], from start: Int) -> Int { (mail[start...].firstIndex(of: 0x0A) ?? mail.count - 1) + 1 }

    private static func isEmpty(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x0D || $0 == 0x0A } }
}
