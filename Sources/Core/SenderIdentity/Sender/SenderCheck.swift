public import MailMessage

/// Finds out who sent a mail: SPF, DKIM, DMARC, ARC, what the receiving side recorded, and whether it came from the person's own account.
///
/// Pure: it says what it has to ask of DNS, and goes on with the answers. Every step asks something new, so that it ends.
public struct SenderCheck: Sendable {
    private let claims: SenderClaims
    private let envelope: Envelope
    private let settings: SenderSettings
    private let signatures: MessageSignatures?
    private let now: Int
    private let bytes: [UInt8]
    private var known = KnownAnswers()

    public enum Step: Sendable {
        /// Not empty; none was asked before.
        case ask([DNSQuestion])
        case done(SenderReport)
    }

    /// - Parameter now: seconds since 1970.
    public init(of message: Message, envelope: Envelope = Envelope(), settings: SenderSettings = SenderSettings(), now: Int) {
        claims = SenderClaims(of: message, envelope: envelope, settings: settings)
        self.envelope = claims.completed(envelope, message)
        self.settings = settings
        self.now = now
        bytes = message.bytes
        signatures = settings.asksDNS ? MessageSignatures(of: message, now: now) : nil
    }

    /// `answers` are to what the step before asked for; empty for the first.
    public mutating func step(_ answers: [DNSQuestion: DNSAnswer] = [:]) -> Step {
        known.add(answers)
        guard let signatures else { return .done(report(on: SenderFindings(recorded: claims.results, claims))) }
        do throws(Unanswered) {
            return .done(report(on: try findings(signatures)))
        } catch {
            return .ask(error.questions)
        }
    }

    /// All checks are run as far as they come, so that what they ask does not depend on each other is asked at once.
    private func findings(_ signatures: MessageSignatures) throws(Unanswered) -> SenderFindings {
        var unanswered: [DNSQuestion] = []
        func attempt<Value>(_ check: () throws(Unanswered) -> Value) -> Value? {
            do throws(Unanswered) {
                return try check()
            } catch {
                unanswered += error.questions.filter { !unanswered.contains($0) }
                return nil
            }
        }
        let spf = attempt { () throws(Unanswered) in try spfReport() }
        let dkim = attempt { () throws(Unanswered) in try signatures.dkimReports(known) }
        let arc = attempt { () throws(Unanswered) in try signatures.arcReport(known) }
        var authenticated: [AuthenticatedDomain] = []
        if let spf = spf ?? nil, let domain = DNSName(spf.domain) { authenticated.append(.init(.spf, domain, .init(spf.result))) }
        for report in dkim ?? [] { if let domain = report.domain { authenticated.append(.init(.dkim, domain, .init(report))) } }
        let dmarc = attempt { () throws(Unanswered) in try DMARCCheck.report(authors: claims.authors, authenticated: authenticated, known) }
        guard unanswered.isEmpty, let dkim, let arc, let dmarc, let spf else { throw Unanswered(questions: unanswered) }
        let vouching = arc.results.map { AuthenticationResults(parsing: bytes[$0]) }
        return SenderFindings(spf: spf, dkim: dkim, dmarc: dmarc, arc: arc, vouching)
    }

    /// Nil where it is not known who handed the mail over. A mail of somebody who had logged in is not SPF's to judge.
    private func spfReport() throws(Unanswered) -> SPFReport? {
        guard let client = envelope.client, let mailFrom = envelope.mailFrom, envelope.account == nil else { return nil }
        return try SPF.check(client: client, helo: envelope.helo, mailFrom: mailFrom, now: now, known: known)
    }

    private func report(on findings: SenderFindings) -> SenderReport {
        let own = OwnAddress(claims, envelope, findings)
        var signs: [SenderSign] = []
        if own.answer == .forged { signs.append(.selfSpoof) }
        let isAuthenticated = findings.isAuthenticated(claims.authors.domains)
        if isAuthenticated { signs.append(.senderAuthenticated) }
        if claims.hasSpoofedName { signs.append(.displayNameSpoof) }
        if claims.hasLookAlikeDomain { signs.append(.lookAlikeDomain) }
        if claims.repliesElsewhere { signs.append(.replyElsewhere) }
        return SenderReport(
            ownAddress: own, spf: findings.spf, dkim: findings.dkim.map(\.signature), dmarc: findings.dmarc, policy: findings.policy, arc: findings.arc,
            basis: findings.basis, signs: signs, authorPlace: claims.authorPlace,
            vouchedAuthors: findings.vouchedAuthors(claims),
            isAuthenticatedBulk: claims.isBulk && findings.isSigned(claims.authors.domains))
    }
}

extension AuthenticatedDomain.Outcome {
    init(_ result: SPFResult) { self = result == .pass ? .pass : result == .temperror ? .temporaryError : .noPass }

    /// A signature that leaves a From field out says nothing about who is shown as author.
    init(_ report: DKIMReport) {
        self = report.result == .pass && report.unsignedFromFields == 0 ? .pass : report.result == .temperror ? .temporaryError : .noPass
    }
}
