import Testing

@testable import SenderIdentity

/// Who is checked: MAIL FROM, HELO, and what is no domain.
@Suite struct SPFIdentityTests {
    private static let zone = SPFZone(
        "mail.example.org TXT v=spf1 exists:%{l}.%{o}.check.example.org -all\npostmaster.mail.example.org.check.example.org A 127.0.0.2")
    private static let client = IPAddress("192.0.2.1")!

    @Test func aBounceIsThePostmasterOfTheHost() throws {
        let (report, _) = try Self.zone.run { try SPF.check(client: Self.client, helo: "Mail.Example.org", mailFrom: "", now: 0, known: $0) }
        #expect(report.result == .pass && report.identity == .mailFrom && report.domain == "mail.example.org")
        #expect(report.mechanism == "exists:%{l}.%{o}.check.example.org")
    }

    @Test func theHostItself() throws {
        let (report, _) = try Self.zone.run { try SPF.checkHELO(client: Self.client, helo: "mail.example.org", now: 0, known: $0) }
        #expect(report.result == .pass && report.identity == .helo && report.identity.rawValue == "helo")
    }

    @Test(arguments: [
        "mail", "[192.0.2.1]", "192.0.2.1", "[IPv6:2001:db8::1]", "2001:db8::1", "", ".", "a..example.org", "mail .example.org", "mail\r\n.example.org",
        "ma\u{0}il.example.org",
        "grüße.example.org", String(repeating: "a.", count: 130) + "org",
    ])
    func noDomain(helo: String) throws {
        for mailFrom in ["", "user@\(helo)", "user"] {
            let (report, questions) = try Self.zone.run { try SPF.check(client: Self.client, helo: helo, mailFrom: mailFrom, now: 0, known: $0) }
            #expect(report.result == .none && report.reason == .noDomain && questions.isEmpty, "\(report)")
            #expect(report.domain.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } || report.domain.hasSuffix("…"))
        }
        #expect(try Self.zone.run { try SPF.checkHELO(client: Self.client, helo: helo, now: 0, known: $0) }.report.reason == .noDomain)
    }

    @Test func theLastAtSignCounts() throws {
        let (report, _) = try Self.zone.run { try SPF.check(client: Self.client, helo: "a", mailFrom: "\"a@b\"@mail.example.org", now: 0, known: $0) }
        #expect(report.domain == "mail.example.org" && report.result == .fail)
    }

    /// RFC 8616 § 4: a term that would ask for it does not match, and asks nothing.
    @Test func aLocalPartThatIsNotASCII() throws {
        let zone = SPFZone("example.org TXT v=spf1 exists:%{l}.example.org a:%{s}.example.org/0 ?all")
        let (report, questions) = try zone.run { try SPF.check(client: Self.client, helo: "a", mailFrom: "grüße@example.org", now: 0, known: $0) }
        #expect(report.result == .neutral && questions.count == 1)
    }

    @Test func wordsOfTheRFC() {
        #expect(SPFResult.allCases.map(\.rawValue) == ["none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"])
        #expect(SPFReport.Identity.mailFrom.rawValue == "mailfrom")
    }
}
