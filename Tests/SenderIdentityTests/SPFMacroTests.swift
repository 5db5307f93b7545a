import Testing

@testable import SenderIdentity

/// Macros: what they expand to in names and explanations.
@Suite struct SPFMacroTests {
    private static func envelope(_ client: String) -> SPFEnvelope {
        SPFEnvelope(
            client: IPAddress(client)!, helo: "mx.example.com", mailFrom: "strong-bad@email.example.com", receiver: "here.example.net", now: 1_700_000_000)
    }

    private static func expansion(_ client: String = "192.0.2.3", names: [String] = []) -> MacroExpansion {
        MacroExpansion(envelope: envelope(client), domain: DNSName("email.example.com")!, names: names.map { DNSName($0)! })
    }

    private static func explained(_ text: String, _ expansion: MacroExpansion) throws -> String {
        String(decoding: expansion.explanation(of: try MacroString(Array(text.utf8)[...], isExplanation: true)), as: UTF8.self)
    }

    /// The examples of RFC 7208 § 7.4, and what its rules say beyond.
    @Test(arguments: [
        ("%{s}", "strong-bad@email.example.com"), ("%{o}", "email.example.com"), ("%{d}", "email.example.com"), ("%{d4}", "email.example.com"),
        ("%{d3}", "email.example.com"), ("%{d2}", "example.com"), ("%{d1}", "com"), ("%{dr}", "com.example.email"), ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"), ("%{l-}", "strong.bad"), ("%{lr}", "strong-bad"), ("%{lr-}", "bad.strong"), ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"), ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        ("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
        ("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"),
        ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
        ("%{h}", "mx.example.com"), ("%{c} %{r} %{t}", "192.0.2.3 here.example.net 1700000000"), ("%%%_%-", "% %20"),
        ("%{S}", "strong-bad%40email.example.com"),
        ("%{LR-}", "bad.strong"), ("%{d99999999999999999999}", "email.example.com"), ("%{o3R,.}", "com.example.email"), ("%{d1.-+,/_=}", "com"),
        ("%{p}", "unknown"), ("", ""),
    ])
    func explanations(text: String, expanded: String) throws {
        #expect(try Self.explained(text, Self.expansion()) == expanded)
    }

    @Test func ipv6() throws {
        let expansion = Self.expansion("2001:db8::cb01")
        let spec = try DomainSpec(Array("%{ir}.%{v}._spf.%{d2}".utf8)[...])
        #expect(expansion.name(of: spec)?.text == "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com")
        #expect(try Self.explained("%{c}", expansion) == "2001:db8::cb01")
    }

    @Test(arguments: [
        (["a.example.net", "www.email.example.com", "email.example.com"], "email.example.com"),
        (["a.example.net", "www.email.example.com"], "www.email.example.com"),
        (["a.example.net", "notemail.example.com"], "a.example.net"), ([], "unknown"),
    ])
    func namesOfTheClient(names: [String], chosen: String) throws { #expect(try Self.explained("%{p}", Self.expansion(names: names)) == chosen) }

    @Test func longNamesAreCutOnTheLeft() throws {
        let spec = try DomainSpec(Array(String(repeating: "%{o}.", count: 16).utf8)[...] + Array("example.org.".utf8))
        #expect(Self.expansion().name(of: spec)?.text == "com.\(String(repeating: "email.example.com.", count: 13))example.org")
        // One octet more than fits, and no full stop where it could be cut.
        let label = String(repeating: "a", count: 62)
        let fits = "x.\(label).\(label).\(label).\(label)"
        #expect(fits.count == 253)
        #expect(try Self.expansion().name(of: DomainSpec(Array(fits.utf8)[...]))?.text == fits)
        #expect(try Self.expansion().name(of: DomainSpec(Array("x\(fits).".utf8)[...]))?.text == String(fits.dropFirst(2)))
        #expect(try Self.expansion().name(of: DomainSpec(Array("\(String(repeating: "b", count: 300)).org".utf8)[...]))?.text == "org")
        #expect(try Self.expansion().name(of: DomainSpec(Array("%{d}\(String(repeating: "%%", count: 300))".utf8)[...])) == nil)
    }

    private static func failing(_ exp: String, _ zone: String, mailFrom: String = "user@example.org") throws -> String? {
        try SPFZone("example.org TXT v=spf1 -all exp=\(exp)\n\(zone)").run {
            try SPF.check(client: IPAddress("192.0.2.1")!, helo: "a.example", mailFrom: mailFrom, receiver: "here.example.net", now: 7, known: $0)
        }.report.explanation
    }

    @Test func explanationsAreReported() throws {
        #expect(
            try Self.failing("why.%{d}", "why.example.org TXT %{i} may not (%{r}, %{t}): see %{s}")
                == "192.0.2.1 may not (here.example.net, 7): see user@example.org")
        #expect(try Self.failing("why.%{d}", "why.example.org TXT \(String(repeating: "ab%_", count: 400))")?.utf8.count == SPFLimits.explanationOctets)
        // The client's name, though ten terms were used up.
        #expect(
            try SPFZone(
                "example.org TXT v=spf1 redirect=b.example.org\nb.example.org TXT v=spf1 \(String(repeating: "a ", count: 9))-all exp=why.example.org\nb.example.org A 192.0.2.9\nwhy.example.org TXT %{p}\n1.2.0.192.in-addr.arpa PTR c.example.org\nc.example.org A 192.0.2.1"
            )
            .run { try SPF.check(client: IPAddress("192.0.2.1")!, helo: "a.example", mailFrom: "user@example.org", now: 7, known: $0) }.report.explanation
                == "c.example.org")
    }

    @Test(arguments: [
        ("why.example.org", ""), ("why.example.org", "why.example.org TIMEOUT"), ("why.example.org", "why.example.org TXT a\nwhy.example.org TXT b"),
        ("why.example.org", "why.example.org TXT %{x}"), ("why.example.org", "why.example.org TXT é"), ("why.example.org", "why.example.org TXT a\tb"),
        ("a..%{d}", ""),
        ("why.example.org", "why.example.org A 192.0.2.1"),
    ])
    func noExplanation(exp: String, zone: String) throws { #expect(try Self.failing(exp, zone) == nil) }

    @Test func noMacroBringsControlsIntoAnExplanation() throws {
        #expect(try Self.failing("why.example.org", "why.example.org TXT see %{l}", mailFrom: "a\r\nb@example.org") == nil)
        #expect(try Self.failing("why.example.org", "why.example.org TXT see %{l}", mailFrom: "a b@example.org") == "see a b")
        #expect(try Self.failing("why.example.org", "why.example.org TXT see %{L}", mailFrom: "a\r\nb@example.org") == "see a%0D%0Ab")
    }

    @Test func onlyAFailIsExplained() throws {
        let zone = SPFZone("example.org TXT v=spf1 ~all exp=why.example.org\nwhy.example.org TXT why")
        let (report, questions) = try zone.run {
            try SPF.check(client: IPAddress("192.0.2.1")!, helo: "a.example", mailFrom: "user@example.org", now: 7, known: $0)
        }
        #expect(report.result == .softfail && report.explanation == nil && questions.count == 1)
    }
}
