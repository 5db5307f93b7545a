/// The results of all checks, worked out here or as the receiving side recorded them, in one form.
struct SenderFindings: Sendable {
    let spf: SenderReport.Finding<SPFResult>
    let dkim: [Signed]
    let dmarc: SenderReport.Finding<DMARCReport.Result>
    let policy: DMARCRecord.Policy?
    let arc: SenderReport.Finding<ARCResult>
    let basis: SenderReport.Basis
    /// The authors' domains for which DMARC fails. None where SPF is not known: a mail that only SPF vouches for would be among them.
    private let failed: [DNSName]
    /// For which domains the newest seal's author says that a signature passed, or somebody had logged in.
    let vouched: [DNSName]

    struct Signed: Sendable {
        let signature: SenderReport.Signature
        /// It covers the From field and all of the body; where it is only recorded, it is still there.
        let isWhole: Bool
    }

    private static func unknown<Result>(_ reason: String) -> SenderReport.Finding<Result> { .init(result: nil, domain: nil, reason: reason) }

    init(spf: SPFReport?, dkim: [DKIMReport], dmarc: DMARCReport, arc: ARCReport, _ vouching: AuthenticationResults?) {
        self.spf =
            spf.map { .init(result: $0.result, domain: DNSName($0.domain), reason: $0.reason.description) }
            ?? Self.unknown("it is not known who handed the mail over")
        self.dkim = dkim.map {
            Signed(
                signature: .init(domain: $0.domain, selector: $0.selector, result: $0.result, reason: $0.reason.description),
                isWhole: $0.unsignedFromFields == 0 && $0.unsignedBodyBytes == 0)
        }
        self.dmarc = .init(result: dmarc.result, domain: dmarc.evaluations.first?.domain, reason: dmarc.reason.rawValue)
        policy = dmarc.policy
        failed = spf == nil ? [] : dmarc.evaluations.filter { $0.result == .fail }.map(\.domain)
        self.arc = .init(result: arc.result, domain: arc.newestSealer, reason: arc.reason.description)
        vouched = arc.result == .pass ? Self.vouched(in: vouching) : []
        basis = .checked
    }

    /// RFC 8601 § 2.7: what the receiving side's servers found.
    init(recorded: RelevantAuthenticationResults, _ claims: SenderClaims) {
        let results = recorded.results
        let notRecorded = "not recorded"
        func first<Word: RawRepresentable>(_ method: String, _ properties: [(String, String)]) -> SenderReport.Finding<Word> where Word.RawValue == String {
            guard let found = results.first(where: { $0.method == method }) else { return Self.unknown(notRecorded) }
            let domain = properties.lazy.compactMap { found.property($0.0, $0.1) }.first.flatMap(Self.domain)
            return .init(result: Word(rawValue: found.result == "hardfail" ? "fail" : found.result), domain: domain, reason: found.reason ?? "as recorded")
        }
        spf = first("spf", [("smtp", "mailfrom"), ("smtp", "mail"), ("smtp", "helo")])
        dmarc = first("dmarc", [("header", "from")])
        arc = first("arc", [])
        dkim = results.filter { $0.method == "dkim" }.compactMap { found in
            guard let result = DKIMResult(rawValue: found.result == "hardfail" ? "fail" : found.result), result != .none else { return nil }
            let domain = (found.property("header", "d") ?? found.property("header", "i")).flatMap(Self.domain)
            return Signed(
                signature: .init(domain: domain, selector: found.property("header", "s") ?? "", result: result, reason: found.reason ?? "as recorded"),
                isWhole: claims.hasSignature)
        }
        policy = nil
        // Whoever does not say of which domain of several it is, says nothing of one.
        failed = dmarc.result != .fail ? [] : dmarc.domain.map { [$0] } ?? (claims.authors.domains.count == 1 ? claims.authors.domains : [])
        vouched = []
        basis = recorded.trust == .none ? .nothing : .recorded(recorded.trust)
    }

    /// For which domains an ARC-Authentication-Results says that a signature passed, or somebody had logged in.
    private static func vouched(in results: AuthenticationResults?) -> [DNSName] {
        (results?.results ?? []).filter { $0.result == "pass" }.compactMap { found in
            switch found.method {
            case "dkim": (found.property("header", "d") ?? found.property("header", "i")).flatMap(domain)
            case "auth": found.property("smtp", "auth").flatMap(domain)
            default: nil
            }
        }
    }

    /// Of an address, or a domain by itself.
    private static func domain(_ text: String) -> DNSName? { DNSName(text.split(separator: "@").last ?? "") }

    /// Whether DMARC passes, or all of the domains have signed.
    func isAuthenticated(_ domains: [DNSName]) -> Bool { dmarc.result == .pass || isSigned(domains) }

    func isSigned(_ domains: [DNSName]) -> Bool { !domains.isEmpty && domains.allSatisfy { domain in dkim.contains { $0.passes(for: domain) } } }

    /// The authors' domains where each vouches for all of the mail; else none.
    func vouchedAuthors(_ claims: SenderClaims) -> [DNSName] {
        switch basis {
        // Anybody can write the topmost field of a file.
        case .nothing, .recorded(.topmost), .recorded(.none): return []
        case .checked, .recorded(.configured): break
        }
        let authors = claims.authors
        return authors.problems.isEmpty && authors.domains.allSatisfy { vouches(for: $0, claims) } ? authors.domains : []
    }

    /// A signature of the domain or one above it, or DMARC. One that leaves a part of the body open (`l=`, RFC 6376 § 8.2) vouches for nothing behind it, so
    /// that DMARC counts beside such a one only where the path passes as well.
    private func vouches(for domain: DNSName, _ claims: SenderClaims) -> Bool {
        let isClosed = !claims.hasOpenSignature
        let isSigned = dkim.contains { signed in
            guard signed.passes(for: domain), let signer = signed.signature.domain else { return false }
            return (basis == .checked ? signed.isWhole : isClosed) && (signer == domain || domain.text.hasSuffix("." + signer.text))
        }
        if isSigned { return true }
        guard dmarc.result == .pass else { return false }
        let isAbout = basis == .checked || (dmarc.domain.map { $0 == domain } ?? (claims.authors.domains.count == 1))
        return isAbout && (isClosed || spf.result == .pass && spf.domain?.organization == domain.organization)
    }

    var isUnanswered: Bool { spf.result == .temperror || dmarc.result == .temperror || dkim.contains { $0.signature.result == .temperror } }

    func failsDMARC(_ domain: DNSName) -> Bool { failed.contains { $0.organization == domain.organization } }

    /// Whether SPF, DKIM or DMARC passes for the domain, or for one of the same organization.
    func mayPass(for domain: DNSName) -> Bool {
        spf.result == .pass && spf.domain?.organization == domain.organization
            || dmarc.result == .pass && dmarc.domain?.organization == domain.organization || dkim.contains { $0.passes(for: domain) }
    }
}

extension SenderFindings.Signed {
    func isAligned(with domain: DNSName) -> Bool { signature.domain?.organization == domain.organization }
    func passes(for domain: DNSName) -> Bool { signature.result == .pass && isAligned(with: domain) }
}
