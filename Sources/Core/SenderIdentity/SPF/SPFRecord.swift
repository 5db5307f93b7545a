/// A domain's SPF record: RFC 7208 § 4.6.1.
struct SPFRecord: Sendable {
    var directives: [SPFDirective] = []
    var redirect: DomainSpec?
    var explanation: DomainSpec?

    /// The terms of a TXT record that is an SPF record, by its version: RFC 7208 § 4.5. Nil for any other.
    static func terms(of text: [UInt8]) -> ArraySlice<UInt8>? {
        guard text.prefix(6).spells("v=spf1") else { return nil }
        let terms = text[6...]
        return terms.isEmpty || terms.first == UInt8(ascii: " ") ? terms : nil
    }
}

/// A mechanism with the result that it gives where it matches.
struct SPFDirective: Sendable {
    let result: SPFResult
    let mechanism: SPFMechanism
    /// As it stands in the record.
    let text: ArraySlice<UInt8>
}

/// RFC 7208 § 5. Without a name of their own, `a`, `mx` and `ptr` are about the domain that is checked.
enum SPFMechanism: Sendable, Equatable {
    case all
    case include(DomainSpec)
    case a(DomainSpec?, PrefixLengths)
    case mx(DomainSpec?, PrefixLengths)
    case ptr(DomainSpec?)
    /// `ip4` and `ip6`.
    case network(IPNetwork)
    case exists(DomainSpec)
}
