internal import Yams

/// What libyaml says of a file that is no YAML, in the words of somebody who has to repair it.
struct YAMLComplaint: Error {
    let line: Int
    let column: Int
    let message: String

    init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    init(_ error: any Error, _ text: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            self.init(line: mark.line, column: mark.column, message: Self.words(problem, at: (mark.line, mark.column), in: text))
        case .reader(let problem, let offset, _, _):
            let mark = YAMLLines.mark(of: offset ?? 0, in: text)
            self.init(line: mark.line, column: mark.column, message: problem)
        default:
            self.init(line: 1, column: 1, message: "is not YAML")
        }
    }

    private static func words(_ problem: String, at mark: YAMLLines.Mark, in text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let index = YAMLLines.index(of: mark, in: scalars) ?? scalars.count
        let sign = index < scalars.count ? scalars[index] : " "
        switch problem {
        case "found character that cannot start any token" where sign == "\t", "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return "has a tab: YAML is indented with spaces only"
        case "found character that cannot start any token":
            return "a value that begins with '\(sign)' stands in quotes: \"\(sign)…\""
        case "did not find expected alphabetic or numeric character":
            return "a value that begins with '*' or '&' stands in quotes: \"*…\""
        case "found undefined alias":
            return "a value that begins with '*' stands in quotes: \"*…\" (aliases of YAML are not taken)"
        case "mapping values are not allowed in this context":
            return "a ':' is too many here: the line is indented too far, or the value needs quotes"
        case "could not find expected ':'":
            return "a ':' is missing behind the key, or a quote is not closed"
        case "did not find expected key", "did not find expected '-' indicator":
            return "is not indented as the lines above it, or a value above needs quotes"
        case _ where problem.hasPrefix("Maximum nesting level"):
            return "is nested deeper than any configuration"
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            return "a ',' or a closing bracket is missing, here or before"
        case "found unexpected end of stream":
            return "the file ends within quotes"
        case "but found another document":
            return "a second document begins (---): a file has one"
        default:
            return "is not YAML: \(problem)"
        }
    }
}

/// Lines and columns as libyaml counts them: in Unicode scalars, from 1, a line ended by CR, LF, both, or one of Unicode's.
enum YAMLLines {
    typealias Mark = (line: Int, column: Int)

    /// Nil behind the end.
    static func index(of mark: Mark, in scalars: [Unicode.Scalar]) -> Int? {
        var (line, index) = (1, 0)
        while line < mark.line, index < scalars.count {
            if ends(index, scalars) { line += 1 }
            index += 1
        }
        let place = index + mark.column - 1
        return line == mark.line && place < scalars.count ? place : nil
    }

    /// `offset` in characters.
    static func mark(of offset: Int, in text: String) -> Mark {
        let end = text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
        let scalars = Array(text[..<end].unicodeScalars)
        let lineEnds = scalars.indices.filter { ends($0, scalars) }
        return (line: lineEnds.count + 1, column: scalars.count - (lineEnds.last.map { $0 + 1 } ?? 0) + 1)
    }

    private static func ends(_ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        switch scalars[index] {
        case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
        case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
