import Testing

@testable import MailMessage

typealias Node = CompoundFileWriter.Node

private let attachedMessage: [Node] = [
    .numbers([(0x3705_0003, 5)], header: 8), .text("3001", "Fwd"),
    .storage("__substg1.0_3701000D", [.numbers([], header: 24), .text("0037", "inner subject"), .text("1000", "inner text")]),
]

/// What the tests take apart: each kind of text, of recipient and of attachment.
let outlookMessage: [Node] = [
    .numbers([(0x3FDE_0003, 1_251)], header: 32),
    .text("0037", "Ваш аккаунт \u{1F600}"), .text("0C1A", "A \"B\""), .text("5D01", "sender@example.org"),
    .text("1000", "Hello ёж\r\n" + String(repeating: "long enough for sectors of its own. ", count: 100)),
    .binary("1013", Array("<p>\u{48}i ".utf8) + [0xE6, 0xE8] + Array("</p>".utf8)),
    .storage("__recip_version1.0_#00000000", [.numbers([(0x0C15_0003, 1)], header: 8), .text("3001", "Me"), .text("39FE", "me@example.net")]),
    .storage("__attach_version1.0_#00000000", [.text("3707", "notes.txt"), .binary("3701", Array("attached words".utf8))]),
    .storage("__attach_version1.0_#00000001", [.text("3707", "a.png"), .text("370E", "image/png"), .binary("3701", [1, 2, 3])]),
    .storage("__attach_version1.0_#00000002", attachedMessage),
]

func texts(_ message: Message) -> [String] {
    message.parts.filter { [.plain, .html, .otherText].contains($0.mediaType.kind) && !$0.body.isEmpty }.map {
        let bytes = message.decodedBody(of: $0, limit: 1 << 20).bytes
        guard $0.mediaType.charset == Array("utf-16le".utf8) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }, as: UTF16.self)
    }
}

func value(_ name: FieldName, _ message: Message, part: Int = 0) -> String? {
    message.parts[part].fields.first { $0.name == name }.map { String(decoding: message.bytes[$0.valueRange], as: UTF8.self) }
}

@Suite struct OutlookTests {
    @Test(arguments: [false, true]) func aMessageFile(isScattered: Bool) throws {
        let bytes = CompoundFileWriter.file(outlookMessage, isScattered: isScattered)
        #expect(FileForm(of: bytes) == .outlook)
        let message = Message(outlook: bytes)
        #expect(message.defects == [])
        #expect(value(.subject, message) == "Ваш аккаунт \u{1F600}")
        #expect(value(.from, message) == #""A \"B\"" <sender@example.org>"#)
        #expect(value(.to, message) == "\"Me\" <me@example.net>")
        let texts = texts(message)
        #expect(texts.count == 4)
        #expect(texts[0].hasPrefix("Hello ёж\r\n") && texts[0].utf8.count == 3_612)
        #expect(texts[2...] == ["attached words", "inner text"])
        let html = try #require(message.parts.first { $0.mediaType.kind == .html })
        #expect(html.mediaType.charset == Array("windows-1251".utf8))
        #expect(message.parts.map(\.mediaType.kind) == [.multipart, .multipart, .plain, .html, .plain, .image, .message, .multipart, .plain])
        #expect(message.parts.map(\.parent) == [nil, 0, 1, 1, 0, 0, 0, 6, 7])
        #expect(value(.subject, message, part: 7) == "inner subject")
    }

    @Test(arguments: [false, true]) func everyByteKnowsItsPlaceInTheFile(isScattered: Bool) throws {
        let bytes = CompoundFileWriter.file(outlookMessage, isScattered: isScattered)
        let message = Message(outlook: bytes)
        for part in message.parts where part.mediaType.kind == .plain {
            for index in part.body {
                let range = try #require(message.rawRanges(of: index..<index + 1).first)
                #expect(range.count == 1 && bytes[range.lowerBound] == message.bytes[index])
            }
        }
        let subject = try #require(message.field(.subject)).valueRange
        #expect(message.rawRanges(of: subject).reduce(0) { $0 + $1.count } == "Ваш аккаунт \u{1F600}".utf16.count * 2)
    }

