/// A value as it was written, with its place: a part of a YAML file, or the text of a variable.
struct WrittenValue: Sendable {
    enum Style: Sendable {
        case plain, quoted
        /// Of a variable, which has no quotes of its own.
        case environment
    }

    enum Content: Sendable {
        case word(String, Style)
        case list([WrittenValue])
        /// In the order of the file; a key may stand twice.
        case mapping([(key: WrittenValue, value: WrittenValue)])
        /// Nothing at all, `~` or `null`.
        case nothing
        /// What was told as a problem already.
        case unreadable
    }

    let content: Content
    let place: ConfigurationPlace

    var word: String? { if case .word(let text, _) = content { text } else { nil } }

    /// For messages: what stands there.
    var inWords: String {
        switch content {
        case .word(let text, _): Quoted.text(text)
        case .list: "a list"
        case .mapping: "keys with values"
        case .nothing: "nothing"
        case .unreadable: "what cannot be read"
        }
    }
}

/// What was written, to be shown in a message: on one line, not too long, and with nothing in it that a terminal obeys.
enum Quoted {
    static func text(_ text: String) -> String {
        var safe = "\""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == ConfigurationLimits.quotedCharacters { return safe + "…\"" }
            safe.unicodeScalars.append(isShown(scalar) ? scalar : "\u{FFFD}")
        }
        return safe + "\""
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
