internal import MailMessage

/// What a mail says of its sender and its way, and who the person is that got it. Nothing of it is proved, except what `trace` and `results` hold.
struct SenderClaims: Sendable {
    let authors: AuthorDomains
    let authorPlace: Range<Int>?
    let trace: ReceivedTrace
    let results: RelevantAuthenticationResults
    /// The person's own addresses among the senders; empty where the sender is somebody else.
    let own: [MailAddress]
    let recipientsAreKnown: Bool
    let hasSpoofedName: Bool
    let hasLookAlikeDomain: Bool
    let repliesElsewhere: Bool
    /// The name that DNS has for the client that handed the mail in, as the receiving side recorded it.
    let clientName: DNSName?
    /// It says how to unsubscribe: RFC 2369, RFC 8058.
    let isBulk: Bool
    /// It came over a mailing list, or was sealed on the way: both change mail.
    let wasPassedOn: Bool

    /// More senders or recipients than these are not looked at.
    private static let mostAddresses = 50

    init(of message: Message, envelope: Envelope, settings: SenderSettings) {
        authors = AuthorDomains(of: message)
        authorPlace = message.field(.from)?.valueRange
        trace = ReceivedTrace(of: message, ownNames: settings.trustedServers, isStored: settings.isDelivered)
        results = RelevantAuthenticationResults(of: message, trusted: settings.trustedServers, trace: trace)
        let senders = Self.addresses(in: message, [.from, .sender])
        let recipients = Self.recipients(of: message, envelope, trace)
        recipientsAreKnown = !recipients.isEmpty
        own = senders.filter { sender in recipients.contains { $0.isSameMailbox(as: sender) } }
        hasSpoofedName = Self.hasSpoofedName(message)
        let domains = Set(recipients.compactMap(\.organization))
        hasLookAlikeDomain = senders.contains { sender in sender.organization.map { domain in domains.contains { $0.isLookAlike(of: domain) } } ?? false }
        repliesElsewhere = Self.repliesElsewhere(message, senders)
        clientName = trace.border?.clientName.flatMap { DNSName(String(decoding: message.bytes[$0], as: UTF8.self)) }
        isBulk = message.field(.listUnsubscribe) != nil
        wasPassedOn = message.field(.listID) != nil || message.field(.arcAuthenticationResults) != nil
    }

    private static func addresses(in message: Message, _ names: Set<FieldName>) -> [MailAddress] {
        message.parts[0].fields.lazy.filter { names.contains($0.name) }.flatMap { message.mailboxes(of: $0) }.prefix(mostAddresses)
            .compactMap { MailAddress(message, $0) }
    }

    /// The envelope's; else those that the delivering servers noted, for an alias all of them; else whom the mail is addressed to.
    private static func recipients(of message: Message, _ envelope: Envelope, _ trace: ReceivedTrace) -> [MailAddress] {
        let given = envelope.recipients.compactMap { MailAddress($0) }
        if !given.isEmpty { return given }
        let noted = trace.hops.prefix(trace.ownCount).compactMap { hop in
            hop.recipient.flatMap { MailAddress(String(decoding: message.bytes[$0], as: UTF8.self)) }
        }
        let delivered = addresses(in: message, [.deliveredTo]) + noted
        return delivered.isEmpty ? addresses(in: message, [.to, .cc]) : delivered
    }

    /// A name such as `"me@example.org" <other@example.com>`: many programs show the name alone.
    private static func hasSpoofedName(_ message: Message) -> Bool {
        message.fields(.from).contains { field in
            message.mailboxes(of: field).contains { mailbox in
                guard let name = mailbox.displayName, let shown = MailAddress(inName: message.bytes[name]), let real = MailAddress(message, mailbox)
                else { return false }
                return !shown.isSameMailbox(as: real)
            }
        }
    }

    private static func repliesElsewhere(_ message: Message, _ senders: [MailAddress]) -> Bool {
        let replies = addresses(in: message, [.replyTo])
        guard !replies.isEmpty, !senders.isEmpty else { return false }
        let known = Set(senders.compactMap(\.organization))
        return replies.contains { reply in reply.organization.map { !known.contains($0) } ?? false }
    }

    /// The envelope with what a delivered mail tells of it.
    func completed(_ envelope: Envelope, _ message: Message) -> Envelope {
        var envelope = envelope
        let border = trace.border
        if envelope.client == nil {
            envelope.client = border?.clientAddress
            if envelope.helo.isEmpty, let helo = border?.helo { envelope.helo = String(decoding: message.bytes[helo], as: UTF8.self) }
        }
        if envelope.mailFrom == nil {
            switch ReturnPath(of: message) {
            case .empty: envelope.mailFrom = ""
            case .address(let range): envelope.mailFrom = String(decoding: message.bytes[range], as: UTF8.self)
            case nil: break
            }
        }
        if envelope.account == nil, let border, border.isAuthenticated {
            envelope.account = border.account.map { String(decoding: message.bytes[$0], as: UTF8.self) } ?? ""
        }
        return envelope
    }

    /// Whether the server that handed the mail in, and the address for bounces, are of other organizations than `domain`'s. False where either is unknown.
    func cameFromElsewhere(than domain: DNSName, _ envelope: Envelope) -> Bool {
        guard let path = envelope.mailFrom.flatMap({ MailAddress($0) })?.organization, path != domain.organization else { return false }
        // A server without a name in DNS is nobody's mail server.
        return envelope.client.map { !$0.isInternal } ?? false && clientName?.organization != domain.organization
    }
}
