/// The macros of the mail server that we use. All others are passed over, whatever is in them.
struct MailMacros: Equatable {
    var queueID: String?
    var authenticatedName: String?
    var authenticationType: String?
    var clientAddress: String?
    /// Of the recipient that comes next: `error` where the mail server refuses it.
    var recipientMailer: String?

    /// Name NUL value NUL …, each name with or without braces. False where the last has no end; what came before counts.
    mutating func add(_ data: Span<UInt8>, from start: Int) -> Bool {
        var place = start
        while place < data.count {
            let nameEnd = data.endOfText(from: place)
            let valueEnd = data.endOfText(from: min(nameEnd + 1, data.count))
            guard valueEnd < data.count else { return false }
            if let name = data.text(place..<nameEnd), let value = data.text(nameEnd + 1..<valueEnd) { set(name, to: value) }
            place = valueEnd + 1
        }
        return true
    }

    private mutating func set(_ name: String, to value: String) {
        // A macro of one letter may come bare: {i} and i are the same.
        switch name.hasPrefix("{") && name.hasSuffix("}") ? String(name.dropFirst().dropLast()) : name {
        case "i": queueID = value
        case "auth_authen": authenticatedName = value
        case "auth_type": authenticationType = value
        case "client_addr": clientAddress = value
        case "rcpt_mailer": recipientMailer = value
        default: break
        }
    }

    /// Whether the client has logged in, and as whom; an empty name for somebody. An empty macro is as good as none.
    var account: String? {
        if let authenticatedName, !authenticatedName.isEmpty { return authenticatedName }
        return authenticationType.map { $0.isEmpty } ?? true ? nil : ""
    }
}
