/// Makes the table from the phrase files: once, when a phrase file changes, not when mail is examined.
package struct PhraseCompiler {
    private var table = PhraseTable()
    private var termNumbers: [PhraseFile.Term: Int] = [:]
    private var terms: [PhraseFile.Term] = []
    /// For each term, the steps that it is; a step that it begins a phrase with is among them.
    private var stepsOfTerm: [[Int]] = []
    private var steps: [Step] = []

    private struct Step {
        let phrase: Int
        let position: Int
        let gap: Int
        let isLast: Bool
        /// In order; by them first steps are told to be the same.
        let terms: [Int]
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
        for source in sources {
            do throws(PhraseFile.SyntaxError) {
                compiler.add(try PhraseFile(parsing: source.text), language: source.language)
            } catch {
                throw LimitError(description: "\(source.language).txt, \(error)")
            }
        }
        try compiler.checkLimits()
        compiler.giveSlots()
        compiler.writeActions()
        compiler.writeTrie()
        return compiler.table
    }

    private mutating func add(_ file: PhraseFile, language: String) {
        let bit: UInt32 = 1 << UInt32(table.languages.count)
        table.languages.append(language)
        for phrase in file.phrases {
            if phrase.meaning == PhraseMeaning.languageName {
                // Met with nearly every word: a mark on the term, and no step to follow.
                for term in phrase.steps.flatMap(\.terms) { table.everydayLanguages[number(of: term)] |= bit }
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
        table.everydayLanguages.append(0)
        table.begunLanguages.append(0)
        return terms.count - 1
    }

    private func checkLimits() throws(LimitError) {
        let most = Int(PhraseTable.nothing) - 1
        guard table.languages.count <= PhraseTable.mostLanguages, table.meanings.count <= Int(UInt8.max), terms.count < most, steps.count < most,
            table.phrases.count < most
        else {
            throw LimitError(description: "too much for one table: \(table.languages.count) languages, \(terms.count) terms, \(steps.count) steps")
        }
    }

    /// A slot for each step but the last of a phrase; first steps of one language with the same terms share theirs.
    private mutating func giveSlots() {
        var next: UInt16 = 1
        table.languageSlots = [1]
        var shared: [[Int]: UInt16] = [:]
        var language = 0
        for index in steps.indices where !steps[index].isLast {
            let own = Int(table.phrases[steps[index].phrase].language)
            while language < own {
                language += 1
                table.languageSlots.append(UInt32(next))
                shared = [:]
            }
            if steps[index].position == 0, let known = shared[steps[index].terms] {
                steps[index].slot = known
                continue
            }
            steps[index].slot = next
            if steps[index].position == 0 { shared[steps[index].terms] = next }
            next += 1
        }
        while table.languageSlots.count <= table.languages.count { table.languageSlots.append(UInt32(next)) }
    }

    private mutating func writeActions() {
        table.advanceStarts = [0]
        table.beginningStarts = [0]
        for term in terms.indices {
            let firstBeginning = table.beginnings.count
            // Later steps first: a word must not be two steps of one phrase at once.
            for number in stepsOfTerm[term].sorted(by: >) {
                let step = steps[number]
                let language = table.phrases[step.phrase].language
                if step.position > 0 || step.isLast {
                    table.advances.append(
                        .init(
                            before: step.position > 0 ? steps[number - 1].slot : PhraseTable.here, slot: step.slot, phrase: UInt16(step.phrase),
                            gap: UInt8(step.gap), language: language))
                } else if !table.beginnings[firstBeginning...].contains(step.slot) {
                    table.beginnings.append(step.slot)
                    table.begunLanguages[term] |= 1 << UInt32(language)
                }
            }
            table.advanceStarts.append(UInt32(table.advances.count))
            table.beginningStarts.append(UInt32(table.beginnings.count))
        }
    }

    private mutating func writeTrie() {
        var texts: [[UInt8]] = []
        for number in terms.indices.sorted(by: { terms[$0].bytes.lexicographicallyPrecedes(terms[$1].bytes) }) {
            if texts.last != terms[number].bytes {
                texts.append(terms[number].bytes)
                table.ends += [PhraseTable.nothing, PhraseTable.nothing]
            }
            table.ends[table.ends.count - (terms[number].isStem ? 1 : 2)] = UInt16(number)
        }
        table.cells = TermTrie.cells(of: texts)
    }
}

extension PhraseTable {
    init(compiling sources: [(language: String, text: String)]) throws { self = try PhraseCompiler.table(of: sources) }
}
