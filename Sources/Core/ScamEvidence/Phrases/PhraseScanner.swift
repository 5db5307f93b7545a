internal import EmbeddedData
internal import VisibleText

/// Finds the phrases in a folded text.
public struct PhraseScanner: Sendable {
    struct Match: Sendable, Equatable {
        let meaning: PhraseMeaning
        /// The index in the table's languages.
        let language: Int
        /// From the first word's first byte to the last word's last.
        let range: Range<Int>
    }

    /// The end of a sentence counts as so many words: a phrase reaches over it only where its gap is wide.
    static let sentenceDistance = 3

    let table: PhraseTable
    private let meanings: [PhraseMeaning]

    /// The phrases this program was built with.
    public static let embedded: PhraseScanner = {
        let embedded = embedded_phrases()
        // The bytes are part of the program; a test reads them, so this cannot be met by a user.
        guard let table = PhraseTable(reading: UnsafeRawBufferPointer(start: embedded.bytes, count: embedded.count)) else {
            preconditionFailure("the embedded phrase table is not of this version")
        }
        return PhraseScanner(table: table)
    }()

    /// Phrases that were compiled apart from this program (docs/adding-a-language.md). Nil where the bytes are no such table.
    public init?(reading bytes: [UInt8]) {
        guard let table = PhraseTable(reading: bytes), table.meanings.allSatisfy({ PhraseMeaning(name: $0) != nil }) else { return nil }
        self.init(table: table)
    }

    init(table: PhraseTable) {
        self.table = table
        meanings = table.meanings.map { PhraseMeaning(name: $0) ?? .language }
    }

    /// What was found in a text.
    struct Findings: Sendable {
        /// In the order of the words that complete them.
        var matches: [Match] = []
        /// How many everyday words of each language the text has; 0 for a language without any.
        var languageWords: [Int]
        /// Words; a Chinese or Japanese character is one.
        var words = 0
    }

    func matches(in text: [UInt8]) -> [Match] { scan(text).matches }

    /// `text` is folded text: words between single separators, one at either end. Any other bytes give findings of no meaning.
    func scan(_ text: [UInt8]) -> Findings {
        var run = Run(table: table, meanings: meanings)
        run.scan(text.span, cells: table.cells.span)
        return run.findings
    }

    /// Chinese characters and Japanese kana, U+3000 to U+9FFF: written without spaces, so each is taken for a word.
    @inline(__always)
    static func isUnspaced(_ lead: UInt8) -> Bool { lead &- 0xE3 < 7 }

    @inline(__always)
    static func endsWord(_ byte: UInt8) -> Bool { byte <= 0x20 || isUnspaced(byte) }
}

/// One pass over a text.
private struct Run {
    let table: PhraseTable
    let meanings: [PhraseMeaning]
    var findings: PhraseScanner.Findings
    /// How far each phrase has come; a language's slots are filled when one of its phrases begins.
    private var reached: [Reached]
    /// The languages whose slots are filled, a bit each.
    private var begun: UInt32 = 0

    init(table: PhraseTable, meanings: [PhraseMeaning]) {
        self.table = table
        self.meanings = meanings
        findings = PhraseScanner.Findings(languageWords: [Int](repeating: 0, count: table.languages.count))
        reached = [Reached](unsafeUninitializedCapacity: table.slotCount) { slots, count in
            // What is not filled is not read: `begun` says so.
            count = slots.count
        }
    }

    mutating func scan(_ text: Span<UInt8>, cells: Span<UInt32>) {
        var position = 0
        /// The number of the word being read, where the end of a sentence counts for some more.
        var word = 0
        var isBehindSeparator = true
        while position < text.count {
            let byte = text[position]
            if byte <= 0x20 {
                word &+= byte == FoldedText.sentenceSeparator ? 1 &+ PhraseScanner.sentenceDistance : 1
                isBehindSeparator = true
                position &+= 1
                continue
            }
            if !isBehindSeparator { word &+= 1 }
            isBehindSeparator = false
            findings.words &+= 1
            walk(text, from: position, word: word, cells)
            if byte &- 0x30 < 10 {
                // "48h" and "800달러" are a number and a word.
                repeat { position &+= 1 } while position < text.count && text[position] &- 0x30 < 10
                guard position < text.count, !PhraseScanner.endsWord(text[position]) else { continue }
                walk(text, from: position, word: word, cells)
            }
            position &+= 1
            if PhraseScanner.isUnspaced(byte) {
                while position < text.count, text[position] & 0xC0 == 0x80 { position &+= 1 }
            } else {
                while position < text.count, !PhraseScanner.endsWord(text[position]) { position &+= 1 }
            }
        }
    }

