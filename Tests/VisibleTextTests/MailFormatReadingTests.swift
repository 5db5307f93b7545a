import MailMessage
import Testing

@testable import VisibleText

private func reading(_ text: String) -> Reading { Reading(of: Message(parsing: Array(text.utf8))) }

private func body(_ text: String) -> [String] { reading(text).sections.filter { $0.place != .subject }.map { String(decoding: $0.text, as: UTF8.self) } }

@Suite struct FlowedTextTests {
    /// RFC 3676 § 4.
    @Test(arguments: [
        ("one \ntwo\nthree\n", "one two\nthree\n"), ("one \r\ntwo\r\n", "one two\r\n"), ("> a \n> b\n>> c\n", "> a b\n>> c\n"),
        ("> a \n>> c\n", "> a \n>> c\n"),
        (">a \n>b \nc\n", ">a b \nc\n"), (" From here\n  >x\n", "From here\n >x\n"), ("text\n-- \nname\n", "text\n-- \nname\n"),
        ("one \n", "one "), ("", ""), (" ", ""), (">", ">"), ("a \n\nb", "a \nb"),
    ])
    func linesThatGoOn(_ text: String, _ expected: String) {
        #expect(body("Content-Type: text/plain; format=flowed\n\n" + text) == (text.isEmpty ? [] : [expected]))
        #expect(body("Content-Type: text/plain\n\n" + text) == (text.isEmpty ? [] : [text]))
    }

    @Test func delSp() { #expect(body("Content-Type: text/plain; format=Flowed; delsp=yes\n\nextra \nordinary  \nx\n") == ["extraordinary x\n"]) }

    @Test func everyByteKnowsItsPlace() throws {
        let mail = "Content-Type: text/plain; format=flowed; delsp=yes\nContent-Transfer-Encoding: quoted-printable\n\nd=C3=A9ja =20\nvu\n> q =\n\n> r\n"
        let message = Message(parsing: Array(mail.utf8))
        let section = try #require(Reading(of: message).sections.first)
        let text = String(decoding: section.text, as: UTF8.self)
        #expect(text == "déja vu\n> qr\n")
        for (index, byte) in section.text.enumerated() where byte > 0x20 && byte < 0x7F {
            #expect(section.spans(of: index..<index + 1, in: message).map { Array(message.bytes[$0]) } == [[byte]])
        }
    }

    @Test func carriageReturnsBreakLines() {
        let reading = reading("Subject: s\n\none\r> two\r\rthree")
        #expect(reading.sections[1].text == Array("one\n> two\n\nthree".utf8))
        #expect(reading.sections[1].quoted.count == 1)
        #expect(reading.defects == [.bareCarriageReturn])
    }

    @Test func aBodyWithNUL() {
        #expect(reading("Content-Type: text/plain; charset=utf-8\n\nsome words with\0 one of them in the midst").defects.contains(.nulByte))
    }
}

@Suite struct MailboxTextTests {
    @Test(arguments: [
        (#""Joe \"Q\" Public" <a@b.test>"#, #"Joe "Q" Public"#), ("=?utf-8?q?J=C3=B6rg?= =?utf-8?q?_M?= <a@b.test>", "Jörg M"),
        ("a@b.test (Name \\) =?utf-8?b?w6k=?=)", "Name ) é"), (#""=?utf-8?q?J=C3=B6rg?=" <a@b.test>"#, "Jörg"), ("<a@b.test>", ""), ("a@b.test", ""),
        ("\"Two\n lines\" <a@b.test>", "Two lines"), ("J\u{F6}rg <a@b.test>", "Jörg"),
    ])
    func displayNames(_ field: String, _ name: String) throws {
        let message = Message(parsing: Array("From: \(field)\n\n".utf8))
        let mailbox = try #require(message.field(.from).flatMap { message.mailboxes(of: $0).first })
        #expect(String(decoding: message.displayName(of: mailbox), as: UTF8.self) == name)
    }

    @Test(arguments: [
        ("filename*=iso-8859-1''caf%E9.txt", "café.txt"), ("filename=\"=?utf-8?b?w6k=?=.txt\"", "é.txt"), ("filename=é.txt", "é.txt"), ("x=y", ""),
    ])
    func fileNames(_ parameter: String, _ name: String) {
        let message = Message(parsing: Array("Content-Disposition: attachment; \(parameter)\n\n".utf8))
        #expect(String(decoding: message.fileNameText(of: message.parts[0]), as: UTF8.self) == name)
    }
}

@Suite struct UnpackedReadingTests {
    @Test func spansPointIntoTheEncodedMessage() throws {
        // "Subject: inner\n\nsecret words\n"
        let mail = "Subject: outer\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXIKCnNlY3JldCB3b3Jkcwo=\n"
        let message = Message(parsing: Array(mail.utf8))
        let reading = Reading(of: message)
        #expect(reading.sections.map { String(decoding: $0.text, as: UTF8.self) } == ["outer", "inner", "secret words\n"])
        #expect(reading.sections.map(\.nesting) == [0, 1, 1])
        let spans = reading.sections[2].spans(of: 0..<6, in: message)
        #expect(spans.map { String(decoding: message.bytes[$0], as: UTF8.self) } == ["CnNlY3JldCB3"])
    }
}

@Suite struct EscapedReferenceTests {
    /// A text with character references that some program put into HTML as it stood: they are seen, and mean what they mean in plain text.
    @Test(arguments: ["plain\n\n&#1088;ay &alpha;ll", "html\n\n<p>&amp;#1088;ay &amp;alpha;ll</p>", "html\n\n&#38;#10<b></b>88;ay &<!-- -->alpha;ll"])
    func inEveryFormOfText(_ text: String) throws {
        let message = Message(parsing: Array("Content-Type: text/\(text)".utf8))
        let section = try #require(Reading(of: message).sections.first)
        #expect(section.text == Array("&#1088;ay &alpha;ll".utf8))
        #expect(section.folded.bytes == Array("\npay all\n".utf8))
        let word = section.spans(of: section.folded.map.sources(of: 1..<4)[0], in: message)
        let source = word.map { String(decoding: message.bytes[$0], as: UTF8.self) }.joined()
        #expect(source.hasPrefix("&") && source.hasSuffix("88;ay") && !source.contains("b>"))
    }
}

@Suite struct EscapedLineTests {
    /// What a mailbox put a `>` before is the sender's own; among quoted lines it is one of them.
    @Test(arguments: [
        ("own\n>From now on\nown\n", [] as [Range<Int>]), (">From now on", []), ("a\n>From b\n>From c\nd\n", []), (">From a\n> b\nc", [0..<12]),
        ("> a\n>From b\nc", [0..<12]), (">>From a\nb", [0..<9]), (">from a\n", [0..<8]), (">From a\n\n> b\n", [9..<13]),
        ("> b\n\n>From a\n\n>c\n", [0..<4, 14..<17]),
    ])
    func fromLines(_ text: String, _ quoted: [Range<Int>]) throws {
        #expect(try #require(reading("\n" + text).sections.first).quoted == quoted)
    }
}
