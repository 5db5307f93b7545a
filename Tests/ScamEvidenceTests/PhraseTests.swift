import EmbeddedData
import Foundation
import Testing

@testable import ScamEvidence

private func matches(_ phrases: String, in text: String) throws -> [String] {
    let scanner = PhraseScanner(table: try PhraseTable(compiling: [("en", phrases)]))
    let bytes = Array(text.utf8)
    return scanner.matches(in: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
}

@Suite struct PhraseTests {
    @Test(arguments: [
        ("deadline: you have", " you have ", ["you have"]),
        ("deadline: you have", " you havent ", []),
        ("deadline: you hav*", " you havent it ", ["you havent"]),
        ("deadline: you have", " you still have ", []),
        ("deadline: you ..1 have", " you still have ", ["you still have"]),
        ("deadline: you ..1 have", " you still may have ", []),
        ("deadline: a|b c", " a c b c ", ["a c", "b c"]),
        ("deadline: \"two words\" c", " two words c ", ["two words c"]),
        ("deadline: a ..2 b", " a b\n", ["a b"]),
        ("deadline: a ..2 b", " a\nb ", []),
        ("deadline: a ..3 b", " a\nb ", ["a\nb"]),
        ("deadline: a ..1 a", " a x a ", ["a x a"]),
        ("deadline: a a", " a ", []),
        ("deadline: q|pa* ..3 pay", " q x pay ", ["q x pay"]),
        ("deadline: pa*|q ..3 pay|x ..3 z", " q pay z ", ["q pay z"]),
        ("deadline: ab", " xab ab ", ["ab"]),
        ("deadline: a b c", " a b b c a b c ", ["a b c"]),
        ("X = p q\ndeadline: <X>|r s", " q s r s s ", ["q s", "r s"]),
        ("deadline: ~2 a b", " a x b ", ["a x b"]),
        ("deadline: ~2 a b", " b x x a b ", ["b x x a", "a b"]),
        ("deadline: ~1 a b c", " c a x b ", ["c a x b"]),
        ("deadline: a ..1 a ..1 a", " a x a x a ", ["a x a x a"]),
        ("deadline: Gerät", " gerat ", ["gerat"]),
        ("spelling: ä=ae\ndeadline: Gerät*", " geraete gerate ", ["geraete", "gerate"]),
        ("deadline: كلمة", " كلمة وكلمة الكلمة بكلمة فبالكلمة للكلمة سكلمة ", ["كلمة", "كلمة", "كلمة", "كلمة", "كلمة", "كلمة"]),
        ("deadline: 付 ..2 円", " 今付て円。付ててて円 ", ["付て円"]),
        ("deadline: 視頻", " 我的視頻在 ", ["視頻"]),
        ("deadline: 買 bitcoin", " 買bitcoin的 買 bitcoin ", ["買bitcoin", "買 bitcoin"]),
        ("deadline: bitcoin", " bitcoins 買bitcoin的 ", ["bitcoin"]),
        ("deadline: 해킹* ..1 비디오*", " 해킹했고 그 비디오를 ", ["해킹했고 그 비디오를"]),
    ])
    func grammar(_ phrases: String, _ text: String, _ expected: [String]) throws {
        #expect(try matches(phrases, in: text) == expected)
    }

    @Test(arguments: [
        "deadline:", "nonsense: a", "deadline: <UNKNOWN>", "deadline: a ..2", "just words", "deadline: a| *", "spelling: a", "deadline: ~2 a",
        "deadline: ~x a b", "deadline: ~2 a ..1 b", "deadline: a ..999 b",
    ])
    func mistakesAreNamedWithTheirLine(_ text: String) {
        #expect { try PhraseFile(parsing: "# comment\n" + text) } throws: { "\($0)".hasPrefix("line 2: ") }
    }

    /// The table against the plainest search there is, over random texts of the table's own words.
    @Test func theAutomatonFindsWhatANaiveSearchFinds() throws {
        let phrases = "deadline: aa ..2 ab*\ndeadline: b ..1 aa|c\ndeadline: \"a b\" c*\n"
        let file = try PhraseFile(parsing: phrases)
        let scanner = PhraseScanner(table: try PhraseTable(compiling: [("en", phrases)]))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let words = (0..<30).map { _ in ["a", "b", "c", "aa", "ab", "abc", "ca", "x"].randomElement(using: &random)! }
            let text = " " + words.joined(separator: " ") + " "
            let found = Set(scanner.matches(in: Array(text.utf8)).map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) })
            #expect(found == naive(file, words), "\(text)")
        }
    }

    /// For each place where a last word fits: the phrase with each step at its latest fitting place, as the scanner has it.
    private func naive(_ file: PhraseFile, _ words: [String]) -> Set<String> {
        var found: Set<String> = []
        for phrase in file.phrases {
            var reached = [(word: Int, start: Int)?](repeating: nil, count: phrase.steps.count)
            for end in words.indices {
                for index in phrase.steps.indices.reversed() {
                    for term in phrase.steps[index].terms {
                        let parts = String(decoding: term.bytes, as: UTF8.self).split(separator: " ").map(String.init)
                        let start = end - parts.count + 1
                        guard start >= 0, zip(parts.indices, words[start...end]).allSatisfy({ fits($1, parts[$0], term.isStem && $0 == parts.count - 1) })
                        else { continue }
                        if index == 0 {
                            reached[0] = (end, start)
                        } else if let before = reached[index - 1], start > before.word, start - before.word - 1 <= phrase.steps[index].gap {
                            reached[index] = (end, before.start)
                        } else {
                            continue
                        }
                        if index == phrase.steps.count - 1 { found.insert(words[reached[index]!.start...end].joined(separator: " ")) }
                    }
                }
            }
        }
        return found
    }

    private func fits(_ word: String, _ term: String, _ isStem: Bool) -> Bool { isStem ? word.hasPrefix(term) : word == term }
}

