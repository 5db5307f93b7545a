/// Numbers in English words: `five hundred`, `one thousand two hundred and fifty`, `forty-eight`.
enum NumberWords {
    /// Words of one number.
    private static let most = 12
    private static let largest = 999_999_999

    /// Whether a number can begin with these two letters: most words end here.
    @inline(__always)
    static func canBegin(with first: UInt8, _ second: UInt8) -> Bool {
        switch first | 0x20 {
        case UInt8(ascii: "a"): second <= 0x20
        case UInt8(ascii: "o"): second | 0x20 == UInt8(ascii: "n")
        case UInt8(ascii: "n"): second | 0x20 == UInt8(ascii: "i")
        case UInt8(ascii: "t"): second | 0x20 != UInt8(ascii: "o")
        case UInt8(ascii: "f"): second | 0x20 == UInt8(ascii: "o") || second | 0x20 == UInt8(ascii: "i")
        case UInt8(ascii: "s"), UInt8(ascii: "e"):
            second | 0x20 == UInt8(ascii: "i") || second | 0x20 == UInt8(ascii: "e") || second | 0x20 == UInt8(ascii: "l")
        default: false
        }
    }

    /// The number whose first word begins at a place, and where its last word ends; nil where there is none.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (value: Int, end: Int)? {
        var total = 0
        var part: Int?
        var end = start
        var position = start
        for _ in 0..<most {
            guard let word = FoldedWord.read(text, at: position) else { break }
            guard let value = small[word.written] else {
                if word.written == and, end > start {
                    position = behindGap(text, word.range.upperBound)
                    continue
                }
                break
            }
            guard combine(value, &part, &total) else { break }
            end = word.range.upperBound
            position = behindGap(text, end)
        }
        let value = total + (part ?? 0)
        return end > start && value > 0 && value <= largest && !isLoneArticle(text[start..<end]) ? (value, end) : nil
    }

    /// Fits the next word to the number so far; false where it begins another number.
    private static func combine(_ value: Int, _ part: inout Int?, _ total: inout Int) -> Bool {
        switch value {
        case 100:
            guard let count = part, count < 100 else { return false }
            part = count * 100
        case 1_000, 1_000_000:
            guard let count = part, total == 0 || value == 1_000, count < 1_000_000 else { return false }
            total += count * value
            part = nil
        default:
            let places = part.map { $0 % 100 == 0 ? 100 : $0 % 10 == 0 && $0 % 100 >= 20 ? 10 : 0 } ?? 100
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

    private static let and = WordKey("and")

    private static let small: [WordKey: Int] = {
        let ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"]
        let teens = ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        var table: [WordKey: Int] = [:]
        for (index, word) in (ones + teens).enumerated() { table[WordKey(word)] = index + 1 }
        for (index, word) in tens.enumerated() { table[WordKey(word)] = (index + 2) * 10 }
        for (word, value) in [("fourty", 40), ("a", 1), ("hundred", 100), ("thousand", 1_000), ("million", 1_000_000)] { table[WordKey(word)] = value }
        return table
    }()
}
