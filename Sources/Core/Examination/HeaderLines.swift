/// A mail's own header by the lines of its bytes, as mail servers see it.
///
/// Lines end with LF or CRLF; a CR alone is a byte like others. The header ends at the empty line, or at a line that is no field. There is no limit
/// to the number of fields: a copy of one of ours must not hide behind thousands.
struct HeaderLines {
    struct Field {
        /// Without the white space that obsolete syntax allows before the colon.
        let name: Range<Int>
        /// From behind the colon to the line break that ends the field, neither included.
        let value: Range<Int>
        /// From the name to behind that line break.
        let lines: Range<Int>
    }

    private(set) var fields: [Field] = []
    /// Behind the separator line of an mbox (`From `), which some programs leave there.
    let start: Int
    /// Behind the last field: the empty line, where there is one.
    private(set) var end: Int
    /// Behind the empty line.
    let body: Int
    /// As the first line ends.
    let lineBreak: [UInt8]

    init(of bytes: [UInt8]) {
        let firstEnd = Self.behindLine(bytes, 0)
        lineBreak = firstEnd > 0 && bytes[firstEnd - 1] == 0x0A && !(firstEnd > 1 && bytes[firstEnd - 2] == 0x0D) ? [0x0A] : [0x0D, 0x0A]
        let isSeparated = bytes.starts(with: "From ".utf8) || bytes.starts(with: ">From ".utf8)
        start = isSeparated && Self.name(bytes, 0..<firstEnd) == nil ? firstEnd : 0
        end = start
        var emptyLine = 0
        while end < bytes.count {
            var next = Self.behindLine(bytes, end)
            guard let (name, colon) = Self.name(bytes, end..<next) else {
                if Self.withoutBreak(bytes, end..<next) == end { emptyLine = next - end }
                break
            }
            while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next = Self.behindLine(bytes, next) }
            fields.append(Field(name: name, value: colon + 1..<Self.withoutBreak(bytes, colon + 1..<next), lines: end..<next))
            end = next
        }
        body = end + emptyLine
    }

    private static func behindLine(_ bytes: [UInt8], _ start: Int) -> Int {
        let bytes = bytes.span
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0A { return index + 1 }
            index += 1
        }
        return bytes.count
    }

    private static func withoutBreak(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        guard !range.isEmpty, bytes[range.upperBound - 1] == 0x0A else { return range.upperBound }
        let end = range.upperBound - 1
        return end > range.lowerBound && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    /// field-name = 1*ftext, 33–126 but ":" (RFC 5322 § 3.6.8).
    private static func name(_ bytes: [UInt8], _ line: Range<Int>) -> (Range<Int>, colon: Int)? {
        var end = line.lowerBound
        while end < line.upperBound, bytes[end] > 32, bytes[end] < 127, bytes[end] != UInt8(ascii: ":") { end += 1 }
        var colon = end
        while colon < line.upperBound, bytes[colon] == 0x20 || bytes[colon] == 0x09 { colon += 1 }
        guard end > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else { return nil }
        return (line.lowerBound..<end, colon)
    }
}
