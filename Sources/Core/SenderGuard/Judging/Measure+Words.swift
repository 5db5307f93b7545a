// As people are told of them: by commands and in alerts.

extension Measure {
    /// `412 messages`, `about 380 recipients`, `1 refused recipient`; with the count as `number` writes it.
    public func words(_ count: Int, _ number: (Int) -> String = { String($0) }) -> String {
        func counted(_ one: String, _ many: String) -> String { "\(number(count)) \(count == 1 ? one : many)" }
        return switch self {
        case .messages: counted("message", "messages")
        case .recipients: "about " + counted("recipient", "recipients")
        case .rejectedRecipients: counted("refused recipient", "refused recipients")
        case .sameBodies: counted("mail", "mails") + " with the same text"
        case .scams: counted("scam", "scams")
        }
    }
}

extension Window {
    /// `in an hour`
    public var words: String {
        switch self {
        case .minute: "in a minute"
        case .hour: "in an hour"
        case .day: "in a day"
        }
    }
}
