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
    /// The name that DNS has for the client that handed the mail in, as the receiving side found it.
    let clientName: DNSName?
    /// It has a DKIM-Signature, valid or not.
    let hasSignature: Bool
    /// A DKIM-Signature says that it leaves a part of the body open (`l=`), or cannot be read.
    let hasOpenSignature: Bool
    /// It says how to unsubscribe: RFC 2369, RFC 8058.
    let isBulk: Bool
    /// It came over a mailing list, a forwarder or somebody who sent it again: they change mail, and send it from where its author does not.
    let wasPassedOn: Bool
    /// Whom the person's mail may have come from beside `own`: their other addresses.
    let recipients: [MailAddress]

    /// More senders or recipients than these are not looked at.
    private static let mostAddresses = 50

    init(of message: Message, envelope: Envelope, settings: SenderSettings) {
        authors = AuthorDomains(of: message)
        authorPlace = message.field(.from)?.valueRange
        trace = ReceivedTrace(of: message, ownNames: settings.trustedServers, isStored: settings.isDelivered)
        results = RelevantAuthenticationResults(of: message, trusted: settings.trustedServers, trace: trace)
        let senders = Self.addresses(in: message, [.from, .sender])
        recipients = Self.recipients(of: message, envelope, trace)
        recipientsAreKnown = !recipients.isEmpty
        let recipients = recipients
        own = senders.filter { sender in recipients.contains { $0.isSameMailbox(as: sender) } }
        hasSpoofedName = Self.hasSpoofedName(message)
        let domains = Set(recipients.compactMap(\.organization))
        hasLookAlikeDomain = senders.contains { sender in sender.organization.map { domain in domains.contains { $0.isLookAlike(of: domain) } } ?? false }
        repliesElsewhere = Self.repliesElsewhere(message, senders)
        clientName = Self.clientName(message, envelope, trace)
        let signatures = message.parts[0].fields.filter { message.bytes.spells("dkim-signature", in: $0.nameRange) }
        hasSignature = !signatures.isEmpty
        hasOpenSignature = signatures.contains { Self.isOpen($0, message.bytes) }
        isBulk = message.field(.listUnsubscribe) != nil
        wasPassedOn =
            [.listID, .resentFrom].contains { message.field($0) != nil } || Self.wasSealedBefore(message, trace)
            || trace.hops.dropFirst(trace.ownCount).contains(where: \.isRelayed)
    }

    private static func clientName(_ message: Message, _ envelope: Envelope, _ trace: ReceivedTrace) -> DNSName? {
        if let name = envelope.clientName.flatMap({ DNSName($0) }), name.labels.count > 1, !name.text.hasPrefix("[") { return name }
        return trace.border?.clientName.flatMap { DNSName(String(decoding: message.bytes[$0], as: UTF8.self)) }
    }

    private static func isOpen(_ signature: HeaderField, _ bytes: [UInt8]) -> Bool {
        do throws(SignatureReason) {
            return try DKIMTagList(bytes, signature.valueRange).tags.contains { bytes.equals("l", in: $0.name) }
        } catch { return true }
    }

    /// Whether somebody sealed it before it came in: the receiving side (Gmail, Microsoft) seals what it takes, under its own name.
    private static func wasSealedBefore(_ message: Message, _ trace: ReceivedTrace) -> Bool {
        message.fields(.arcAuthenticationResults).contains { field in
            // QUIRK: Microsoft's servers seal under another name than they receive under.
            let server = AuthenticationResults(message.bytes, field.valueRange).server.map { $0 == "mx.microsoft.com" ? "outlook.com" : $0 }
            return server.flatMap { DNSName($0) }.map { !trace.isOwn($0, message) } ?? true
        }
    }

    private static func addresses(in message: Message, _ names: [FieldName]) -> [MailAddress] {
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
        if envelope.client == nil, trace.cameFromServer {
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

    /// Whether a server of another organization than `domain`'s may have handed the mail in: not one of the own network, or of that name, true or not. Where
    /// the file has no trace at all nobody knows, and whoever recorded results did.
    func cameFromOutside(of domain: DNSName, _ envelope: Envelope) -> Bool {
        if let client = envelope.client, client.isInternal { return false }
        guard envelope.client != nil || trace.border == nil else { return false }
        return (clientName ?? DNSName(envelope.helo))?.organization != domain.organization
    }

    /// Whether the address for bounces is of another organization than `domain`'s, and than those of the person's other addresses. False where it, or the
    /// server, is unknown.
    func cameFromElsewhere(than domain: DNSName, _ envelope: Envelope) -> Bool {
        guard envelope.client != nil, let path = envelope.mailFrom.flatMap({ MailAddress($0) })?.organization else { return false }
        return path != domain.organization && !recipients.contains { $0.organization == path }
    }
}

extension ReceivedHop {
    /// Whether one server took it from another over the Internet.
    fileprivate var isRelayed: Bool { isFromServer && clientAddress.map { !$0.isInternal } ?? false }
}
