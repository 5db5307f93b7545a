import Examination
import MailMessage
import SenderGuard
import Testing

@testable import ChannelKit

@Suite struct MailContentTests {
    // Nobody can spend what is sent to these: hashes of nothing but zeros.
    private static let bitcoin = "1111111111111111111114oLvT2"
    private static let segwit = "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs"

    private static func content(_ mail: String) -> MailContent {
        MailContent(Examiner().examine(mail: Array(mail.replacing("\n", with: "\r\n").utf8)))
    }

    private static let words = """
        The harbour lay quiet when the first boats came home that morning, and nobody on the quay had yet seen what the fishermen carried up the steps in \
        their wet baskets, for fog stood between the houses and the water until noon.
        """

    @Test func fields() {
        let content = Self.content(
            """
            Message-ID: <a@example.org>
            In-Reply-To: <b@example.org>
            References: <c@example.org>
             <d@example.org>
            references:<e@example.org>
            Subject: =?utf-8?q?unbluff=3A?=
             =?utf-8?q?_send?= anyway
            x-UNBLUFF-send-anyway:  Yes
            X-Unbluff-Send-Anyway: no

            Hello
            """)
        #expect(content.messageID == Array("<a@example.org>".utf8))
        #expect(content.inReplyTo == Array("<b@example.org>".utf8))
        #expect(content.references == Array("<c@example.org>\r\n <d@example.org> <e@example.org>".utf8))
        #expect(SendAnyway.isIn(subject: content.subject), "\(content.subject)")
        #expect(content.sendAnyway == Array("Yes".utf8))
        #expect(content.body == nil && content.wallets.isEmpty)
        #expect(Self.content("\nHello") == MailContent())
    }

    /// The last ones count, whatever is before them.
    @Test(arguments: [1, 500]) func manyReferences(_ fields: Int) {
        let id = "<" + String(repeating: "a", count: 200_000 / fields) + "@example.org>"
        let content = Self.content(String(repeating: "References: \(id)\n", count: fields) + "References: <last@example.org>\n\nHello")
        #expect(content.references.count <= 2 * MailContent.mostFieldBytes)
        #expect(content.references.suffix(18) == Array("<last@example.org>".utf8)[...])
    }

    @Test func longSubject() {
        #expect(Self.content("Subject: " + String(repeating: "a", count: 100_000) + "\n\nHello").subject.utf8.count == MailContent.mostSubjectBytes)
    }

    static let wallets: [(name: String, isOwn: Bool, text: String)] = [
        ("own words", true, "\n\(bitcoin)\n"),
        ("quoted", false, "\nI have it.\n\n> Pay to\n> \(bitcoin)\n>> now\n"),
        ("forwarded", false, "\nLook.\n\n-----Original Message-----\nFrom: a@example.com\nSubject: x\n\nPay to \(bitcoin)\n"),
        // A quote's mark-up is not looked at: for verdicts, too, only its form counts.
        ("HTML, in a quote", true, "Content-Type: text/html\n\n<p>I have it<blockquote type=cite>Pay to <b>\(bitcoin)</b></blockquote>"),
        ("a message in it", false, "Content-Type: message/rfc822\n\nSubject: x\n\nPay to \(bitcoin)\n"),
        (
            "a file", false,
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee\n--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\n"
                + "Pay to \(bitcoin)\n--x--\n"
        ),
        (
            "both alternatives", true,
            "Content-Type: multipart/alternative; boundary=x\n\n--x\n\n\(bitcoin)\n--x\nContent-Type: text/html\n\n\(bitcoin)\n--x--\n"
        ),
        ("the subject", true, "Subject: \(bitcoin)\n\nHello"),
    ]

    @Test(arguments: wallets) func wallet(_ name: String, _ isOwn: Bool, _ text: String) {
        let content = Self.content("From: anna@example.org\n" + text)
        #expect(content.wallets == [Self.bitcoin] && content.ownWallets == (isOwn ? [Self.bitcoin] : []), "\(name)")
    }

    @Test func severalWallets() { #expect(Self.content("\n\(Self.segwit) or\n\(Self.bitcoin)\nor \(Self.segwit)").wallets == [Self.segwit, Self.bitcoin]) }

    // MARK: The body

    /// An answer is known by its own words: not by those of the mail it answers, nor by form.
    @Test func bodies() throws {
        let body = try #require(Self.content("Subject: One\n\n\(Self.words)").body)
        let quoted = Self.words.split(separator: ",").map { "> \($0)" }.joined(separator: "\n")
        #expect(Self.content("Subject: Two\n\n\(Self.words)\n\n\(quoted)\n").body == body)
        #expect(Self.content("\nThank you.\n\n\(quoted)\n").body == nil)
        #expect(Self.content("Content-Type: text/html\n\n<p>\(Self.words)</p>").body == body)
        #expect(Self.content("\n" + Self.words.uppercased()).body == body)
        #expect(Self.content("Content-Type: message/rfc822\n\n\n\(Self.words)").body == nil)
    }

    /// What is shown of alternatives: a text before it, different in each copy, hides no copies.
    @Test func alternatives() throws {
        func mail(_ plain: String, _ last: String = "") -> String {
            "Content-Type: multipart/alternative; boundary=x\n\n--x\n\n\(plain)\n--x\nContent-Type: multipart/related; boundary=y\n\n"
                + "--y\nContent-Type: text/html\n\n<p>\(Self.words)</p>\n--y--\n\(last)--x--\n"
        }
        let body = try #require(Self.content("\n\(Self.words)").body)
        #expect(Self.content(mail(String(repeating: "Sunday rain wind ", count: 30))).body == body)
        #expect(Self.content(mail(Self.words)).body == body)
        // Neither an empty one nor an invitation is what people read.
        #expect(Self.content(mail("No", "--x\nContent-Type: text/plain\n\n\n")).body == body)
        #expect(Self.content(mail("No", "--x\nContent-Type: text/calendar\n\n" + String(repeating: "Sunday rain wind ", count: 30) + "\n")).body == body)
    }

    /// Each line is quoted by turns: nothing takes longer than the text is long.
    @Test func manyQuotes() {
        let file = Examiner().examine(mail: Array(("\r\n" + String(repeating: "> a\r\n\r\nb c\r\n", count: 100_000)).utf8))
        let time = ContinuousClock().measure { #expect(file.ownText(atMost: 16_384).count <= 16_400) }
        #expect(time < .seconds(2), "\(time)")
    }
}
