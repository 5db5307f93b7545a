import MailMessage
import Testing

@testable import SenderIdentity

/// Names and their organizational domains, "-" for none.
///
/// The list's own test cases: tests/test_psl.txt of https://github.com/publicsuffix/list, which is in the public domain (CC0). Its `null` input
/// cannot be asked here.
private let published = """
    COM - | example.COM example.com | WwW.example.COM example.com | .com - | .example - | .example.com - | .example.example -
    example - | example.example example.example | b.example.example example.example | a.b.example.example example.example
    biz - | domain.biz domain.biz | b.domain.biz domain.biz | a.b.domain.biz domain.biz
    com - | example.com example.com | b.example.com example.com | a.b.example.com example.com
    uk.com - | example.uk.com example.uk.com | b.example.uk.com example.uk.com | a.b.example.uk.com example.uk.com | test.ac test.ac
    mm - | c.mm - | b.c.mm b.c.mm | a.b.c.mm b.c.mm
    jp - | test.jp test.jp | www.test.jp test.jp | ac.jp - | test.ac.jp test.ac.jp | www.test.ac.jp test.ac.jp
    kyoto.jp - | test.kyoto.jp test.kyoto.jp | ide.kyoto.jp - | b.ide.kyoto.jp b.ide.kyoto.jp | a.b.ide.kyoto.jp b.ide.kyoto.jp
    c.kobe.jp - | b.c.kobe.jp b.c.kobe.jp | a.b.c.kobe.jp b.c.kobe.jp | city.kobe.jp city.kobe.jp | www.city.kobe.jp city.kobe.jp
    ck - | test.ck - | b.test.ck b.test.ck | a.b.test.ck b.test.ck | www.ck www.ck | www.www.ck www.ck
    us - | test.us test.us | www.test.us test.us | ak.us - | test.ak.us test.ak.us | www.test.ak.us test.ak.us
    k12.ak.us - | test.k12.ak.us test.k12.ak.us | www.test.k12.ak.us test.k12.ak.us
    食狮.com.cn 食狮.com.cn | 食狮.公司.cn 食狮.公司.cn | www.食狮.公司.cn 食狮.公司.cn | shishi.公司.cn shishi.公司.cn | 公司.cn -
    食狮.中国 食狮.中国 | www.食狮.中国 食狮.中国 | shishi.中国 shishi.中国 | 中国 -
    xn--85x722f.com.cn xn--85x722f.com.cn | xn--85x722f.xn--55qx5d.cn xn--85x722f.xn--55qx5d.cn
    www.xn--85x722f.xn--55qx5d.cn xn--85x722f.xn--55qx5d.cn | shishi.xn--55qx5d.cn shishi.xn--55qx5d.cn | xn--55qx5d.cn -
    xn--85x722f.xn--fiqs8s xn--85x722f.xn--fiqs8s | www.xn--85x722f.xn--fiqs8s xn--85x722f.xn--fiqs8s | shishi.xn--fiqs8s shishi.xn--fiqs8s
    xn--fiqs8s -
    """

private let publishedCases = published.split { "|\n".contains($0) }.map { pair in pair.split(separator: " ").map(String.init) }

@Suite struct PublicSuffixTests {
    @Test func allPublishedCasesAreHere() { #expect(publishedCases.count == 77) }

    @Test(arguments: publishedCases)
    func published(pair: [String]) { #expect(organization(pair[0]) == name(pair[1])) }

    /// Rules that DMARC meets: the sections, a rule below a wildcard, and names deeper than any rule.
    @Test(
        arguments: [
            ("mail.example.com", 1, .icann), ("a.github.io", 2, .private), ("a.b.unknown-tld", 1, .icann), ("city.kobe.jp", 2, .icann),
            ("x.compute.amazonaws.com", 4, .private), ("a.co.uk", 2, .icann), ("localhost", 1, .icann),
        ] as [(String, Int, PublicSuffixList.Section)])
    func suffixes(name: String, labels: Int, section: PublicSuffixList.Section) throws {
        #expect(PublicSuffixList.suffix(of: try #require(DNSName(name))) == .init(labelCount: labels, section: section))
    }

    @Test func theListHasItsDate() { #expect(PublicSuffixList.date > 2026_01_01 && PublicSuffixList.date < 2100_01_01) }

    @Test(arguments: [
        ("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"), ("MÜLLER.Example", "xn--mller-kva.example"), ("bücher。example", "xn--bcher-kva.example"),
        ("XN--MLLER-KVA.example", "xn--mller-kva.example"), ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("", ""), ("a..é", "a..xn--9ca"),
    ])
    func aLabels(name: String, expected: String) {
        #expect(DomainName.ascii(Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
        #expect(DomainName.ascii([0xFF]) == nil)
    }

    private func name(_ text: String) -> DNSName? {
        DomainName.ascii(Array(text.utf8)).flatMap { DNSName(String(decoding: $0, as: UTF8.self)) }.flatMap { text == "-" ? nil : $0 }
    }

    private func organization(_ text: String) -> DNSName? { name(text).flatMap(PublicSuffixList.organizationalDomain) }
}
