import Testing

@testable import MailMessage

private func parse(_ text: String) -> Message { Message(parsing: Array(text.utf8)) }

private func string(_ message: Message, _ range: Range<Int>) -> String { String(decoding: message.bytes[range], as: UTF8.self) }

@Suite struct AddressFormTests {
    /// RFC 5322 appendix A.1.2, A.1.3, A.5, A.6.1, and what senders write.
    @Test(arguments: [
        (#""Joe Q. Public" <john.q.public@example.com>"#, ["john.q.public@example.com"]),
        (#"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>"#, ["mary@x.test", "jdoe@example.org", "one@y.test"]),
        (#"<boss@nil.test>, "Giant; \"Big\" Box" <sysservices@example.net>"#, ["boss@nil.test", "sysservices@example.net"]),
        ("A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;", ["c@a.test", "joe@where.test", "jdoe@one.test"]),
        ("Undisclosed recipients:;", []),
        (#"Pete(A nice \) chap) <pete(his account)@silly.test(his host)>"#, ["pete@silly.test"]),
        (#"A Group(Some people):Chris Jones <c@(Chris's host.)public.example>, joe@example.org;"#, ["c@public.example", "joe@example.org"]),
        ("Mary Smith <@node.test,@b:mary@example.net>, , jdoe@test . example", ["mary@example.net", "jdoe@test.example"]),
        (#"<"a>b"@example.org>"#, ["a>b@example.org"]), ("jane@[IPv6:::1], x@y.test", ["jane@[ipv6:::1]", "x@y.test"]),
        ("USER@XN--MNCHEN-3YA.example", ["user@m\u{FC}nchen.example"]), ("j\u{F6}rg@b\u{FC}cher.example", ["j\u{F6}rg@b\u{FC}cher.example"]),
        (#""unclosed <a@b.test>"#, [#"unclosed <a@b.test>"#]), ("<", []), ("<<<>>>", ["<<"]), ("(", []), ("[", ["["]), ("@", ["@"]), ("a@", ["a@"]),
    ])
    func mailboxes(_ field: String, _ expected: [String]) throws {
        let message = parse("From: \(field)\n\n")
        let boxes = message.mailboxes(of: try #require(message.field(.from)))
        #expect(boxes.map { String(decoding: message.addressText(of: $0), as: UTF8.self) } == expected)
    }

    @Test func aLongFieldOfOpenBracketsIsLinear() throws {
        for piece in ["<\"", "[", "(", "\"", "<(", "<@"] {
            let message = parse("To: \(String(repeating: piece, count: 30_000))\n\n")
            let clock = ContinuousClock()
            let time = clock.measure { _ = message.mailboxes(of: message.parts[0].fields[0]) }
            #expect(time < .seconds(1), "\(piece)")
        }
    }
}

@Suite struct DomainNameTests {
    /// RFC 3492 § 7.1, in lower case.
    @Test(
        arguments: [
            (
                "egbpdaj6bu4bxfgehfvwxn",
                "\u{644}\u{64A}\u{647}\u{645}\u{627}\u{628}\u{62A}\u{643}\u{644}\u{645}\u{648}\u{634}\u{639}\u{631}\u{628}\u{64A}\u{61F}"
            ),
            ("ihqwcrb4cv8a8dqg056pqjye", "\u{4ED6}\u{4EEC}\u{4E3A}\u{4EC0}\u{4E48}\u{4E0D}\u{8BF4}\u{4E2D}\u{6587}"),
            ("d9juau41awczczp", "\u{305D}\u{306E}\u{30B9}\u{30D4}\u{30FC}\u{30C9}\u{3067}"),
            ("3B-ww4c5e180e575a65lsy2b", "3\u{5E74}b\u{7D44}\u{91D1}\u{516B}\u{5148}\u{751F}"), ("MajiKoi5-783gue6qz075azm5e", "majikoi5"),
            ("b1abfaaepdrnnbgefbadotcwatmq2g4l", nil), ("-", ""), ("a!", nil), ("99999999999", nil), ("", ""),
        ] as [(String, String?)])
    func punycode(_ label: String, _ expected: String?) {
        let decoded = Punycode.decode(Array(label.utf8)).map { scalars in String(String.UnicodeScalarView(scalars)) }
        if label.hasPrefix("Maji") {
            #expect(decoded == "majiでkoiする5秒前")
        } else if label.hasPrefix("b1abf") {
            #expect(decoded == "почемужеонинеговорятпорусски")
        } else {
            #expect(decoded == expected)
        }
    }

    @Test(arguments: [("Example.ORG.", "example.org"), ("xn--80ak6aa92e.com", "аррӏе.com"), ("xn--.a", "xn--.a"), ("xn--\u{FF}", "xn--\u{FF}"), ("", "")])
    func domains(_ domain: String, _ expected: String) { #expect(String(decoding: DomainName.unicode(Array(domain.utf8)), as: UTF8.self) == expected) }
}

@Suite struct ParameterFormTests {
    @Test(arguments: [
        ("text/plain; charset=us-ascii (Plain text)", "us-ascii"), ("text/plain (a; charset=x); charset=\"utf-8\" (b)", "utf-8"),
        ("text (c) / (d) plain; charset (e) = (f) koi8-r", "koi8-r"), ("text/plain; charset=\"a(b)\"", "a(b)"), ("(open", ""),
        ("text/plain; charset*=us-ascii'en'utf%2D8", "utf-8"),
    ])
    func commentsInTheContentType(_ type: String, _ charset: String) {
        let part = parse("Content-Type: \(type)\n\nx").parts[0]
        #expect(part.mediaType.kind == .plain)
        #expect(String(decoding: part.mediaType.charset, as: UTF8.self) == charset)
    }

    @Test func aBoundaryMayHoldParentheses() {
        #expect(parse("Content-Type: multipart/mixed; boundary=Boundary_(ID_1)\n\n--Boundary_(ID_1)\n\none\n--Boundary_(ID_1)--\n").parts.count == 2)
    }

    @Test(arguments: [
        ("attachment; filename=plain.txt", "plain.txt", ""), (#"attachment; filename="a \"b\".txt""#, #"a "b".txt"#, ""),
        ("attachment; filename*=UTF-8''%e2%82%ac%20rates; filename=\"EURO rates\"", "\u{20AC} rates", "UTF-8"),
        ("attachment; filename*0*=utf-8'en'a%20; filename*1=\"b%20\"; filename*2*=%63", "a b%20c", "utf-8"),
        ("attachment; filename*1=b; filename*0=a", "ab", ""),
    ])
    func fileNames(_ disposition: String, _ name: String, _ charset: String) throws {
        let message = parse("Content-Disposition: \(disposition)\n\nx")
        let found = try #require(message.fileName(of: message.parts[0]))
        #expect(String(decoding: found.bytes, as: UTF8.self) == name)
        #expect(String(decoding: found.charset, as: UTF8.self) == charset)
    }

    @Test func theNameParameterIsTheOldOne() {
        let message = parse("Content-Type: application/pdf; name=\"x.pdf\"\n\n")
        #expect(message.fileName(of: message.parts[0])?.bytes == Array("x.pdf".utf8))
        #expect(message.fileName(of: parse("A: b\n\n").parts[0]) == nil)
    }
}

@Suite struct LineBreakTests {
    private static let text = "From: a@example.org\nSubject: one\n two\nContent-Type: multipart/mixed; boundary=b\n\npre\n--b\n\nfirst\n--b\n\nsecond\n--b--\n"

    @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"]) func anyLineBreakWillDo(_ lineBreak: String) {
        let message = parse(Self.text.replacing("\n", with: lineBreak))
        #expect(message.parts.dropFirst().map { string(message, $0.body) } == ["first", "second"])
        #expect(message.fields(.subject).count == 1)
        #expect(message.defects == (lineBreak == "\r" ? [.bareCarriageReturn] : []))
    }

    @Test func aCarriageReturnInAValueIsNoBreak() throws {
        let message = parse("Subject: one\rtwo words\nX-Other: y\n\nbody")
        #expect(string(message, try #require(message.field(.subject)).valueRange) == "one\rtwo words")
        #expect(string(message, message.parts[0].body) == "body")
        #expect(message.defects == [.bareCarriageReturn])
    }

    @Test func aHeaderWithNUL() {
        #expect(parse("Subject: a\0b\n\nbody").defects == [.nulByte])
        #expect(parse("Subject: ab\n\nbo\0dy").defects == [])
    }

    @Test func linesOfEitherBreakAreLinear() {
        for piece in ["\r", "\n", "\r\r", "a\r", "A:\r", "begin 644 x\r"] {
            let clock = ContinuousClock()
            let text = Array(String(repeating: piece, count: 200_000).utf8)
            #expect(clock.measure { _ = Message(parsing: text) } < .seconds(3), "\(piece.debugDescription)")
        }
    }
}

@Suite struct EntityFormTests {
    private func part(_ fields: String) -> Part { parse(fields + "\n\nx").parts[0] }

    @Test(arguments: [
        "base64", "BASE64 ", "(a comment) base64", "base64 (a comment)", "\"base64\"", "base64;", "\n base64", "base64\nContent-Transfer-Encoding: 7bit",
    ])
    func transferEncodings(_ value: String) {
        let message = parse("Content-Transfer-Encoding: \(value)\n\neA==")
        #expect(message.parts[0].encoding == .base64)
        #expect(message.defects == [])
    }

    @Test(arguments: ["b", "b ", " b", "b\t"]) func aBoundaryIsTrimmed(_ boundary: String) {
        let message = parse("Content-Type: multipart/mixed; boundary=\"\(boundary)\"\n\n--\(boundary)\n\nx\n--\(boundary)--\n")
        #expect(message.parts.count == 2)
        // What such a sender writes behind the last part is no delimiter.
        #expect(message.defects == (boundary.hasSuffix("b") ? [] : [.closingBoundaryMissing]))
    }

    @Test(arguments: [("a.txt", MediaType.Kind.plain), ("A.HTML", .html), ("a.htm", .html), ("a.png", .image), ("a.exe", .other), ("txt", .other)])
    func whatIsSentAsBytesIsOpenedByItsName(_ name: String, _ kind: MediaType.Kind) {
        let part = part("Content-Type: application/octet-stream; charset=koi8-r\nContent-Disposition: inline; filename=\(name)")
        #expect(part.mediaType.kind == kind)
        #expect(part.isAttachment == (kind != .other))
        #expect(part.mediaType.charset == Array("koi8-r".utf8))
        #expect(self.part("Content-Type: application/pdf; name=\(name)").mediaType.kind == .other)
    }

    @Test(arguments: ["rfc822", "global", "news", "partial; id=x; number=1; total=2"]) func messagesInMessages(_ subtype: String) {
        let message = parse("Content-Type: message/\(subtype)\n\nSubject: inner\n\nx")
        #expect(message.parts.map(\.mediaType.kind) == [.message, .plain])
        #expect(message.parts[1].fields.map(\.name) == [.subject])
    }

    @Test func anEncodedMultipartIsReadAsItsText() {
        let inner = Base64Writer.text(Array("--b\n\nwords\n--b--\n".utf8))
        let message = parse("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n\(inner)")
        #expect(message.defects == [.boundaryNeverFound])
        #expect(texts(message).contains { $0.contains("\nwords\n") })
    }

    /// The first of each name that is asked for counts, be it the hundred-thousandth field.
    @Test func fieldsBehindTheLimit() {
        let fields = (0..<100_000).map { "Received: from x\($0)\nX-A: b\n" }.joined()
        let message = parse("From: a\n\(fields)Subject: words\nContent-Transfer-Encoding: base64\nSubject: more\n\neA==")
        #expect(message.parts[0].fields.count == ParseLimits().headerFields + 2)
        #expect(message.fields(.subject).map { string(message, $0.valueRange) } == ["words"])
        #expect(message.parts[0].encoding == .base64)
        #expect(message.defects == [.tooManyHeaderFields])
    }
}

@Suite struct FileBeginningTests {
    @Test func aHeaderLongerThanTheWindow() {
        for form in ["From: a@example.org\n" + String(repeating: "X-Field: value\n", count: 10_000), "To: a\n" + String(repeating: "a ", count: 40_000) + "\n"]
        {
            #expect(FileForm(of: Array(form.prefix(FileForm.window).utf8)) == .mail)
            #expect(FileForm(of: Array(form.utf8)) == .mail)
        }
    }

    @Test(arguments: [
        ("From: a@example.org\nno field\nSubject: x\n\nbody", FileForm.mail), ("To: all of you\nHello\n", .text),
        ("\n\n" + separator + "\nSubject: x\n\n", .mbox),
        ((separator + "\nSubject: x\n\n").replacing("\n", with: "\r"), .mail), ("12\n\nSubject: x\n\nwords", .appleMail),
    ])
    func oddBeginnings(_ text: String, _ form: FileForm) { #expect(FileForm(of: Array(text.utf8)) == form) }

    private static let separator = "From a@example.org Mon Jan  1 12:00:00 2018"
}