    /// Finds all terms that begin at `start`, shorter ones first.
    @inline(__always)
    private mutating func walk(_ text: Span<UInt8>, from start: Int, word: Int, _ cells: Span<UInt32>) {
        var base = TermTrie.root
        var position = start
        var lastWord = word
        var isBehindSeparator = true
        while position < text.count {
            let byte = text[position]
            let isSeparator = byte <= 0x20
            let label = isSeparator ? FoldedText.wordSeparator : byte
            let cell = cells[base ^ Int(label)]
            guard cell & 0xFF == UInt32(label) else { return }
            if isSeparator {
                isBehindSeparator = true
                lastWord &+= 1
            } else {
                if PhraseScanner.isUnspaced(byte), !isBehindSeparator { lastWord &+= 1 }
                isBehindSeparator = false
            }
            base = Int(cell &>> 8)
            position &+= 1
            let end = cells[base]
            if end & 0xFF == 0 { accept(Int(end &>> 8), from: start, to: position, words: word...lastWord, text) }
        }
    }

    @inline(never)
    private mutating func accept(_ end: Int, from start: Int, to position: Int, words: ClosedRange<Int>, _ text: Span<UInt8>) {
        let isAtWordEnd =
            position >= text.count || PhraseScanner.endsWord(text[position]) || position >= 3 && PhraseScanner.isUnspaced(text[position - 3])
        let whole = table.ends[2 * end]
        let stem = table.ends[2 * end + 1]
        if isAtWordEnd, whole != PhraseTable.nothing { advance(Int(whole), from: start, to: position, words, text) }
        if stem != PhraseTable.nothing { advance(Int(stem), from: start, to: position, words, text) }
    }

    private mutating func advance(_ term: Int, from start: Int, to end: Int, _ words: ClosedRange<Int>, _ text: Span<UInt8>) {
        count(table.everydayLanguages[term])
        fill(table.begunLanguages[term])
        for index in Int(table.advanceStarts[term])..<Int(table.advanceStarts[term + 1]) {
            let advance = table.advances[index]
            var first = start
            if advance.before != PhraseTable.here {
                guard begun >> UInt32(advance.language) & 1 == 1 else { continue }
                let before = reached[Int(advance.before)]
                guard before.isFollowed(by: words.lowerBound, gap: advance.gap) else { continue }
                first = Int(before.start)
            }
            if advance.slot != PhraseTable.nothing {
                reached[Int(advance.slot)] = Reached(word: words.upperBound, start: first)
            } else {
                let phrase = table.phrases[Int(advance.phrase)]
                findings.matches.append(
                    .init(meaning: meanings[Int(phrase.meaning)], language: Int(phrase.language), range: first..<Self.wordEnd(from: end, in: text)))
            }
        }
        for index in Int(table.beginningStarts[term])..<Int(table.beginningStarts[term + 1]) {
            reached[Int(table.beginnings[index])] = Reached(word: words.upperBound, start: start)
        }
    }

    private static func wordEnd(from end: Int, in text: Span<UInt8>) -> Int {
        if end >= 3, PhraseScanner.isUnspaced(text[end - 3]) { return end }
        var end = end
        while end < text.count, !PhraseScanner.endsWord(text[end]) { end += 1 }
        return end
    }

    private mutating func count(_ languages: UInt32) {
        var rest = languages
        while rest != 0 {
            findings.languageWords[rest.trailingZeroBitCount] += 1
            rest &= rest &- 1
        }
    }

    @inline(__always)
    private mutating func fill(_ languages: UInt32) {
        let missing = languages & ~begun
        if missing != 0 { fillMissing(missing) }
    }

    private mutating func fillMissing(_ languages: UInt32) {
        begun |= languages
        var rest = languages
        while rest != 0 {
            let language = rest.trailingZeroBitCount
            for slot in Int(table.languageSlots[language])..<Int(table.languageSlots[language + 1]) { reached[slot] = .never }
            rest &= rest &- 1
        }
    }

    /// A word and where the phrase that reached it begins. 32 bits hold both: folded text is at most 3 × `FoldedText.maximumBytes`
    /// long, and at least every second byte of it is no separator.
    private struct Reached: BitwiseCopyable {
        var word: Int32
        var start: Int32

        /// So far back that nothing follows on it.
        static let never = Reached(word: -1 << 30, start: 0)

        init(word: Int, start: Int) {
            self.word = Int32(truncatingIfNeeded: word)
            self.start = Int32(truncatingIfNeeded: start)
        }

        /// Whether a word stands behind this one with at most `gap` words between.
        @inline(__always)
        func isFollowed(by next: Int, gap: UInt8) -> Bool { UInt(bitPattern: next &- Int(word) &- 1) <= UInt(gap) }
    }
}