@Suite struct HostilePhraseTableTests {
    /// What would lead out of a text, or to a place that nobody has filled, or would lose a phrase.
    @Test(
        arguments: [
            { (table: inout PhraseTable) in table.advances[0].gap = .max },
            { table in table.advances[0].before = UInt16(table.languageSlots[1]) },
            { table in table.beginnings[0] = UInt16(table.slotCount) },
            { table in table.roles[0].groupCount = .max },
            { table in table.groups[0].advanceCount = .max },
            { table in table.groups[0].word += 1 },
            { table in table.groups[0] = .init(slots: table.groups[0].slots << 1, firstAdvance: 0, advanceCount: table.groups[0].advanceCount, word: 1) },
            { table in table.groups[0].firstAdvance += 1 },
            { table in table.terms.removeAll() },
            { table in table.terms[table.terms.count - 1].firstRole += 1 },
        ] as [@Sendable (inout PhraseTable) -> Void])
    func isRefused(_ change: @Sendable (inout PhraseTable) -> Void) throws {
        var table = try PhraseTable(compiling: [("en", "deadline: a ..2 b c"), ("de", "deadline: x ..1 y z")])
        #expect(PhraseTable(reading: table.serialized) == table)
        change(&table)
        #expect(PhraseTable(reading: table.serialized) == nil)
    }
}

/// That the committed table is made from the committed files is compared by script/test.
@Suite struct EmbeddedPhrasesTests {
    @Test func theCommittedFormIsReadBack() throws {
        let embedded = embedded_phrases()
        // The program does not check its own table; here it is.
        let table = try #require(PhraseTable(reading: UnsafeRawBufferPointer(start: embedded.bytes, count: embedded.count)))
        #expect(table.languages.count == 19)
        let isReadBack = PhraseTable(reading: table.serialized) == table
        #expect(isReadBack)
        let isRefused = PhraseTable(reading: Array(table.serialized.dropLast(9))) == nil && PhraseTable(reading: []) == nil
        #expect(isRefused)
    }

    @Test func everyClaimAndSignHasPhrases() {
        let named = Set(PhraseScanner.embedded.table.meanings)
        #expect(named.isSuperset(of: Claim.allCases.map(\.rawValue)))
        #expect(named.isSuperset(of: RelationalSign.allCases.map(\.rawValue)))
        #expect(named.isSuperset(of: ContextSign.allCases.map(\.rawValue)))
    }
}

@Suite struct SecretFinderTests {
    private func behind(_ phrase: String, _ text: String) -> [String] {
        var finder = SecretFinder(text: Array(text.utf8))
        let range = text.range(of: phrase)!
        finder.look(behind: text[..<range.lowerBound].utf8.count..<text[..<range.upperBound].utf8.count)
        return finder.found.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    private func before(_ phrase: String, _ text: String) -> [String] {
        var finder = SecretFinder(text: Array(text.utf8))
        let range = text.range(of: phrase)!
        finder.look(before: text[..<range.lowerBound].utf8.count..<text[..<range.upperBound].utf8.count)
        return finder.found.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        ("your password is PLACEHOLDER-1.", ["PLACEHOLDER-1"]), ("your password is: placeholder", ["placeholder"]), ("your password is \"a word\"", []),
        ("your password is \"placeholder\", and", ["placeholder"]), ("your password is compromised", []), ("your password is", []),
        ("your password is known to me", []), ("your password is a1", []), ("your password is https://example.org/reset1", []),
        ("your password is: me@example.org", []), ("your password is\nPLACEHOLDER1\n", ["PLACEHOLDER1"]),
    ])
    func behindThePhrase(_ text: String, _ expected: [String]) { #expect(behind("your password is", text) == expected) }

    @Test(arguments: [
        ("PLACEHOLDER-1 is your password", ["PLACEHOLDER-1"]), ("I know, 'placeholder' is your password", ["placeholder"]), ("this is your password", []),
        ("is your password", []),
    ])
    func beforeThePhrase(_ text: String, _ expected: [String]) { #expect(before("is your password", text) == expected) }

    @Test func aWordInsideOfTheLongerPhraseIsNoDoubtfulSecret() {
        var finder = SecretFinder(text: Array("your password then was: placeholder".utf8))
        finder.look(behind: 0..<13)
        #expect(finder.doubtful == [14..<18])
        finder.look(behind: 0..<22)
        #expect(finder.doubtful.isEmpty)
        #expect(finder.found == [24..<35])
    }
}
