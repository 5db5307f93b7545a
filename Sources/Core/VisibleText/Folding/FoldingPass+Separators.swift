/// White space and punctuation between words.
extension FoldingPass {
    /// Writes one separator for all that stands between a word's end and the next word's beginning, which it gives.
    @inline(__always)
    mutating func foldSeparators(from start: Int) -> Int {
        let text = source.text
        // The usual case: one space or line break, then a letter or digit.
        if start > 0, start + 1 < text.count, text[start] == 0x20 || text[start] == 0x0A, beginsPlainWord(text[start + 1]) {
            write(FoldedText.wordSeparator, upTo: start + 1)
            return start + 1
        }
        if start > 0, start + 2 < text.count, text[start] == 0x0D, text[start + 1] == 0x0A, beginsPlainWord(text[start + 2]) {
            write(FoldedText.wordSeparator, upTo: start + 2)
            return start + 2
        }
        // Next to it: a comma or full stop, a space or line break, a letter or digit.
        if start > 0, start + 2 < text.count, text[start] < 0x80, text[start + 1] == 0x20 || text[start + 1] == 0x0A, beginsPlainWord(text[start + 2]) {
            switch source.ascii[Int(text[start])] & 15 {
            case FoldingClass.space, FoldingClass.punctuation, FoldingClass.closing:
                write(FoldedText.wordSeparator, upTo: start + 2)
                return start + 2
            case FoldingClass.sentenceEnd:
                write(FoldedText.sentenceSeparator, upTo: start + 2)
                return start + 2
            default: break
            }
        }
        return foldAnySeparators(from: start)
    }

    @inline(__always)
    private func beginsPlainWord(_ byte: UInt8) -> Bool { byte < 0x80 && FoldingRecord(bits: source.ascii[Int(byte)]).isWord }

    private mutating func foldAnySeparators(from start: Int) -> Int {
        var run = SeparatorRun(endsSentence: start == 0)
        var position = start
        while position < source.text.count {
            if let kind = plainSeparator(at: position) {
                run.add(kind)
                position += 1
                continue
            }
            let unit = source.unit(at: position)
            if unit.record.isWord || (position > start || start == 0) && beginsWord(unit, at: position) { break }
            run.add(isCarriageReturnOfPair(unit, at: position) ? FoldingClass.space : unit.record.kind)
            position += unit.length
        }
        if run.hasInvisible, !sawOverride { sawOverride = hasOverride(in: start..<position) }
        run.endsSentence = run.endsSentence || position == source.text.count || run.hasBlankLine && !goesOn(over: start..<position)
        write(run.endsSentence ? FoldedText.sentenceSeparator : FoldedText.wordSeparator, upTo: position)
        return position
    }

    /// Whether a sentence goes on behind a blank line, as where each line of a text wrapped by hand was made a paragraph: one blank line and at most a
    /// comma are all that is between, the line before is as long as lines are that were wrapped, and the next does not begin as sentences do.
    private func goesOn(over gap: Range<Int>) -> Bool {
        let text = source.text
        var lineBreaks = 0
        for index in gap where text[index] != 0x20 && text[index] != 0x09 && text[index] != 0x0D {
            if text[index] == 0x0A { lineBreaks += 1 } else if text[index] != 0x2C || index > gap.lowerBound { return false }
        }
        guard lineBreaks == 2, let shortest = shortestWrapped(before: source.unit(at: gap.upperBound).scalar), gap.lowerBound >= shortest else { return false }
        return text[gap.lowerBound - shortest..<gap.lowerBound].allSatisfy { $0 != 0x0A }
    }

    /// How many bytes a line has at least before one that begins with this letter; nil where a sentence begins with it.
    private func shortestWrapped(before letter: UInt32) -> Int? {
        guard let properties = Unicode.Scalar(letter)?.properties else { return nil }
        if properties.isLowercase { return Self.shortestBeforeSmallLetter }
        // A script without capitals tells nothing. Its headings are shorter, at two or three bytes a letter.
        return properties.generalCategory == .otherLetter ? Self.shortestBeforeOtherLetter : nil
    }

    /// Wrapped at sixty columns or more, with a word of twenty left for the next line.
    private static let shortestBeforeSmallLetter = 40
    private static let shortestBeforeOtherLetter = 80

    private func hasOverride(in range: Range<Int>) -> Bool {
        range.contains { $0 + 2 < source.text.count && source.text[$0] == 0xE2 && source.unit(at: $0).scalar == Self.override }
    }

    /// The kind of a separator in ASCII that needs no look at what stands behind it; a carriage return before a line feed counts with that.
    @inline(__always)
    private func plainSeparator(at position: Int) -> UInt32? {
        let text = source.text
        let byte = text[position]
        if byte == 0x0D { return position + 1 < text.count && text[position + 1] == 0x0A ? FoldingClass.space : nil }
        guard byte < 0x80, byte != 0x26 else { return nil }
        let kind = source.ascii[Int(byte)] & 15
        return kind < FoldingClass.initialSymbol ? kind : nil
    }

    /// CR LF is one line break.
    private mutating func isCarriageReturnOfPair(_ unit: FoldingUnit, at position: Int) -> Bool {
        unit.scalar == 0x0D && source.unit(after: unit, at: position)?.scalar == 0x0A
    }

    /// Whether a sign is the first letter of a word: `₿itcoin`.
    private mutating func beginsWord(_ unit: FoldingUnit, at position: Int) -> Bool {
        unit.record.kind == FoldingClass.initialSymbol && source.unit(after: unit, at: position)?.record.readsLatin == true
    }
}

/// What a run of separating characters says about sentences.
private struct SeparatorRun {
    var endsSentence: Bool
    /// Between two line breaks without a word lies a blank line or one of punctuation only (a rule, a lone quote mark).
    var hasBlankLine: Bool { lineBreaks > 1 }
    /// A full stop was seen and only its like and closing brackets since.
    private var awaitsSpace = false
    private var lineBreaks = 0
    private(set) var hasInvisible = false

    init(endsSentence: Bool) { self.endsSentence = endsSentence }

    @inline(__always)
    mutating func add(_ kind: UInt32) {
        switch kind {
        case FoldingClass.space:
            endsSentence = endsSentence || awaitsSpace
        case FoldingClass.lineBreak:
            lineBreaks += 1
            endsSentence = endsSentence || awaitsSpace
        case FoldingClass.sentenceEnd:
            awaitsSpace = true
        case FoldingClass.fullStop, FoldingClass.paragraph:
            endsSentence = true
        case FoldingClass.drop:
            hasInvisible = true
        case FoldingClass.closing, FoldingClass.apostrophe:
            break
        default:
            awaitsSpace = false
        }
    }
}