    @Test func theHeaderThatItCameInWith() {
        let header = "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a\r\n by b\r\nFrom: X <x@example.org>\r\nSubject: other\r\n\r\n"
        let message = Message(outlook: CompoundFileWriter.file([.text("0037", "s\r\nTo: forged"), .text("007D", header), .text("1000", "t")]))
        #expect(message.fields(.subject).map { String(decoding: message.bytes[$0.valueRange], as: UTF8.self) } == ["s  To: forged", "other"])
        #expect(message.mailboxes(of: message.fields(.from)[0]).count == 1)
        #expect(message.field(.received) != nil)
        #expect(message.field(.to) == nil)
    }

    @Test func ansiTextIsInTheCodePageOfTheMessage() {
        let message = Message(outlook: CompoundFileWriter.file([.numbers([(0x3FFD_0003, 1_252)], header: 32), .ansi("1000", [0x63, 0x61, 0x66, 0xE9])]))
        #expect(message.parts[1].mediaType.charset == Array("windows-1252".utf8))
        #expect(Array(message.bytes[message.parts[1].body]) == [0x63, 0x61, 0x66, 0xE9])
    }

    /// PidTagMessageCodepage is that of the texts, PidTagInternetCodepage that of the HTML.
    @Test func textAndHTMLHaveCodePagesOfTheirOwn() {
        let message = Message(
            outlook: CompoundFileWriter.file([
                .numbers([(0x3FFD_0003, 1_253), (0x3FDE_0003, 65_001)], header: 32), .ansi("1000", [0xE1]), .binary("1013", Array("β".utf8)),
            ]))
        #expect(message.parts.map(\.mediaType.charset).suffix(2) == [Array("windows-1253".utf8), Array("utf-8".utf8)])
    }

    /// It says that the texts are Unicode, and nothing about the HTML.
    @Test func utf16IsNoCodePage() {
        let message = Message(outlook: CompoundFileWriter.file([.numbers([(0x3FFD_0003, 1_200)], header: 32), .binary("1013", Array("<p>β".utf8))]))
        #expect(message.parts[1].mediaType.charset == [])
    }

    @Test func ansiTextInTheHeaderSaysItsCodePage() throws {
        let subject = [UInt8](repeating: 0xE1, count: 700)
        let bytes = CompoundFileWriter.file([
            .numbers([(0x3FFD_0003, 1_253)], header: 32), .ansi("0037", subject), .ansi("0C1A", [0xC1, 0x22]), .ansi("5D01", Array("a@example.org".utf8)),
        ])
        let message = Message(outlook: bytes)
        #expect(value(.from, message) == "=?windows-1253?Q?=C1=22?= <a@example.org>")
        let field = try #require(message.field(.subject)).valueRange
        let words = message.pieces(of: field).map { piece in
            guard case .encodedWord(_, let isBase64, let payload) = piece else { return [UInt8]() }
            return message.decodedWord(isBase64: isBase64, payload: payload).bytes
        }
        #expect(words.map(\.count) == [600, 100] && words.joined().elementsEqual(subject))
        #expect(message.rawRanges(of: field).allSatisfy { bytes[$0].allSatisfy { $0 == 0xE1 } })
    }

    @Test func whenItWasSentAndWhatItAnswers() throws {
        let bytes = CompoundFileWriter.file([
            .times([(0x0E06_0040, 0), (0x0039_0040, 134_374_563_000_000_000)]), .text("1035", "<b@example.org>"), .text("1042", "<a@example.org>"),
            .text("1000", "t"),
        ])
        let message = Message(outlook: bytes)
        #expect(value(.date, message) == "Mon, 26 Oct 2026 02:45:00 +0000")
        #expect(value(.messageID, message) == "<b@example.org>")
        #expect(value(.inReplyTo, message) == "<a@example.org>")
        let place = try #require(message.field(.date)).valueRange
        #expect(message.rawRanges(of: place).map { bytes.littleEndian32(at: $0.lowerBound) } == [UInt32(truncatingIfNeeded: 134_374_563_000_000_000)])
    }

