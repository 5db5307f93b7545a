internal import VisibleText

/// Reads the texts of one message.
///
/// Words are looked up first, a window of them at a time, and only then phrases are followed: by then it is known which languages the window is
/// in, and the phrases of others need no time, nor do they match by chance. A window that does not tell is in the languages of those that did, and in
/// any of which it has a word; where none has told yet, all languages are followed.
struct PhrasePass {
    private let scanner: PhraseScanner
    private let table: PhraseTableView
    private var findings: PhraseScanner.Findings
    /// How far each phrase has come, by slot; of slots that are not live, nothing is known.
    private var reached: [Reached]
    /// A bit for each slot: whether it was reached, as far as it has been looked at not too long ago for what goes on from it.
    private var live: [UInt64]
    /// The number of the word being read, where the end of a sentence counts for some more. It goes on from text to text.
    private var word = 0
    private var hits: [Hit] = []
    /// What the terms that begin in one word have reached. It counts for the next word: no word is two steps of a phrase, and a short term must not hide
    /// from a longer one what was reached before both.
    private var justReached: [(slot: UInt16, place: Reached)] = []
    /// How many everyday words of each language the window has.
    private var windowWords: [Int]
    /// The languages of the window before this one, a bit each.
    private var before: UInt32 = 0
    /// The languages that any window of the message has told.
    private var told: UInt32 = 0

    /// In words: a sentence or three.
    private static let window = 40
    /// Fewer everyday words in a window tell nothing.
    private static let fewestToTell = 4
    /// Fewer do not even make another language likely: one word is soon in common.
    private static let fewestToDoubt = 2
    /// Between two texts: no phrase reaches over so many words.
    private static let betweenTexts = 1 << 10

    /// A term and where it stands.
    private struct Hit {
        let term: UInt32
        /// In whose phrases it is a step, a bit each.
        let languages: UInt32
        let start: Int32
        let end: Int32
        let firstWord: Int32
        let lastWord: Int32
    }

    init(_ scanner: PhraseScanner) {
        self.scanner = scanner
        table = scanner.table
        findings = PhraseScanner.Findings(languageWords: [Int](repeating: 0, count: table.languages.count))
        windowWords = findings.languageWords
        let count = table.slotCount
        reached = [Reached](unsafeUninitializedCapacity: count) { _, filled in
            // What is not live is not read.
            filled = count
        }
        live = [UInt64](repeating: 0, count: count / PhraseTable.slotsTogether)
        live[Int(PhraseTable.word(of: PhraseTable.here))] = PhraseTable.bit(of: PhraseTable.here)
        hits.reserveCapacity(4 * Self.window)
    }

    /// `text` is folded text: words between single separators, one at either end. Any other bytes give findings of no meaning.
    mutating func scan(_ text: [UInt8]) -> PhraseScanner.Findings {
        findings.matches = []
        findings.words = 0
        for language in findings.languageWords.indices { findings.languageWords[language] = 0 }
        word += Self.betweenTexts
        before = 0
        read(text.span)
        return findings
    }

