/// All phrases of all languages in the form in which they are committed, loaded and run.
///
/// A *term* is a word, a stem or some words in a row; terms are the paths of a trie. Each term is a step of some phrases. How far
/// phrases have come is kept in *slots*: a step takes the place where the step before it was reached from that step's slot and
/// writes its own. The first steps of a language's phrases that begin with the same terms share a slot, since they are always
/// reached together: that is most of the work saved on "I" and "you", with which a hundred phrases begin.
struct PhraseTable: Sendable, Equatable {
    /// The trie of all terms: `TermTrie`.
    var cells: [UInt32] = []
    /// For each path's end, the number of the term that is this word, and of the one that is this stem; `nothing` for none.
    var ends: [UInt16] = []
    /// For each term, the languages that it is an everyday word of, a bit each.
    var everydayLanguages: [UInt32] = []
    /// For each term, the languages of the phrases that it begins, a bit each.
    var begunLanguages: [UInt32] = []
    /// Term t makes `advances[advanceStarts[t] ..< advanceStarts[t + 1]]`, later steps of a phrase first.
    var advanceStarts: [UInt32] = []
    var advances: [Advance] = []
    /// Term t begins the slots `beginnings[beginningStarts[t] ..< beginningStarts[t + 1]]`.
    var beginningStarts: [UInt32] = []
    var beginnings: [UInt16] = []
    /// For each phrase the index in `meanings`, and in `languages`.
    var phrases: [Phrase] = []
    /// Language l has the slots `languageSlots[l] ..< languageSlots[l + 1]`. Slot 0 is no language's.
    var languageSlots: [UInt32] = []
    var meanings: [String] = []
    /// BCP 47.
    var languages: [String] = []

    struct Phrase: Sendable, Equatable {
        var meaning: UInt8
        var language: UInt8
    }

    /// What a term does for a phrase whose first step it is not, or whose only one.
    struct Advance: Sendable, Equatable {
        /// The slot of the step before; `here` for a phrase of one step.
        var before: UInt16
        /// The slot of this step; `nothing` for a phrase's last.
        var slot: UInt16
        var phrase: UInt16
        /// How many words may stand between this step and the one before.
        var gap: UInt8
        var language: UInt8
    }

    static let here: UInt16 = 0
    static let nothing = UInt16.max
    /// As many as there are bits in the masks.
    static let mostLanguages = 32

    var slotCount: Int { Int(languageSlots.last ?? 1) }
}
