/// All phrases of all languages in the form in which they are committed, loaded and run.
///
/// A *term* is a word, a stem or some words in a row; terms are the paths of a trie. Each term is a step of some phrases. How far
/// phrases have come is kept in *slots*: a step takes the place where the step before it was reached from that step's slot and
/// writes its own. Phrases of a language that begin with the same steps share the slots of these, since they are always reached
/// together: that is most of the work saved on "I" and "you", with which a hundred phrases begin.
///
/// Which slots have been reached is a bit each. "You" goes on from two hundred slots, hardly ever from any that was reached: so slots that wait for
/// the same words lie together, and a word looks at the bits of 64 of them at once.
struct PhraseTable: Sendable, Equatable {
    /// The trie of all terms: `TermTrie`.
    var cells: [UInt32] = []
    /// A path's end has the number of its term; where it is both a word and a stem, the stem is the next. One more stands behind all, where the roles end.
    var terms: [Term] = []
    /// Those that do the same share their lists: the words of a class do.
    var roles: [Role] = []
    var groups: [Group] = []
    var advances: [Advance] = []
    var beginnings: [UInt16] = []
    /// For each phrase the index in `meanings`, and in `languages`.
    var phrases: [Phrase] = []
    /// Language l has the slots `languageSlots[l] ..< languageSlots[l + 1]`, multiples of `slotsTogether`. The first 64 are no language's.
    var languageSlots: [UInt32] = []
    var meanings: [String] = []
    /// BCP 47.
    var languages: [String] = []

    struct Phrase: Sendable, Equatable {
        var meaning: UInt8
        var language: UInt8
    }

    struct Term: Sendable, Equatable {
        /// The languages that it is an everyday word of, a bit each.
        var everydayLanguages: UInt32 = 0
        /// The languages in whose phrases it is a step, a bit each.
        var phraseLanguages: UInt32 = 0
        /// What it does are the roles from here to the next term's: one for each of its languages, in their order.
        var firstRole: UInt32 = 0
    }

    /// What a term does in one language.
    struct Role: Sendable, Equatable {
        var firstGroup: UInt32
        /// The slots that it begins.
        var firstBeginning: UInt32
        var groupCount: UInt16
        var beginningCount: UInt8
        var language: UInt8
    }

    /// What a term goes on from among the 64 slots from `64 * word` on.
    struct Group: Sendable, Hashable {
        // Two halves, as lists lie at multiples of four.
        private var lowSlots: UInt32
        private var highSlots: UInt32
        /// In the order of the slots that they go on from.
        var firstAdvance: UInt32
        var advanceCount: UInt16
        var word: UInt16

        init(slots: UInt64, firstAdvance: UInt32, advanceCount: UInt16, word: UInt16) {
            (lowSlots, highSlots) = (UInt32(truncatingIfNeeded: slots), UInt32(truncatingIfNeeded: slots >> 32))
            (self.firstAdvance, self.advanceCount, self.word) = (firstAdvance, advanceCount, word)
        }

        /// A bit for each slot that one of its advances goes on from, the lowest for the first slot.
        var slots: UInt64 { UInt64(highSlots) << 32 | UInt64(lowSlots) }
    }

    /// What a term does for a phrase whose first step it is not, or whose only one.
    struct Advance: Sendable, Hashable {
        /// The slot of the step before; `here` for a phrase of one step.
        var before: UInt16
        /// The slot of this step; `nothing` for a phrase's last.
        var slot: UInt16
        var phrase: UInt16
        /// How many words may stand between this step and the one before.
        var gap: UInt8
        /// The widest gap of all that goes on from `before`.
        var widestGap: UInt8
    }

    static let here: UInt16 = 0
    static let nothing = UInt16.max
    /// Slots whose bits are looked at together.
    static let slotsTogether = 64

    /// Among the words of as many bits, that of a slot's bit.
    @inline(__always)
    static func word(of slot: UInt16) -> UInt16 { slot >> 6 }
    @inline(__always)
    static func bit(of slot: UInt16) -> UInt64 { 1 << UInt64(slot & 63) }
    /// The bits of the slots that these go on from.
    static func slots(of advances: some Sequence<Advance>) -> UInt64 { advances.reduce(0) { $0 | bit(of: $1.before) } }
    /// In words: no phrase knows of more between two of its steps, nor reaches over `PhrasePass.betweenTexts`.
    static let widestGap = Int(UInt8.max)
    /// As many as there are bits in the masks.
    static let mostLanguages = 32

    var slotCount: Int { Int(languageSlots.last ?? UInt32(Self.slotsTogether)) }
}
