/// The steps of all phrases as the scanner runs them: what a term does where it is found.
///
/// How far phrases have come is kept in *slots*. A step takes the place where the step before it was reached from that step's
/// slot and writes its own; the first steps of phrases that begin with the same terms share a slot, since they are always
/// reached together. That is most of the work saved on "I" and "you", with which a hundred phrases begin.
struct PhraseSteps: Sendable {
    struct Advance: Sendable {
        /// The slot of the step before.
        var before: UInt16
        /// The slot of this step; `nowhere` for a phrase's last.
        var slot: UInt16
        var phrase: UInt16
        var gap: UInt8
    }

    /// The slot of the term just found, before which no words stand: a phrase of a single step follows on it.
    static let here: UInt16 = 0
    static let nowhere = UInt16.max

    private(set) var slotCount = 1
    /// For term t, `advances[advanceStarts[t] ..< advanceStarts[t + 1]]`, later steps of a phrase first; then the slots that it begins.
    private(set) var advances: [Advance] = []
    private(set) var advanceStarts: [Int] = [0]
    private(set) var beginnings: [UInt16] = []
    private(set) var beginningStarts: [Int] = [0]

    init(_ table: PhraseTable) {
        let slots = slots(of: table)
        for term in table.terms.indices {
            let firstBeginning = beginnings.count
            for number in Self.steps(of: term, in: table) {
                let step = table.steps[number]
                let isLast = step.position + 1 == table.phrases[Int(step.phrase)].stepCount
                if step.position > 0 || isLast {
                    let before = step.position > 0 ? slots[number - 1] : Self.here
                    advances.append(Advance(before: before, slot: isLast ? Self.nowhere : slots[number], phrase: step.phrase, gap: step.gap))
                } else if !beginnings[firstBeginning...].contains(slots[number]) {
                    beginnings.append(slots[number])
                }
            }
            advanceStarts.append(advances.count)
            beginningStarts.append(beginnings.count)
        }
    }

    private static func steps(of term: Int, in table: PhraseTable) -> some Sequence<Int> {
        table.termSteps[Int(table.stepStarts[term])..<Int(table.stepStarts[term + 1])].lazy.map(Int.init)
    }

    /// The slot of each step.
    private mutating func slots(of table: PhraseTable) -> [UInt16] {
        let termSets = Self.termSets(of: table)
        var shared: [UInt64: UInt16] = [:]
        var slots: [UInt16] = []
        for step in table.steps.indices {
            let isFirst = table.steps[step].position == 0
            if isFirst, let slot = shared[termSets[step]] {
                slots.append(slot)
                continue
            }
            if isFirst { shared[termSets[step]] = UInt16(slotCount) }
            slots.append(UInt16(slotCount))
            slotCount += 1
        }
        return slots
    }

    /// For each step, a hash (64-bit FNV-1a) of the terms that reach it: of the few thousand steps there are, no two sets share one.
    private static func termSets(of table: PhraseTable) -> [UInt64] {
        var sets = [UInt64](repeating: 0xCBF2_9CE4_8422_2325, count: table.steps.count)
        for term in table.terms.indices {
            for step in steps(of: term, in: table) { sets[step] = (sets[step] ^ UInt64(term)) &* 0x100_0000_01B3 }
        }
        return sets
    }
}
