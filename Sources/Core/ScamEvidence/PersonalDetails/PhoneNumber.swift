/// The shape of a telephone number: `+49 30 901820`, `(555) 010-0199`, `0151.2345678`, `+1 *** *** 0199`.
///
/// Figures as in ITU-T E.164 (at most fifteen), or of a national number, in groups parted by one or two signs. Figures that the sender
/// blots out count. No dates, and no bare row of figures that may be an account's number.
enum PhoneNumber {
    enum Limit {
        static let figures = 7...15
        /// Bytes with the signs between.
        static let bytes = 32
        /// Signs between two groups: `) `.
        static let signs = 2
        /// Of a bare row of figures: a national number with its area code.
        static let bareFigures = 10...11
        /// Figures that are not blotted out.
        static let plainFigures = 2
    }

    /// The number that begins at a place; nil where there is none.
    static func read(_ text: [UInt8], at start: Int) -> Range<Int>? {
        guard start < text.count, begins(text[start]) else { return nil }
        var position = start + (isFigure(text[start]) ? 0 : 1)
        var groups: [Int] = []
        var plain = 0
        var end = position
        while position < text.count, position - start < Limit.bytes {
            let group = position
            while position < text.count, position - start < Limit.bytes, isFigure(text[position]) {
                if AddressBytes.isDigit(text[position]) { plain += 1 }
                position += 1
            }
            guard position > group else { break }
            groups.append(position - group)
            end = position
            while position < text.count, position - end < Limit.signs, isSign(text[position]) { position += 1 }
        }
        guard endsThere(text, end), plain >= Limit.plainFigures, isNumber(groups, first: text[start], second: start + 1 < text.count ? text[start + 1] : 0)
        else { return nil }
        return start..<end
    }

    /// The number that ends just before a place.
    static func read(_ text: [UInt8], before end: Int) -> Range<Int>? {
        var start = end
        while start > 0, end - start < Limit.bytes, isFigure(text[start - 1]) || isSign(text[start - 1]) || text[start - 1] == UInt8(ascii: "+") { start -= 1 }
        while start < end {
            let isInside = start > 0 && AddressBytes.isAlphanumeric(text[start - 1])
            if !isInside, let range = read(text, at: start), range.upperBound == end { return range }
            start += 1
        }
        return nil
    }

    private static func isNumber(_ groups: [Int], first: UInt8, second: UInt8) -> Bool {
        let figures = groups.reduce(0, +)
        // A single figure at the end is that of an IP address or a version.
        guard Limit.figures.contains(figures), let last = groups.last, last > 1 else { return false }
        if first == UInt8(ascii: "+") || first == UInt8(ascii: "(") { return true }
        if groups.count == 1 { return first == UInt8(ascii: "0") ? second != UInt8(ascii: "0") || figures > 10 : Limit.bareFigures.contains(figures) }
        return !isDate(groups)
    }

    private static func isDate(_ groups: [Int]) -> Bool {
        groups.count == 3 && (groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2 || groups[0] <= 2 && groups[1] <= 2 && groups[2] == 4)
    }

    private static func begins(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") || AddressBytes.isDigit(byte) }

    private static func endsThere(_ text: [UInt8], _ end: Int) -> Bool {
        end >= text.count || !AddressBytes.isAlphanumeric(text[end]) && !"@%$_".utf8.contains(text[end])
    }

    private static func isFigure(_ byte: UInt8) -> Bool { AddressBytes.isDigit(byte) || byte == UInt8(ascii: "*") || byte | 0x20 == UInt8(ascii: "x") }
    private static func isSign(_ byte: UInt8) -> Bool { " \u{09}\n\r.-/()".utf8.contains(byte) }
}
