/// What a word is made of: letters and digits, Latin ones as many as they fold to (`ﬁ` is two).
struct WordShape {
    var latin = 0
    var close = 0
    var far = 0
    var other = 0
    var digits = 0
    /// The scripts of the look-alikes, a bit each.
    private var scripts: UInt8 = 0
    /// Of a word that has both Latin and other letters.
    private(set) var mixture: WordMixture?

    var isEmpty: Bool { letters + digits == 0 }

    mutating func add(_ word: Range<Int>, in source: FoldingSource) {
        var position = word.lowerBound
        while position < word.upperBound {
            let unit = source.unit(at: position)
            add(unit)
            position += unit.length
        }
    }

    @inline(__always)
    mutating func add(_ unit: FoldingUnit) {
        // A jamo that goes onto the syllable before it is no letter more.
        guard !(0x1161...0x11C2).contains(unit.scalar) else { return }
        let record = unit.record
        switch record.kind {
        case FoldingClass.digit: digits += 1
        case FoldingClass.latin: latin += record.ownLength
        case FoldingClass.closeLookAlike:
            close += 1
            scripts |= Self.script(of: unit.scalar)
        case FoldingClass.farLookAlike:
            far += 1
            scripts |= Self.script(of: unit.scalar)
        case FoldingClass.other: other += 1
        default: latin += record.isSymbolLetter ? 1 : 0
        }
    }

    /// Looks once more at a word whose letters are of two scripts.
    mutating func addMixture(_ word: Range<Int>, in source: FoldingSource) {
        if latin > 0, close + far + other > 0 { mixture = WordMixture(word, in: source) }
    }

    /// An ASCII letter or digit.
    @inline(__always)
    mutating func addPlain(_ byte: UInt8) {
        if byte &- 0x30 < 10 { digits += 1 } else { latin += 1 }
    }

    var letters: Int { latin + close + far + other }

    /// Latin letters with look-alikes among them, or look-alikes of two scripts, whatever the text is written in: nobody but a
    /// disguiser mixes Greek, Cyrillic and Armenian.
    var isLatinAnywhere: Bool {
        if let mixture {
            if mixture.isInflected { return false }
            if mixture.isTornApart { return true }
        }
        if latin > 0 && (far + other == 0 || latin >= close + far + other) { return true }
        return other == 0 && scripts & (scripts &- 1) != 0
    }

    /// The text around decides: only close look-alikes, or a few Latin letters among another script's.
    var isUndecided: Bool { !isLatinAnywhere && (latin > 0 || close > 0 && far + other == 0) }

    static func isGreekOrCyrillic(_ scalar: UInt32) -> Bool { script(of: scalar) < 4 }

    /// Neither Greek nor Cyrillic nor Armenian, whose letters are used as look-alikes most of all.
    static func isOfNoNeighbour(_ scalar: UInt32) -> Bool { script(of: scalar) == 8 }

    /// Greek, Cyrillic, Armenian or another.
    private static func script(of scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x370...0x3FF, 0xB5, 0x1D26...0x1D2A, 0x1D5D...0x1D6A, 0x1F00...0x1FFF, 0x2126, 0x1D6A8...0x1D7CB: 1
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x1D2B, 0x1D78, 0x2DE0...0x2DFF, 0xA640...0xA69F: 2
        case 0x531...0x58F, 0xFB13...0xFB17: 4
        default: 8
        }
    }
}
