/// Words before a subject that is not changed otherwise.
public enum SubjectPrefix {
    /// The new value of a Subject field: what stands behind the colon and a space.
    ///
    /// What was there stays byte for byte, its encoded words and folds too. A prefix that is not ASCII becomes encoded words (RFC 2047); a prefix that is there
    /// already is not put there again. Where the line would be too long it is broken behind the prefix, with the line break that the old value has (CRLF where
    /// it has none).
    ///
    /// - Parameter old: what stands behind the colon, folds included, the field's last line break not; empty where there is no Subject field.
    public static func value(_ prefix: String, before old: [UInt8]) -> [UInt8] {
        let old = trimmed(old)
        let isBeforeWord = old.starts(with: "=?".utf8)
        // RFC 2047 § 6.2: white space between two encoded words is not shown, so that it has to be in the first.
        let words = EncodedText.words(of: EncodedText.isPlain(prefix) || !isBeforeWord ? prefix : prefix + " ")
        var folded = FoldedValue(fieldName: "Subject")
        for word in words { folded.append(word) }
        let lineBreak = lineBreak(of: old)
        let lead = folded.text.replacing("\r\n", with: lineBreak)
        guard !old.isEmpty else { return Array(lead.utf8) }
        guard !lead.isEmpty, !isThere(lead, in: old) else { return Array(old) }
        let firstLine = String(decoding: old.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
        var whole = folded
        whole.append(firstLine)
        let isBroken = whole.text.utf8.count > folded.text.utf8.count + 1 + firstLine.utf8.count
        return Array(lead.utf8) + (isBroken ? Array((lineBreak + " ").utf8) : [0x20]) + old
    }

    private static func isThere(_ lead: String, in old: ArraySlice<UInt8>) -> Bool {
        let rest = old.dropFirst(lead.utf8.count)
        return old.starts(with: lead.utf8) && rest.first.map(isBlank) ?? true
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

    private static func trimmed(_ value: [UInt8]) -> ArraySlice<UInt8> {
        let start = value.firstIndex { !isBlank($0) } ?? value.endIndex
        let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return value[start..<end]
    }

    private static func lineBreak(of value: ArraySlice<UInt8>) -> String {
        guard let lineFeed = value.firstIndex(of: 0x0A) else { return "\r\n" }
        return lineFeed > value.startIndex && value[lineFeed - 1] == 0x0D ? "\r\n" : "\n"
    }
}
