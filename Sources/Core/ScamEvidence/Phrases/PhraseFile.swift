internal import VisibleText

/// A language's phrases, as people write them: docs/adding-a-language.md.
///
///     DEVICE = device* computer* pc "operating system"
///     device-compromised: infected|hacked ..3 your ..1 <DEVICE>
///
/// `word` stands for itself, `stem*` for each word that begins so, `"two words"` for words in a row, `a|b` for either,
/// `<CLASS>` for any word of a class, `..3` for up to three words between (none unless said). `~6` in front lets two or three steps stand in any order,
/// with up to six words between them. `#` begins a comment.
/// `spelling: ä=ae` lets words that have the one also be written with the other.
/// Words are written as in the language's dictionaries; they are folded here, as texts are.
struct PhraseFile {
    /// One or several words in a row, folded, between them single spaces.
    struct Term: Hashable {
        let bytes: [UInt8]
        let isStem: Bool
    }

    struct Step: Equatable {
        let terms: [Term]
        /// How many words may stand between this step and the one before.
        let gap: Int
    }

    struct Phrase: Equatable {
        let meaning: String
        let steps: [Step]
    }

    struct SyntaxError: Error, CustomStringConvertible {
        let line: Int
        let problem: String
        var description: String { "line \(line): \(problem)" }
    }

    private(set) var phrases: [Phrase] = []
    private var classes: [String: [Term]] = [:]
    private var spellings: [(letter: String, written: String)] = []

    init(parsing text: String) throws(SyntaxError) {
        for (index, rawLine) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = rawLine.prefix { $0 != "#" }.trimmingSpaces()
            if line.isEmpty { continue }
            do throws(Problem) {
                try parse(line)
            } catch {
                throw SyntaxError(line: index + 1, problem: error.text)
            }
        }
    }

    private struct Problem: Error { let text: String }

    private mutating func parse(_ line: Substring) throws(Problem) {
        let words = Self.words(of: line)
        guard words.count >= 2 else { throw Problem(text: "a name and at least one word are needed") }
        if words[0] == "spelling:" {
            for pair in words.dropFirst() {
                let sides = pair.split(separator: "=", omittingEmptySubsequences: false)
                guard sides.count == 2, !sides[0].isEmpty else { throw Problem(text: "'\(pair)' is not LETTER=LETTERS") }
                spellings.append((String(sides[0]), String(sides[1])))
            }
        } else if words[1] == "=" {
            var terms: [Term] = []
            for word in words.dropFirst(2) { terms += try self.terms(of: word) }
            classes[String(words[0])] = terms
        } else if words[0].hasSuffix(":") {
            let name = String(words[0].dropLast())
            guard PhraseMeaning(name: name) != nil else { throw Problem(text: "no meaning is called '\(name)'") }
            for steps in try orders(of: words.dropFirst()) { phrases.append(Phrase(meaning: name, steps: steps)) }
        } else {
            throw Problem(text: "neither 'CLASS = …' nor 'meaning: …'")
        }
    }

    /// The ways in which the steps may stand.
    private func orders(of words: ArraySlice<Substring>) throws(Problem) -> [[Step]] {
        guard let first = words.first, first.hasPrefix("~") else { return [try steps(of: words)] }
        guard let gap = Int(first.dropFirst()), (0...PhraseTable.widestGap).contains(gap) else { throw Problem(text: "'\(first)' is no number of words") }
        let steps = try steps(of: words.dropFirst())
        guard (2...3).contains(steps.count), steps.allSatisfy({ $0.gap == 0 }) else { throw Problem(text: "'~' takes two or three steps without gaps") }
        let places = steps.count == 2 ? [[0, 1], [1, 0]] : [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        return places.map { order in order.enumerated().map { Step(terms: steps[$1].terms, gap: $0 == 0 ? 0 : gap) } }
    }

    private func steps(of words: ArraySlice<Substring>) throws(Problem) -> [Step] {
        var steps: [Step] = []
        var gap = 0
        for word in words {
            if word.hasPrefix("..") {
                guard let count = Int(word.dropFirst(2)), (0...Int(UInt8.max)).contains(count) else { throw Problem(text: "'\(word)' is no number of words") }
                gap = count
            } else {
                steps.append(Step(terms: try terms(of: word), gap: gap))
                gap = 0
            }
        }
        guard !steps.isEmpty, gap == 0 else { throw Problem(text: "a gap needs a word on both sides") }
        return steps
    }

    private func terms(of word: Substring) throws(Problem) -> [Term] {
        var terms: [Term] = []
        for choice in Self.choices(of: word) {
            if choice.hasPrefix("<"), choice.hasSuffix(">") {
                guard let known = classes[String(choice.dropFirst().dropLast())] else { throw Problem(text: "\(choice) is not defined above") }
                terms += known
            } else {
                terms += try self.terms(written: choice.hasPrefix("\"") ? choice.dropFirst().dropLast() : choice)
            }
        }
        return terms
    }

    private func terms(written text: Substring) throws(Problem) -> [Term] {
        let isStem = text.hasSuffix("*")
        let bare = String(isStem ? text.dropLast() : text)
        var spelled = [bare]
        let other = spellings.reduce(bare) { $0.replacing($1.letter, with: $1.written) }
        if other != bare { spelled.append(other) }
        var terms: [Term] = []
        for word in spelled {
            let folded = FoldedText(folding: Array(word.utf8)).bytes.dropFirst().dropLast()
            guard !folded.isEmpty, !bare.contains("*"), !bare.contains("<") else { throw Problem(text: "'\(text)' is not a word") }
            let term = Term(bytes: folded.map { $0 < 0x20 ? FoldedText.wordSeparator : $0 }, isStem: isStem)
            if !terms.contains(term) { terms.append(term) }
        }
        return terms
    }

    /// Splits at spaces outside quotes.
    private static func words(of line: Substring) -> [Substring] { split(line, at: " ") }

    /// Splits at bars outside quotes.
    private static func choices(of word: Substring) -> [Substring] { split(word, at: "|") }

    private static func split(_ text: Substring, at separator: Character) -> [Substring] {
        var isQuoted = false
        return text.split { character in
            if character == "\"" { isQuoted.toggle() }
            return !isQuoted && (character == separator || (separator == " " && character == "\t"))
        }
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = self.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
        return text
    }
}
