import Examination
import Testing

@testable import SpamdChannel

@Suite struct ReturnedMailTests {
    private static let action = Action(
        removedFields: ["X-Unbluff-Result"], addedFields: [.init(name: "X-Unbluff-Result", value: "a;\r\n b"), .init(name: "X-Spam-Flag", value: "YES")],
        subjectPrefix: "[scam]")

    /// A mail, and the mail as it is given back. What an action does to a mail is tested with `Action.applied(to:)`; here it is about bytes and line ends.
    static let cases = [
        ("Subject: hi\n\nbody\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\nbody\n"),
        ("Subject: hi\r\n\r\nbody\r\n", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\nSubject: [scam] hi\r\n\r\nbody\r\n"),
        (
            "x-unbluff-RESULT : forged;\n\tmore\n and more\nSubject: hi\nX-Unbluff-Result:\n\nX-Unbluff-Result: body\n",
            "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\nX-Unbluff-Result: body\n"
        ),
        ("From anna Thu\nSubject: hi\n\nFrom x\n", "From anna Thu\nX-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\nFrom x\n"),
        ("Subject: \u{0}\u{FF}\n\n\u{0}", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] \u{0}\u{FF}\n\n\u{0}"),
        ("Subject: hi\n\n\n\nbody without an end", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nSubject: [scam] hi\n\n\n\nbody without an end"),
    ]

    /// Without a header, or with half a one.
    @Test(arguments: ["", "\n", "\nbody\n", "Hello", "Hello\n\nbody", "Subject", "Subject: hi", "A: b\r\n", "\r\n\r\n", ": x\n\n", "From x", " x", "\tx\n\n"])
    func headless(_ mail: String) throws {
        let bytes = Array(mail.utf8)
        let whole = ReturnedMail.whole(bytes, Self.action)
        let header = try #require(ReturnedMail.header(bytes, Self.action, isCut: false))
        #expect(whole.starts(with: header))
        #expect(ReturnedMail.whole(bytes, Action()) == bytes)
    }

    /// The body does not go back, so that nothing can be put above it.
    @Test func noWarningInHeaders() {
        var action = Self.action
        action.warning = "Do not pay."
        let mail = Array("Subject: hi\n\nbody\n".utf8)
        #expect(ReturnedMail.header(mail, action, isCut: false) == ReturnedMail.header(mail, Self.action, isCut: false))
        #expect(ReturnedMail.whole(mail, action).count > ReturnedMail.whole(mail, Self.action).count)
    }

    @Test(arguments: cases) func whole(_ mail: String, _ result: String) {
        #expect(String(decoding: ReturnedMail.whole(Array(mail.utf8), Self.action), as: UTF8.self) == result)
    }

    /// What spamc makes of it: our header, and its own copy from behind its first empty line.
    @Test(arguments: cases) func headerAndTheClientsOwnBody(_ mail: String, _ result: String) throws {
        let header = try #require(ReturnedMail.header(Array(mail.utf8), Self.action, isCut: false))
        let parts = ["\r\n\r\n", "\n\n"].compactMap { mail.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
        #expect(String(decoding: header + (parts.map { Array(mail[$0.upperBound...].utf8) } ?? []), as: UTF8.self) == result)
    }

    /// Line ends that are mixed: spamc sees an empty line later than others do, and nothing is there twice or not at all.
    @Test func mixedLineEnds() {
        let mail = "Subject: hi\n\r\nfirst\r\n\r\nsecond\n"
        let result = String(
            decoding: ReturnedMail.header(Array(mail.utf8), Action(addedFields: [.init(name: "A", value: "b")]), isCut: false) ?? [], as: UTF8.self)
        #expect(result == "A: b\nSubject: hi\n\r\nfirst\r\n\r\n")
    }

    @Test func cutBeforeTheHeadersEnd() {
        #expect(ReturnedMail.header(Array("Subject: hi\n".utf8), Self.action, isCut: true) == nil)
        #expect(ReturnedMail.header(Array("Subject: hi\n\nbo".utf8), Action(), isCut: true) == Array("Subject: hi\n\n".utf8))
    }

    /// Without anything to do, no byte is another.
    @Test(arguments: cases) func untouched(_ mail: String, _: String) {
        #expect(ReturnedMail.whole(Array(mail.utf8), Action()) == Array(mail.utf8))
    }

    /// 100,000 fields, or one of 100,000 lines, are no work to speak of.
    @Test(.timeLimit(.minutes(1))) func large() {
        for line in ["X-Unbluff-Result: forged\n", "A: b\n", " fold\n", "no field\n"] {
            let mail = Array(String(repeating: line, count: 100_000).utf8)
            let result = ReturnedMail.whole(Array("A:\n".utf8) + mail + Array("\nbody".utf8), Self.action)
            #expect(result.suffix(5) == Array("\nbody".utf8)[...])
        }
    }
}
