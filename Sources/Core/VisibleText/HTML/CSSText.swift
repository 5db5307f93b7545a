/// CSS as bytes, before its meaning.
enum CSSText {
    /// The bytes that `endOfValue` cares for, as a set: " ' ( ) ;
    @inline(__always)
    private static var signs: UInt64 { 1 &<< 0x22 | 1 &<< 0x27 | 1 &<< 0x28 | 1 &<< 0x29 | 1 &<< 0x3B }

    /// Where the value that begins with `range` ends: at the ';' that is neither in quotes nor in parentheses.
    static func endOfValue(_ css: Span<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        var depth = 0
        while index < range.upperBound {
            let byte = css[index]
            guard ByteSet(bits: signs).contains(byte) else {
                index &+= 1
                continue
            }
            switch byte {
            case UInt8(ascii: ";") where depth == 0: return index
            case UInt8(ascii: "("): depth &+= 1
            case UInt8(ascii: ")"): depth = max(depth &- 1, 0)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): index = endOfString(css, at: index, end: range.upperBound)
            default: break
            }
            index &+= 1
        }
        return range.upperBound
    }

    /// The index of the quote that ends the string at `start`; a string ends with its line, too.
    static func endOfString(_ css: Span<UInt8>, at start: Int, end: Int) -> Int {
        let quote = css[start]
        var index = start &+ 1
        while index < end, css[index] != quote, css[index] != 0x0A { index &+= 1 }
        return index
    }

    /// Whether there is something that `plain` would change.
    static func needsCleaning(_ css: Span<UInt8>, _ range: Range<Int>) -> Bool {
        // Every comment has a '*'; few other values have.
        css.firstIndex(of: UInt8(ascii: "\\"), or: UInt8(ascii: "*"), from: range.lowerBound, to: range.upperBound) < range.upperBound
    }

    private static func startsComment(_ css: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        index &+ 1 < end && css[index] == UInt8(ascii: "/") && css[index &+ 1] == UInt8(ascii: "*")
    }

    /// The CSS without comments, escapes resolved; one that hides a sign of the syntax becomes '?'.
    static func plain(_ css: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            index = css.firstIndex(of: UInt8(ascii: "\\"), or: UInt8(ascii: "/"), from: index, to: range.upperBound)
            append(css, start..<index, to: &plain)
            guard index < range.upperBound else { break }
            if startsComment(css, index, range.upperBound) {
                index = endOfComment(css, index &+ 2, range.upperBound)
            } else if css[index] == UInt8(ascii: "\\") {
                plain.append(escaped(css, &index, range.upperBound))
            } else {
                plain.append(css[index])
                index &+= 1
            }
        }
        return plain
    }

    private static func append(_ css: Span<UInt8>, _ range: Range<Int>, to plain: inout [UInt8]) {
        css.extracting(range).withUnsafeBufferPointer { unsafe plain.append(contentsOf: $0) }
    }

    private static func endOfComment(_ css: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while true {
            index = css.firstIndex(of: UInt8(ascii: "*"), or: UInt8(ascii: "*"), from: index, to: end)
            guard index &+ 1 < end else { return end }
            if css[index &+ 1] == UInt8(ascii: "/") { return index &+ 2 }
            index &+= 1
        }
    }

    // CSS Syntax 3 § 4.3.7.
    private static func escaped(_ css: Span<UInt8>, _ index: inout Int, _ end: Int) -> UInt8 {
        index &+= 1
        let start = index
        var code: UInt32 = 0
        while index < end, index &- start < 6, let digit = css[index].hexDigit {
            code = code &<< 4 | digit
            index &+= 1
        }
        if index == start, index < end {
            code = UInt32(css[index])
            index &+= 1
        } else if index < end, css[index].isHTMLSpace {
            index &+= 1
        }
        let byte = UInt8(truncatingIfNeeded: min(code, 0x80))
        return byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") ? byte : UInt8(ascii: "?")
    }
}
