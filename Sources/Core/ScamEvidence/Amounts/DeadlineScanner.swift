/// Finds lengths of time that may be a deadline: `48 hours`, `72h`, `two days`, `24-hour`, "within a day", `48 Stunden`.
///
/// Only figures or English number words before a unit of time; from one hour to sixty days. "Three days ago", "24 hours a day" are none.
package struct DeadlineScanner {
    enum Limit {
        static let hours = 1...(60 * 24)
        /// Deadlines reported for one text.
        static let found = 10_000
        /// Bytes of "(forty-eight)" between a number and its unit.
        static let aside = 24
    }

    package static func scan(_ text: [UInt8]) -> [FoundDeadline] {
        text.withUnsafeBufferPointer { text in
            let scanner = DeadlineScanner(text: text)
            var found: [FoundDeadline] = []
            var numbers = NumberWalk(text: text)
            while found.count < Limit.found, let number = numbers.next() {
                guard let deadline = scanner.deadline(of: number) else { continue }
                found.append(deadline)
                numbers.skip(to: deadline.range.upperBound)
            }
            return (found + scanner.withinOne()).sorted { $0.range.lowerBound < $1.range.lowerBound }
        }
    }

    private let text: UnsafeBufferPointer<UInt8>

    private func deadline(of number: WrittenNumber) -> FoundDeadline? {
        guard !number.touchesLetter, number.decimal.fraction.isEmpty, number.decimal.whole.count <= 4 else { return nil }
        guard let count = Int(String(decoding: number.decimal.whole, as: UTF8.self)) else { return nil }
        let position = behindAside(number.range.upperBound)
        guard let (hours, end) = unit(at: position), Limit.hours.contains(count * hours) else { return nil }
        guard !isPast(number.range.lowerBound, end) else { return nil }
        guard position > number.range.upperBound || standsAlone(number.range.lowerBound, end) else { return nil }
        return FoundDeadline(hours: count * hours, range: number.range.lowerBound..<end)
    }

    /// Whether blanks or punctuation of sentences part it from the rest: `2h` is found in identifiers too.
    private func standsAlone(_ start: Int, _ end: Int) -> Bool {
        let opens =
            start == 0 || text[start - 1] <= 0x20 || text[start - 1] >= 0x80 || "(\"'~>*".utf8.contains(text[start - 1])
            || (start > 1 && text[start - 1] == UInt8(ascii: "-") && AddressBytes.isDigit(text[start - 2]))
        return opens && (end >= text.count || text[end] <= 0x20 || text[end] >= 0x80 || ".,;:!?)\"'<*".utf8.contains(text[end]))
    }

    /// "within a day", "in an hour": only behind these prepositions.
    private func withinOne() -> [FoundDeadline] {
        var found: [FoundDeadline] = []
        var position = 0
        while found.count < Limit.found, let start = firstWithin(from: position) {
            position = start + Self.within.count
            let article = FoldedWord.read(text, at: behindGap(position))
            guard let article, Self.articles.contains(article.written) else { continue }
            let word = behindGap(article.range.upperBound)
            guard let (hours, end) = unit(at: word), word + 1 < end else { continue }
            found.append(FoundDeadline(hours: hours, range: article.range.lowerBound..<end))
        }
        return found
    }

    private static let within = Array("within".utf8)
    private static let articles = WordKey.list("a an")

    private func firstWithin(from start: Int) -> Int? {
        var position = start
        while position + Self.within.count < text.count {
            if text[position] | 0x20 == UInt8(ascii: "w"), text[position..<(position + Self.within.count)].elementsEqual(Self.within, by: { $0 | 0x20 == $1 }) {
                return position
            }
            position &+= 1
        }
        return nil
    }

    private func unit(at position: Int) -> (hours: Int, end: Int)? {
        guard position < text.count else { return nil }
        for (name, hours) in TimeUnits.unspaced where text[position...].starts(with: name) { return (hours, position + name.count) }
        guard let word = FoldedWord.read(text, at: position), let hours = TimeUnits.words[word.written] ?? TimeUnits.words[word.folded] else { return nil }
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

    private static let wordsBehindPast = WordKey.list("ago old earlier per a each every")
    private static let wordsBeforePast = WordKey.list("last past previous every vor hace")
}
