/// What DNS says to a question.
public enum DNSAnswer: Sendable, Equatable {
    /// The records of the type asked for, aliases (CNAME) followed. Empty where the name has none of this type.
    case records([DNSRecord])
    /// There is no such name: NXDOMAIN (RFC 8020).
    case noSuchName
    /// A time-out, SERVFAIL, or an answer that nobody can read; a later try may say more.
    case temporaryError

    /// The records; empty for no such name; nil where nobody knows.
    public var records: [DNSRecord]? {
        switch self {
        case .records(let records): records
        case .noSuchName: []
        case .temporaryError: nil
        }
    }
}

/// A record's data.
public enum DNSRecord: Sendable, Equatable {
    case address(IPAddress)
    case mailExchange(preference: UInt16, host: DNSName)
    /// The strings of one record, put together without anything between (RFC 7208 § 3.3). Any bytes; may be empty.
    case text([UInt8])
    case pointer(DNSName)
}
