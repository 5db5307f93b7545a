/// A header field as byte ranges of the message: RFC 5322 § 2.2.
public struct HeaderField: Sendable {
    public let name: FieldName
    /// The name as it stands, without the colon.
    public let nameRange: Range<Int>
    /// The value with its folds, without white space at its ends. May be empty.
    public let valueRange: Range<Int>
}

/// The fields that something in this project asks for. All others are `other`.
public enum FieldName: UInt8, Sendable, CaseIterable {
    case from, to, cc, subject, date, sender
    case replyTo, messageID, inReplyTo, references
    case returnPath, received, deliveredTo, autoSubmitted
    case mimeVersion, contentType, contentTransferEncoding, contentDisposition
    case listID, listPost, listUnsubscribe, precedence
    case other

    private static let spellings: [(StaticString, FieldName)] = [
        ("from", .from), ("to", .to), ("cc", .cc), ("subject", .subject), ("date", .date), ("sender", .sender),
        ("reply-to", .replyTo), ("message-id", .messageID), ("in-reply-to", .inReplyTo), ("references", .references),
        ("return-path", .returnPath), ("received", .received), ("delivered-to", .deliveredTo), ("auto-submitted", .autoSubmitted),
        ("mime-version", .mimeVersion), ("content-type", .contentType), ("content-transfer-encoding", .contentTransferEncoding),
        ("content-disposition", .contentDisposition),
        ("list-id", .listID), ("list-post", .listPost), ("list-unsubscribe", .listUnsubscribe), ("precedence", .precedence),
    ]

    /// The spellings by length: most fields are told apart by that alone.
    private static let byLength: [[(StaticString, FieldName)]] = {
        var table = [[(StaticString, FieldName)]](repeating: [], count: 32)
        for entry in spellings { table[entry.0.utf8CodeUnitCount].append(entry) }
        return table
    }()

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self = .other
        guard range.count < Self.byLength.count else { return }
        for (spelling, name) in Self.byLength[range.count] where bytes.spells(spelling, in: range) {
            self = name
            return
        }
    }
}
