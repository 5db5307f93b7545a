/// The parameters of a structured field: RFC 2045 § 5.1, with the continuations and percent encoding of RFC 2231 § 3–4.
struct ParameterList {
    private struct Entry {
        /// The attribute without RFC 2231's section number and asterisk.
        let name: Range<Int>
        let section: Int
        let isPercentEncoded: Bool
        let value: Range<Int>
        let isQuoted: Bool
    }

    /// RFC 2231 sets no bound; a file name in 100 pieces is not found in real mail.
    private static let most = 100

    private var entries: [Entry] = []

    /// `range` begins at the first semicolon. What is no parameter is passed over.
    init(of bytes: [UInt8], in range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound, entries.count < Self.most {
            guard let semicolon = bytes.firstIndex(of: .semicolon, in: position..<range.upperBound) else { break }
            position = parseEntry(bytes, semicolon + 1..<range.upperBound)
        }
    }

    /// The value with quotes and percent encoding undone; empty where the parameter is missing. `name` is in lower case.
    func value(of name: StaticString, in bytes: [UInt8]) -> [UInt8] {
        sections(of: name, in: bytes).enumerated().flatMap { Self.decoded($1, bytes, isFirst: $0 == 0) }
    }

    /// The value with the charset that it names; nil where the parameter is missing or empty. `name` is in lower case.
    func text(of name: StaticString, in bytes: [UInt8]) -> ParameterText? {
        let value = value(of: name, in: bytes)
        guard !value.isEmpty, let first = sections(of: name, in: bytes).first else { return nil }
        let tick = first.isPercentEncoded ? bytes.firstIndex(of: 0x27, in: first.value) : nil
        return ParameterText(bytes: value, charset: tick.map { Array(bytes[first.value.lowerBound..<$0]) } ?? [])
    }

    /// The pieces of a parameter's value, in order. Of several whole values the one with a charset counts (RFC 6266 § 4.3), else the first.
    private func sections(of name: StaticString, in bytes: [UInt8]) -> [Entry] {
        let found = entries.filter { bytes.spells(name, in: $0.name) }
        if let whole = found.first(where: { $0.section < 0 && $0.isPercentEncoded }) { return [whole] }
        let continued = found.filter { $0.section >= 0 }.sorted { $0.section < $1.section }
        return continued.isEmpty ? Array(found.prefix(1)) : continued
    }

    /// parameter := attribute "=" (token / quoted-string); returns where it ends.
    private mutating func parseEntry(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        let attributeEnd = bytes.firstIndex(of: .semicolon, in: range) ?? range.upperBound
        guard let equals = bytes.firstIndex(of: .equals, in: range.lowerBound..<attributeEnd) else { return attributeEnd }
        let attribute = bytes.trimmed(range.lowerBound..<equals)
        var start = equals + 1
        while start < range.upperBound, bytes[start].isWhitespace { start += 1 }
        let isQuoted = start < range.upperBound && bytes[start] == .quote
        var end = isQuoted ? start + 1 : start
        if isQuoted {
            while end < range.upperBound, bytes[end] != .quote { end += bytes[end] == .backslash ? 2 : 1 }
            end = min(end, range.upperBound)
        } else {
            while end < range.upperBound, bytes[end] != .semicolon, !bytes[end].isWhitespace { end += 1 }
        }
        let (name, section, isPercentEncoded) = Self.attribute(bytes, attribute)
        let value = (isQuoted ? start + 1 : start)..<end
        entries.append(Entry(name: name, section: section, isPercentEncoded: isPercentEncoded, value: value, isQuoted: isQuoted))
        return isQuoted ? min(end + 1, range.upperBound) : end
    }

    /// `name`, `name*`, `name*3` or `name*3*`; section -1 where there is none.
    private static func attribute(_ bytes: [UInt8], _ range: Range<Int>) -> (Range<Int>, Int, Bool) {
        guard let star = bytes.firstIndex(of: 0x2A, in: range) else { return (range, -1, false) }
        var section = -1
        var index = star + 1
        while index < range.upperBound, bytes[index] >= 0x30, bytes[index] <= 0x39, section < Self.most {
            section = max(section, 0) * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return (range.lowerBound..<star, section, bytes[range.upperBound - 1] == 0x2A)
    }

    private static func decoded(_ entry: Entry, _ bytes: [UInt8], isFirst: Bool) -> [UInt8] {
        var source = bytes[entry.value]
        if entry.isPercentEncoded, isFirst {
            // charset'language'text: the charset of a boundary or a charset label is ASCII in any case.
            for _ in 0..<2 { if let tick = source.firstIndex(of: 0x27) { source = source[(tick + 1)...] } }
        }
        var value: [UInt8] = []
        var index = source.startIndex
        while index < source.endIndex {
            let byte = source[index]
            if entry.isPercentEncoded, byte == 0x25, index + 2 < source.endIndex, let high = source[index + 1].hexValue, let low = source[index + 2].hexValue {
                value.append(high << 4 | low)
                index += 3
            } else if entry.isQuoted, byte == .backslash, index + 1 < source.endIndex {
                value.append(source[index + 1])
                index += 2
            } else {
                if byte != .carriageReturn, byte != .lineFeed { value.append(byte) }
                index += 1
            }
        }
        return value
    }
}
