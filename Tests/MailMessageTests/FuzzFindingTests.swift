import Testing

@testable import MailMessage

/// What script/fuzz and script/growth found, each as small as it could be made.
@Suite struct FuzzFindingTests {
    private func message(_ text: String) -> Message { Message(parsing: Array(text.utf8)) }

    private func expectNesting(_ message: Message) {
        for part in message.parts {
            let whole = part.parent.map { message.parts[$0].body } ?? 0..<message.bytes.count
            #expect(part.header.lowerBound >= whole.lowerBound && part.body.lowerBound >= part.header.upperBound)
            #expect(part.body.upperBound <= whole.upperBound, "\(part.body) in \(whole)")
        }
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a multipart ends before the line break of the delimiter around it`(lineBreak: String) {
        let lines = [
            "Content-Type: multipart/mixed; boundary=a", "", "--a", "Content-Type: multipart/mixed; boundary=b", "", "--b",
            "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "x", "--c--", "--b--", "--a--", "",
        ]
        expectNesting(message(lines.joined(separator: lineBreak)))
    }

    @Test func `an inner multipart that is closed first is not longer than the outer that the next delimiter closes`() {
        let inner = "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        expectNesting(message("Content-Type: multipart/mixed; boundary=a\n\n--a\n\(inner)\(inner)--b--\n--a--\n"))
    }

    @Test func `a message that is nothing but a header section is in the message around it`() {
        expectNesting(message("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: x\n\n--a--\n"))
    }

    @Test(arguments: [("a@b (Ann)", "Ann"), ("a@b (Ann", "Ann"), ("a@b (Ann \\", "Ann \\"), ("a@b ()", nil), ("a@b ( )", nil), ("a@b () (Ann)", "Ann")])
    func `a comment is a display name without its parentheses, an empty one is none`(value: String, name: String?) throws {
        let message = message("From: \(value)\n\nx")
        let field = try #require(message.field(.from))
        let mailbox = try #require(message.mailboxes(of: field).first)
        #expect(mailbox.displayName.map { String(decoding: message.bytes[$0], as: UTF8.self) } == name)
    }

    @Test(arguments: ["base64", "quoted-printable", "7bit"])
    func `there need be no limit to decoding`(encoding: String) {
        let message = message("Content-Transfer-Encoding: \(encoding)\n\nQUJD")
        #expect(!message.decodedBody(of: message.parts[0], limit: .max).bytes.isEmpty)
    }

    @Test func `encoded words that begin and never end are text`() {
        let words = String(repeating: "=?utf-8?q?a", count: 100)
        let message = message("Subject: \(words) =?utf-8?q?b?= =?utf-8?q?c\n\n")
        let value = message.field(.subject)?.valueRange ?? 0..<0
        #expect(message.pieces(of: value).count == 2)
        #expect(message.pieces(of: value.lowerBound..<value.lowerBound + words.utf8.count) == [.text(value.lowerBound..<value.lowerBound + words.utf8.count)])
    }

    @Test func `a map through a plain map is what asking byte by byte gives`() {
        var inner = OffsetMap()
        inner.appendUnits(output: 0, source: 0, outputBytes: 2, sourceBytes: 1)
        inner.appendAtomic(output: 4, source: 2..<7)
        var outer = OffsetMap()
        outer.appendLinear(output: 0, source: 100)
        var through = OffsetMap()
        through.append(inner, through: outer, count: 5, output: 0)
        #expect((0..<5).map { through.sources(of: $0..<$0 + 1) } == [[100..<101], [100..<101], [101..<102], [101..<102], [102..<107]])

        var escapes = OffsetMap()
        escapes.appendUnits(output: 0, source: 50, outputBytes: 1, sourceBytes: 3)
        var same = OffsetMap()
        same.append(OffsetMap(), through: escapes, count: 2, output: 0)
        #expect((0..<2).map { same.sources(of: $0..<$0 + 1) } == [[50..<53], [53..<56]])
    }
}
