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
    case returnPath, received, deliveredTo, resentFrom, autoSubmitted
    case mimeVersion, contentType, contentTransferEncoding, contentDisposition
    case listID, listPost, listUnsubscribe, precedence
    case authenticationResults, arcAuthenticationResults
    case other

    private static let spellings: [(StaticString, FieldName)] = [
        ("from", .from), ("to", .to), ("cc", .cc), ("subject", .subject), ("date", .date), ("sender", .sender),
        ("reply-to", .replyTo), ("message-id", .messageID), ("in-reply-to", .inReplyTo), ("references", .references),
        ("return-path", .returnPath), ("received", .received), ("delivered-to", .deliveredTo), ("resent-from", .resentFrom),
        ("auto-submitted", .autoSubmitted),
        ("mime-version", .mimeVersion), ("content-type", .contentType), ("content-transfer-encoding", .contentTransferEncoding),
        ("content-disposition", .contentDisposition),
        ("list-id", .listID), ("list-post", .listPost), ("list-unsubscribe", .listUnsubscribe), ("precedence", .precedence),
        ("authentication-results", .authenticationResults), ("arc-authentication-results", .arcAuthenticationResults),
    ]

    /// The spellings by length: most fields are told apart by that alone. One list, as a list of lists costs a look at each inner one's owners.
    private static let byLength = spellings.sorted { $0.0.utf8CodeUnitCount < $1.0.utf8CodeUnitCount }
    /// Where in `byLength` the spellings of each length begin.
    private static let beginnings = (0...32).map { length in byLength.count { $0.0.utf8CodeUnitCount < length } }

    /// Borrowed, as an initialiser's arguments are else retained, for every field of a message.
    init(_ bytes: borrowing [UInt8], _ range: Range<Int>) {
        self = .other
        guard range.count + 1 < Self.beginnings.count else { return }
        for index in Self.beginnings[range.count]..<Self.beginnings[range.count + 1] where bytes.spells(Self.byLength[index].0, in: range) {
            self = Self.byLength[index].1
            return
        }
    }
}
