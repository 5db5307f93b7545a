/// Finds sums of money in visible text: figures or number words beside a currency's sign, code or name.
///
/// A number without a currency is none; nor is one inside a date, a version, a telephone number or another chain of figures.
/// It is given the numbers of the text in order; words are looked up only beside them. Ranges are byte offsets, in order and apart from each other.
struct AmountScanner {
    enum Limit {
        /// Blanks between number and currency: one, two at a line's end.
        static let blanks = 3
    }

    private(set) var found: [FoundAmount] = []
    private let text: UnsafeBufferPointer<UInt8>
    private let names = CurrencyNames.shared
    private let multipliers = AmountScanner.multipliers
    /// Where the last amount ends: its currency is no other's.
    private var taken = 0

    /// Amounts reported, the first ones.
    private let limit: Int

    init(text: UnsafeBufferPointer<UInt8>, limit: Int) {
        self.text = text
        self.limit = limit
    }

    /// The next number of the text.
    mutating func read(_ number: WrittenNumber) {
        guard found.count < limit, number.range.lowerBound >= taken, let amount = amount(of: number) else { return }
        found.append(amount)
        taken = amount.range.upperBound
    }

    private struct Currency {
        let name: CurrencyName
        let range: Range<Int>
        var isSign = false
    }

    private func amount(of number: WrittenNumber) -> FoundAmount? {
        let (zeros, end) = multiplier(behind: number.range.upperBound, isWord: number.isWord)
        let before = number.isWord ? nil : currency(before: number.range.lowerBound)
        if before == nil, number.touchesLetter { return nil }
        let after = currency(behind: end)
        if before == nil, after == nil { return nil }
        if after?.range.lowerBound != end, end < text.count, AddressBytes.isAlphanumeric(text[end]) { return nil }
        guard let currency = choice(before, after) else { return nil }
        let code = currency.name.code
        guard let value = number.decimal(in: text)?.spelling(isCryptocurrency: CurrencyNames.isCryptocurrency(code), zeros: zeros) else { return nil }
        guard currency.name.least == 0 || value.prefix(while: { $0 != "." }).count > 2 else { return nil }
        var range = number.range.lowerBound..<end
        for side in [before, after].compactMap(\.self) where side.name.code == code || (side.isSign && CurrencyNames.isDollar(code)) {
            range = min(range.lowerBound, side.range.lowerBound)..<max(range.upperBound, side.range.upperBound)
        }
        return FoundAmount(amount: Amount(currency: code, value: value), range: range)
    }

    /// A sign before the number binds closest, but a dollar sign gives way to the code of another dollar; then what follows, then a code before it.
    private func choice(_ before: Currency?, _ after: Currency?) -> Currency? {
        guard let before else { return after }
        guard let after else { return before }
        if before.isSign { return CurrencyNames.isDollar(before.name.code) && CurrencyNames.isDollar(after.name.code) && !after.isSign ? after : before }
        return after
    }

    private func currency(before start: Int) -> Currency? {
        let position = blanksBefore(start)
        if let (code, start) = names.sign(text, before: position), start >= taken {
            return Currency(name: CurrencyName(code: code), range: start..<position, isSign: true)
        }
        guard let word = FoldedWord.read(text, before: position), word.range.lowerBound >= taken, let name = names.name(word), name.isCode else {
            return nil
        }
        if word.range.lowerBound > 0, AddressBytes.isDigit(text[word.range.lowerBound - 1]) { return nil }
        return Currency(name: name, range: word.range)
    }

    private func currency(behind number: Int) -> Currency? {
        var position = behindBlanks(number)
        if position < text.count, text[position] == UInt8(ascii: "(") || (text[position] == UInt8(ascii: "-") && position == number) { position += 1 }
        guard position < text.count else { return nil }
        if let (code, end) = names.sign(text, at: position) {
            // "10 $5", "9$x": the sign belongs to what is behind it.
            if end < text.count, AddressBytes.isAlphanumeric(text[end]) { return nil }
            return Currency(name: CurrencyName(code: code), range: position..<end, isSign: true)
        }
        return named(at: position, adjectives: 2)
    }

