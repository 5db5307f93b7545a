/// A domain that SPF or a DKIM signature speaks for, as DMARC takes it: RFC 7489 § 4.1.
public struct AuthenticatedDomain: Sendable, Equatable {
    public enum Mechanism: String, Sendable {
        case spf, dkim
    }

    public enum Outcome: Sendable, Equatable {
        case pass
        /// DNS did not answer: a later try might pass.
        case temporaryError
        /// Anything else.
        case noPass
    }

    public let mechanism: Mechanism
    /// DKIM's `d=`; for SPF the domain of MAIL FROM, or HELO's where MAIL FROM is empty.
    public let domain: DNSName
    public let outcome: Outcome

    public init(_ mechanism: Mechanism, _ domain: DNSName, _ outcome: Outcome) {
        self.mechanism = mechanism
        self.domain = domain
        self.outcome = outcome
    }
}
