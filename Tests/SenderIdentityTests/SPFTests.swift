import Testing

@testable import SenderIdentity

/// SPF against small zones: what a record says, the client that asks, and what comes of it.
@Suite struct SPFTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let record: String
        let client: String
        let result: SPFResult
        let reason: SPFReason?
        let more: String

        /// The record is that of example.org, the sender user@example.org; `more` is what else is in DNS.
        init(_ record: String, _ client: String, _ result: SPFResult, _ reason: SPFReason? = nil, more: String = "") {
            (self.record, self.client, self.result, self.reason, self.more) = (record, client, result, reason, more)
        }

        var testDescription: String { "\(record.prefix(100)) from \(client)" }

        func run() throws -> (report: SPFReport, questions: [DNSQuestion]) {
            let zone = SPFZone("example.org TXT v=spf1 \(record)\n\(more)")
            let client = try #require(IPAddress(client))
            return try zone.run { try SPF.check(client: client, helo: "mail.example.net", mailFrom: "user@example.org", now: 0, known: $0) }
        }
    }

    private static func check(_ test: Case) throws {
        let (report, questions) = try test.run()
        #expect(report.result == test.result, "\(report)")
        if let reason = test.reason { #expect(report.reason == reason) }
        #expect(report.domain == "example.org" && report.identity == .mailFrom)
        #expect(questions.count <= SPFLimits.questions)
        #expect(!report.reason.description.isEmpty)
    }

    private static let addresses = """
        example.org A 192.0.2.1
        example.org A 192.0.2.2
        example.org AAAA 2001:db8::1
        example.org MX mx1.example.org
        example.org MX mx2.example.org
        mx1.example.org A 192.0.2.11
        mx2.example.org A 192.0.2.12
        mx2.example.org AAAA 2001:db8::12
        1.2.0.192.in-addr.arpa PTR www.example.com
        1.2.0.192.in-addr.arpa PTR example.org
        2.2.0.192.in-addr.arpa PTR www.example.org
        www.example.org A 192.0.2.2
        3.2.0.192.in-addr.arpa PTR example.org
        4.2.0.192.in-addr.arpa PTR myexample.org
        myexample.org A 192.0.2.4
        _spf.example.net TXT v=spf1 ip4:198.51.100.0/24 -ip4:203.0.113.0/24 ~ip4:192.0.2.99
        """

    @Test(arguments: [
        Case("all", "192.0.2.1", .pass, .matched(mechanism: "all", domain: "example.org")),
        Case("+All", "192.0.2.1", .pass), Case("-all", "2001:db8::1", .fail), Case("~all", "192.0.2.1", .softfail), Case("?all", "192.0.2.1", .neutral),
        Case("", "192.0.2.1", .neutral, .nothingMatched(domain: "example.org")), Case("  ip4:192.0.2.1   -all  ", "192.0.2.1", .pass),
        Case("unknown=%{t}:/ -all", "192.0.2.1", .fail),
        Case("IP4:192.0.2.1 -all", "192.0.2.1", .pass), Case("ip4:192.0.2.0/31 -all", "192.0.2.1", .pass), Case("ip4:192.0.2.0/31 -all", "192.0.2.2", .fail),
        Case("ip4:203.0.113.9/0 -all", "192.0.2.1", .pass), Case("ip4:203.0.113.9/0 -all", "2001:db8::1", .fail),
        Case("ip4:192.0.2.1 -all", "::ffff:192.0.2.1", .pass),
        Case("ip6:2001:db8::/32 -all", "2001:DB8:1::", .pass), Case("ip6:2001:db8::/127 -all", "2001:db8::2", .fail), Case("ip6:::/0 -all", "192.0.2.1", .fail),
        Case("ip6:::ffff:192.0.2.1 -all", "192.0.2.1", .fail), Case("ip6:2001:db8::192.0.2.1 -all", "2001:db8::c000:201", .pass),
        Case("a -all", "192.0.2.2", .pass), Case("a -all", "192.0.2.3", .fail), Case("a -all", "2001:db8::1", .pass),
        Case("a:mx2.example.org. -all", "192.0.2.12", .pass),
        Case("a/24 -all", "192.0.2.200", .pass), Case("a//64 -all", "2001:db8::ffff", .pass), Case("a:Example.org/30//127 -all", "192.0.2.3", .pass),
        Case("a:example.org/30//127 -all", "2001:db8::2", .fail), Case("a:nowhere.example.org/0 -all", "192.0.2.1", .fail),
        Case("mx -all", "192.0.2.12", .pass), Case("mx -all", "192.0.2.1", .fail), Case("mx -all", "2001:db8::12", .pass),
        Case("mx/28//120 -all", "192.0.2.1", .pass),
        Case("mx:mx1.example.org -all", "192.0.2.11", .fail),
        Case("ptr -all", "192.0.2.1", .pass), Case("ptr -all", "192.0.2.2", .pass), Case("ptr -all", "192.0.2.3", .fail), Case("ptr -all", "192.0.2.4", .fail),
        Case("ptr:www.example.org -all", "192.0.2.2", .pass), Case("ptr:www.example.org -all", "192.0.2.1", .fail), Case("ptr -all", "192.0.2.5", .fail),
        Case("exists:%{i}.%{d} -all", "192.0.2.1", .fail), Case("exists:mx%{d1r}1.%{o} -all", "192.0.2.1", .fail),
        Case("exists:mx2.%{d} -all", "2001:db8::7", .pass),
        Case("include:_spf.example.net -all", "198.51.100.7", .pass, .matched(mechanism: "include:_spf.example.net", domain: "example.org")),
        Case("include:_spf.example.net ~all", "203.0.113.7", .softfail), Case("include:_spf.example.net -all", "192.0.2.99", .fail),
        Case("?include:_spf.example.net -all", "198.51.100.7", .neutral), Case("include:_spf.example.net ip4:192.0.2.7", "192.0.2.7", .pass),
        Case("redirect=_spf.example.net", "203.0.113.7", .fail, .matched(mechanism: "-ip4:203.0.113.0/24", domain: "_spf.example.net")),
        Case("redirect=_spf.example.net ip4:203.0.113.7", "203.0.113.7", .pass), Case("redirect=_spf.example.net", "192.0.2.7", .neutral),
        Case("redirect=%{l}.example.net -all", "192.0.2.7", .fail),
    ])
    func mechanisms(test: Case) throws { try Self.check(Case(test.record, test.client, test.result, test.reason, more: Self.addresses)) }

    @Test(
        arguments: [
            ("al", .unknownMechanism), ("--all", .unknownMechanism), ("all:example.org", .argument), ("all/8", .argument), ("-", .unknownMechanism),
            (":", .unknownMechanism),
            ("redirect:example.org", .unknownMechanism), ("include", .argument), ("include:", .argument), ("include:example.org/24", .domain),
            ("exists", .argument),
            ("exists/24", .argument), ("a:", .argument), ("a:/24", .argument), ("a/", .argument), ("a/24/64", .argument), ("a/33", .prefixLength),
            ("a//129", .prefixLength),
            ("a///64", .argument), ("mx/01", .prefixLength), ("mx/00", .prefixLength), ("mx:com", .domain), ("mx:com.", .domain), ("mx:example.-org", .domain),
            ("mx:example.org-", .domain),
            ("mx:example..", .domain), ("ptr/24", .argument), ("ptr:example.org/24", .domain), ("a:192.0.2.1", .numericDomain), ("ip4", .argument),
            ("ip4:", .argument),
            ("ip4:192.0.2", .network), ("ip4:192.0.2.01", .network), ("ip4:192.0.2.1/33", .prefixLength), ("ip4:192.0.2.1//24", .network),
            ("ip4:192.0.2.1/99999999999999999999", .prefixLength),
            ("ip4:2001:db8::1", .network), ("ip4/24", .argument), ("ip6:192.0.2.1", .network), ("ip6:2001:db8::1/129", .prefixLength),
            ("ip6:2001:db8:::1", .network),
            ("=a", .modifierName), ("1=a", .modifierName), ("-a=b", .modifierName), ("é=a", .modifierName), ("a:é.example.org", .character),
            ("a:\u{7F}.example.org", .character),
            ("ip4:192.0.2.1\tall", .network), ("redirect=", .argument), ("exp=", .argument), ("exp=org", .domain), ("a=%", .macro),
            ("a:%", .macro), ("a:%a.org", .macro), ("a:%{", .macro), ("a:%{}", .macro), ("a:%{d", .macro), ("a:%{x}", .macro), ("a:%{d0}", .macro),
            ("a:%{dr2}", .macro),
            ("a:%{d2:}", .macro), ("a:%{t}.org", .macro), ("exp=%{C}.org", .macro), ("redirect=%{r}.org", .macro), ("a:%{d}com", .domain),
        ] as [(String, SPFSyntaxError.Problem)])
    func syntaxErrors(term: String, problem: SPFSyntaxError.Problem) throws {
        // Behind what would match.
        let (report, _) = try Case("+all \(term)", "192.0.2.1", .permerror).run()
        #expect(report.result == .permerror)
        guard case .syntaxError(let error, "example.org") = report.reason else {
            Issue.record("\(report)")
            return
        }
        #expect(error.problem == problem)
        #expect(error.term.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && report.reason.description.contains(problem.rawValue))
    }

    @Test(arguments: ["redirect=a.example.org redirect=a.example.org", "exp=a.example.org EXP=b.example.org"])
    func modifiersStandOnce(record: String) throws {
        let (report, _) = try Case(record, "192.0.2.1", .permerror).run()
        guard case .syntaxError(let error, _) = report.reason else { return #expect(Bool(false), "\(report)") }
        #expect(error.problem == .repeatedModifier)
    }

    private static let eleven = (1...11).map { "example.org MX mx\($0).example.org\nmx\($0).example.org A 192.0.2.\($0)" }
    private static let elevenNames = (1...11).map { "1.2.0.192.in-addr.arpa PTR host\($0).example.org\nhost\($0).example.org A 192.0.2.\($0 == 11 ? 1 : 9)" }
    private static func many(_ count: Int) -> String { (1...count).map { "a:mx\($0).example.org" }.joined(separator: " ") }
    private static let loop = "loop.example.org TXT v=spf1 include:loop.example.org"

    @Test(arguments: [
        // Ten terms that ask are allowed, eleven are not, wherever they stand.
        Case(many(10) + " -all", "192.0.2.99", .fail, more: eleven.joined(separator: "\n")),
        Case(many(11) + " -all", "192.0.2.99", .permerror, .tooManyTerms, more: eleven.joined(separator: "\n")),
        Case(many(11) + " -all", "192.0.2.10", .pass, more: eleven.joined(separator: "\n")),
        Case(many(10) + " redirect=mx1.example.org", "192.0.2.99", .permerror, .tooManyTerms, more: eleven.joined(separator: "\n")),
        Case("include:loop.example.org", "192.0.2.1", .permerror, .tooManyTerms, more: loop),
        Case("redirect=example.org", "192.0.2.1", .permerror, .tooManyTerms),
        // The client's name is asked for once.
        Case(many(9) + " exists:%{p}.example.net exists:%{p}.example.net -all", "192.0.2.99", .permerror, .tooManyTerms, more: eleven.joined(separator: "\n")),
        Case(many(7) + " exists:%{p}.example.net exists:%{p}.example.net -all", "192.0.2.99", .fail, more: eleven.joined(separator: "\n")),
        Case(many(8) + " exists:%{p}.example.net exists:%{p}.example.net -all", "192.0.2.99", .permerror, .tooManyTerms, more: eleven.joined(separator: "\n")),
        // Two terms may find nothing: no such name, or none of this type.
        Case("a:no.example.org mx -all", "192.0.2.1", .fail),
        Case("a:no.example.org mx exists:no.example.org -all", "192.0.2.1", .permerror, .tooManyVoidTerms),
        Case("ptr ptr ptr -all", "192.0.2.1", .permerror, .tooManyVoidTerms), Case("a:..example.org a:..example.org a:..example.org -all", "192.0.2.1", .fail),
        // A mail server without an address of the client's kind is none of them.
        Case("mx -all", "2001:db8::99", .fail, more: eleven[..<3].joined(separator: "\n")),
        Case("mx -all", "192.0.2.10", .pass, more: eleven[..<10].joined(separator: "\n")),
        Case("mx -all", "192.0.2.1", .permerror, .tooManyMailExchanges(domain: "example.org"), more: eleven.joined(separator: "\n")),
        Case("ptr -all", "192.0.2.1", .fail, more: elevenNames.joined(separator: "\n")),
        Case("ptr -all", "192.0.2.1", .pass, more: elevenNames[1...].joined(separator: "\n")),
    ])
    func limits(test: Case) throws { try Self.check(test) }

    @Test(arguments: [
        Case("-all\nexample.org TXT V=SPF1", "192.0.2.1", .permerror, .severalRecords(domain: "example.org")),
        Case("-all\nexample.org TXT v=spf10 all\nexample.org TXT other", "192.0.2.1", .fail),
        Case("include:no.example.org", "192.0.2.1", .permerror, .includesNothing(domain: "no.example.org")),
        Case("include:%{l}", "192.0.2.1", .permerror, .includesNothing(domain: "user")),
        Case("redirect=no..example.org", "192.0.2.1", .permerror, .redirectsToNothing(domain: "no..example.org")),
        Case("include:bad.example.org", "192.0.2.1", .permerror, more: "bad.example.org TXT v=spf1 b"),
        Case(
            "include:slow.example.org all", "192.0.2.1", .temperror, .noAnswer(DNSQuestion(DNSName("slow.example.org")!, .txt)),
            more: "slow.example.org TIMEOUT"),
        Case("redirect=slow.example.org", "192.0.2.1", .temperror, more: "slow.example.org TIMEOUT"),
        Case("a:slow.example.org all", "192.0.2.1", .temperror, .noAnswer(DNSQuestion(DNSName("slow.example.org")!, .a)), more: "slow.example.org TIMEOUT"),
        Case("mx all", "2001:db8::1", .temperror, more: "example.org MX slow.example.org\nslow.example.org TIMEOUT"),
        Case(
            "mx -all", "192.0.2.1", .pass,
            more: "example.org MX slow.example.org\nslow.example.org TIMEOUT\nexample.org MX mx.example.org\nmx.example.org A 192.0.2.1"),
        Case("exists:slow.example.org all", "192.0.2.1", .temperror, more: "slow.example.org TIMEOUT"),
        Case("ptr -all", "192.0.2.1", .fail, more: "1.2.0.192.in-addr.arpa TIMEOUT"),
        Case(
            "ptr -all", "192.0.2.1", .pass,
            more: "1.2.0.192.in-addr.arpa PTR slow.example.org\nslow.example.org TIMEOUT\n1.2.0.192.in-addr.arpa PTR a.example.org\na.example.org A 192.0.2.1"),
    ])
    func errors(test: Case) throws { try Self.check(test) }

    @Test func theFirstQuestionFails() throws {
        let zone = SPFZone("example.org TIMEOUT\nempty.example.org -")
        func result(_ domain: String) throws -> SPFResult {
            try zone.run { try SPF.check(client: #require(IPAddress("192.0.2.1")), helo: "a.example", mailFrom: "a@\(domain)", now: 0, known: $0) }.report
                .result
        }
        #expect(try result("example.org") == .temperror)
        #expect(try result("empty.example.org") == .none)
        #expect(try result("no.example.org") == .none)
    }
}
