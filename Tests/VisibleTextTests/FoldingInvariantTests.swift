import MailMessage
import Testing

@testable import VisibleText

struct FoldingInvariantTests {
    private static let pieces: [[String]] = [
        ["a", "B", "ss", "word", "pay", "I", "x"],
        ["а", "е", "о", "п", "Ж", "й", "Н", "е"],
        ["α", "Γ", "γ", "ή", "Σ"],
        ["ß", "ŉ", "ﬁ", "Ǆ", "ʔ"],
        ["1", "0", "42", "7", "9"],
        [" ", " ", "  ", "\n", "\r\n", "\t", "\u{2029}"],
        [".", "!", "?", "。", "-", "_", ">", "\""],
        ["'", "’", "\u{FFFD}"],
        ["@", "$", "€", "₿", "⋃", "!"],
        ["\u{301}", "\u{200B}", "\u{306}", "\u{3099}", "\u{308}"],
        ["日", "か", "ｶ", "ﾞ", "한", "\u{1100}", "\u{1161}", "\u{11A8}"],
        ["&#1077;", "&alpha;", "&", "&#", "&nbsp;"],
        ["Ꭰ", "Ⴍ", "ا", "أ", "ﷺ", "㍍", "٣", "①", "𝐀", "𝛂", "ⅷ"],
    ]

    private static func text(_ random: inout SeededRandom) -> String {
        // A few kinds of piece in each text, so that long words and runs come about.
        let kinds = (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? [] }
        return (0..<Int.random(in: 0...40, using: &random)).map { _ in
            if Int.random(in: 0..<12, using: &random) == 0, let any = Unicode.Scalar(UInt32.random(in: 1..<0x30000, using: &random)) {
                return String(Character(any))
            }
            return kinds.randomElement(using: &random)?.randomElement(using: &random) ?? ""
        }.joined()
    }

    @Test(arguments: 0..<20)
    func `any text folds to words with one separator between them, mapped in order`(seed: UInt64) {
        var random = SeededRandom(state: seed)
        for _ in 0..<1_000 {
            let text = Self.text(&random)
            let visible = [UInt8](text.utf8)
            let result = FoldedText(folding: visible)
            expectWords(result.bytes, text)
            expectMap(result, visible.count, text)
        }
    }

    @Test(arguments: 0..<20)
    func `folding folded text changes no letter`(seed: UInt64) {
        var random = SeededRandom(state: seed)
        for _ in 0..<1_000 {
            let text = Self.text(&random)
            let once = FoldedText(folding: [UInt8](text.utf8)).bytes
            let twice = FoldedText(folding: once).bytes
            // Single letters that now stand one space apart become one word, and may be read as such.
            guard wordCount(once) == wordCount(twice) else { continue }
            #expect(letters(once) == letters(twice), "\(text.debugDescription)")
        }
    }

    @Test(arguments: 0..<20)
    func `bytes that are not UTF-8 fall out`(seed: UInt64) {
        var random = SeededRandom(state: seed)
        for _ in 0..<1_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let result = FoldedText(folding: bytes)
            #expect(String(validating: result.bytes, as: UTF8.self) != nil, "\(bytes)")
            expectMap(result, bytes.count, "\(bytes)")
        }
    }

    @Test
    func `every code point folds to what folds to itself`() {
        for value in UInt32(1)..<0x30000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = FoldedText(folding: [UInt8](String(Character(scalar)).utf8)).bytes
            if once != FoldedText(folding: once).bytes { Issue.record("U+\(String(value, radix: 16)) \(String(decoding: once, as: UTF8.self))") }
        }
    }

    private func letters(_ bytes: [UInt8]) -> String { String(decoding: bytes.filter { $0 != 0x20 && $0 != 0x0A }, as: UTF8.self) }

    private func wordCount(_ bytes: [UInt8]) -> Int { bytes.count { $0 == 0x20 || $0 == 0x0A } }

    private func expectWords(_ bytes: [UInt8], _ text: String) {
        func isSeparator(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
        guard !text.isEmpty else { return #expect(bytes.isEmpty) }
        #expect(bytes.first == 0x0A && bytes.last == 0x0A, "\(text.debugDescription)")
        #expect(!zip(bytes, bytes.dropFirst()).contains { isSeparator($0) && isSeparator($1) }, "\(text.debugDescription)")
        #expect(bytes.allSatisfy { isSeparator($0) || $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 >= 0x80 }, "\(text.debugDescription)")
        #expect(String(validating: bytes, as: UTF8.self) != nil, "\(text.debugDescription)")
    }

    private func expectMap(_ result: FoldedText, _ count: Int, _ text: String) {
        var last = 0
        for index in result.bytes.indices {
            let sources = result.map.sources(of: index..<index + 1)
            guard sources.count == 1, let source = sources.first else {
                Issue.record("\(text.debugDescription)")
                return
            }
            #expect(source.lowerBound >= last && source.upperBound <= count && !source.isEmpty, "\(text.debugDescription)")
            last = source.lowerBound
        }
    }
}

/// SplitMix64: the same texts in every run.
private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
