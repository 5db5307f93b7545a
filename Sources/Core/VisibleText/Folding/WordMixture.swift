/// How letters of two scripts stand in one word, where some are Latin.
struct WordMixture {
    /// Letters that look like no Latin ones: how often they stand between others, and how many they are there and altogether.
    private var fillers = 0
    private var fillerLetters = 0
    private var others = 0
    private var othersInARow = 0
    private var hasBegun = false
    /// Latin letters as many as they are written with.
    private var latin = 0
    private var lookAlikes = 0
    /// The letters of other scripts all stand behind the Latin ones, and are Greek or Cyrillic.
    private var isSuffixed = true
    /// Every second letter is of another script: those at odd places.
    private var alternates = true
    private var place = 0

    /// One or two letters may slip in once.
    private static let longestFiller = 2
    private static let fewestAlternations = 3

    init(_ word: Range<Int>, in source: FoldingSource) {
        var position = word.lowerBound
        while position < word.upperBound {
            let unit = source.unit(at: position)
            // A jamo that goes onto the syllable before it is no letter more.
            if !(0x1161...0x11C2).contains(unit.scalar) { add(unit, isFirst: position == word.lowerBound) }
            position += unit.length
        }
    }

    private mutating func add(_ unit: FoldingUnit, isFirst: Bool) {
        switch unit.record.kind {
        // A word does not begin with ß, so it is read as b there.
        case FoldingClass.latin: addLatin(isFirst && unit.scalar == 0xDF ? 1 : unit.record.ownLength, isPlain: unit.scalar < 0x80)
        case FoldingClass.closeLookAlike: addLookAlike(unit.scalar, isClose: true)
        case FoldingClass.farLookAlike: addLookAlike(unit.scalar, isClose: false)
        case FoldingClass.other:
            others += 1
            othersInARow += 1
            isSuffixed = false
            addForeign()
        default: if unit.record.isSymbolLetter { addLatin(1, isPlain: false) }
        }
    }

    private mutating func addLatin(_ count: Int, isPlain: Bool) {
        if lookAlikes > 0 { isSuffixed = false }
        latin += count
        endFiller()
        if place & 1 != 0 || !isPlain { alternates = false }
        place += 1
    }

    private mutating func addLookAlike(_ scalar: UInt32, isClose: Bool) {
        lookAlikes += 1
        if !WordShape.isGreekOrCyrillic(scalar) { isSuffixed = false }
        if isClose { alternates = false }
        if isClose || !WordShape.isOfNoNeighbour(scalar) { endFiller() }
        addForeign()
    }

    private mutating func addForeign() {
        if place & 1 == 0 { alternates = false }
        place += 1
    }

    private mutating func endFiller() {
        if hasBegun, othersInARow > 0 {
            fillers += 1
            fillerLetters += othersInARow
        }
        othersInARow = 0
        hasBegun = true
    }

    /// The text around decides whether letters of another script are filler: `USBのPC` in Japanese has some between Latin ones too.
    var mayHaveFiller: Bool { fillers > 1 || fillers == 1 && fillerLetters == others && others <= Self.longestFiller }

    /// Filler so often that the word is Latin in any text.
    var isTornApart: Bool { fillers > 2 }

    /// Every second letter is of another script, so often that not even look-alikes among them are meant as letters.
    var isInterleaved: Bool { alternates && place & 1 == 1 && place / 2 >= Self.fewestAlternations }

    /// A Latin word with an ending of another script, as Russian and Greek make them: `USB-шка` without the hyphen.
    var isInflected: Bool { isSuffixed && latin > 1 && lookAlikes > 0 }
}
