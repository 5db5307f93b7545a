/// Words that are not plain ASCII letters.
extension FoldingPass {
    /// Folds any word at `position`, letters set apart by spaces included; gives where it ends.
    mutating func foldAnyWord(at position: Int) -> Int {
        var shape = WordShape()
        let end = source.spacedLettersEnd(from: position) ?? source.wordEnd(from: position, &shape)
        if shape.isEmpty { shape.add(position..<end, in: source) }
        let start = written
        let isLatin = readsLatin(shape)
        emit(position..<end, asLatin: isLatin)
        if isLatin, shape.digits > 0 { Leetspeak.read(UnsafeMutableBufferPointer(rebasing: output[start..<written])) }
        count(shape, bytes: written - start)
        return end
    }

    // MARK: Reading

    private func readsLatin(_ shape: WordShape) -> Bool {
        shape.isLatinAnywhere || (shape.isUndecided && mostlyLatin)
    }

    private mutating func count(_ shape: WordShape, bytes: Int) {
        if shape.isUndecided {
            sawUndecided = true
        } else if shape.isLatinAnywhere {
            latinBytes += bytes
        } else if shape.letters > 0 {
            otherBytes += bytes
        }
    }

    // MARK: Writing

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
            if unit.record.isWord {
                emit(unit, asLatin: asLatin, isFirst: written == start && end < word.upperBound, upTo: end)
            } else if unit.record.isSymbolLetter {
                write(pool: unit.record.offset..<unit.record.offset + unit.record.latinLength, upTo: end)
            } else if unit.record.kind == FoldingClass.drop, written - start > 1 {
                composeMark(unit.scalar)
            }
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