    /// A code or name, with adjectives such as "US" or "Canadian" before "dollars".
    private func named(at position: Int, adjectives: Int) -> Currency? {
        guard let word = FoldedWord.read(text, at: position) else { return nil }
        let follows = word.range.upperBound < text.count ? text[word.range.upperBound] : 0x20
        if let name = names.name(word) { return AddressBytes.isDigit(follows) ? nil : Currency(name: name, range: word.range) }
        guard adjectives > 0, let country = Self.adjectives[word.written] else { return nil }
        let next = follows == UInt8(ascii: ".") ? word.range.upperBound + 1 : word.range.upperBound
        guard let noun = named(at: behindBlanks(next), adjectives: adjectives - 1) else { return nil }
        let code = noun.name.code == "USD" && !country.isEmpty ? country : noun.name.code
        return Currency(name: CurrencyName(code: code), range: position..<noun.range.upperBound)
    }

    /// `500 долларов США` needs none: what stands behind the name is not looked at.
    private static let adjectives = WordTable([
        ("us", "USD"), ("u", ""), ("s", "USD"), ("american", "USD"), ("united", ""), ("canadian", "CAD"), ("australian", "AUD"), ("british", ""),
        ("swiss", ""), ("américains", ""), ("worth", ""),
    ])

    /// `k`, "thousand", "million" behind a number: zeros to add, and where it ends.
    private func multiplier(behind end: Int, isWord: Bool) -> (zeros: Int, end: Int) {
        guard !isWord else { return (0, end) }
        let place = behindBlanks(end)
        if let (zeros, end) = unspacedMultiplier(at: place) { return (zeros, end) }
        guard let word = FoldedWord.read(text, at: place), let zeros = multipliers[word.written] else { return (0, behindDashes(end)) }
        guard word.range.lowerBound == end || word.range.count > 1 else { return (0, end) }
        return (zeros, word.range.upperBound)
    }

    private static let multipliers = WordTable(QuantityWords.entries(\.multipliers).map { ($0.word, Int($0.value) ?? 0) })

    /// `50万円`: the numerals of East Asia that stand behind figures.
    private func unspacedMultiplier(at position: Int) -> (zeros: Int, end: Int)? {
        guard position < text.count, text[position] >= 0xE0, case let (scalar, width) = decodeScalar(text, at: position) else { return nil }
        return switch scalar {
        case 0x767E, 0xBC31: (2, position + width)
        case 0x5343, 0xCC9C: (3, position + width)
        case 0x4E07, 0x842C, 0xB9CC: (4, position + width)
        case 0x5104, 0x4EBF, 0xC5B5: (8, position + width)
        default: nil
        }
    }

    /// `500,- EUR`, `500,-- €`, `500:-`: no cents.
    private func behindDashes(_ end: Int) -> Int {
        guard end + 1 < text.count, ",.:".utf8.contains(text[end]) else { return end }
        if text[end + 1] == UInt8(ascii: "-") { return end + 2 < text.count && text[end + 2] == UInt8(ascii: "-") ? end + 3 : end + 2 }
        guard text[end + 1] == 0xE2, case let (scalar, width) = decodeScalar(text, at: end + 1), 0x2012...0x2014 ~= scalar else { return end }
        return end + 1 + width
    }

    private func behindBlanks(_ start: Int) -> Int {
        var position = start
        for _ in 0..<Limit.blanks where position < text.count {
            let (scalar, width) = decodeScalar(text, at: position)
            guard Self.isBlank(scalar) else { break }
            position += width
        }
        return position
    }

    private func blanksBefore(_ start: Int) -> Int {
        var position = start
        for _ in 0..<Limit.blanks where position > 0 {
            let width = text[position - 1] < 0x80 ? 1 : text[position - 1] == 0xA0 && position > 1 ? 2 : 3
            guard position >= width, case let (scalar, taken) = decodeScalar(text, at: position - width), taken == width, Self.isBlank(scalar) else { break }
            position -= width
        }
        return position
    }

    private static func isBlank(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2009, 0x202F: true
        default: false
        }
    }
}
