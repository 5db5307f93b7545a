/// A text being laid out for a terminal: wrapped to its width, coloured if it can.
struct Page {
    enum Style: String {
        case plain = ""
        case bold = "1"
        case quiet = "2"
        /// Calm colours: no red for somebody who is frightened.
        case answer = "1;36"
        case careful = "1;35"
        case good = "1;32"
        case noticed = "33"
        case serious = "35"
    }

    let terminal: Terminal
    private(set) var text = ""

    init(terminal: Terminal) { self.terminal = terminal }

    mutating func emptyLine() { text += "\n" }

    /// A line that is not wrapped: for programs that read lines, too.
    mutating func line(_ parts: (String, Style)...) {
        for part in parts { text += painted(part.0, part.1) }
        text += "\n"
    }

    /// Wrapped; `label` stands before the first line, the others are indented as far.
    mutating func paragraph(_ words: String, label: String = "", style: Style = .plain) {
        let indent = DisplayWidth.of(label)
        var start = label
        for line in Self.wrapped(words, width: max(terminal.width - indent, 10)) {
            text += start + painted(line, style) + "\n"
            start = String(repeating: " ", count: indent)
        }
    }

    private func painted(_ text: String, _ style: Style) -> String {
        terminal.hasColor && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Broken at spaces; a word that is wider than a line is broken where the line ends.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            let wordWidth = DisplayWidth.of(word)
            if used > 0, used + 1 + wordWidth > width {
                lines.append(line)
                (line, used) = ("", 0)
            }
            if used > 0 { (line, used) = (line + " ", used + 1) }
            for character in word {
                let characterWidth = DisplayWidth.of(String(character))
                if used > 0, used + characterWidth > width {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += characterWidth
            }
        }
        return used > 0 || lines.isEmpty ? lines + [line] : lines
    }
}

/// 1234567 as 1,234,567.
func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}
