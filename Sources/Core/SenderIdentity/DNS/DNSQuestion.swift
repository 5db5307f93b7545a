/// A question to DNS: a name and a type of record.
public struct DNSQuestion: Hashable, Sendable {
    public let name: DNSName
    public let type: RecordType

    /// The types that SPF, DKIM, DMARC and ARC ask for: RFC 1035 § 3.2.2, RFC 3596.
    public enum RecordType: String, Hashable, Sendable, CaseIterable {
        case a = "A"
        case aaaa = "AAAA"
        case mx = "MX"
        case txt = "TXT"
        case ptr = "PTR"
    }

    public init(_ name: DNSName, _ type: RecordType) {
        self.name = name
        self.type = type
    }
}
