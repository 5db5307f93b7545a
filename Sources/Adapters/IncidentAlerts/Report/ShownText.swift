/// Words of strangers on one line: nothing that ends a line, that a terminal obeys, or that turns the direction of writing.
enum ShownText {
    /// White space is one blank each, what cannot be shown is U+FFFD, and behind `most` scalars comes `…`.
    static func line(_ text: String, most: Int) -> String {
        var shown = String.UnicodeScalarView()
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == most { return String(shown) + "…" }
            shown.append(scalar.properties.isWhitespace ? " " : isShown(scalar) ? scalar : "\u{FFFD}")
        }
        return String(shown)
    }

    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
