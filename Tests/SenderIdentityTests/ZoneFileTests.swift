import Testing

@testable import SenderIdentity

@Suite struct ZoneFileTests {
    private static let text = """
        # a zone
        Example.com.        MX    10 mail.example.com
        example.com         MX    20 mail2.example.com.   # the second
        example.com\tTXT\t"v=spf1 " "mx -all"\t; one record
        example.com         TXT   "another; # \\"quoted\\" \\\\ \\065\\255"
        example.com         txt   ""
        mail.example.com    A     192.0.2.1
        mail.example.com    A     192.0.2.2
        mail.example.com    AAAA  2001:db8::1
        mapped.example.com  AAAA  ::ffff:192.0.2.3
        1.2.0.192.in-addr.arpa PTR mail.example.com
        nomail.example.com  MX    0 .

        www.example.com     CNAME alias.example.com
        alias.example.com   CNAME mail.example.com
        lost.example.com    CNAME nobody.example.net
        loop1.example.com   CNAME loop2.example.com
        loop2.example.com   CNAME loop1.example.com
        slow.example.com    ANY   TIMEOUT
        ill.example.com     TXT   TEMPERROR
        ill.example.com     A     192.0.2.4
        gone.example.com    ANY   NXDOMAIN
        odd.example.com     TXT   NXDOMAIN
        a.b.c.example.org   A     192.0.2.5
        _dmarc.example.org  TXT   "v=DMARC1; p=none"
        """

    static let cases: [(String, DNSQuestion.RecordType, DNSAnswer)] = [
        ("example.com", .mx, .records([mail(10, "mail.example.com"), mail(20, "mail2.example.com")])),
        ("EXAMPLE.COM", .txt, .records([text("v=spf1 mx -all"), .text(Array("another; # \"quoted\" \\ A".utf8) + [255]), text("")])),
        ("mail.example.com", .a, .records([address("192.0.2.1"), address("192.0.2.2")])),
        ("mail.example.com", .aaaa, .records([address("2001:db8::1")])),
        ("mapped.example.com", .aaaa, .records([address("192.0.2.3")])),
        ("1.2.0.192.in-addr.arpa", .ptr, .records([.pointer(DNSName("mail.example.com")!)])),
        ("nomail.example.com", .mx, .records([])),
        ("mail.example.com", .txt, .records([])),
        ("www.example.com", .a, .records([address("192.0.2.1"), address("192.0.2.2")])),
        ("www.example.com", .mx, .records([])),
        ("lost.example.com", .a, .noSuchName),
        ("loop1.example.com", .a, .temporaryError),
        ("slow.example.com", .aaaa, .temporaryError),
        ("ill.example.com", .txt, .temporaryError),
        ("ill.example.com", .a, .records([address("192.0.2.4")])),
        ("ill.example.com", .mx, .records([])),
        ("gone.example.com", .a, .noSuchName),
        ("odd.example.com", .txt, .noSuchName),
        ("c.example.org", .a, .records([])),
        ("example.org", .txt, .records([])),
        ("org", .a, .records([])),
        ("b.c.d.example.org", .a, .noSuchName),
        ("_dmarc.example.org", .txt, .records([text("v=DMARC1; p=none")])),
        ("example.net", .a, .noSuchName),
    ]

