/// A value written as YAML.
indirect enum YAMLText: Sendable, Equatable {
    /// A number, `true` or `off`: what stands without quotes.
    case plain(String)
    /// A text, in quotes where it needs them.
    case word(String)
    case list([YAMLText])
    case mapping([(key: String, value: YAMLText)])

    /// A list that is longer has a line for each item.
    private static let width = 60

    static func == (one: YAMLText, other: YAMLText) -> Bool { one.lines == other.lines }

    /// What stands behind the key; where there is more than one line, the first is empty and the others are indented below the key.
    var lines: [String] {
        let inline = inline
        guard case .list(let items) = self, inline.count > Self.width || items.contains(where: \.isMapping) else { return [inline] }
        return [""]
            + items.flatMap { item -> [String] in
                guard case .mapping(let pairs) = item else { return ["- \(item.inline)"] }
                return pairs.enumerated().map { "\($0 == 0 ? "- " : "  ")\($1.key): \($1.value.inline)" }
            }
    }

    private var isMapping: Bool { if case .mapping = self { true } else { false } }

    private var inline: String {
        switch self {
        case .plain(let text): text
        case .word(let text): Self.scalar(text)
        case .list(let items): "[" + items.map(\.inline).joined(separator: ", ") + "]"
        case .mapping(let pairs): "{" + pairs.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", ") + "}"
        }
    }

    /// Without quotes where every reader of YAML takes it for the same text.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.first.map { isLetterOrDigit($0) || $0 == UInt8(ascii: "/") } ?? false
        if isPlain, text.utf8.allSatisfy({ isLetterOrDigit($0) || "/.:@_+-".utf8.contains($0) }), !text.hasSuffix(":"), PlainWord.boolean(text) == nil,
            text.lowercased() != "null"
        {
            return text
        }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

/// Words that mean something else than themselves where they stand without quotes.
enum PlainWord {
    /// YAML 1.1, type bool; nil where it is none.
    static func boolean(_ text: String) -> Bool? {
        switch text {
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": true
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": false
        default: nil
        }
    }
}
