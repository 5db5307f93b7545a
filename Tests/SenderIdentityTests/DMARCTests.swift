import MailMessage
import Testing

@testable import SenderIdentity

@Suite struct DMARCRecordTests {
    /// Records and what they say: p sp adkim aspf pct; nil where they are disregarded.
    @Test(arguments: [
        // RFC 7489 appendix B.2
        ("v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com", "none - r r 100"),
        ("v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com; ruf=mailto:auth-reports@thirdparty.example.net", "none - r r 100"),
        ("v=DMARC1; p=quarantine; rua=mailto:dmarc-feedback@example.com,mailto:tld-test@thirdparty.example.net!10m; pct=25", "quarantine - r r 25"),
        // § 6.4
        ("v=DMARC1;p=reject;sp=quarantine;adkim=s;aspf=s;pct=0;", "reject quarantine s s 0"),
        (" v = DMARC1 ;\t P = Reject ; ADKIM=S", "reject - s r 100"), ("v=DMARC1; sp=none; p=reject", "reject none r r 100"),
        ("v=DMARC1; p=reject; x=y; unknown; =; ;", "reject - r r 100"),
        // § 6.3: other values count as left out
        ("v=DMARC1; p=reject; adkim=x; aspf=; pct=101", "reject - r r 100"), ("v=DMARC1; p=reject; pct=-1", "reject - r r 100"),
        ("v=DMARC1; p=reject; pct=+7", "reject - r r 100"),
        // § 6.6.3 step 6
        ("v=DMARC1; p=bogus; rua=mailto:a@example.com", "none - r r 100"), ("v=DMARC1; rua=https://example.com/,mailto:a@example.com", "none - r r 100"),
        ("v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com; adkim=s", "none - s r 100"),
        ("v=DMARC1; p=bogus", nil), ("v=DMARC1", nil), ("v=DMARC1; p=reject; sp=bogus", nil), ("v=DMARC1; p=bogus; rua=mailto:nobody", nil),
        ("v=DMARC1; rua=mailto:@example.com", nil), ("v=DMARC1; rua=", nil),
        // RFC 6376 § 3.2
        ("v=DMARC1; p=reject; p=none", nil),
        ("v=dmarc1; p=none", nil), ("v=DMARC11; p=none", nil), ("p=none; v=DMARC1", nil), ("v=spf1 -all", nil), ("", nil), (";", nil), ("v=DMARC1 p=none", nil),
    ])
    func records(text: String, expected: String?) {
        let record = DMARCRecord(parsing: Array(text.utf8))
        let told = record.map {
            "\($0.policy.rawValue) \($0.subdomainPolicy?.rawValue ?? "-") \($0.dkimAlignment.rawValue) \($0.spfAlignment.rawValue) \($0.percentage)"
        }
        #expect(told == expected)
    }
}

@Suite struct DMARCCheckTests {
    private static let example = ["_dmarc.example.com": ["v=DMARC1; p=reject; sp=quarantine"]]

    /// RFC 7489 appendix B.1.
    @Test(
        arguments: [
            (.spf, "example.com", "example.com", .pass, .spfAligned), (.spf, "child.example.com", "example.com", .pass, .spfAligned),
            (.spf, "example.net", "child.example.com", .fail, .notAligned), (.dkim, "example.com", "example.com", .pass, .dkimAligned),
            (.dkim, "example.com", "child.example.com", .pass, .dkimAligned), (.dkim, "sample.net", "child.example.com", .fail, .notAligned),
        ] as [(AuthenticatedDomain.Mechanism, String, String, DMARCReport.Result, DMARCReport.Reason)])
    func appendixB(_ mechanism: AuthenticatedDomain.Mechanism, domain: String, author: String, result: DMARCReport.Result, reason: DMARCReport.Reason) throws {
        let report = try check([author], [(mechanism, domain, .pass)], Self.example)
        #expect(report.result == result && report.reason == reason)
    }

    @Test(arguments: [("r", "a.example.com", DMARCReport.Result.pass), ("s", "a.example.com", .fail), ("s", "example.com", .pass)])
    func alignment(mode: String, domain: String, result: DMARCReport.Result) throws {
        for (mechanism, tag) in [(AuthenticatedDomain.Mechanism.spf, "aspf"), (.dkim, "adkim")] {
            let zone = ["_dmarc.example.com": ["v=DMARC1; p=none; \(tag)=\(mode)"]]
            #expect(try check(["example.com"], [(mechanism, domain, .pass)], zone).result == result)
        }
    }

