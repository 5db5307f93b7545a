/// Words written letter by letter: `p a s s w o r d`, `b.i.t.c.o.i.n`, `h • a • c • k`.
extension FoldingSource {
    /// Fewer letters in a row are words of their own (`I a m`, `U S A`).
    private static let fewestSpacedLetters = 4
    /// Behind or before a longer run of the same kind they are a word of it.
    private static let fewestBesideOthers = 2
    /// A sign with spaces around it.
    private static let longestJoiner = 3

    /// A run of single letters that have one and the same joiner between them.
    struct SpacedLetters {
        /// Where it ends.
        let position: Int
        /// The bytes between two of its letters.
        fileprivate let joiner: Range<Int>
    }

    /// The run of single letters at `start`; nil where there is none.
    ///
    /// A run that is too short costs reading three letters, and four more where a run may follow.
    func spacedLettersEnd(from start: Int, after previous: SpacedLetters?) -> SpacedLetters? {
        // Most words end here: an ASCII letter behind the first.
        let after = start + unit(at: start).length
        guard after < text.count, text[after] >= 0x80 || text[after] | 0x20 &- 0x61 >= 26 && text[after] &- 0x30 >= 10 else { return nil }
        // And most of the others here: a word of one letter before a longer one.
        if text[after] == 0x20, after + 2 < text.count, text[after + 1].isASCIILetter, text[after + 2].isASCIILetter { return nil }
        guard let run = run(from: start, upTo: .max) else { return nil }
        if run.letters >= Self.fewestSpacedLetters { return run.spaced }
        guard run.letters >= Self.fewestBesideOthers else { return nil }
        if let previous, gap(from: previous.position)?.upperBound == start, isEqual(previous.joiner, run.spaced.joiner) { return run.spaced }
        guard let gap = gap(from: run.spaced.position), gap.count > run.spaced.joiner.count,
            let next = self.run(from: gap.upperBound, upTo: Self.fewestSpacedLetters),
            next.letters >= Self.fewestSpacedLetters, isEqual(next.spaced.joiner, run.spaced.joiner)
        else { return nil }
        return run.spaced
    }

    private func run(from start: Int, upTo most: Int) -> (spaced: SpacedLetters, letters: Int)? {
        guard var end = singleLetterEnd(at: start), let joiner = self.joiner(at: end) else { return nil }
        var letters = 1
        while letters < most, isEqual(joiner, at: end), let next = singleLetterEnd(at: end + joiner.count), belongs(next, joiner) {
            end = next
            letters += 1
        }
        return (SpacedLetters(position: end, joiner: joiner), letters)
    }

    /// Whether a letter that ends at `end` is not rather the first of a run that is held together more closely than by spaces.
    private func belongs(_ end: Int, _ joiner: Range<Int>) -> Bool {
        guard joiner.count == 1, text[joiner.lowerBound] == 0x20, end + 1 < text.count, text[end] != 0x20, Self.joinsClosely(text[end]) else { return true }
        return singleLetterEnd(at: end + 1) == nil
    }

    private static func joinsClosely(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x2A }

    /// What stands between two letters: up to three spaces and signs. A comma or a stroke sets single letters apart (`a, b`, `a/b`).
    private func joiner(at start: Int) -> Range<Int>? {
        var end = start
        var isJoiner = false
        for _ in 0..<Self.longestJoiner {
            guard end < text.count else { return nil }
            let unit = self.unit(at: end)
            if unit.record.isWord { break }
            switch unit.record.kind {
            case FoldingClass.space, FoldingClass.sentenceEnd: isJoiner = true
            case FoldingClass.punctuation where unit.scalar != 0x2C && unit.scalar != 0x2F: isJoiner = true
            case FoldingClass.drop where end > start: break
            case _ where unit.record.isSymbolLetter && unit.scalar != 0x21: isJoiner = true
            default: return nil
            }
            end += unit.length
        }
        guard isJoiner, end < text.count, self.unit(at: end).record.isWord else { return nil }
        return start..<end
    }

    /// All that separates two words, as far as it is short.
    private func gap(from start: Int) -> Range<Int>? {
        var end = start
        while end < text.count, end - start <= Self.longestGap {
            let unit = self.unit(at: end)
            if unit.record.isWord { return start..<end }
            end += unit.length
        }
        return nil
    }

    private static let longestGap = 16

    private func isEqual(_ joiner: Range<Int>, _ other: Range<Int>) -> Bool { joiner.count == other.count && isEqual(joiner, at: other.lowerBound) }

    private func isEqual(_ joiner: Range<Int>, at position: Int) -> Bool {
        guard position + joiner.count <= text.count else { return false }
        return joiner.allSatisfy { text[$0] == text[position + $0 - joiner.lowerBound] }
    }

    /// Where a letter with its marks ends that has nothing more of a word before or after it.
    private func singleLetterEnd(at position: Int) -> Int? {
        guard position < text.count else { return nil }
        let unit = self.unit(at: position)
        // Korean writes words of one syllable.
        guard unit.record.isLetter, !(0xAC00...0xD7A3).contains(unit.scalar) else { return nil }
        var end = position + unit.length
        while end < text.count {
            let next = self.unit(at: end)
            if next.record.isWord { return nil }
            guard next.record.kind == FoldingClass.drop else { break }
            end += next.length
        }
        return end
    }
}
