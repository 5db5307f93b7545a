extension IPAddress {
    /// The name whose PTR records say what the host is called: RFC 1035 § 3.5, RFC 3596 § 2.5.
    public var reverseName: DNSName {
        // 72 characters at most, and no label is empty.
        DNSName("\(labels.reversed().joined(separator: ".")).\(isIPv4 ? "in-addr" : "ip6").arpa")!
    }

    /// The octets of IPv4 in decimal, or the 32 digits of IPv6: what becomes a label each.
    var labels: [String] { isIPv4 ? bytes.map { String($0) } : bytes.flatMap { [String($0 >> 4, radix: 16), String($0 & 15, radix: 16)] } }
}