    private mutating func read(_ text: Span<UInt8>) {
        var position = 0
        var isBehindSeparator = true
        var wordsInWindow = 0
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
            wordsInWindow &+= 1
            if wordsInWindow > Self.window {
                findings.words &+= wordsInWindow &- 1
                wordsInWindow = 1
                follow(text)
            }
            lookUp(text, from: position)
            if byte & 0xFE == 0xD8 { lookUpBehindArabicPrefixes(text, from: position) }
            if byte &- 0x30 < 10 {
                // "48h" and "800달러" are a number and a word.
                repeat { position &+= 1 } while position < text.count && text[position] &- 0x30 < 10
                guard position < text.count, !PhraseScanner.endsWord(text[position]) else { continue }
                lookUp(text, from: position)
            }
            position &+= 1
            if byte.leadsUnspacedLetter {
                while position < text.count, text[position] & 0xC0 == 0x80 { position &+= 1 }
            } else {
                while position < text.count, !PhraseScanner.endsWord(text[position]) { position &+= 1 }
            }
        }
        findings.words &+= wordsInWindow
        follow(text)
    }

    /// Finds all terms that begin at `start`, shorter ones first.
    @inline(__always)
    private mutating func lookUp(_ text: Span<UInt8>, from start: Int) {
        var base = TermTrie.root
        var position = start
        var lastWord = word
        var isBehindSeparator = true
        while position < text.count {
            let byte = text[position]
            let isSeparator = byte <= 0x20
            let label = isSeparator ? FoldedText.wordSeparator : byte
            let cell = table.cells[base ^ Int(label)]
            // A free cell looks like the child by 0xFF, a byte that no folded text has; others come from nowhere, but must lead nowhere.
            guard cell & 0xFF == UInt32(label), cell != TermTrie.free else { return }
            if isSeparator {
                isBehindSeparator = true
                lastWord &+= 1
            } else {
                if byte.leadsUnspacedLetter, !isBehindSeparator { lastWord &+= 1 }
                isBehindSeparator = false
            }
            base = TermTrie.base(cell)
            position &+= 1
            if TermTrie.endsSome(cell) { accept(cell, from: start, to: position, lastWord: lastWord, text) }
        }
    }

    /// Arabic writes "and", "with", "to", "as" and the article onto the word: و ف, then ب ل ك, then ال or, behind ل, a second ل.
    private mutating func lookUpBehindArabicPrefixes(_ text: Span<UInt8>, from start: Int) {
        var position = start
        func letter() -> UInt16 { position + 1 < text.count ? UInt16(text[position]) << 8 | UInt16(text[position + 1]) : 0 }
        if letter() == 0xD988 || letter() == 0xD981 {
            position += 2
            lookUp(text, from: position)
        }
        let particle = letter()
        if particle == 0xD8A8 || particle == 0xD984 || particle == 0xD983 {
            position += 2
            lookUp(text, from: position)
        }
        let isArticle = letter() == 0xD8A7 && position + 3 < text.count && text[position + 2] == 0xD9 && text[position + 3] == 0x84
        guard isArticle || particle == 0xD984 && letter() == 0xD984 else { return }
        position += isArticle ? 4 : 2
        lookUp(text, from: position)
    }

    @inline(never)
    private mutating func accept(_ cell: UInt32, from start: Int, to position: Int, lastWord: Int, _ text: Span<UInt8>) {
        let isAtWordEnd =
            position >= text.count || PhraseScanner.endsWord(text[position]) || position >= 3 && text[position - 3].leadsUnspacedLetter
        guard isAtWordEnd || TermTrie.endsStem(cell) else { return }
        let end = table.cells[TermTrie.base(cell)]
        guard end & 0xFF == 0 else { return }
        var term = end &>> 8
        if TermTrie.endsWord(cell) {
            if isAtWordEnd { note(term, from: start, to: position, lastWord) }
            term &+= 1
        }
        if TermTrie.endsStem(cell) { note(term, from: start, to: position, lastWord) }
    }

    private mutating func note(_ number: UInt32, from start: Int, to end: Int, _ lastWord: Int) {
        let term = table.terms[Int(number)]
        var languages = term.everydayLanguages
        while languages != 0 {
            windowWords[languages.trailingZeroBitCount] &+= 1
            languages &= languages &- 1
        }
        guard term.phraseLanguages != 0 else { return }
        hits.append(
            Hit(
                term: number, languages: term.phraseLanguages, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
                firstWord: Int32(truncatingIfNeeded: word),
                lastWord: Int32(truncatingIfNeeded: lastWord)))
    }

    // MARK: Following

    /// Follows the phrases of the window's languages, and begins the next window.
    private mutating func follow(_ text: Span<UInt8>) {
        guard !hits.isEmpty || windowWords.contains(where: { $0 > 0 }) else { return }
        let now = windowLanguages()
        // A sentence that began in the window before goes on in its language.
        let languages = now | before
        before = now
        for index in hits.indices {
            let hit = hits[index]
            let isLast = index + 1 == hits.count || hits[index + 1].firstWord != hit.firstWord
            // Most words have one term: what it begins cannot be hidden from another.
            let isAlone = isLast && (index == 0 || hits[index - 1].firstWord != hit.firstWord)
            if hit.languages & languages != 0 { follow(hit, languages, isAlone: isAlone, text) }
            if isLast, !justReached.isEmpty {
                for (slot, place) in justReached { reach(slot, place) }
                justReached.removeAll(keepingCapacity: true)
            }
        }
        hits.removeAll(keepingCapacity: true)
    }

    /// Those with at least half as many everyday words as the one with the most.
    private mutating func windowLanguages() -> UInt32 {
        var most = 0
        for count in windowWords { most = max(most, count) }
        var languages: UInt32 = 0
        for language in windowWords.indices {
            if most > 0, windowWords[language] &* 2 >= most { languages |= 1 << UInt32(language) }
            findings.languageWords[language] &+= windowWords[language]
            windowWords[language] = 0
        }
        if most >= Self.fewestToTell {
            told |= languages
            return languages
        }
        return told == 0 ? .max : told | (most >= Self.fewestToDoubt ? languages : 0)
    }

    private mutating func follow(_ hit: Hit, _ languages: UInt32, isAlone: Bool, _ text: Span<UInt8>) {
        for index in Int(table.terms[Int(hit.term)].firstRole)..<Int(table.terms[Int(hit.term) + 1].firstRole) {
            let role = table.roles[index]
            guard languages >> role.language & 1 == 1 else { continue }
            for index in Int(role.firstGroup)..<Int(role.firstGroup) + Int(role.groupCount) {
                let slots = live[Int(table.groups[index].word)] & table.groups[index].slots
                if slots != 0 { advance(table.groups[index], from: slots, hit, text) }
            }
            for index in Int(role.firstBeginning)..<Int(role.firstBeginning) + Int(role.beginningCount) {
                let place = Reached(word: hit.lastWord, start: hit.start)
                if isAlone { reach(table.beginnings[index], place) } else { justReached.append((table.beginnings[index], place)) }
            }
        }
    }

    @inline(__always)
    private mutating func reach(_ slot: UInt16, _ place: Reached) {
        reached[Int(slot)] = place
        live[Int(PhraseTable.word(of: slot))] |= PhraseTable.bit(of: slot)
    }

    /// `slots`: those of the group that are live, a bit each.
    private mutating func advance(_ group: PhraseTable.Group, from slots: UInt64, _ hit: Hit, _ text: Span<UInt8>) {
        let end = Int(group.firstAdvance) + Int(group.advanceCount)
        var index = Int(group.firstAdvance)
        var slots = slots
        while slots != 0 {
            let bit = slots & (0 &- slots)
            slots ^= bit
            let slot = group.word << 6 | UInt16(bit.trailingZeroBitCount)
            let before = slot == PhraseTable.here ? Reached(word: hit.firstWord &- 1, start: hit.start) : reached[Int(slot)]
            // There are as many advances before it as bits, or more.
            index = max(index, Int(group.firstAdvance) &+ (group.slots & (bit &- 1)).nonzeroBitCount)
            while table.advances[index].before != slot { index &+= 1 }
            if before.isForgotten(at: hit.firstWord, after: table.advances[index].widestGap) {
                live[Int(group.word)] &= ~bit
                continue
            }
            while index < end, table.advances[index].before == slot {
                let advance = table.advances[index]
                index &+= 1
                guard before.isFollowed(by: hit.firstWord, gap: advance.gap) else { continue }
                if advance.slot != PhraseTable.nothing {
                    justReached.append((advance.slot, Reached(word: hit.lastWord, start: before.start)))
                } else {
                    complete(advance.phrase, Int(before.start), Int(hit.end), text)
                }
            }
        }
    }

    private mutating func complete(_ phrase: UInt16, _ start: Int, _ end: Int, _ text: Span<UInt8>) {
        findings.matches.append(
            .init(
                meaning: scanner.meaning(of: phrase), language: Int(table.phrases[Int(phrase)].language), range: start..<Self.wordEnd(from: end, in: text)))
    }

    private static func wordEnd(from end: Int, in text: Span<UInt8>) -> Int {
        if end >= 3, text[end - 3].leadsUnspacedLetter { return end }
        var end = end
        while end < text.count, !PhraseScanner.endsWord(text[end]) { end += 1 }
        return end
    }

    /// A word and where the phrase that reached it begins. 32 bits hold both: folded text is at most 3 × `FoldedText.maximumBytes`
    /// long, and at least every second byte of it is no separator.
    private struct Reached: BitwiseCopyable {
        var word: Int32
        var start: Int32

        /// Whether a word stands behind this one with at most `gap` words between.
        @inline(__always)
        func isFollowed(by next: Int32, gap: UInt8) -> Bool { UInt32(bitPattern: next &- word &- 1) <= UInt32(gap) }

        /// Whether this is too far back for all that goes on from it.
        @inline(__always)
        func isForgotten(at next: Int32, after widestGap: UInt8) -> Bool { next &- word &- 1 > Int32(widestGap) }
    }
}