    @Test(
        arguments: [
            (0, nil), (1, "Mon, 01 Jan 1601 00:00:00 +0000"), (116_444_736_000_000_000, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (125_963_423_990_000_000, "Tue, 29 Feb 2000 23:59:59 +0000"), (2_650_467_743_990_000_000, "Fri, 31 Dec 9999 23:59:59 +0000"),
            (2_650_467_744_000_000_000, nil), (.max, nil),
        ] as [(UInt64, String?)])
    func times(_ ticks: UInt64, _ text: String?) { #expect(OutlookTime.dateTime(ticks) == text) }

    /// Their bytes are a file's, and not Outlook's own form for a message in a message.
    @Test func attachedFilesThatAreMessages() {
        let mail = Array("Subject: s\n\nof a mail".utf8)
        let file = CompoundFileWriter.file([.text("1000", "of a file")])
        let message = Message(
            outlook: CompoundFileWriter.file([
                .storage("__attach_version1.0_#00000000", [.text("3707", "письмо.eml"), .binary("3701", mail)]),
                .storage("__attach_version1.0_#00000001", [.text("370E", "message/rfc822"), .binary("3701", mail)]),
                .storage("__attach_version1.0_#00000002", [.text("3707", "a.msg"), .binary("3701", file)]),
                .storage("__attach_version1.0_#00000003", [.text("3707", "b.msg"), .binary("3701", mail)]),
                .storage("__attach_version1.0_#00000004", [.text("3707", "c.eml"), .binary("3701", [])]),
            ]))
        #expect(texts(message) == ["of a mail", "of a mail", "of a file"])
        #expect(message.parts.filter { $0.parent == 0 }.map(\.mediaType.kind) == [.message, .message, .message, .other, .other])
        let names = message.parts.filter { $0.parent == 0 }.map { message.fileName(of: $0).map { String(decoding: $0.bytes, as: UTF8.self) } }
        #expect(names == ["письмо.eml", nil, "a.msg", "b.msg", "c.eml"])
    }

    /// What is taken apart is not read as a text besides.
    @Test func attachedFilesOfOutlookThatAreCalledText() {
        let body = Array("of winmail".utf8)
        let winmail = TransportNeutralFile.signature + [1, 0, 1, 0x0C, 0x80, 0x02, 0, UInt8(body.count), 0, 0, 0] + body + [0, 0]
        let message = Message(
            outlook: CompoundFileWriter.file([
                .storage("__attach_version1.0_#00000000", [.text("3707", "winmail.dat"), .text("370E", "text/plain"), .binary("3701", winmail)]),
                .storage(
                    "__attach_version1.0_#00000001",
                    [.text("3707", "a.msg"), .text("370E", "text/plain"), .binary("3701", CompoundFileWriter.file([.text("1000", "of a file")]))]),
            ]))
        #expect(texts(message) == ["of winmail", "of a file"])
    }

    /// Nothing but what the limits allow, and each once.
    @Test func filesInFilesAreBounded() {
        var file = CompoundFileWriter.file([.text("1000", "innermost")])
        for _ in 0..<40 { file = CompoundFileWriter.file([.storage("__attach_version1.0_#00000000", [.text("3707", "a.msg"), .binary("3701", file)])]) }
        let message = Message(outlook: file)
        #expect(message.defects.contains(.nestedTooDeep))
        #expect(message.bytes.count < 40 * file.count)
    }

    /// MS-OXMSG § 2.4.1 has 24 bytes there.
    @Test(arguments: [24, 32]) func theHeaderOfAMessageInAMessage(_ size: Int) {
        let inner: [Node] = [.numbers([(0x3FFD_0003, 1_253)], header: size), .ansi("1000", [0xE1])]
        let message = Message(
            outlook: CompoundFileWriter.file([
                .storage("__attach_version1.0_#00000000", [.numbers([(0x3705_0003, 5)], header: 8), .storage("__substg1.0_3701000D", inner)])
            ]))
        #expect(message.parts.last?.mediaType.charset == Array("windows-1253".utf8))
    }

    @Test func aMessageFileAttachedToAMail() {
        let base64 = Base64Writer.text(CompoundFileWriter.file([.text("0037", "s"), .text("1000", "inside")]))
        let mail = "Content-Type: application/octet-stream; name=x.msg\nContent-Transfer-Encoding: base64\n\n" + base64
        let message = Message(parsing: Array(mail.utf8))
        #expect(message.parts.map(\.mediaType.kind) == [.message, .multipart, .plain])
        #expect(texts(message) == ["inside"])
        for index in message.parts[2].body { #expect(message.rawRanges(of: index..<index + 1).allSatisfy { $0.count == 4 }) }
    }

    @Test(arguments: [[], [0], CompoundFile.signature, CompoundFile.signature + [UInt8](repeating: 0xFF, count: 2_000)] as [[UInt8]])
    func whatIsNoSuchFileIsAnEmptyMessage(_ bytes: [UInt8]) {
        let message = Message(outlook: bytes)
        #expect(message.defects.contains(.outlookMalformed))
        #expect(!message.parts.isEmpty)
    }
}

@Suite struct RichTextTests {
    /// The example of MS-OXRTFCP § 3.1.1.
    private static let compressed: [UInt8] = [
        0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35,
        0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
    ]

    private func html(_ rtf: String) -> String {
        let bytes = Array(rtf.utf8)
        return String(decoding: RichText.html(of: bytes, in: 0..<bytes.count).0.bytes, as: UTF8.self)
    }

    @Test func theExampleOfTheStandard() {
        let decoded = CompressedRTF.decode(Self.compressed, in: 0..<Self.compressed.count, limit: 1_000)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
        #expect(decoded.map.sources(of: 0..<decoded.bytes.count).allSatisfy { $0.lowerBound >= 16 && $0.upperBound <= Self.compressed.count })
        let message = Message(outlook: CompoundFileWriter.file([.binary("1009", Self.compressed)]))
        #expect(texts(message) == ["hello world"])
    }

    /// MS-OXRTFCP § 3.1.2: a reference into what it is writing.
    @Test func aReferenceThatOverlapsItself() {
        let bytes: [UInt8] = [
            0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D,
            0x01, 0x0E, 0xB0,
        ]
        let decoded = CompressedRTF.decode(bytes, in: 0..<bytes.count, limit: 1_000)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")
    }

    @Test(arguments: [
        (#"{\rtf1\ansi one\par two <&}"#, "one<br>two &lt;&amp;"), (#"{\rtf1{\fonttbl{\f0\fcharset204 Arial;}}{\*\x y}a}"#, "a"),
        (#"{\rtf1\uc1 \u1078?\u8364 ?x}"#, "&#1078;&#8364;x"), (#"{\rtf1\u-10179?\u-8704?}"#, "&#128512;"), (#"{\rtf1 a{\v b}c\{\\}"#, #"ac{\"#),
        (#"{\rtf1\fromhtml1 {\*\htmltag64 <b>}\htmlrtf {\b \htmlrtf0 x{\*\htmltag72 </b>}\htmlrtf }\htmlrtf0 {\*\htmltag84 &amp;}\par}"#, "<b>x</b>&amp;\n"),
        (#"{\rtf1 {\field{\*\fldinst HYPERLINK "u"}{\fldrslt shown}}}"#, "shown"), (#"{\rtf1 a\bin3 }}}b}"#, "ab"), ("}}}}{{{{a", "a"), ("\\", ""), ("\\'", ""),
        (#"{\rtf1\bin99999999999 a"#, ""), (#"{\rtf1\'"#, ""), (#"{\rtf1\u"#, "&#65533;"),
        // References that a writer left in the text between the tags are the HTML's; what only begins like one is text, and so is all of other rich text.
        (#"{\rtf1\fromhtml1 {\*\htmltag64 <p>}a &amp; &#8364; &b &; R&D{\*\htmltag72 </p>}}"#, "<p>a &amp; &#8364; &amp;b &amp;; R&amp;D</p>"),
        (#"{\rtf1 &amp;}"#, "&amp;amp;"),
    ])
    func richTextAsHTML(_ rtf: String, _ expected: String) { #expect(html(rtf) == expected) }

    @Test func theCharsetIsThatOfTheFont() {
        let bytes = Array(#"{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1\'e6\'e8}"#.utf8)
        let (html, charset) = RichText.html(of: bytes, in: 0..<bytes.count)
        #expect(html.bytes == [0xE6, 0xE8])
        #expect(charset == Array("windows-1251".utf8))
    }

    @Test func groupsWithoutEndAreBounded() {
        let bytes = [UInt8](repeating: 0x7B, count: 1 << 20) + Array("a".utf8)
        #expect(RichText.html(of: bytes, in: 0..<bytes.count).0.bytes == [0x61])
    }
}

enum Base64Writer {
    static func text(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let unit = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
            let bits = unit[0] << 16 | unit[1] << 8 | unit[2]
            let count = min(3, bytes.count - start)
            for index in 0..<4 { text.append(index <= count ? letters[bits >> (18 - 6 * index) & 63] : "=") }
            if start / 3 % 19 == 18 { text += "\n" }
        }
        return text
    }
}
