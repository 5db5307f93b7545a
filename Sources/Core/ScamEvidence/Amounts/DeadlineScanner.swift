/// Finds lengths of time that may be a deadline: `48 hours`, `72h`, `two days`, `24-hour`, "within a day", `48 Stunden`.
///
/// It is given the numbers of the text in order. Only figures or number words before a unit of time; from one hour to
/// sixty days. "Three days ago", "24 hours a day" are none.
struct DeadlineScanner {
    enum Limit {
        static let hours = 1...(60 * 24)
        /// Figures of a number of hours, zeros before it included.
        static let figures = 4
        /// Deadlines reported for one text.
        static let found = 10_000
        /// Bytes of "(forty-eight)", "(сорок восемь)" between a number and its unit.
        static let aside = 40
    }

    /// In order.
    var found: [FoundDeadline] { afterWithin.isEmpty ? counted : (counted + afterWithin).sorted { $0.range.lowerBound < $1.range.lowerBound } }
    private var counted: [FoundDeadline] = []
    private var afterWithin: [FoundDeadline] = []
    private let text: UnsafeBufferPointer<UInt8>
    private let units = TimeUnits.words
    /// Where the last counted one ends: "(48)" inside it is none of its own.
    private var taken = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// The next number of the text.
    mutating func read(_ number: WrittenNumber) {
        guard counted.count < Limit.found, number.range.lowerBound >= taken, let deadline = deadline(of: number) else { return }
        counted.append(deadline)
        taken = deadline.range.upperBound
    }

    /// "within a day", "within an hour": only behind this preposition.
    mutating func read(behindWithin position: Int) {
        guard afterWithin.count < Limit.found, let article = FoldedWord.read(text, at: behindGap(position)), Self.articles.contains(article.written) else {
            return
        }
        let word = behindGap(article.range.upperBound)
        guard let (hours, end) = unit(at: word), word + 1 < end else { return }
        afterWithin.append(FoundDeadline(hours: hours, range: article.range.lowerBound..<end))
    }

    private static let articles = WordKey.list("a an")

    private func deadline(of number: WrittenNumber) -> FoundDeadline? {
        guard !number.touchesLetter else { return nil }
        let position = behindAside(number.range.upperBound)
        guard let (unit, end) = unit(at: position), let count = number.decimal(in: text)?.value(figures: Limit.figures) else { return nil }
        let hours = count * unit
        guard Limit.hours.contains(hours), !isPast(number.range.lowerBound, end) else { return nil }
        guard position > number.range.upperBound || standsAlone(number.range.lowerBound, end) else { return nil }
        return FoundDeadline(hours: hours, range: number.range.lowerBound..<end)
    }

    /// Whether blanks or punctuation of sentences part it from the rest: `2h` is found in identifiers too.
    private func standsAlone(_ start: Int, _ end: Int) -> Bool {
        let opens =
            start == 0 || text[start - 1] <= 0x20 || text[start - 1] >= 0x80 || "(\"'~>*".utf8.contains(text[start - 1])
            || (start > 1 && text[start - 1] == UInt8(ascii: "-") && AddressBytes.isDigit(text[start - 2]))
        return opens && (end >= text.count || text[end] <= 0x20 || text[end] >= 0x80 || ".,;:!?)\"'<*".utf8.contains(text[end]))
    }

    private func unit(at position: Int) -> (hours: Int, end: Int)? {
        guard position < text.count else { return nil }
        if text[position] >= 0x80 {
            for (name, hours) in TimeUnits.unspaced where text[position...].starts(with: name) {
                let end = position + name.count
                return Self.before.contains { text[end...].starts(with: $0) } ? nil : (hours, end)
            }
        }
        guard let word = FoldedWord.read(text, at: position), let hours = units[word.written] ?? units[word.folded] else { return nil }
        let end = word.range.upperBound
        // "10h30" is a time of day.
        return end < text.count && AddressBytes.isDigit(text[end]) ? nil : (hours, end)
    }

    /// Blanks or a hyphen, perhaps the same number once more in brackets.
    private func behindAside(_ start: Int) -> Int {
        let position = behindGap(start)
        guard position < text.count, text[position] == UInt8(ascii: "("), let close = text[position...].prefix(Limit.aside).firstIndex(of: UInt8(ascii: ")"))
        else {
            return position
        }
        return behindGap(close + 1)
    }

    private func behindGap(_ start: Int) -> Int {
        var position = start
        while position < text.count, position - start < 3 {
            let (scalar, width) = decodeScalar(text, at: position)
            guard Self.isGap(scalar) else { break }
            position += width
        }
        return position
    }

    private static func isGap(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x0A, 0x0D, 0x2D, 0xA0, 0x2010, 0x2011, 0x202F: true
        default: false
        }
    }

    /// Whether the words around say that the time is over, or comes again and again.
    private func isPast(_ start: Int, _ end: Int) -> Bool {
        if let next = FoldedWord.read(text, at: behindGap(end)), Self.wordsBehindPast.contains(next.written) { return true }
        var position = start
        while position > 0, start - position < 3, text[position - 1] == 0x20 || text[position - 1] == 0x0A { position -= 1 }
        return FoldedWord.read(text, before: position).map { Self.wordsBeforePast.contains($0.written) } ?? false
    }

    private static let wordsBehindPast = WordKey.list(
        "ago old earlier per a each every geleden siden sedan temu назад тому önce fa atrás atras ezelőtt pro par")
    /// "3天前", "3시간 전".
    private static let before = ["前", "전", " 전"].map { Array($0.utf8) }
    private static let wordsBeforePast = WordKey.list("last past previous every vor hace przed před för")
}
