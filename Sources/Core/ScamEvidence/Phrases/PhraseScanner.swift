internal import EmbeddedData
internal import VisibleText

/// Finds the phrases in a folded text.
struct PhraseScanner: Sendable {
    struct Match: Sendable, Equatable {
        let meaning: PhraseMeaning
        /// The index in the table's languages.
        let language: Int
        /// From the first word's first byte to the last word's last.
        let range: Range<Int>
    }

    /// The end of a sentence counts as so many words: a phrase reaches over it only where its gap is wide.
    static let sentenceDistance: UInt8 = 3

    let table: PhraseTable
    private let meanings: [PhraseMeaning]
    private let steps: PhraseSteps
    /// Words further by each byte: a separator begins the next one.
    private let distances: [UInt8]

    /// The phrases this program was built with.
    static let embedded: PhraseScanner = {
        let table = embedded_phrases()
        let bytes = Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
        // The bytes are part of the program; a test reads them, so this cannot be met by a user.
        guard let table = PhraseTable(reading: bytes) else { preconditionFailure("the embedded phrase table is not of this version") }
        return PhraseScanner(table: table)
    }()

    init(table: PhraseTable) {
        self.table = table
        meanings = table.meanings.map { PhraseMeaning(name: $0) ?? .language }
        steps = PhraseSteps(table)
        distances = (0...255).map { $0 == FoldedText.wordSeparator ? 1 : $0 == FoldedText.sentenceSeparator ? 1 + Self.sentenceDistance : 0 }
    }

    /// What was found in a text.
    struct Findings: Sendable {
        /// In the order of their ends.
        var matches: [Match] = []
        /// How many everyday words of each language the text has; 0 for a language without any.
        var languageWords: [Int]
        var separators = 0
    }

    func matches(in text: [UInt8]) -> [Match] { scan(text).matches }

    /// `text` is folded text: words between single separators, one at either end.
    func scan(_ text: [UInt8]) -> Findings {
        var progress = Progress(slotCount: steps.slotCount, languageCount: table.languages.count)
        let classes = table.byteClasses.span
        let next = table.nextStates.span
        let distances = distances.span
        let bytes = text.span
        let classCount = table.classCount
        let firstAccepting = table.firstAccepting
        var state = 0
        var separators = 0
        for index in bytes.indices {
            let byte = Int(bytes[index])
            let distance = distances[byte]
            progress.words &+= Int(distance)
            separators &+= distance > 0 ? 1 : 0
            state = Int(next[state &* classCount &+ Int(classes[byte])])
            if state >= firstAccepting { accept(state - firstAccepting, at: index + 1, in: bytes, &progress) }
        }
        progress.findings.separators = separators
        return progress.findings
    }

    @inline(never)
    private func accept(_ acceptIndex: Int, at end: Int, in text: Span<UInt8>, _ progress: inout Progress) {
        let isAtWordEnd = end >= text.count || text[end] <= 0x20
        for index in Int(table.acceptStarts[acceptIndex])..<Int(table.acceptStarts[acceptIndex + 1]) {
            let number = Int(table.acceptedTerms[index])
            let term = table.terms[number]
            guard term.isStem || isAtWordEnd else { continue }
            if term.languages != 0 { progress.count(term.languages) }
            advance(number, term, end: end, text, &progress)
        }
    }

    private func advance(_ number: Int, _ term: PhraseTable.Term, end: Int, _ text: Span<UInt8>, _ progress: inout Progress) {
        let start = end - Int(term.length)
        // A separator inside a term is one word further, even where it is the end of a sentence.
        let firstWord = progress.words - Int(term.innerSeparators)
        progress.reached[Int(PhraseSteps.here)] = Progress.Reached(word: firstWord - 1, start: start)
        let advances = steps.advances.span
        for index in steps.advanceStarts[number]..<steps.advanceStarts[number + 1] {
            let advance = advances[index]
            let before = progress.reached[Int(advance.before)]
            guard before.isFollowed(by: firstWord, gap: advance.gap) else { continue }
            if advance.slot != PhraseSteps.nowhere {
                progress.reached[Int(advance.slot)] = Progress.Reached(word: progress.words, start: Int(before.start))
            } else {
                let phrase = table.phrases[Int(advance.phrase)]
                let range = Int(before.start)..<Self.wordEnd(from: end, in: text)
                progress.findings.matches.append(Match(meaning: meanings[Int(phrase.meaning)], language: Int(phrase.language), range: range))
            }
        }
        for index in steps.beginningStarts[number]..<steps.beginningStarts[number + 1] {
            progress.reached[Int(steps.beginnings[index])] = Progress.Reached(word: progress.words, start: start)
        }
    }

    private static func wordEnd(from end: Int, in text: Span<UInt8>) -> Int {
        var end = end
        while end < text.count, text[end] > 0x20 { end += 1 }
        return end
    }

    /// How far each phrase has come in this text.
    private struct Progress {
        /// A word and where the phrase that reached it begins. 32 bits hold both: folded text is at most 3 × `FoldedText.maximumBytes`
        /// long, and at least every second byte of it is no separator.
        struct Reached {
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

        var reached: [Reached]
        var findings: Findings
        /// The number of the word being read.
        var words = 0

        init(slotCount: Int, languageCount: Int) {
            reached = [Reached](repeating: .never, count: slotCount)
            findings = Findings(languageWords: [Int](repeating: 0, count: languageCount))
        }

        mutating func count(_ languages: UInt32) {
            var rest = languages
            while rest != 0 {
                findings.languageWords[rest.trailingZeroBitCount] += 1
                rest &= rest - 1
            }
        }
    }
}
