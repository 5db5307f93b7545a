internal import EmbeddedData

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
    static let sentenceDistance = 3

    let table: PhraseTable
    private let meanings: [PhraseMeaning]

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
    }

    /// What was found in a text.
    struct Findings: Sendable {
        /// In the order of their ends.
        var matches: [Match] = []
        /// How many everyday words of each language the text has; 0 for a language without any.
        var languageWords: [Int]
    }

    func matches(in text: [UInt8]) -> [Match] { scan(text).matches }

    /// `text` is folded text: words between single separators, one at either end.
    func scan(_ text: [UInt8]) -> Findings {
        var progress = Progress(stepCount: table.steps.count, languageCount: table.languages.count)
        let classes = table.byteClasses.span
        let next = table.nextStates.span
        let bytes = text.span
        let classCount = table.classCount
        let firstAccepting = table.firstAccepting
        var state = 0
        for index in bytes.indices {
            state = Int(next[state &* classCount &+ Int(classes[Int(bytes[index])])])
            if state >= firstAccepting { accept(state - firstAccepting, at: index + 1, in: bytes, &progress) }
        }
        return progress.findings
    }

    private func accept(_ acceptIndex: Int, at end: Int, in text: Span<UInt8>, _ progress: inout Progress) {
        for index in Int(table.acceptStarts[acceptIndex])..<Int(table.acceptStarts[acceptIndex + 1]) {
            let number = Int(table.acceptedTerms[index])
            let term = table.terms[number]
            let isAtWordEnd = end >= text.count || text[end] <= 0x20
            guard term.isStem || isAtWordEnd else { continue }
            if term.languages != 0 { progress.count(term.languages) }
            guard table.stepStarts[number] < table.stepStarts[number + 1] else { continue }
            let lastWord = progress.word(at: end - 1, in: text)
            // A separator inside a term is one word further, even where it is the end of a sentence.
            let firstWord = lastWord - Int(term.innerSeparators)
            advance(number, words: firstWord...lastWord, start: end - Int(term.length), end: end, text, &progress)
        }
    }

    private func advance(_ term: Int, words: ClosedRange<Int>, start: Int, end: Int, _ text: Span<UInt8>, _ progress: inout Progress) {
        for index in Int(table.stepStarts[term])..<Int(table.stepStarts[term + 1]) {
            let number = Int(table.termSteps[index])
            let step = table.steps[number]
            var phraseStart = start
            if step.position > 0 {
                let before = progress.reached[number - 1]
                let between = words.lowerBound - before.word - 1
                guard before.word >= 0, between >= 0, between <= Int(step.gap) else { continue }
                phraseStart = before.start
            }
            progress.reached[number] = Progress.Reached(word: words.upperBound, start: phraseStart)
            let phrase = table.phrases[Int(step.phrase)]
            if step.position + 1 == phrase.stepCount {
                let range = phraseStart..<Self.wordEnd(from: end, in: text)
                progress.findings.matches.append(Match(meaning: meanings[Int(phrase.meaning)], language: Int(phrase.language), range: range))
            }
        }
    }

    private static func wordEnd(from end: Int, in text: Span<UInt8>) -> Int {
        var end = end
        while end < text.count, text[end] > 0x20 { end += 1 }
        return end
    }

    /// How far each phrase has come in this text.
    private struct Progress {
        struct Reached {
            /// The number of the last word; -1 for never.
            var word: Int
            /// Where the phrase's first word begins.
            var start: Int
        }

        var reached: [Reached]
        var findings: Findings
        private var counted = 0
        private var words = 0

        init(stepCount: Int, languageCount: Int) {
            reached = [Reached](repeating: Reached(word: -1, start: 0), count: stepCount)
            findings = Findings(languageWords: [Int](repeating: 0, count: languageCount))
        }

        mutating func count(_ languages: UInt32) {
            for index in findings.languageWords.indices where languages >> UInt32(index) & 1 == 1 { findings.languageWords[index] += 1 }
        }

        /// The number of the word at `position`: counted only where a term ends, so texts without terms cost nothing.
        mutating func word(at position: Int, in text: Span<UInt8>) -> Int {
            while counted <= position {
                if text[counted] == 0x20 { words += 1 } else if text[counted] == 0x0A { words += 1 + PhraseScanner.sentenceDistance }
                counted += 1
            }
            return words
        }
    }
}
