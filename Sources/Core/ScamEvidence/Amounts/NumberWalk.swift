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
    private let beginnings = NumberWalk.beginnings
    private let numberWords = NumberWords.shared
    private var position = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func next() -> Place? {
        while let start = beginnings.next(in: text, from: position) {
            position = start + 1
            if AddressBytes.isDigit(text[start]) {
                if let number = figures(at: start) { return .number(number) }
            } else if text[start] | 0x20 == UInt8(ascii: "w") {
                if let end = withinEnd(at: start) { return .within(end: end) }
            } else if let (value, end) = numberWords.read(text, at: start) {
                position = end
                return .number(WrittenNumber(range: start..<end, wordValue: value, touchesLetter: false))
            }
        }
        return nil
    }

    private mutating func figures(at start: Int) -> WrittenNumber? {
        let (end, isTooLong) = DecimalNumber.end(text, at: start)
        position = end
        while position < text.count, AddressBytes.isDigit(text[position]) { position &+= 1 }
        guard !isTooLong, !continuesChain(start), !beginsChain(end) else { return nil }
        let touchesLetter = start > 0 && AddressBytes.isLower(text[start - 1] | 0x20)
        return WrittenNumber(range: start..<end, wordValue: nil, touchesLetter: touchesLetter)
    }

    /// Whether figures before belong to the same date, version or telephone number. A single range (`500-1000`) is none.
    private func continuesChain(_ start: Int) -> Bool {
        guard start > 1, AddressBytes.isDigit(text[start - 2]) else { return false }
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
        guard end + 1 < text.count, AddressBytes.isDigit(text[end + 1]) else { return false }
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
        func letters(_ letters: String) -> PlaceSearch.Pattern.Bytes {
            let letters = Array(letters.utf8)
            return { letters.contains(AddressBytes.lowercased($0)) }
        }
        return PlaceSearch(
            [
                PlaceSearch.Pattern(first: AddressBytes.isDigit),
                PlaceSearch.Pattern(first: letters("w"), second: letters("i"), third: letters("t")),
            ]
                + words.map {
                    PlaceSearch.Pattern(
                        before: { !AddressBytes.isAlphanumeric($0) && $0 < 0x80 }, first: letters($0.0), second: letters($0.1), third: letters($0.2))
                })
    }()
}
