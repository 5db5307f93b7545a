internal import MailMessage

/// Names recipients: `anna@example.org`, `@example.org` (the domain and no subdomain) or `abuse@` (of any domain).
///
/// Compared as mailboxes are: without regard to case, domains in Punycode, without a mark behind a plus (RFC 5233) unless the pattern has one.
public struct RecipientPattern: Sendable, Hashable {
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

    private init(local: String?, domain: String?) {
        self.local = local
        self.domain = domain
    }

    /// All patterns that name a recipient: one of these is looked up, where there are thousands.
    static func naming(_ recipient: RecipientAddress) -> [RecipientPattern] {
        let (local, domain) = (recipient.local, recipient.domain)
        let mark = local.firstIndex(of: "+")
        let locals = [mark.map { String(local[..<$0]) } ?? local] + (mark == nil ? [] : [local])
        return [RecipientPattern(local: nil, domain: domain)]
            + locals.flatMap { [RecipientPattern(local: $0, domain: domain), RecipientPattern(local: $0, domain: nil)] }
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
