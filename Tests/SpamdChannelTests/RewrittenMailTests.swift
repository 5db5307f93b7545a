import Examination
import Testing

@testable import SpamdChannel

@Suite struct RewrittenMailTests {
    private static let action = Action(
        removedFields: ["X-Unbluff-Result"], addedFields: [.init(name: "X-Unbluff-Result", value: "a;\r\n b"), .init(name: "X-Spam-Flag", value: "YES")],
        subjectPrefix: "[scam]")

    /// A mail, and the mail as it is given back.
    static let cases = [
        ("Subject: hi\n\nbody\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\nbody\n"),
        ("Subject: hi\r\n\r\nbody\r\n", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\nSubject: [scam] hi\r\n\r\nbody\r\n"),
        // Forged copies, in any case, folded, the last without an end; those in the body are the mail's.
        (
            "x-unbluff-RESULT : forged;\n\tmore\n and more\nSubject:hi\nX-Unbluff-Result:\n\nX-Unbluff-Result: body\n",
            "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject:[scam] hi\n\nX-Unbluff-Result: body\n"
        ),
        ("Subject: hi\nX-Unbluff-Result: forged", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n"),
        // A longer name is another.
        ("X-Unbluff-Results: 1\nSubject: hi\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nX-Unbluff-Results: 1\nSubject: [scam] hi\n\n"),
        // The separator line of a mailbox stays on top.
        ("From anna Thu\nSubject: hi\n\nFrom x\n", "From anna Thu\nX-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\nFrom x\n"),
        // No subject, two, an empty one, a folded one.
        ("To: b\n\nbody", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam]\nTo: b\n\nbody"),
        ("Subject: 1\nSubject: 2\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] 1\nSubject: 2\n\n"),
        ("Subject:\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject:[scam] \n\n"),
        ("Subject:\n hi\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject:[scam] \n hi\n\n"),
        // Lines that are no fields, no header, nothing at all, bytes that are no text.
        ("Hello\nX-Unbluff-Result: forged\nSubject: hi\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nHello\nSubject: [scam] hi\n\n"),
        ("\nbody\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam]\n\nbody\n"),
        ("", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam]\n"),
        ("Subject: \u{0}\u{FF}\n\n\u{0}", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] \u{0}\u{FF}\n\n\u{0}"),
    ]

    @Test(arguments: cases) func whole(_ mail: String, _ result: String) {
        #expect(String(decoding: RewrittenMail.whole(Array(mail.utf8), Self.action), as: UTF8.self) == result)
    }

    /// What spamc makes of it: our header, and its own copy from behind its first empty line.
    @Test(arguments: cases) func headerAndTheClientsOwnBody(_ mail: String, _ result: String) throws {
        let header = try #require(RewrittenMail.header(Array(mail.utf8), Self.action, isCut: false))
        let parts = ["\r\n\r\n", "\n\n"].compactMap { mail.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
        #expect(String(decoding: header + (parts.map { Array(mail[$0.upperBound...].utf8) } ?? []), as: UTF8.self) == result)
    }

    /// Line ends that are mixed: spamc sees an empty line later than others do, and nothing is there twice or not at all.
    @Test func mixedLineEnds() {
        let mail = "Subject: hi\n\r\nfirst\r\n\r\nsecond\n"
        let result = String(decoding: RewrittenMail.header(Array(mail.utf8), Action(addedFields: [.init(name: "A", value: "b")]), isCut: false) ?? [], as: UTF8.self)
        #expect(result == "A: b\nSubject: hi\n\r\nfirst\r\n\r\n")
    }

    @Test func cutBeforeTheHeadersEnd() {
        #expect(RewrittenMail.header(Array("Subject: hi\n".utf8), Self.action, isCut: true) == nil)
        #expect(RewrittenMail.header(Array("Subject: hi\n\nbo".utf8), Action(), isCut: true) == Array("Subject: hi\n\n".utf8))
    }

    /// Without anything to do, no byte is another.
    @Test(arguments: cases) func untouched(_ mail: String, _: String) {
        #expect(RewrittenMail.whole(Array(mail.utf8), Action()) == Array(mail.utf8))
    }

    /// 100,000 fields, or one of 100,000 lines, are no work to speak of.
    @Test(.timeLimit(.minutes(1))) func large() {
        for line in ["X-Unbluff-Result: forged\n", "A: b\n", " fold\n", "no field\n"] {
            let mail = Array(String(repeating: line, count: 100_000).utf8)
            let result = RewrittenMail.whole(Array("A:\n".utf8) + mail + Array("\nbody".utf8), Self.action)
            #expect(result.suffix(5) == Array("\nbody".utf8)[...])
        }
    }
}
