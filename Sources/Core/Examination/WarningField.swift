/// A warning for the person as a header field, which a webmail can show above the mail: `X-Unbluff-Warning`.
public enum WarningField {
    public static let name = "X-Unbluff-Warning"

    /// The sentences in a row; encoded words (RFC 2047) where they are not ASCII.
    static func field(_ sentences: [String]) -> Action.Field {
        var value = FoldedValue(fieldName: name)
        for word in EncodedText.words(of: sentences.joined(separator: " ")) { value.append(word) }
        return Action.Field(name: name, value: value.text)
    }
}
