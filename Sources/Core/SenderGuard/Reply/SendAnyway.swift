/// How a person says that a mail which was held has to go all the same.
public enum SendAnyway {
    /// The header field, for programs; its value is `yes`.
    public static let fieldName = "X-Unbluff-Send-Anyway"
    /// The words, for people: at the very start of the subject, in any case and with any blanks.
    ///
    /// Only there: `Re:` and a scam's own subject behind it must not speak for whoever answers it.
    public static let words = "unbluff: send anyway"

    public static func isIn(subject: String) -> Bool {
        var rest = Array(subject.utf8.lazy.filter { $0 > 0x20 }.prefix(compact.count))
        for index in rest.indices where (0x41...0x5A).contains(rest[index]) { rest[index] |= 0x20 }
        return rest == compact
    }

    /// The value of the header field.
    public static func isIn(field value: some Collection<UInt8>) -> Bool {
        value.lazy.filter { $0 > 0x20 }.prefix(4).map { $0 | 0x20 } == Array("yes".utf8)
    }

    private static let compact = Array(words.utf8.filter { $0 > 0x20 })
}