    @Test(arguments: cases)
    func answers(name: String, type: DNSQuestion.RecordType, answer: DNSAnswer) async throws {
        let zone = try ZoneFile(Self.text.utf8)
        let question = DNSQuestion(try #require(DNSName(name)), type)
        #expect(zone.answer(to: question) == answer)
        #expect(await zone.answers(to: [question, question], within: .zero) == [question: answer])
    }

    @Test(arguments: [
        ("a..b A 192.0.2.1", 1, "a domain name, not 'a..b'"),
        ("\n# x\r\nexample.com", 3, "A, AAAA, MX, TXT, PTR, CNAME or ANY behind the name"),
        ("example.com 3600 IN A 192.0.2.1", 1, "A, AAAA, MX, TXT, PTR, CNAME or ANY behind the name"),
        ("example.com A", 1, "an IPv4 address behind A"),
        ("example.com A # none", 1, "an IPv4 address behind A"),
        ("example.com A 192.0.2", 1, "an IPv4 address behind A"),
        ("example.com A 2001:db8::1", 1, "an IPv4 address behind A"),
        ("example.com A ::ffff:192.0.2.1", 1, "an IPv4 address behind A"),
        ("example.com AAAA 192.0.2.1", 1, "an IPv6 address behind AAAA"),
        ("example.com A 192.0.2.1 192.0.2.2", 1, "nothing more behind the data"),
        ("example.com MX mail.example.com", 1, "a number up to 65535 and a host behind MX"),
        ("example.com MX 65536 mail.example.com", 1, "a number up to 65535 and a host behind MX"),
        ("example.com MX 10", 1, "a domain name behind MX and its number"),
        ("example.com PTR", 1, "a domain name behind PTR"),
        ("example.com CNAME TIMEOUT", 1, "a domain name behind CNAME"),
        ("example.com TXT v=spf1", 1, "data in quotes behind TXT"),
        ("example.com TXT", 1, "data in quotes behind TXT"),
        ("example.com TXT \"a\" b", 1, "data in quotes behind TXT"),
        ("example.com TXT \"a", 1, "a quote at the end of the data"),
        ("example.com TXT \"a\\", 1, "a quote at the end of the data"),
        ("example.com TXT \"\\256\"", 1, "a number of three digits up to 255 behind \\"),
        ("example.com TXT \"\\1\"", 1, "a number of three digits up to 255 behind \\"),
        ("example.com ANY \"a\"", 1, "TEMPERROR, TIMEOUT or NXDOMAIN behind ANY"),
        ("example.com ANY TIMEOUT\nexample.com ANY TEMPERROR", 2, "one answer to ANY of a name"),
        ("example.com A TIMEOUT\nexample.com A 192.0.2.1", 2, "no record beside TEMPERROR, TIMEOUT or NXDOMAIN"),
        ("example.com A 192.0.2.1\nexample.com A TIMEOUT", 2, "no second answer beside TEMPERROR, TIMEOUT or NXDOMAIN"),
        ("a.example CNAME b.example\na.example CNAME c.example", 2, "one CNAME of a name (RFC 2181 § 10.1)"),
        ("a.example CNAME b.example\na.example A 192.0.2.1", 2, "no other record beside a CNAME (RFC 1034 § 3.6.2)"),
        ("a.example A 192.0.2.1\na.example CNAME b.example", 2, "no other record beside a CNAME (RFC 1034 § 3.6.2)"),
    ])
    func mistakes(text: String, line: Int, expected: String) {
        #expect(throws: ZoneFile.Mistake(line: line, expected: expected)) { try ZoneFile(text.utf8) }
    }

    @Test func asManyAliasesAsAllowed() throws {
        let limit = DNSAnswer.maximumAliases
        let lines = (0...limit).map { "n\($0).example CNAME n\($0 + 1).example" } + ["n\(limit + 1).example A 192.0.2.1"]
        let zone = try ZoneFile(lines.joined(separator: "\n").utf8)
        #expect(zone.answer(to: DNSQuestion(DNSName("n1.example")!, .a)).records?.count == 1)
        #expect(zone.answer(to: DNSQuestion(DNSName("n0.example")!, .a)) == .temporaryError)
    }

    private static func text(_ text: String) -> DNSRecord { .text(Array(text.utf8)) }
    private static func mail(_ preference: UInt16, _ host: String) -> DNSRecord { .mailExchange(preference: preference, host: DNSName(host)!) }
    private static func address(_ text: String) -> DNSRecord { .address(IPAddress(text)!) }
}
