/// Numbers in words: `five hundred`, `one thousand two hundred and fifty`, `forty-eight`, `quarante-huit`.
struct NumberWords: Sendable {
    static let english = NumberWords(englishWords)
    /// Of every language of `QuantityWords`; a word that is one in several languages counts as the English one first.
    static let all = NumberWords(
        QuantityWords.entries(\.numbers).map { ($0.word, Int($0.value) ?? 0) } + englishWords, joiners: QuantityWords.entries(\.joiners).map(\.word))

    /// Words of one number.
    private static let most = 12
    private static let largest = 999_999_999

    /// The number whose first word begins at a place, and where its last word ends; nil where there is none.
    func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (value: Int, end: Int)? {
        var total = 0
        var part: Int?
        var end = start
        var position = start
        for _ in 0..<Self.most {
            guard let word = FoldedWord.read(text, at: position) else { break }
            guard let value = small[word.written] else {
                if end > start, joiners.contains(word.written) {
                    position = Self.behindGap(text, word.range.upperBound)
                    continue
                }
                break
            }
            guard Self.combine(value, &part, &total) else { break }
            end = word.range.upperBound
            position = Self.behindGap(text, end)
        }
        let value = total + (part ?? 0)
        return end > start && value > 0 && value <= Self.largest && !Self.isLoneArticle(text[start..<end]) ? (value, end) : nil
    }

    /// Fits the next word to the number so far; false where it begins another number.
    private static func combine(_ value: Int, _ part: inout Int?, _ total: inout Int) -> Bool {
        switch value {
        case 100:
            guard case let count = part ?? 1, count < 100 else { return false }
            part = count * 100
        case 1_000, 1_000_000:
            // "mille", "tausend" alone are one thousand; a second one begins another number.
            guard part != nil || total == 0, case let count = part ?? 1, total == 0 || value == 1_000, count < 1_000_000 else { return false }
            total += count * value
            part = nil
        case 101...:
            // One word for hundreds or thousands: "quinientos", "zweitausend".
            guard part == nil, total == 0 || value < 1_000 else { return false }
            part = value
        default:
            let places = part.map { $0 % 100 == 0 ? 100 : $0 % 100 == 60 ? 20 : $0 % 10 == 0 && $0 % 100 >= 20 ? 10 : 0 } ?? 100
            guard value < places else { return false }
            part = (part ?? 0) + value
        }
        return true
    }

    /// "a" counts only before hundred, thousand and million.
    private static func isLoneArticle(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool { word.count == 1 }

    private static func behindGap(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        var next = position
        while next < text.count, next - position < 3, " -\r\n".utf8.contains(text[next]) { next += 1 }
        return next
    }

    /// Whether a word of a text may begin a number, by its first three bytes: most words are none, and cost no more than this.
    @inline(__always)
    func canBegin(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        let second = start + 1 < text.count ? text[start + 1] : 0
        let third = start + 2 < text.count ? text[start + 2] : 0
        return beginnings[Self.slot(text[start], second, third)]
    }

    /// Five bits of each byte, in which small letters and capitals are the same.
    @inline(__always)
    private static func slot(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int { Int(first & 31) << 10 | Int(second & 31) << 5 | Int(third & 31) }

    /// Those of a word in small letters and in capitals, which differ in these bits in Cyrillic from р on and in Latin Extended-A only.
    private static func slots(_ word: String) -> [Int] {
        let bytes = Array(word.utf8)
        let firsts = bytes[0] == 0xD1 ? [0xD0, 0xD1] : [bytes[0]]
        let seconds = bytes[0] == 0xC4 || bytes[0] == 0xC5 ? [bytes[1], bytes[1] ^ 1] : [bytes[bytes.count - 1 > 0 ? 1 : 0]]
        // Behind a word of two bytes may stand anything.
        let thirds = bytes.count < 3 ? Array(0..<32) : bytes[2] == 0xD1 ? [0xD0, 0xD1] : [bytes[2]]
        var slots = firsts.flatMap { first in seconds.flatMap { second in thirds.map { slot(first, second, $0) } } }
        // "İ" in Turkish.
        if bytes[0] == UInt8(ascii: "i") { slots.append(slot(0xC4, 0xB0, bytes[1])) }
        if bytes.count == 1 { slots = (0..<32).flatMap { second in (0..<32).map { slot(bytes[0], second, $0) } } }
        return slots
    }

    private let small: WordTable<Int>
    private let beginnings: [Bool]
    private let joiners: Set<WordKey>

    private init(_ words: [(String, Int)], joiners: [String] = []) {
        small = WordTable(words)
        var beginnings = [Bool](repeating: false, count: 1 << 15)
        for (word, _) in words { for slot in Self.slots(word) { beginnings[slot] = true } }
        self.beginnings = beginnings
        self.joiners = Set((joiners + ["and"]).map { WordKey($0) })
    }

    private static let englishWords: [(String, Int)] = {
        let ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"]
        let teens = ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        let others = [("fourty", 40), ("a", 1), ("hundred", 100), ("thousand", 1_000), ("million", 1_000_000)]
        return (ones + teens).enumerated().map { ($1, $0 + 1) } + tens.enumerated().map { ($1, ($0 + 2) * 10) } + others
    }()
}
