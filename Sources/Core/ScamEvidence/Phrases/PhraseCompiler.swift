/// Makes the table from the phrase files: once, when a phrase file changes, not when mail is examined.
package struct PhraseCompiler {
    /// The byte that stands before and after every word; folding writes a line feed for the end of a sentence, which counts the same here.
    private static let separator: UInt8 = 0x20

    private var table = PhraseTable()
    private var termNumbers: [PhraseFile.Term: Int] = [:]
    private var termTexts: [[UInt8]] = []
    private var stepsOfTerm: [[Int]] = []

    /// The committed bytes of a table. `sources` are language codes (BCP 47) and the text of their phrase files.
    /// Throws where a file has a mistake, with the line.
    package static func compile(_ sources: [(language: String, text: String)]) throws -> [UInt8] { try PhraseTable(compiling: sources).serialized }

    static func table(of sources: [(language: String, text: String)]) throws -> PhraseTable {
        var compiler = PhraseCompiler()
        for source in sources { try compiler.add(PhraseFile(parsing: source.text), language: source.language) }
        compiler.finishSteps()
        compiler.buildAutomaton()
        return compiler.table
    }

    private mutating func add(_ file: PhraseFile, language: String) throws {
        table.languages.append(language)
        for phrase in file.phrases where phrase.meaning == PhraseMeaning.languageName {
            // Met with nearly every word: a mark on the term, and no step to follow.
            for term in phrase.steps.flatMap(\.terms) { table.terms[number(of: term)].languages |= 1 << UInt32(table.languages.count - 1) }
        }
        for phrase in file.phrases where phrase.meaning != PhraseMeaning.languageName {
            let number = UInt16(table.phrases.count)
            table.phrases.append(
                .init(
                    firstStep: UInt16(table.steps.count), stepCount: UInt8(phrase.steps.count), meaning: meaning(phrase.meaning),
                    language: UInt8(table.languages.count - 1)))
            for (position, step) in phrase.steps.enumerated() {
                for term in step.terms {
                    // A term that two classes of one step share is one all the same.
                    let number = self.number(of: term)
                    if stepsOfTerm[number].last != table.steps.count { stepsOfTerm[number].append(table.steps.count) }
                }
                table.steps.append(.init(phrase: number, position: UInt8(position), gap: UInt8(step.gap)))
            }
        }
    }

    private mutating func meaning(_ name: String) -> UInt8 {
        if let known = table.meanings.firstIndex(of: name) { return UInt8(known) }
        table.meanings.append(name)
        return UInt8(table.meanings.count - 1)
    }

    private mutating func number(of term: PhraseFile.Term) -> Int {
        if let known = termNumbers[term] { return known }
        let text = Array(term.text.utf8)
        termNumbers[term] = termTexts.count
        termTexts.append(text)
        stepsOfTerm.append([])
        let separators = text.count { $0 == Self.separator }
        table.terms.append(.init(length: UInt16(text.count), innerSeparators: UInt8(separators), isStem: term.isStem))
        return termTexts.count - 1
    }

    private mutating func finishSteps() {
        for steps in stepsOfTerm {
            table.stepStarts.append(UInt16(table.termSteps.count))
            // Later positions first: a word must not be two steps of one phrase at once.
            table.termSteps += steps.sorted(by: >).map(UInt16.init)
        }
        table.stepStarts.append(UInt16(table.termSteps.count))
    }

    /// Aho and Corasick 1975, with the fail links resolved into the transition table.
    private mutating func buildAutomaton() {
        classifyBytes()
        let trie = Trie(words: termTexts.map { [Self.separator] + $0 }, classes: table.byteClasses, classCount: table.classCount)
        // Accepting states get the highest numbers, so that one comparison tells them apart.
        let order = trie.accepted.indices.filter { trie.accepted[$0].isEmpty } + trie.accepted.indices.filter { !trie.accepted[$0].isEmpty }
        var renumbered = [UInt16](repeating: 0, count: order.count)
        for (new, old) in order.enumerated() { renumbered[old] = UInt16(new) }
        for old in order {
            let row = trie.next[old * table.classCount..<(old + 1) * table.classCount]
            table.nextStates += row.map { renumbered[$0] }
        }
        table.firstAccepting = order.count { trie.accepted[$0].isEmpty }
        for old in order.dropFirst(table.firstAccepting) {
            table.acceptStarts.append(UInt16(table.acceptedTerms.count))
            table.acceptedTerms += trie.accepted[old].sorted().map(UInt16.init)
        }
        table.acceptStarts.append(UInt16(table.acceptedTerms.count))
    }

    /// Bytes that no term has share class 0; both separators are one class.
    private mutating func classifyBytes() {
        table.byteClasses = [UInt8](repeating: 0, count: 256)
        table.byteClasses[Int(Self.separator)] = 1
        table.byteClasses[0x0A] = 1
        table.classCount = 2
        for byte in Set(termTexts.joined()).sorted() where table.byteClasses[Int(byte)] == 0 {
            table.byteClasses[Int(byte)] = UInt8(table.classCount)
            table.classCount += 1
        }
    }
}

extension PhraseTable {
    init(compiling sources: [(language: String, text: String)]) throws { self = try PhraseCompiler.table(of: sources) }
}

/// The automaton while it is made.
private struct Trie {
    /// State × class → state.
    var next: [Int]
    /// The words that end in each state.
    var accepted: [[Int]] = [[]]
    private let classCount: Int

    init(words: [[UInt8]], classes: [UInt8], classCount: Int) {
        self.classCount = classCount
        next = [Int](repeating: -1, count: classCount)
        for (number, word) in words.enumerated() { insert(word.map { Int(classes[Int($0)]) }, number: number) }
        resolveFailLinks()
    }

    private mutating func insert(_ path: [Int], number: Int) {
        var state = 0
        for column in path {
            if next[state * classCount + column] < 0 {
                next[state * classCount + column] = accepted.count
                accepted.append([])
                next += [Int](repeating: -1, count: classCount)
            }
            state = next[state * classCount + column]
        }
        accepted[state].append(number)
    }

    private mutating func resolveFailLinks() {
        var fail = [Int](repeating: 0, count: accepted.count)
        var queue: [Int] = [0]
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            for column in 0..<classCount {
                let index = state * classCount + column
                let fallback = state == 0 ? 0 : next[fail[state] * classCount + column]
                if next[index] < 0 {
                    next[index] = fallback
                } else {
                    let child = next[index]
                    fail[child] = fallback
                    accepted[child] += accepted[fallback]
                    queue.append(child)
                }
            }
        }
    }
}
