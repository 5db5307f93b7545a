/// All phrases of all languages as one automaton: the form in which they are committed, loaded and run.
///
/// `nextStates` is a dense deterministic automaton over folded bytes (Aho–Corasick, fail links resolved): it recognises
/// *terms*. Each term is a step of some phrases; `PhraseScanner` follows how far each phrase has come.
struct PhraseTable: Sendable, Equatable {
    /// A recognised word or row of words.
    struct Term: Sendable, Equatable {
        /// Bytes, without the separator in front.
        var length: UInt16
        /// Separators inside.
        var innerSeparators: UInt8
        /// A stem may end inside a word; any other term only at its end.
        var isStem: Bool
        /// The languages that it is an everyday word of, a bit each.
        var languages: UInt32 = 0
    }

    struct Step: Sendable, Equatable {
        var phrase: UInt16
        /// 0 for the phrase's first step.
        var position: UInt8
        var gap: UInt8
    }

    struct Phrase: Sendable, Equatable {
        /// The index of its first step; the others follow.
        var firstStep: UInt16
        var stepCount: UInt8
        /// The index in `meanings`.
        var meaning: UInt8
        /// The index in `languages`.
        var language: UInt8
    }

    /// The column of each byte in `nextStates`.
    var byteClasses: [UInt8] = []
    var classCount = 0
    /// State × class → state. States from `firstAccepting` on end at least one term.
    var nextStates: [UInt16] = []
    var firstAccepting = 0
    /// For accepting state s, `acceptedTerms[acceptStarts[s - firstAccepting] ..< acceptStarts[s - firstAccepting + 1]]`.
    var acceptStarts: [UInt16] = []
    var acceptedTerms: [UInt16] = []
    var terms: [Term] = []
    /// For term t, `termSteps[stepStarts[t] ..< stepStarts[t + 1]]`, later positions first.
    var stepStarts: [UInt16] = []
    var termSteps: [UInt16] = []
    var steps: [Step] = []
    var phrases: [Phrase] = []
    var meanings: [String] = []
    var languages: [String] = []
}
