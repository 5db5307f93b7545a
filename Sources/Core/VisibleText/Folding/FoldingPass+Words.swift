/// Words that are not plain ASCII letters.
extension FoldingPass {
    /// Folds any word at `position`, letters set apart by spaces included; gives where it ends.
    mutating func foldAnyWord(at position: Int) -> Int {
        var shape = WordShape()
        let spacedEnd = source.spacedLettersEnd(from: position, after: spaced)
        let end = spacedEnd?.position ?? source.wordEnd(from: position, &shape)
        spaced = spacedEnd
        if shape.isEmpty { shape.add(position..<end, in: source) }
        shape.addMixture(position..<end, in: source)
        let start = written
        let isLatin = readsLatin(shape)
        var latin: Int?
        if isLatin, shape.latin > 0, shape.far + shape.other > 0 { tornWords += 1 }
        if isLatin, dropsForeign, shape.latin > 0, shape.far + shape.other > 0 {
            latin = emitLatin(position..<end, drops: true, dropsLookAlikes: true)
        } else if isLatin, let mixture = shape.mixture, shape.other > 0 || mixture.isInterleaved {
            let drops = mixture.isInterleaved || mostlyLatin && mixture.mayHaveFiller
            latin = emitLatin(position..<end, drops: drops, dropsLookAlikes: mixture.isInterleaved)
        } else {
            emit(position..<end, asLatin: isLatin)
        }
        if isLatin, shape.digits > 0 { Leetspeak.read(UnsafeMutableBufferPointer(rebasing: output[start..<written])) }
        count(shape, bytes: latin ?? written - start)
        return end
    }

    // MARK: Reading

    private func readsLatin(_ shape: WordShape) -> Bool {
        shape.isLatinAnywhere || (shape.isUndecided && mostlyLatin)
    }

    /// What is counted must not depend on how a word was read, so that folding again comes to the same.
    private mutating func count(_ shape: WordShape, bytes: Int) {
        if shape.mixture?.mayHaveFiller == true { sawUndecided = true }
        if shape.isUndecided {
            sawUndecided = true
        } else if shape.isLatinAnywhere {
            latinBytes += bytes
        } else if shape.letters > 0 {
            otherBytes += bytes
        }
    }

    // MARK: Writing

    static let override: UInt32 = 0x202E

    /// Writes the letters and digits of a word; what else lies between them falls out.
    private mutating func emit(_ word: Range<Int>, asLatin: Bool) {
        let start = written
        var position = word.lowerBound
        while position < word.upperBound {
            let plainEnd = emitPlain(position..<word.upperBound)
            if plainEnd > position {
                position = plainEnd
                continue
            }
            let unit = source.unit(at: position)
            let end = position + unit.length
            emit(unit, asLatin: asLatin, wordStart: start, isLast: end == word.upperBound, upTo: end)
            position = end
        }
    }

    /// Writes the ASCII letters and digits that `range` begins with; gives where they end.
    @inline(__always)
    private mutating func emitPlain(_ range: Range<Int>) -> Int {
        let end = source.plainEnd(range)
        guard range.lowerBound < end, written + end - range.lowerBound <= output.count else { return range.lowerBound }
        // What fell out before counts to the first.
        write(source.lowercased(at: range.lowerBound), upTo: range.lowerBound + 1)
        guard covered < end else { return end }
        mapLinear(from: covered)
        for index in covered..<end {
            output[written] = source.lowercased(at: index)
            written += 1
        }
        covered = end
        return end
    }

    @inline(__always)
    private mutating func emit(_ unit: FoldingUnit, asLatin: Bool, wordStart: Int, isLast: Bool, upTo end: Int) {
        if unit.record.isWord {
            emit(unit, asLatin: asLatin, isFirst: written == wordStart && !isLast, upTo: end)
        } else if unit.record.isSymbolLetter {
            write(pool: unit.record.offset..<unit.record.offset + unit.record.latinLength, upTo: end)
        } else if unit.record.kind == FoldingClass.drop {
            if unit.scalar == Self.override { sawOverride = true }
            if written - wordStart > 1 { composeMark(unit.scalar) }
        }
    }

    /// Writes a Latin word with letters of other scripts, or `drops` those. Of Arabic, Thai and the like the look-alikes are no Latin
    /// letters then, as they stand among others of their script. Gives how many bytes the Latin letters have.
    private mutating func emitLatin(_ word: Range<Int>, drops: Bool, dropsLookAlikes: Bool) -> Int {
        let start = written
        var latin = 0
        var position = word.lowerBound
        while position < word.upperBound {
            let unit = source.unit(at: position)
            let end = position + unit.length
            let isForeign =
                unit.record.kind == FoldingClass.other
                || unit.record.kind == FoldingClass.farLookAlike && (dropsLookAlikes || WordShape.isOfNoNeighbour(unit.scalar))
            let before = written
            if !(isForeign && drops) { emit(unit, asLatin: !isForeign, wordStart: start, isLast: end == word.upperBound, upTo: end) }
            if !isForeign { latin += written - before }
            position = end
        }
        return latin
    }

    @inline(__always)
    private mutating func emit(_ unit: FoldingUnit, asLatin: Bool, isFirst: Bool, upTo end: Int) {
        let record = unit.record
        let latin = record.offset + record.ownLength
        if isFirst, unit.scalar == 0xDF {
            // No German word begins with ß; it stands for the letter it looks like.
            write(0x62, upTo: end)
        } else if asLatin, record.latinLength > 0 {
            write(pool: latin..<latin + record.latinLength, upTo: end)
        } else if record.ownLength > 0 {
            write(pool: record.offset..<latin, upTo: end)
        } else if unit.scalar < 0x1161 || unit.scalar > 0x11C2 || !composeJamo(unit.scalar) {
            write(scalar: unit.scalar, upTo: end)
        }
    }
}