    /// What did not pass vouches for nothing; what DNS did not answer for leaves it open, but only for an aligned domain, and only while nothing passes.
    @Test(
        arguments: [
            ([(.spf, "example.com", .noPass)], .fail), ([], .fail), ([(.spf, "example.com", .temporaryError)], .temperror),
            ([(.dkim, "example.net", .temporaryError)], .fail), ([(.spf, "example.com", .temporaryError), (.dkim, "example.com", .pass)], .pass),
        ] as [([(AuthenticatedDomain.Mechanism, String, AuthenticatedDomain.Outcome)], DMARCReport.Result)])
    func outcomes(_ authenticated: [(AuthenticatedDomain.Mechanism, String, AuthenticatedDomain.Outcome)], result: DMARCReport.Result) throws {
        #expect(try check(["example.com"], authenticated, Self.example).result == result)
    }

    /// Relaxed alignment goes by the public suffix list: one hoster's customers are not aligned, nor are all of a registry's.
    @Test(arguments: [("a.github.io", "b.github.io"), ("a.co.uk", "b.co.uk"), ("github.io", "a.github.io"), ("com", "example.com")])
    func publicSuffixesSeparate(author: String, domain: String) throws {
        #expect(try check([author], [(.dkim, domain, .pass)], ["_dmarc.\(author)": ["v=DMARC1; p=none"]]).result == .fail)
    }

    /// § 6.6.3 and § 6.3: where the record is found, and whether `sp` counts.
    @Test(arguments: [
        ("example.com", "example.com", "reject"), ("a.example.com", "example.com", "quarantine"), ("a.b.example.com", "example.com", "quarantine"),
        ("own.example.com", "own.example.com", "none"), ("below.own.example.com", "example.com", "quarantine"),
    ])
    func discovery(author: String, place: String, policy: String) throws {
        let zone = ["_dmarc.example.com": ["v=DMARC1; p=reject; sp=quarantine"], "_dmarc.own.example.com": ["v=spf1 -all", "v=DMARC1; p=none; sp=reject"]]
        let report = try check([author], [], zone)
        #expect(report.evaluations[0].recordDomain?.text == place && report.policy?.rawValue == policy && report.result == .fail)
    }

    @Test(
        arguments: [
            ([], .none, .noRecord), (["v=spf1 -all"], .none, .noRecord), (["v=DMARC1; p=none", "v=DMARC1; p=none"], .none, .severalRecords),
            (["v=DMARC1; p=bogus"], .permerror, .recordMalformed), (["TEMPERROR"], .temperror, .recordUnanswered),
        ] as [([String], DMARCReport.Result, DMARCReport.Reason)])
    func withoutRecord(texts: [String], result: DMARCReport.Result, reason: DMARCReport.Reason) throws {
        for author in ["example.com", "a.example.com"] {
            let report = try check([author], [(.dkim, "example.com", .pass)], ["_dmarc.example.com": texts])
            #expect(report.result == result && report.reason == reason && report.policy == nil)
        }
    }

    /// § 6.6.1: the weakest of all authors counts.
    @Test(
        arguments: [
            (["example.com", "example.com"], .pass, "reject"), (["example.com", "example.org"], .fail, "reject"),
            (["example.com", "example.net"], .none, "reject"),
            (["example.org", "example.net"], .fail, "none"),
        ] as [([String], DMARCReport.Result, String)])
    func severalAuthors(authors: [String], result: DMARCReport.Result, policy: String) throws {
        let report = try check(authors, [(.dkim, "example.com", .pass)], Self.example.merging(["_dmarc.example.org": ["v=DMARC1; p=none"]]) { $1 })
        #expect(report.result == result && report.policy?.rawValue == policy && report.evaluations.count == Set(authors).count)
    }

