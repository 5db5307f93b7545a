/// Whether who is shown as a message's author is who SPF or DKIM vouch for: RFC 7489 § 6.6.
public enum DMARCCheck {
    /// - Parameter authenticated: what SPF and each DKIM signature found, those that did not pass too.
    static func report(
        authors: AuthorDomains, authenticated: [AuthenticatedDomain], _ known: KnownAnswers
    ) throws(Unanswered) -> DMARCReport {
        // All records are asked for at once.
        let answers = try known.answers(authors.domains.flatMap(questions))
        let given = Dictionary(zip(authors.domains.flatMap(questions), answers)) { first, _ in first }
        let evaluations = authors.domains.map { evaluate($0, authenticated, given) }
        let weakest = evaluations.max { weakness($0.result) < weakness($1.result) }
        var result = weakest?.result ?? .none
        var reason = weakest?.reason ?? (authors.problems.contains(.missing) ? .noAuthor : .noAuthorDomain)
        // § 6.6.1: what has no domain to ask for is not vouched for by the other authors' domains.
        if weakness(result) < weakness(.permerror), let problem = reasonOf(authors.problems) {
            (result, reason) = (evaluations.isEmpty && problem != .tooManyAuthors ? .none : .permerror, problem)
        }
        let policies = evaluations.compactMap(\.policy)
        return DMARCReport(
            result: result, reason: reason, policy: policies.max { strictness($0) < strictness($1) }, evaluations: evaluations, authorProblems: authors.problems
        )
    }

    private static func reasonOf(_ problems: Set<AuthorDomains.Problem>) -> DMARCReport.Reason? {
        if problems.contains(.tooMany) { return .tooManyAuthors }
        if problems.contains(.missing) { return .noAuthor }
        return problems.contains(.noDomain) || problems.contains(.noMailbox) ? .noAuthorDomain : nil
    }

    // MARK: Policy discovery

    /// The domain itself, and the organizational domain where that is another: § 6.6.3.
    private static func recordDomains(of domain: DNSName) -> [DNSName] {
        guard let organization = PublicSuffixList.organizationalDomain(of: domain), organization != domain else { return [domain] }
        return [domain, organization]
    }

    private static func questions(for domain: DNSName) -> [DNSQuestion] {
        // A name that is too long with the label before it has no record.
        recordDomains(of: domain).compactMap { DNSName("_dmarc.\($0.text)").map { DNSQuestion($0, .txt) } }
    }

    private enum Discovery {
        case found(DMARCRecord, at: DNSName)
        case ended(DMARCReport.Result, DMARCReport.Reason)
    }

    /// § 6.6.3: exactly one record of DMARC's at the domain, or where there is none at the organizational domain.
    private static func discover(_ domain: DNSName, _ given: [DNSQuestion: DNSAnswer]) -> Discovery {
        for place in recordDomains(of: domain) {
            guard let name = DNSName("_dmarc.\(place.text)"), let answer = given[DNSQuestion(name, .txt)] else { continue }
            guard let records = answer.records else { return .ended(.temperror, .recordUnanswered) }
            let texts = records.compactMap { record -> [UInt8]? in
                guard case .text(let text) = record, DMARCRecord.isRecord(text) else { return nil }
                return text
            }
            if texts.isEmpty { continue }
            guard texts.count == 1 else { return .ended(.none, .severalRecords) }
            guard let record = DMARCRecord(parsing: texts[0]) else { return .ended(.permerror, .recordMalformed) }
            return .found(record, at: place)
        }
        return .ended(.none, .noRecord)
    }

    // MARK: Evaluation

    private static func evaluate(_ domain: DNSName, _ authenticated: [AuthenticatedDomain], _ given: [DNSQuestion: DNSAnswer]) -> DMARCReport.Evaluation {
        switch discover(domain, given) {
        case .ended(let result, let reason):
            return .init(domain: domain, result: result, reason: reason, record: nil, recordDomain: nil, policy: nil, aligned: [])
        case .found(let record, let place):
            let aligned = authenticated.filter { isAligned($0, with: domain, record) }
            let passed = aligned.filter { $0.outcome == .pass }
            let (result, reason) = outcome(passed, isOpen: aligned.contains { $0.outcome == .temporaryError })
            return .init(
                domain: domain, result: result, reason: reason, record: record, recordDomain: place,
                policy: place == domain ? record.policy : record.subdomainPolicy ?? record.policy, aligned: passed)
        }
    }

    /// § 6.6.2 steps 5 and 6. What to do about temporary errors is left to the receiver: one that might have passed leaves the result open.
    private static func outcome(_ passed: [AuthenticatedDomain], isOpen: Bool) -> (DMARCReport.Result, DMARCReport.Reason) {
        // A signature is the stronger reason: it is of the mail, not of the path.
        if passed.contains(where: { $0.mechanism == .dkim }) { return (.pass, .dkimAligned) }
        if !passed.isEmpty { return (.pass, .spfAligned) }
        return isOpen ? (.temperror, .checkUnanswered) : (.fail, .notAligned)
    }

    /// § 3.1.1, § 3.1.2. A public suffix has no organizational domain and is aligned with itself only.
    private static func isAligned(_ authenticated: AuthenticatedDomain, with author: DNSName, _ record: DMARCRecord) -> Bool {
        if authenticated.domain == author { return true }
        switch authenticated.mechanism == .spf ? record.spfAlignment : record.dkimAlignment {
        case .strict: return false
        case .relaxed:
            guard let organization = PublicSuffixList.organizationalDomain(of: author) else { return false }
            return PublicSuffixList.organizationalDomain(of: authenticated.domain) == organization
        }
    }

    private static func weakness(_ result: DMARCReport.Result) -> Int {
        switch result {
        case .pass: 0
        case .none: 1
        case .temperror: 2
        case .permerror: 3
        case .fail: 4
        }
    }

    private static func strictness(_ policy: DMARCRecord.Policy) -> Int {
        switch policy {
        case .none: 0
        case .quarantine: 1
        case .reject: 2
        }
    }
}
