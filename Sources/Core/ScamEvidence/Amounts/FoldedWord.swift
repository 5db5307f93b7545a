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

    private(set) var range: Range<Int>
    /// ASCII, Cyrillic and Latin letters in lower case.
    private(set) var written = WordKey()
    /// `ÙSD` is `usd`; what looks like no ASCII letter is left out.
    private(set) var folded = WordKey()
    /// Whether it holds no small ASCII letter.
    private(set) var isUpper = true

    /// The word that begins at a place; nil if no letter stands there or it is longer than any word of the tables.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> FoldedWord? {
        var word = FoldedWord(start: start)
        for _ in 0...longest {
            guard word.addLetter(text) else { return word.range.isEmpty ? nil : word }
        }
        return nil
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
        guard end > 0 else { return nil }
        if text[end - 1] < 0x80 { return AddressBytes.isLower(text[end - 1] | 0x20) ? end - 1 : nil }
        var start = end - 1
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        guard case let (scalar, width) = decodeScalar(text, at: start), start + width == end, isLetter(scalar) else { return nil }
        return start
    }

    private init(start: Int) { range = start..<start }

    private init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.init(start: range.lowerBound)
        while self.range.upperBound < range.upperBound, addLetter(text) {}
    }

    /// Goes on with the letter behind the word; false where none stands there.
    @inline(__always)
    private mutating func addLetter(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let position = range.upperBound
        guard position < text.count else { return false }
        let byte = text[position]
        if byte >= 0x80 { return addLetterBeyondASCII(text, at: position) }
        guard AddressBytes.isLower(byte | 0x20) else { return false }
        if byte & 0x20 != 0 { isUpper = false }
        written.feed(byte | 0x20)
        folded.feed(byte | 0x20)
        range = range.lowerBound..<(position + 1)
        return true
    }

    private mutating func addLetterBeyondASCII(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        let (scalar, width) = decodeScalar(text, at: position)
        guard Self.isLetter(scalar) else { return false }
        if scalar == 0x130 {
            written.feed(UInt8(ascii: "i"))
        } else if width == 2 {
            let small = Self.lowercased(scalar)
            written.feed(UInt8(0xC0 | small >> 6))
            written.feed(UInt8(0x80 | small & 0x3F))
        } else {
            for byte in text[position..<(position + width)] { written.feed(byte) }
        }
        if case .letter(let letter) = LookalikeLetters.reading(of: scalar), AddressBytes.isLower(letter | 0x20) { folded.feed(letter | 0x20) }
        range = range.lowerBound..<(position + width)
        return true
    }

    /// The small letter of a Latin, Greek or Cyrillic capital that takes two bytes.
    private static func lowercased(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xC0...0xDE, 0x391...0x3A9, 0x410...0x42F: scalar + 0x20
        case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: scalar | 1
        case 0x139...0x148, 0x179...0x17E: scalar + scalar % 2
        case 0x400...0x40F: scalar + 0x50
        default: scalar
        }
    }

    /// Letters of the alphabets that words are written in with blanks between; no ideographs, marks or signs.
    private static func isLetter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x370...0x556, 0x560...0x588, 0x620...0x64A, 0x1E00...0x1FFF: true
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0x1D400...0x1D6A3, 0x13A0...0x13FF, 0x1D00...0x1D2B: true
        default: false
        }
    }
}