    @Test(
        arguments: [
            ("From: a@Example.COM\n", ["example.com"], []), ("From: b@y.example.org <a@x.example.org>\n", ["x.example.org"], []),
            ("From: a@example.com, \"x, y@z\" <b@example.org>, c@example.com\n", ["example.com", "example.org"], []),
            ("From: staff: a@example.com, b@example.org;\n", ["example.com", "example.org"], []), ("From: staff:;\n", [], [.noMailbox]),
            ("From: a@example.com\nFrom: b@example.org\n", ["example.com", "example.org"], [.severalFields]), ("To: a@example.com\n", [], [.missing]),
            ("From: somebody\n", [], [.noDomain]), ("From: a@[192.0.2.1]\n", [], [.noDomain]), ("From:\n", [], [.noMailbox]),
            ("From: \"a@example.org\"@example.com\n", ["example.com"], []), ("From: a@bücher.example (b@c.example)\n", ["xn--bcher-kva.example"], []),
            ("From: a@xn--bcher-kva.example.\n", ["xn--bcher-kva.example"], []), ("From: a@example..com\n", [], [.noDomain]),
            ("From: a@example.com, nobody\n", ["example.com"], [.noDomain]),
            ("From: " + (0..<20).map { "a@d\($0).example" }.joined(separator: ",") + "\n", (0..<8).map { "d\($0).example" }, [.tooMany]),
        ] as [(String, [String], Set<AuthorDomains.Problem>)])
    func authors(header: String, domains: [String], problems: Set<AuthorDomains.Problem>) {
        let authors = AuthorDomains(of: Message(parsing: Array((header + "\nx\n").utf8)))
        #expect(authors.domains.map(\.text) == domains && authors.problems == problems)
    }

    @Test(
        arguments: [
            ([], [.missing], .none, .noAuthor), ([], [.noDomain], .none, .noAuthorDomain), (["example.com"], [.noDomain], .permerror, .noAuthorDomain),
            (["example.com"], [.tooMany], .permerror, .tooManyAuthors), (["example.com"], [.severalFields], .pass, .dkimAligned),
            (["example.org"], [.noDomain], .permerror, .noAuthorDomain),
        ] as [([String], Set<AuthorDomains.Problem>, DMARCReport.Result, DMARCReport.Reason)])
    func problems(domains: [String], problems: Set<AuthorDomains.Problem>, result: DMARCReport.Result, reason: DMARCReport.Reason) throws {
        let report = try check(domains, problems: problems, [(.dkim, "example.com", .pass)], Self.example)
        #expect(report.result == result && report.reason == reason && report.authorProblems == problems)
    }

    @Test(arguments: [
        (["a.example.com", "example.org"], ["_dmarc.a.example.com", "_dmarc.example.com", "_dmarc.example.org"]),
        // A name that is too long with the label before it is no question.
        ([String(repeating: "aaaaaaaaa.", count: 24) + "example.com"], ["_dmarc.example.com"]),
    ])
    func asksForEverythingAtOnce(authors: [String], questions: [String]) throws {
        let authors = AuthorDomains(domains: try authors.map { try #require(DNSName($0)) })
        #expect { try DMARCCheck.report(authors: authors, authenticated: [], KnownAnswers()) } throws: { error in
            (error as? Unanswered)?.questions == questions.compactMap { DNSName($0) }.map { DNSQuestion($0, .txt) }
        }
    }

    /// Everything that is not in the zone does not exist; a record TEMPERROR makes its name unanswered.
    private func check(
        _ authors: [String], problems: Set<AuthorDomains.Problem> = [],
        _ authenticated: [(AuthenticatedDomain.Mechanism, String, AuthenticatedDomain.Outcome)], _ zone: [String: [String]]
    ) throws -> DMARCReport {
        var known = KnownAnswers()
        var domains: [DNSName] = []
        for author in authors where !domains.contains(DNSName(author)!) { domains.append(DNSName(author)!) }
        for _ in 0..<3 {
            do {
                return try DMARCCheck.report(
                    authors: AuthorDomains(domains: domains, problems: problems),
                    authenticated: authenticated.map { AuthenticatedDomain($0, DNSName($1)!, $2) }, known)
            } catch {
                for question in error.questions {
                    let texts = zone[question.name.text]
                    let answer = texts.map { $0 == ["TEMPERROR"] ? DNSAnswer.temporaryError : .records($0.map { .text(Array($0.utf8)) }) }
                    known.add([question: answer ?? .noSuchName])
                }
            }
        }
        throw Unanswered(questions: [])
    }
}
