/// Whether a domain lets a host send in its name: RFC 7208 § 2.6, § 8.
public enum SPFResult: String, Sendable, CaseIterable {
    /// There is no domain to be checked, or it has no record.
    case none
    /// The domain says nothing about the host.
    case neutral
    /// The host may send in the domain's name.
    case pass
    /// It may not.
    case fail
    /// It probably may not.
    case softfail
    /// DNS did not answer; a later try may say more.
    case temperror
    /// The domain's record cannot be interpreted.
    case permerror
}

/// What SPF says about one identity of a mail, and why.
public struct SPFReport: Sendable, Equatable {
    /// The name that was checked, with the words of RFC 7208 § 9.1.
    public enum Identity: String, Sendable {
        case helo
        case mailFrom = "mailfrom"
    }

    public let identity: Identity
    /// The domain that was checked: of the reverse path; where that is empty, and for HELO, the HELO name. Where there is no such domain, what stood there.
    public let domain: String
    public let result: SPFResult
    public let reason: SPFReason
    /// The domain's own words on a fail (RFC 7208 § 6.2), printable ASCII. Whoever wrote them may be the scammer: shown as reported text, never believed.
    public let explanation: String?

    /// The term that matched, as it stands in the record.
    public var mechanism: String? {
        guard case .matched(let mechanism, _) = reason else { return nil }
        return mechanism
    }
}

/// Why an evaluation of SPF ended as it did.
public enum SPFReason: Sendable, Equatable {
    /// The HELO name or the reverse path's domain is none that DNS could have a record for: RFC 7208 § 4.3.
    case noDomain
    /// The domain publishes nothing: RFC 7208 § 4.5.
    case noRecord(domain: String)
    /// This term of the domain's record names the host. The domain is another than the one checked behind a `redirect`.
    case matched(mechanism: String, domain: String)
    /// No term names the host: RFC 7208 § 4.7.
    case nothingMatched(domain: String)
    /// RFC 7208 § 4.5.
    case severalRecords(domain: String)
    /// RFC 7208 § 4.6.
    case syntaxError(SPFSyntaxError, domain: String)
    /// RFC 7208 § 5.2.
    case includesNothing(domain: String)
    /// RFC 7208 § 6.1.
    case redirectsToNothing(domain: String)
    case tooManyTerms
    case tooManyVoidTerms
    case tooManyMailExchanges(domain: String)
    /// DNS gave no answer to this question.
    case noAnswer(DNSQuestion)
}

extension SPFReason: CustomStringConvertible {
    /// For administrators, in English.
    public var description: String {
        switch self {
        case .noDomain: "there is no domain that could have an SPF record"
        case .noRecord(let domain): "\(domain) has no SPF record"
        case .matched(let mechanism, let domain): "\(mechanism) in the record of \(domain) matches"
        case .nothingMatched(let domain): "nothing in the record of \(domain) matches"
        case .severalRecords(let domain): "\(domain) has more than one SPF record"
        case .syntaxError(let error, let domain): "in the record of \(domain): \(error)"
        case .includesNothing(let domain): "\(domain) is included and has no SPF record"
        case .redirectsToNothing(let domain): "a redirect leads to \(domain), which has no SPF record"
        case .tooManyTerms: "more than \(SPFLimits.terms) terms ask DNS"
        case .tooManyVoidTerms: "more than \(SPFLimits.voidTerms) terms ask for what does not exist"
        case .tooManyMailExchanges(let domain): "\(domain) has more than \(SPFLimits.mailExchanges) mail servers"
        case .noAnswer(let question): "DNS gave no answer for \(question.name), type \(question.type.rawValue)"
        }
    }
}
