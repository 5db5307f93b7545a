/// Makes the table from the phrase files: once, when a phrase file changes, not when mail is examined.
package struct PhraseCompiler {
    private var table = PhraseTable()
    private var termNumbers: [PhraseFile.Term: Int] = [:]
    private var terms: [PhraseFile.Term] = []
    /// For each term, the languages that it is an everyday word of, a bit each.
    private var everydayLanguages: [UInt32] = []
    /// For each term, the steps that it is; a step that it begins a phrase with is among them.
    private var stepsOfTerm: [[Int]] = []
    private var steps: [Step] = []
    /// By slot, of the steps that go on from it.
    private var widestGaps: [Int] = []
    /// Where in the table actions stand that some term has already.
    private var places: [Actions: (group: UInt32, beginning: UInt32)] = [:]

    private struct Step {
        let phrase: Int
        let position: Int
        let gap: Int
        let isLast: Bool
        /// In order; by them steps are told to be the same.
        let terms: [Int]
        var before: UInt16 = PhraseTable.here
        var slot: UInt16 = PhraseTable.nothing
    }

    package struct LimitError: Error, CustomStringConvertible {
        package let description: String
    }

    /// The committed bytes of a table. `sources` are language codes (BCP 47) and the text of their phrase files.
    /// Throws where a file has a mistake, with its language and line.
    package static func compile(_ sources: [(language: String, text: String)]) throws -> [UInt8] { try PhraseTable(compiling: sources).serialized }

    static func table(of sources: [(language: String, text: String)]) throws -> PhraseTable {
        var compiler = PhraseCompiler()
        // What is met in most mail comes first: what comes after each other lies close together, and so in the processor's caches.
        for source in sources.filter({ $0.language == "en" }) + sources.filter({ $0.language != "en" }) {
            do throws(PhraseFile.SyntaxError) {
                compiler.add(try PhraseFile(parsing: source.text), language: source.language)
            } catch {
                throw LimitError(description: "\(source.language).txt, \(error)")
            }
        }
        compiler.giveSlots()
        compiler.gatherSlots()
        try compiler.checkLimits()
        let order = compiler.order()
        compiler.writeTerms(order)
        compiler.writeTrie(order)
        return compiler.table
    }

    private mutating func add(_ file: PhraseFile, language: String) {
        let bit: UInt32 = 1 << UInt32(table.languages.count)
        table.languages.append(language)
        for phrase in file.phrases {
            if phrase.meaning == PhraseMeaning.languageName {
                // Met with nearly every word: a mark on the term, and no step to follow.
                for term in phrase.steps.flatMap(\.terms) { everydayLanguages[number(of: term)] |= bit }
                continue
            }
            for (position, step) in phrase.steps.enumerated() {
                let numbers = Set(step.terms.map { number(of: $0) }).sorted()
                for number in numbers { stepsOfTerm[number].append(steps.count) }
                steps.append(
                    Step(phrase: table.phrases.count, position: position, gap: step.gap, isLast: position + 1 == phrase.steps.count, terms: numbers))
            }
            table.phrases.append(.init(meaning: meaning(phrase.meaning), language: UInt8(table.languages.count - 1)))
        }
    }

    private mutating func meaning(_ name: String) -> UInt8 {
        if let known = table.meanings.firstIndex(of: name) { return UInt8(known) }
        table.meanings.append(name)
        return UInt8(table.meanings.count - 1)
    }

    private mutating func number(of term: PhraseFile.Term) -> Int {
        if let known = termNumbers[term] { return known }
        termNumbers[term] = terms.count
        terms.append(term)
        stepsOfTerm.append([])
        everydayLanguages.append(0)
        return terms.count - 1
    }

    private func checkLimits() throws(LimitError) {
        let most = Int(PhraseTable.nothing) - 1
        guard table.languages.count <= PhraseTable.mostLanguages, table.meanings.count <= Int(UInt8.max), table.slotCount < most,
            table.phrases.count < most
        else {
            throw LimitError(
                description: "too much for one table: \(table.languages.count) languages, \(table.phrases.count) phrases, \(table.slotCount) slots")
        }
    }

    /// A slot for each step but the last of a phrase; phrases of one language share the slots of the steps that they begin with.
    private mutating func giveSlots() {
        var next = PhraseTable.slotsTogether
        table.languageSlots = [UInt32(next)]
        var shared: [[Int]: UInt16] = [:]
        var language = 0
        var before = PhraseTable.here
        for index in steps.indices {
            let step = steps[index]
            if step.position == 0 { before = PhraseTable.here }
            steps[index].before = before
            if step.isLast { continue }
            while language < Int(table.phrases[step.phrase].language) {
                language += 1
                next += -next & (PhraseTable.slotsTogether - 1)
                table.languageSlots.append(UInt32(next))
                shared = [:]
            }
            let path = [Int(before), step.gap] + step.terms
            if let known = shared[path] {
                steps[index].slot = known
            } else {
                // Too many are refused when all are counted.
                steps[index].slot = UInt16(truncatingIfNeeded: next)
                shared[path] = steps[index].slot
                next += 1
            }
            before = steps[index].slot
        }
        next += -next & (PhraseTable.slotsTogether - 1)
        while table.languageSlots.count <= table.languages.count { table.languageSlots.append(UInt32(next)) }
    }

    /// Numbers the slots of each language anew, so that those that the same terms go on from lie together: terms of most slots first.
    private mutating func gatherSlots() {
        guard table.slotCount < Int(PhraseTable.nothing) else { return }
        var numbers = [UInt16](repeating: PhraseTable.here, count: table.slotCount)
        var next = table.languageSlots.dropLast().map { UInt16($0) }
        var waiting: [[(language: Int, slot: UInt16)]] = stepsOfTerm.map { ownSteps in
            ownSteps.filter { steps[$0].before != PhraseTable.here }.map { (Int(table.phrases[steps[$0].phrase].language), steps[$0].before) }
        }
        waiting = waiting.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        for (language, slot) in waiting.joined() where numbers[Int(slot)] == PhraseTable.here {
            numbers[Int(slot)] = next[language]
            next[language] += 1
        }
        for index in steps.indices {
            if steps[index].before != PhraseTable.here { steps[index].before = numbers[Int(steps[index].before)] }
            if steps[index].slot != PhraseTable.nothing { steps[index].slot = numbers[Int(steps[index].slot)] }
        }
        widestGaps = [Int](repeating: 0, count: table.slotCount)
        for step in steps { widestGaps[Int(step.before)] = max(widestGaps[Int(step.before)], step.gap) }
    }

    /// The terms as they are met, but the stem behind the word of the same bytes.
    private func order() -> [Int] {
        terms.indices.flatMap { index -> [Int] in
            let term = terms[index]
            if term.isStem { return termNumbers[PhraseFile.Term(bytes: term.bytes, isStem: false)] == nil ? [index] : [] }
            return [index] + [termNumbers[PhraseFile.Term(bytes: term.bytes, isStem: true)]].compactMap { $0 }
        }
    }

    private mutating func writeTerms(_ order: [Int]) {
        for term in order {
            let byLanguage = Dictionary(grouping: stepsOfTerm[term]) { table.phrases[steps[$0].phrase].language }
            table.terms.append(
                .init(
                    everydayLanguages: everydayLanguages[term], phraseLanguages: byLanguage.keys.reduce(0) { $0 | 1 << UInt32($1) },
                    firstRole: UInt32(table.roles.count)))
            for (language, numbers) in byLanguage.sorted(by: { $0.key < $1.key }) { writeRole(of: numbers, language: language) }
        }
        table.terms.append(.init(firstRole: UInt32(table.roles.count)))
    }

    private mutating func writeRole(of numbers: [Int], language: UInt8) {
        var actions = Actions()
        for step in numbers.map({ steps[$0] }).sorted(by: { ($0.before, $0.phrase) < ($1.before, $1.phrase) }) {
            if step.position == 0, !step.isLast {
                if !actions.beginnings.contains(step.slot) { actions.beginnings.append(step.slot) }
                continue
            }
            // Of a shared step one phrase is enough.
            let isKnown = !step.isLast && actions.advances.contains { $0.before == step.before && $0.slot == step.slot }
            if !isKnown {
                actions.advances.append(
                    .init(
                        before: step.before, slot: step.slot, phrase: UInt16(step.phrase), gap: UInt8(step.gap), widestGap: UInt8(widestGaps[Int(step.before)]))
                )
            }
        }
        var groups: [[PhraseTable.Advance]] = []
        for advance in actions.advances {
            if let last = groups.last, PhraseTable.word(of: last[0].before) == PhraseTable.word(of: advance.before) {
                groups[groups.count - 1].append(advance)
            } else {
                groups.append([advance])
            }
        }
        let place =
            places[actions]
            ?? {
                let place = (group: UInt32(table.groups.count), beginning: UInt32(table.beginnings.count))
                for advances in groups {
                    table.groups.append(
                        .init(
                            slots: PhraseTable.slots(of: advances), firstAdvance: UInt32(table.advances.count),
                            advanceCount: UInt16(advances.count), word: PhraseTable.word(of: advances[0].before)))
                    table.advances += advances
                }
                table.beginnings += actions.beginnings
                places[actions] = place
                return place
            }()
        table.roles.append(
            .init(
                firstGroup: place.group, firstBeginning: place.beginning, groupCount: UInt16(groups.count),
                beginningCount: UInt8(actions.beginnings.count), language: language))
    }

    /// What a term does in one language.
    private struct Actions: Hashable {
        var advances: [PhraseTable.Advance] = []
        var beginnings: [UInt16] = []
    }

    private mutating func writeTrie(_ order: [Int]) {
        var paths: [[UInt8]: TermTrie.Path] = [:]
        for (number, index) in order.enumerated() {
            let term = terms[index]
            let language = (table.terms[number].everydayLanguages | table.terms[number].phraseLanguages).trailingZeroBitCount
            var path = paths[term.bytes] ?? TermTrie.Path(bytes: term.bytes, isWord: false, isStem: false, number: number, neighbourhood: language)
            if term.isStem { path.isStem = true } else { path.isWord = true }
            path.neighbourhood = min(path.neighbourhood, language)
            paths[term.bytes] = path
        }
        table.cells = TermTrie.cells(of: paths.values.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
    }
}

extension PhraseTable {
    init(compiling sources: [(language: String, text: String)]) throws { self = try PhraseCompiler.table(of: sources) }
}
