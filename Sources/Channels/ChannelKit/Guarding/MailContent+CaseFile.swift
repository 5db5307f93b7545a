public import Examination
internal import MailMessage
internal import SenderGuard

extension MailContent {
    /// Bytes of all fields of a kind that are kept, the last ones: more than the 500 identifiers that count.
    static let mostFieldBytes = 64 << 10
    /// The guard's sample has fewer, and so have the words that let a mail go.
    static let mostSubjectBytes = 1_000

    /// What the guard compares of a mail that was examined.
    public init(_ file: CaseFile) {
        self.init()
        let message = file.message
        var hasSubject = false
        for field in message.parts[0].fields {
            switch field.name {
            case .messageID: Self.add(field, of: message, to: &messageID)
            case .inReplyTo: Self.add(field, of: message, to: &inReplyTo)
            case .references: Self.add(field, of: message, to: &references)
            case .subject where !hasSubject:
                hasSubject = true
                subjectWithoutWords = SendAnyway.removed(from: Array(message.bytes[field.valueRange]))
            case .other where sendAnyway == nil && Self.isSendAnyway(field, of: message):
                sendAnyway = Array(message.bytes[field.valueRange].prefix(Self.mostSubjectBytes))
            default: break
            }
        }
        wallets = Array(file.paymentAddresses.prefix(ReplyGuard.mostWallets))
        ownWallets = Array(file.ownPaymentAddresses.prefix(ReplyGuard.mostWallets))
        body = BodyFingerprint.of(file.ownText(atMost: BodyFingerprint.mostBytes))
        subject = file.subject(atMost: Self.mostSubjectBytes)
    }

    private static func add(_ field: HeaderField, of message: Message, to values: inout [UInt8]) {
        if !values.isEmpty { values.append(0x20) }
        values += message.bytes[field.valueRange].suffix(mostFieldBytes)
        // Half of it goes at a time: thousands of fields must not move each other.
        if values.count > 2 * mostFieldBytes { values.removeFirst(values.count - mostFieldBytes) }
    }

    private static let sendAnywayName = Array(SendAnyway.fieldName.lowercased().utf8)

    private static func isSendAnyway(_ field: HeaderField, of message: Message) -> Bool {
        guard field.nameRange.count == sendAnywayName.count else { return false }
        return zip(message.bytes[field.nameRange], sendAnywayName).allSatisfy { byte, letter in
            (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == letter
        }
    }
}
