/// What a word is made of: letters and digits, Latin ones as many as they fold to (`ﬁ` is two).
struct WordShape {
    var latin = 0
    var close = 0
    var far = 0
    var other = 0
    var digits = 0
    /// The scripts of the look-alikes, a bit each.
    private var scripts: UInt8 = 0
    /// How often letters that look like no Latin ones stand between Latin ones, and how many they are.
    private var fillers = 0
    private var fillerLetters = 0
    private var otherSinceLatin = 0
    private var hasBegun = false
    private var isFirst = true
    /// Every second letter is of another script: those at odd places.
    private var alternates = true
    private var place = 0
    /// The other letters all stand behind the Latin ones.
    private var isSuffixed = true

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
        defer { isFirst = false }
        // A jamo that goes onto the syllable before it is no letter more.
        guard !(0x1161...0x11C2).contains(unit.scalar) else { return }
        let record = unit.record
        switch record.kind {
        case FoldingClass.digit: digits += 1
        case FoldingClass.latin:
            // A word does not begin with ß, so it is read as b there.
            addLatin(unit.scalar == 0xDF && isFirst ? 1 : record.ownLength, isPlain: unit.scalar < 0x80)
        case FoldingClass.closeLookAlike:
            close += 1
            addLookAlike(unit.scalar)
            addLatinOrAlike(isPlain: false)
        case FoldingClass.farLookAlike:
            far += 1
            addLookAlike(unit.scalar)
            if Self.isOfNoNeighbour(unit.scalar) { addForeign() } else { addFarLookAlike() }
        case FoldingClass.other:
            other += 1
            otherSinceLatin += 1
            addForeign()
        default:
            if record.isSymbolLetter { addLatin(1, isPlain: false) }
        }
    }

    @inline(__always)
    private mutating func addLatin(_ count: Int, isPlain: Bool) {
        if close + far + other > 0 { isSuffixed = false }
        latin += count
        addLatinOrAlike(isPlain: isPlain)
    }

    /// A letter that is written in Latin, or would be.
    @inline(__always)
    private mutating func addLatinOrAlike(isPlain: Bool) {
        endFiller()
        if place & 1 != 0 || !isPlain { alternates = false }
        place += 1
    }

    private mutating func addFarLookAlike() {
        endFiller()
        addForeign()
    }

    @inline(__always)
    private mutating func endFiller() {
        if hasBegun, otherSinceLatin > 0 {
            fillers += 1
            fillerLetters += otherSinceLatin
        }
        otherSinceLatin = 0
        hasBegun = true
    }

    private mutating func addLookAlike(_ scalar: UInt32) { scripts |= Self.script(of: scalar) }

    private mutating func addForeign() {
        if place & 1 == 0 { alternates = false }
        place += 1
    }

    /// The text around decides whether letters of another script are filler: `USBのPC` in Japanese has some between Latin ones too.
    var mayHaveFiller: Bool { latin > 0 && (fillers > 1 || fillers == 1 && fillerLetters == other && other <= Self.longestFiller) }

    /// Every second letter is of another script, so often that not even look-alikes among them are meant as letters.
    var isInterleaved: Bool { alternates && place & 1 == 1 && far + other >= Self.fewestAlternations }

    private static let longestFiller = 2
    private static let fewestAlternations = 3

    /// A Latin word with an ending of another script, as Russian and Greek make them: `USB-шка` without the hyphen.
    var isInflected: Bool { isSuffixed && latin > 1 && other == 0 && (scripts == 1 || scripts == 2) }

    var letters: Int { latin + close + far + other }

    /// Latin letters with look-alikes among them, or look-alikes of two scripts, whatever the text is written in: nobody but a
    /// disguiser mixes Greek, Cyrillic and Armenian.
    var isLatinAnywhere: Bool {
        if isInflected { return false }
        if latin > 0 && (far + other == 0 || latin >= close + far + other || fillers > 2) { return true }
        return other == 0 && scripts & (scripts &- 1) != 0
    }

    /// The text around decides: only close look-alikes, or a few Latin letters among another script's.
    var isUndecided: Bool { !isLatinAnywhere && (latin > 0 || close > 0 && far + other == 0) }

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
