public import MailMessage

/// The domains of a message's authors, which DMARC is about: RFC 7489 § 6.6.1.
public struct AuthorDomains: Sendable, Equatable {
    /// Each once, in the order of the message, from all of its From fields, groups (RFC 5322 § 3.4) flattened.
    public internal(set) var domains: [DNSName] = []
    public internal(set) var problems: Set<Problem> = []

    public enum Problem: String, Sendable, CaseIterable {
        /// No From field, against RFC 5322 § 3.6.
        case missing
        /// More than one From field, against RFC 5322 § 3.6: clients show one or another.
        case severalFields = "several-fields"
        /// A From field without any mailbox, as an empty group has.
        case noMailbox = "no-mailbox"
        /// A mailbox without a domain, or with one that DNS cannot have (an address literal among them).
        case noDomain = "no-domain"
        /// More domains than `most`; the rest was passed over.
        case tooMany = "too-many"
    }

    /// Each costs two questions to DNS. Real mail with several authors has two or three domains.
    public static let most = 8

    public init(domains: [DNSName], problems: Set<Problem> = []) {
        self.domains = domains
        self.problems = problems
    }
}

extension AuthorDomains {
    public init(of message: Message) {
        self.init(domains: [])
        let fields = message.fields(.from)
        if fields.isEmpty { problems.insert(.missing) }
        if fields.count > 1 { problems.insert(.severalFields) }
        for field in fields {
            let mailboxes = message.mailboxes(of: field)
            if mailboxes.isEmpty { problems.insert(.noMailbox) }
            for mailbox in mailboxes { add(message.domain(of: mailbox)) }
        }
    }

    private mutating func add(_ domain: [UInt8]?) {
        guard let domain, let name = DNSName(String(decoding: domain, as: UTF8.self)), Self.isHost(name) else {
            problems.insert(.noDomain)
            return
        }
        if domains.contains(name) { return }
        guard domains.count < Self.most else {
            problems.insert(.tooMany)
            return
        }
        domains.append(name)
    }

    /// Letters, digits, hyphens, and the underscores that some have: what could be in a question. An address literal's brackets are not.
    private static func isHost(_ name: DNSName) -> Bool {
        name.text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }
}
