/// Text for a YAML file.
enum YAMLText {
    /// Between double quotes (YAML 1.2 § 7.3.1), on one line: exact, unlike `ShownText`, as whoever copies it means this very name.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        // By scalars: a quote with an accent on it is a quote.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": quoted += "\\\(scalar)"
            case " ": quoted += " "
            case _ where scalar.properties.isWhitespace || !ShownText.isShown(scalar):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
