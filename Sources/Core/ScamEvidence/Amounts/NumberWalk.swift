/// A number of the text, in figures or in words.
struct WrittenNumber {
    let range: Range<Int>
    /// The value of number words; nil for figures, which are read where something stands beside them.
    let wordValue: Int?
    /// Whether a letter stands just before its first figure: `A4`, `USD500`.
    let touchesLetter: Bool

    var isWord: Bool { wordValue != nil }

    /// Nil where the figures make no number.
    func decimal(in text: UnsafeBufferPointer<UInt8>) -> DecimalNumber? {
        wordValue.map { DecimalNumber($0) } ?? DecimalNumber(text, in: range)
    }
}

/// Walks over the numbers of a text, and the places where "within" stands, in order.
struct NumberWalk {
    enum Place {
        case number(WrittenNumber)
        /// Where the word ends.
        case within(end: Int)
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let beginnings: PlaceSearch
    private let numberWords: NumberWords
    private var position = 0

    /// `readsEnglish`: number words of English only, which costs less than those of every language.
    init(text: UnsafeBufferPointer<UInt8>, readsEnglish: Bool) {
        self.text = text
        beginnings = readsEnglish ? Self.beginnings : Self.beginningsOfWords
        numberWords = readsEnglish ? .english : .all
    }

    mutating func next() -> Place? {
        while let start = beginnings.next(in: text, from: position) {
            position = start + 1
            if Figures.read(text, at: start) != nil {
                if let number = figures(at: start) { return .number(number) }
            } else if text[start] | 0x20 == UInt8(ascii: "w"), let end = withinEnd(at: start) {
                return .within(end: end)
            } else if numberWords.canBegin(text, at: start), let (value, end) = numberWords.read(text, at: start) {
                position = end
                return .number(WrittenNumber(range: start..<end, wordValue: value, touchesLetter: false))
            }
        }
        return nil
    }

    private mutating func figures(at start: Int) -> WrittenNumber? {
        let (end, isTooLong) = DecimalNumber.end(text, at: start)
        position = end
        while let (_, width) = Figures.read(text, at: position) { position &+= width }
        guard !isTooLong, !continuesChain(start), !beginsChain(end) else { return nil }
        let touchesLetter = start > 0 && AddressBytes.isLower(text[start - 1] | 0x20)
        return WrittenNumber(range: start..<end, wordValue: nil, touchesLetter: touchesLetter)
    }

    /// Whether figures before belong to the same date, version or telephone number. A single range (`500-1000`) is none.
    private func continuesChain(_ start: Int) -> Bool {
        guard start > 1, Figures.isThere(text, before: start - 1) else { return false }
        switch text[start - 1] {
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"): return true
        case UInt8(ascii: "-"): break
        default: return false
        }
        var position = start - 1
        while position > 0, start - position < 20, AddressBytes.isDigit(text[position - 1]) { position -= 1 }
        return position > 0 && "-/.:+".utf8.contains(text[position - 1])
    }

    /// Whether a date or a telephone number goes on behind: two more signs with figures, or a slash or colon.
    private func beginsChain(_ end: Int) -> Bool {
        guard Figures.read(text, at: end + 1) != nil else { return false }
        return text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: ":")
    }

    private func withinEnd(at start: Int) -> Int? {
        let end = start + Self.within.count
        guard end < text.count, text[start..<end].elementsEqual(Self.within, by: { $0 | 0x20 == $1 }) else { return nil }
        return end
    }

    private static let within = Array("within".utf8)

    /// Where a number or "within" may begin: every figure, and the first three letters of the words of `NumberWords`; "a" needs
    /// hundred, thousand, million or "and" behind it.
    private static let beginnings: PlaceSearch = {
        let words = [
            ("o", "n", "e"), ("t", "w", "oe"), ("t", "h", "ri"), ("t", "e", "n"), ("f", "o", "ur"), ("f", "i", "vf"), ("s", "i", "x"), ("s", "e", "v"),
            ("e", "i", "g"), ("e", "l", "e"), ("n", "i", "n"), ("a", " \r\n", "htma -\r\n"),
        ]
        return PlaceSearch(
            everyWhere
                + words.map {
                    PlaceSearch.Pattern(
                        before: { !AddressBytes.isAlphanumeric($0) && $0 < 0x80 }, first: letters($0.0), second: letters($0.1), third: letters($0.2))
                })
    }()

    /// Where a number of any language may begin: every figure, and every word.
    private static let beginningsOfWords = PlaceSearch(
        everyWhere + [
            PlaceSearch.Pattern(
                before: { !AddressBytes.isAlphanumeric($0) && $0 < 0x80 }, first: { AddressBytes.isLower($0 | 0x20) || $0 >= 0xC3 && $0 < 0xE0 })
        ])

    /// Figures, also full-width (`EF BC 9x`) and Arabic ones (`D9 Ax`, `DB Bx`), and "within".
    private static var everyWhere: [PlaceSearch.Pattern] {
        [
            PlaceSearch.Pattern(first: AddressBytes.isDigit),
            PlaceSearch.Pattern(first: { $0 == 0xEF }, second: { $0 == 0xBC }, third: { $0 & 0xF0 == 0x90 }),
            PlaceSearch.Pattern(first: { $0 == 0xD9 || $0 == 0xDB }, second: { $0 & 0xF0 == 0xA0 || $0 & 0xF0 == 0xB0 }),
            PlaceSearch.Pattern(first: letters("w"), second: letters("i"), third: letters("t")),
        ]
    }

    private static func letters(_ letters: String) -> PlaceSearch.Pattern.Bytes {
        let letters = Array(letters.utf8)
        return { letters.contains(AddressBytes.lowercased($0)) }
    }
}
