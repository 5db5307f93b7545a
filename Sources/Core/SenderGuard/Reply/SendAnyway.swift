/// How a person says that a mail which was held has to go all the same.
public enum SendAnyway {
    /// The header field, for programs; its value is `yes`.
    public static let fieldName = "X-Unbluff-Send-Anyway"
    /// The words, for people: at the very start of the subject, in any case, with any blanks, quotes and colons.
    ///
    /// Only there: `Re:` and a scam's own subject behind it must not speak for whoever answers it.
    public static let words = "unbluff: send anyway"

    public static func isIn(subject: String) -> Bool { end(in: subject.utf8.prefix(longestStart)) != nil }

    /// The subject's value without the words: they are for us alone. Nil where they are not there, where nothing is behind them, and where they stand in an encoded
    /// word (RFC 2047).
    public static func removed(from subject: [UInt8]) -> [UInt8]? {
        guard let end = end(in: subject.prefix(longestStart)) else { return nil }
        let rest = subject[end...].drop { isPassedOver($0) }
        return rest.isEmpty ? nil : [0x20] + rest
    }

    /// Where the words end.
    private static func end(in subject: some Collection<UInt8>) -> Int? {
        var letters = compact[...]
        var place = 0
        for byte in subject {
            guard let letter = letters.first else { break }
            place += 1
            if byte | 0x20 == letter, byte >= 0x41 { letters = letters.dropFirst() } else if !isPassedOver(byte) { return nil }
        }
        return letters.isEmpty ? place : nil
    }

    /// Blanks, quotes of all kinds, colons, full stops, hyphens: what people put in or leave out.
    private static func isPassedOver(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 || "\"':;.,-<>()[]".utf8.contains(byte) }

    /// Bytes of a subject that are looked at.
    private static let longestStart = 100

    /// The value of the header field.
    public static func isIn(field value: some Collection<UInt8>) -> Bool {
        value.lazy.filter { $0 > 0x20 }.prefix(4).map { $0 | 0x20 } == Array("yes".utf8)
    }

    private static let compact = Array(words.utf8.filter { (0x61...0x7A).contains($0) })
}
