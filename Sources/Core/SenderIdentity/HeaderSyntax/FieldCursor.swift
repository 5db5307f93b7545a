/// Goes over a structured header field's value, token by token: RFC 5322 § 3.2. Always forward, so that any value costs its length.
struct FieldCursor {
    let bytes: [UInt8]
    let end: Int
    private(set) var position: Int
    /// An open parenthesis that nothing closes is no comment, and neither is any behind it: nobody looks a second time for what closes them.
    private var lastsOpen = false

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        (position, end) = (range.lowerBound, min(range.upperBound, bytes.count))
    }

    var isAtEnd: Bool { position >= end }
    var next: UInt8? { position < end ? bytes[position] : nil }

    mutating func skip() { position += 1 }

    mutating func skipWhitespace() {
        var place = position
        while place < end, bytes[place].isFieldWhitespace { place += 1 }
        position = place
    }

    /// CFWS
    mutating func skipCommentsAndWhitespace() {
        repeat { skipWhitespace() } while takeComment() != nil
    }

    /// Whether `byte` comes next; if so, it is passed.
    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// What is inside the parentheses of a comment that begins here; nil where none does, or where nothing closes it.
    mutating func takeComment() -> Range<Int>? {
        guard next == .openParenthesis, !lastsOpen else { return nil }
        var depth = 0
        var place = position
        while place < end {
            switch bytes[place] {
            case .openParenthesis: depth += 1
            case .closeParenthesis: depth -= 1
            case .escape: place += 1
            default: break
            }
            place += 1
            if depth == 0 {
                let inside = position + 1..<place - 1
                position = place
                return inside
            }
        }
        lastsOpen = true
        return nil
    }

    /// The content of a quoted-string that begins here, quoted-pairs and folds undone; without its closing quote it goes to the end.
    mutating func takeQuotedString() -> [UInt8]? {
        guard next == .quotationMark else { return nil }
        var content: [UInt8] = []
        position += 1
        while position < end, bytes[position] != .quotationMark {
            if bytes[position] == .escape, position + 1 < end { position += 1 }
            if bytes[position] != 0x0D, bytes[position] != 0x0A { content.append(bytes[position]) }
            position += 1
        }
        position = min(position + 1, end)
        return content
    }

    /// The bytes before the first that is white space, a parenthesis that opens or one of `delimiters`. May be empty.
    mutating func takeWord(until delimiters: ByteSet) -> Range<Int> {
        var place = position
        while place < end, !delimiters.contains(bytes[place]) { place += 1 }
        let word = position..<place
        position = place
        return word
    }

    /// The bytes before the next white space. May be empty.
    mutating func takeWord() -> Range<Int> {
        var place = position
        while place < end, !bytes[place].isFieldWhitespace { place += 1 }
        let word = position..<place
        position = place
        return word
    }

    /// Passes everything before the next `byte` that is neither in a comment nor in a quoted-string. Whether anything was there.
    mutating func skip(to byte: UInt8) -> Bool {
        skipCommentsAndWhitespace()
        let start = position
        while let next, next != byte {
            if takeComment() == nil, takeQuotedString() == nil { position += 1 }
        }
        return position > start
    }
}

extension UInt8 {
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let escape: UInt8 = 0x5C
    static let quotationMark: UInt8 = 0x22

    /// WSP, and the line break of a fold.
    var isFieldWhitespace: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }
}

/// What ends a word: white space, a parenthesis that opens, and some other ASCII characters.
struct ByteSet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ characters: StaticString) {
        for byte in [0x20, 0x09, 0x0D, 0x0A, .openParenthesis] as [UInt8] { insert(byte) }
        characters.withUTF8Buffer { for byte in $0 { insert(byte) } }
    }

    private mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0 }
}

extension [UInt8] {
    /// ASCII letters in lower case; bytes that are no UTF-8 become U+FFFD.
    func lowercasedText(in range: Range<Int>) -> String {
        let hasCapitals = self[range].contains { $0 >= 0x41 && $0 <= 0x5A }
        return hasCapitals ? String(decoding: self[range].map(\.lowercased), as: UTF8.self) : text(in: range)
    }

    func text(in range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}
