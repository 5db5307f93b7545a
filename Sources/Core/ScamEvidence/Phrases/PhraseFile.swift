/// A language's phrases, as people write them: docs/adding-a-language.md.
///
///     DEVICE = device* computer* pc "operating system"
///     device-compromised: infected|hacked ..3 your ..1 <DEVICE>
///
/// `word` stands for itself, `stem*` for each word that begins so, `"two words"` for words in a row, `a|b` for either,
/// `<CLASS>` for any word of a class, `..3` for up to three words between (none unless said). `#` begins a comment.
/// Words are written as folding leaves them: lower case, no marks, no apostrophes.
struct PhraseFile {
    /// One or several words in a row.
    struct Term: Hashable {
        let text: String
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
        if words[1] == "=" {
            var terms: [Term] = []
            for word in words.dropFirst(2) { terms += try self.terms(of: word) }
            classes[String(words[0])] = terms
        } else if words[0].hasSuffix(":") {
            let name = String(words[0].dropLast())
            guard PhraseMeaning(name: name) != nil else { throw Problem(text: "no meaning is called '\(name)'") }
            phrases.append(Phrase(meaning: name, steps: try steps(of: words.dropFirst())))
        } else {
            throw Problem(text: "neither 'CLASS = …' nor 'meaning: …'")
        }
    }

    private func steps(of words: ArraySlice<Substring>) throws(Problem) -> [Step] {
        var steps: [Step] = []
        var gap = 0
        for word in words {
            if word.hasPrefix(".."), let count = Int(word.dropFirst(2)) {
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
                let text = choice.hasPrefix("\"") ? choice.dropFirst().dropLast() : choice
                let isStem = text.hasSuffix("*")
                let bare = String(isStem ? text.dropLast() : text)
                guard !bare.isEmpty, !bare.utf8.contains(where: { $0 < 0x20 || ($0 >= 0x41 && $0 <= 0x5A) }) else {
                    throw Problem(text: "'\(choice)' is not a folded word")
                }
                terms.append(Term(text: bare, isStem: isStem))
            }
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
