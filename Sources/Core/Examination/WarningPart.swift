/// A mail with a text put above its own, as a part of its own: multipart/mixed (RFC 2046 § 5.1.3), the text first, then all that was there.
///
/// The mail's body is in the second part byte for byte, under the `Content-` fields that described it, so that a signed part (RFC 1847) is what was signed.
/// A DKIM signature of the mail does not hold any more for whoever verifies it later.
public struct WarningPart: Sendable, Equatable {
    /// Names of fields that are taken out of the mail's header, every copy, each name once. They stand in the second part.
    public let removedFields: [String]
    /// Fields that are put into the mail's header instead: MIME-Version (where there is none), Content-Type, Content-Transfer-Encoding.
    public let addedFields: [Action.Field]
    /// The new body. Its lines end as those of the mail's header.
    public let body: [UInt8]

    /// Nil only where no boundary can be found that the mail does not have: it was made for that.
    ///
    /// - Parameter text: lines end with LF. Put in as UTF-8, and quoted-printable where it is not ASCII or has long lines.
    public init?(mail bytes: [UInt8], text: String) {
        let header = HeaderLines(of: bytes)
        guard let boundary = PartBoundary.unused(in: bytes, from: header.body) else { return nil }
        let moved = header.fields.filter { Self.isContent(bytes, $0.name) }
        var known: Set<String> = []
        removedFields = moved.map { String(decoding: bytes[$0.name], as: UTF8.self) }.filter { known.insert($0.lowercased()).inserted }
        let hasVersion = header.fields.contains { Self.isName("mime-version", bytes, $0.name) }
        addedFields =
            (hasVersion ? [] : [Action.Field(name: "MIME-Version", value: "1.0")]) + [
                Action.Field(name: "Content-Type", value: "multipart/mixed; boundary=\"\(boundary)\""),
                Action.Field(name: "Content-Transfer-Encoding", value: Self.encoding(bytes, header, moved)),
            ]
        let note = TextBody(Array(text.utf8), lineBreak: header.lineBreak)
        var body: [UInt8] = []
        body.reserveCapacity(bytes.count - header.body + note.bytes.count + 1_000)
        func line(_ text: String) { body += Array(text.utf8) + header.lineBreak }
        line("--\(boundary)")
        line("Content-Type: text/plain; charset=utf-8")
        line("Content-Transfer-Encoding: \(note.encoding)")
        line("Content-Disposition: inline")
        line("")
        body += note.bytes + header.lineBreak
        line("--\(boundary)")
        for field in moved {
            body += bytes[field.lines]
            // The last field of a mail without a body may end with the mail.
            if bytes[field.lines.upperBound - 1] != 0x0A { body += header.lineBreak }
        }
        line("")
        body += bytes[header.body...]
        // RFC 2046 § 5.1.1: the line break before a boundary is the boundary's.
        line("")
        line("--\(boundary)--")
        self.body = body
    }

    /// RFC 2045 § 3: fields that begin so describe the body.
    private static func isContent(_ bytes: [UInt8], _ name: Range<Int>) -> Bool {
        name.count > 8 && isName("content-", bytes, name.lowerBound..<name.lowerBound + 8)
    }

    private static func isName(_ word: StaticString, _ bytes: [UInt8], _ name: Range<Int>) -> Bool {
        guard name.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in zip(letters, bytes[name]).allSatisfy { $0 == ($1 >= 0x41 && $1 <= 0x5A ? $1 | 0x20 : $1) } }
    }

    /// RFC 2045 § 6.4: what a multipart's may be; at least that of its parts.
    private static func encoding(_ bytes: [UInt8], _ header: HeaderLines, _ moved: [HeaderLines.Field]) -> String {
        let values = moved.filter { isName("content-transfer-encoding", bytes, $0.name) }.map { String(decoding: bytes[$0.value], as: UTF8.self).lowercased() }
        if values.contains(where: { $0.contains("binary") }) { return "binary" }
        // Fields that were moved stand in the new body.
        let ranges = moved.map(\.lines) + [header.body..<bytes.count]
        return ranges.contains { !isASCII(bytes.span, $0) } || values.contains { $0.contains("8bit") } ? "8bit" : "7bit"
    }

    private static func isASCII(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] < 0x80 { index += 1 }
        return index == range.upperBound
    }
}
