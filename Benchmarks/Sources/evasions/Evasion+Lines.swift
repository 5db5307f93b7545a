extension Evasion {
    /// Lines wrapped by hand, each set apart from the next as if it were a paragraph.
    static let lines: [Evasion] = [
        Evasion(name: "every line a paragraph of its own") { letter, _ in
            letter.html(wrapped(letter.text).map { "<p>\(Letter.escaped($0))</p>" }.joined(separator: "\n"))
        },
        Evasion(name: "a blank line behind every line") { letter, _ in
            var spaced = letter
            spaced.text = wrapped(letter.text).joined(separator: "\n\n")
            return spaced.plainMail
        },
    ]

    /// As wide as mail programs wrap.
    private static let columns = 66

    private static func wrapped(_ text: String) -> [String] {
        text.split(separator: "\n").flatMap { paragraph in
            var lines = [""]
            var width = 0
            for piece in pieces(of: paragraph) {
                if width + piece.width > columns, width > 0 {
                    lines.append("")
                    width = 0
                }
                lines[lines.count - 1] += piece.text
                width += piece.width
            }
            return lines.map { $0.trimmingPrefix(" ") }.filter { !$0.isEmpty }.map(String.init)
        }
    }

    /// Where a line may break: behind spaces, and around letters of scripts that are written without.
    private static func pieces(of paragraph: Substring) -> [(text: String, width: Int)] {
        var pieces: [(text: String, width: Int)] = []
        var mayBreak = true
        for character in paragraph {
            let isWide = ("\u{2E80}"..."\u{9FFF}").contains(character) || ("\u{FF00}"..."\u{FFEF}").contains(character)
            if mayBreak || isWide { pieces.append(("", 0)) }
            pieces[pieces.count - 1].text.append(character)
            pieces[pieces.count - 1].width += isWide ? 2 : 1
            mayBreak = isWide || character == " "
        }
        return pieces
    }
}
