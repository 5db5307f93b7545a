/// A word as a key for the tables of words: 64-bit FNV-1a over its UTF-8.
///
/// A made-up word may share a key with a real one; it then counts as that word, which does no harm.
struct WordKey: Hashable {
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func feed(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    init() {}

    init(_ word: some StringProtocol) {
        for byte in word.utf8 { feed(byte) }
    }

    /// The keys of words that stand in a row with blanks between.
    static func list(_ words: String) -> Set<WordKey> { Set(words.split(separator: " ").map { WordKey($0) }) }
}

/// A word of the text in lower case, spelt twice: as written, and with every letter as the ASCII letter it looks like.
struct FoldedWord {
    /// Letters read; the longest word of the tables is shorter.
    static let longest = 16

    let range: Range<Int>
    /// ASCII and Cyrillic letters in lower case.
    private(set) var written = WordKey()
    /// `ÙSD` is `usd`; what looks like no ASCII letter is left out.
    private(set) var folded = WordKey()
    /// Whether it holds no small ASCII letter.
    private(set) var isUpper = true

    /// The word that begins at a place; nil if no letter stands there or it is longer than any word of the tables.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> FoldedWord? {
        var position = start
        var count = 0
        while position < text.count {
            let (scalar, width) = decodeScalar(text, at: position)
            guard isLetter(scalar) else { break }
            count += 1
            guard count <= longest else { return nil }
            position += width
        }
        return count == 0 ? nil : FoldedWord(text, start..<position)
    }

    /// The word that ends just before a place.
    static func read(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> FoldedWord? {
        var start = end
        for _ in 0...longest {
            guard let previous = letterStart(text, before: start) else { return start == end ? nil : FoldedWord(text, start..<end) }
            start = previous
        }
        return nil
    }

    private static func letterStart(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
        var start = end - 1
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= 0, case let (scalar, width) = decodeScalar(text, at: start), start + width == end, isLetter(scalar) else { return nil }
        return start
    }

    private init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.range = range
        var position = range.lowerBound
        while position < range.upperBound {
            let (scalar, width) = decodeScalar(text, at: position)
            add(scalar, text[position..<(position + width)])
            position += width
        }
    }

    private mutating func add(_ scalar: UInt32, _ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        if scalar < 0x80 {
            if scalar & 0x20 != 0 { isUpper = false }
            written.feed(UInt8(scalar) | 0x20)
            folded.feed(UInt8(scalar) | 0x20)
            return
        }
        if 0x410...0x42F ~= scalar {
            written.feed(UInt8(0xC0 | (scalar + 0x20) >> 6))
            written.feed(UInt8(0x80 | (scalar + 0x20) & 0x3F))
        } else {
            for byte in bytes { written.feed(byte) }
        }
        if case .letter(let letter) = LookalikeLetters.reading(of: scalar), AddressBytes.isLower(letter | 0x20) { folded.feed(letter | 0x20) }
    }

    /// Letters of the alphabets that words are written in with blanks between; no ideographs, marks or signs.
    private static func isLetter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x370...0x556, 0x560...0x588, 0x1E00...0x1FFF: true
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0x1D400...0x1D6A3, 0x13A0...0x13FF, 0x1D00...0x1D2B: true
        default: false
        }
    }
}
