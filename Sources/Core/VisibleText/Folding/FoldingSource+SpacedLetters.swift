/// Words written letter by letter: `p a s s w o r d`, `b.i.t.c.o.i.n`.
extension FoldingSource {
    /// Fewer letters in a row are words of their own (`I a m`, `U S A`).
    private static let fewestSpacedLetters = 4

    /// Where a run of single letters ends that have one and the same space, dot, dash or underscore between them.
    ///
    /// A run that is too short costs reading three letters.
    func spacedLettersEnd(from start: Int) -> Int? {
        // Most words end here: an ASCII character after the first letter that holds no letters together.
        let after = start + unit(at: start).length
        guard after < text.count, text[after] >= 0x80 || Self.joins(text[after]) else { return nil }
        guard var letter = singleLetter(at: start), letter.end < text.count else { return nil }
        let joiner = text[letter.end]
        guard Self.joins(joiner) else { return nil }
        var letters = 1
        while letter.end < text.count, text[letter.end] == joiner, let next = singleLetter(at: letter.end + 1),
            belongs(next.end, joiner)
        {
            letter = next
            letters += 1
        }
        return letters >= Self.fewestSpacedLetters ? letter.end : nil
    }

    /// Whether a letter that ends at `end` is not rather the first of a run that is held together more closely than by spaces.
    private func belongs(_ end: Int, _ joiner: UInt8) -> Bool {
        guard joiner == 0x20, end + 1 < text.count, text[end] != joiner, Self.joins(text[end]) else { return true }
        return singleLetter(at: end + 1) == nil
    }

    private static func joins(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2E || byte == 0x2D || byte == 0x5F }

    /// A letter with its marks and nothing more of a word before or after it.
    private func singleLetter(at position: Int) -> (end: Int, scalar: UInt32)? {
        guard position < text.count else { return nil }
        let unit = self.unit(at: position)
        // Korean writes words of one syllable.
        guard unit.record.isLetter, !(0xAC00...0xD7A3).contains(unit.scalar) else { return nil }
        var end = position + unit.length
        while end < text.count {
            let next = self.unit(at: end)
            if next.record.isWord || next.record.isSymbolLetter && next.scalar != 0x21 { return nil }
            guard next.record.kind == FoldingClass.drop else { break }
            end += next.length
        }
        return (end, unit.scalar)
    }
}
