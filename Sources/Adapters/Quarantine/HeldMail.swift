public import Examination
internal import MailMessage
internal import ScamVerdict
internal import VisibleText

/// A mail that was kept back, as far as its header tells.
public struct HeldMail: Sendable, Equatable {
    /// By which it can be shown and released: printable ASCII.
    public let id: String
    /// In seconds since 1970.
    public let arrived: Int
    /// The author's name as people see it, in UTF-8, whatever is in it. Empty where there is none.
    public let authorName: String
    /// The author's address. Empty where there is none.
    public let authorAddress: String
    /// Without angle brackets, as in the mail; may be any bytes. Empty where there is none.
    public let messageID: [UInt8]
    public let result: ResultField

    /// Nil where the header does not say that unbluff kept it back in this way.
    init?(id: String, arrived: Int, header: [UInt8], handling: ResultField.Handling) {
        let message = Message(parsing: header)
        // Only the topmost is ours: copies that came with the mail are taken away, or stand below.
        let field = message.parts[0].fields.first { message.bytes[$0.nameRange].equalsIgnoringCase(Self.fieldName) }
        let value = field.map { String(decoding: message.bytes[$0.valueRange], as: UTF8.self) }
        guard let result = value.flatMap(ResultField.init(parsing:)), result.outcome.isScam, result.handling == handling else { return nil }
        self.id = id
        self.arrived = arrived
        self.result = result
        let author = message.field(.from).flatMap { message.mailboxes(of: $0, limit: 1).first }
        authorName = author.map { String(decoding: message.displayName(of: $0), as: UTF8.self) } ?? ""
        authorAddress = author.map { String(decoding: message.bytes[$0.address], as: UTF8.self) } ?? ""
        messageID = Self.messageID(of: message)
    }

    public init(id: String, arrived: Int, authorName: String = "", authorAddress: String, messageID: [UInt8], result: ResultField) {
        self.id = id
        self.arrived = arrived
        self.authorName = authorName
        self.authorAddress = authorAddress
        self.messageID = messageID
        self.result = result
    }

    private static let fieldName = Array(ResultField.name.lowercased().utf8)

    private static func messageID(of message: Message) -> [UInt8] {
        guard let range = message.field(.messageID)?.valueRange else { return [] }
        var value = message.bytes[range]
        if value.first == 0x3C, value.last == 0x3E, value.count >= 2 { value = value.dropFirst().dropLast() }
        return Array(value)
    }
}

extension ArraySlice<UInt8> {
    /// `name` is in lower case.
    fileprivate func equalsIgnoringCase(_ name: [UInt8]) -> Bool {
        count == name.count && zip(self, name).allSatisfy { ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }
    }
}
