internal import MailMessage

/// Names recipients: `anna@example.org`, `@example.org` (the domain and no subdomain) or `abuse@` (of any domain).
///
/// Compared as mailboxes are: without regard to case, domains in Punycode, without a mark behind a plus (RFC 5233) unless the pattern has one.
public struct RecipientPattern: Sendable, Equatable {
    private let local: String?
    private let domain: String?

    /// Nil for anything else.
    public init?(_ text: String) {
        guard let at = text.lastIndex(of: "@"), let address = RecipientAddress(text, at: at), !(address.local.isEmpty && address.domain.isEmpty) else {
            return nil
        }
        local = address.local.isEmpty ? nil : address.local
        domain = address.domain.isEmpty ? nil : address.domain
    }

    func matches(_ recipient: RecipientAddress) -> Bool {
        if let domain, domain != recipient.domain { return false }
        guard let local else { return true }
        return local == (local.contains("+") ? recipient.local : String(recipient.local.prefix { $0 != "+" }))
    }
}

/// A recipient of an envelope, in the form in which they are compared.
struct RecipientAddress {
    let local: String
    /// Empty where there is none: `<Postmaster>` has none (RFC 5321 § 4.5.1).
    let domain: String

    init(_ text: String) {
        guard let at = text.lastIndex(of: "@"), let address = Self(text, at: at) else {
            local = text.lowercased()
            domain = ""
            return
        }
        self = address
    }

    /// Nil where the domain is no UTF-8 or has something that is none of a domain's.
    fileprivate init?(_ text: String, at: String.Index) {
        guard let domain = DomainName.ascii(Array(text[text.index(after: at)...].utf8)), domain.allSatisfy({ $0 > 0x20 && $0 != 0x40 }) else { return nil }
        local = text[..<at].lowercased()
        self.domain = String(decoding: domain.last == 0x2E ? domain.dropLast() : domain[...], as: UTF8.self)
    }
}
