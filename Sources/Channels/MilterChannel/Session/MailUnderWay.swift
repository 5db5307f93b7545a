internal import SenderIdentity

/// A mail that comes in frame by frame, put together as the mail server got it.
struct MailUnderWay {
    /// RFC 5322, lines ended with CRLF as far as the mail server does.
    private(set) var bytes: [UInt8] = []
    /// Where the header ends, and the empty line begins.
    private(set) var headerEnd = 0
    private(set) var hasBody = false
    /// Whether it was longer than the limit: what came behind is not here.
    private(set) var isCut = false
    var macros = MailMacros()
    var mailFrom: String?
    var recipients: [String] = []
    /// Those that the mail server refused, which get nothing.
    var rejectedRecipients = 0

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// Name NUL value NUL. False where there is no name; the value may have anything in it, NUL too.
    ///
    /// A folded value comes with LF (Postfix) or CRLF (Sendmail) in it. Without `leadingSpace` the mail server has eaten one space behind the colon.
    mutating func addField(_ data: Span<UInt8>, leadingSpace: Bool, limit: Int) -> Bool {
        let nameEnd = data.endOfText(from: 0)
        guard nameEnd > 0, nameEnd < data.count else { return false }
        let start = nameEnd + 1
        let end = data.count > start && data[data.count - 1] == 0 ? data.count - 1 : data.count
        if isCut { return true }
        data.extracting(..<nameEnd).append(to: &bytes)
        bytes.append(0x3A)
        if !leadingSpace, start < end, data[start] != 0x09, data[start] != 0x0A, data[start] != 0x0D { bytes.append(0x20) }
        addValue(data.extracting(start..<end))
        bytes.append(contentsOf: Self.lineEnd)
        // Half a field would be another one.
        isCut = bytes.count > limit
        if isCut { bytes.removeSubrange(headerEnd...) }
        headerEnd = bytes.count
        return true
    }

    private mutating func addValue(_ value: Span<UInt8>) {
        var start = 0
        for place in value.indices where value[place] == 0x0A && (place == 0 || value[place - 1] != 0x0D) {
            value.extracting(start..<place).append(to: &bytes)
            bytes.append(0x0D)
            start = place
        }
        value.extracting(start..<value.count).append(to: &bytes)
    }

    /// The empty line between header and body.
    mutating func beginBody() {
        if !hasBody { bytes.append(contentsOf: Self.lineEnd) }
        hasBody = true
    }

    mutating func addBody(_ data: Span<UInt8>, limit: Int) {
        let room = isCut ? 0 : max(limit - bytes.count, 0)
        data.extracting(first: room).append(to: &bytes)
        if data.count > room { isCut = true }
    }

    func envelope(of connection: ConnectionFacts) -> Envelope {
        Envelope(
            client: connection.client ?? (macros.clientAddress ?? connection.macros.clientAddress).flatMap { ConnectionFacts.address($0) },
            clientName: connection.clientName, helo: connection.helo, mailFrom: mailFrom, recipients: recipients,
            account: macros.account ?? connection.macros.account)
    }

    /// The path of MAIL or RCPT without angle brackets; the ESMTP arguments behind its NUL are not looked at. Nil where there is none, or it is too long.
    static func path(_ data: Span<UInt8>) -> String? {
        let end = data.endOfText(from: 0)
        guard end > 0 else { return nil }
        let hasBrackets = end >= 2 && data[0] == 0x3C && data[end - 1] == 0x3E
        return data.text(hasBrackets ? 1..<end - 1 : 0..<end)
    }
}
