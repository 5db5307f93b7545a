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
        run.endsSentence = run.endsSentence || position == source.text.count
        write(run.endsSentence ? FoldedText.sentenceSeparator : FoldedText.wordSeparator, upTo: position)
        return position
    }

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
            // Between two line breaks without a word lies a blank line or one of punctuation only (a rule, a lone quote mark).
            endsSentence = endsSentence || awaitsSpace || lineBreaks > 1
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
