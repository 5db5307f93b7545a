import Testing

@testable import MailMessage

private func parse(_ text: String) -> Message { Message(parsing: Array(text.utf8)) }

@Suite struct PackedPartTests {
    @Test(arguments: ["base64", "quoted-printable"]) func aMessageThatIsEncodedAgainstTheRules(_ encoding: String) throws {
        let inner = "Subject: inner\n\nsecret=words\n"
        let body = encoding == "base64" ? Base64Writer.text(Array(inner.utf8)) : inner.replacing("=", with: "=3D")
        let message = parse("Subject: outer\nContent-Type: message/rfc822\nContent-Transfer-Encoding: \(encoding)\n\n\(body)")
        #expect(message.parts.map(\.mediaType.kind) == [.message, .plain])
        #expect(value(.subject, message, part: 1) == "inner")
        #expect(texts(message) == ["secret=words\n"])
        let range = message.rawRanges(of: message.parts[1].body.lowerBound..<message.parts[1].body.lowerBound + 1)
        #expect(range.allSatisfy { $0.upperBound <= message.rawCount } && range.count == 1)
    }

    @Test func encodedMessagesInEachOtherEnd() {
        var text = "Subject: innermost\n\nwords"
        for _ in 0..<12 { text = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + Base64Writer.text(Array(text.utf8)) }
        #expect(texts(parse(text)) == ["words"])
        var limits = ParseLimits()
        limits.depth = 5
        let message = Message(parsing: Array(text.utf8), limits: limits)
        #expect(message.defects.contains(.nestedTooDeep))
        #expect(message.parts.count == 5)
    }

    @Test func partsComeInTheOrderOfReading() {
        let inner = Base64Writer.text(Array("Content-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--i\n\ntwo\n--i--\n".utf8))
        let message = parse(
            """
            Content-Type: multipart/mixed; boundary=o

            --o

            zero
            --o
            Content-Type: message/rfc822
            Content-Transfer-Encoding: base64

            \(inner)
            --o

            three
            --o--
            """)
        #expect(texts(message) == ["zero", "one", "two", "three"])
        #expect(message.parts.map(\.parent) == [nil, 0, 0, 2, 3, 3, 0])
        #expect(message.parts.map(\.depth) == [0, 1, 1, 2, 3, 3, 1])
    }

    @Test func whatIsUnpackedIsBounded() {
        var limits = ParseLimits()
        limits.unpackedBytes = 40
        let inner = Base64Writer.text([0x0A] + [UInt8](repeating: 0x78, count: 100))
        let message = Message(parsing: Array("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\(inner)".utf8), limits: limits)
        #expect(message.bytes.count == message.rawCount + 40)
        #expect(message.defects.contains(.textTooLong))
    }

    @Test func aUuencodedTextIsAPartOfItsOwn() {
        let message = parse("Subject: s\n\nsee this:\n\nbegin 644 note.txt\n#0V%T\n`\nend\n\nbye\n")
        #expect(texts(message) == ["see this:\n\n", "Cat", "\nbye\n"])
        #expect(message.parts[1].isAttachment)
        let place = message.parts[1].body.lowerBound + "begin 644 note.txt\n#".utf8.count
        let decoded = message.decodedBody(of: message.parts[1], limit: 100)
        #expect(decoded.map.sources(of: 0..<3) == [place..<place + 4])
    }

    @Test func otherUuencodedFilesArePassedOver() {
        let message = parse("\nbegin 600 a.exe\n#0V%T\n`\nend\nbegin 600 b.png\n#0V%T\n`\nend\nrest")
        #expect(message.parts.map(\.mediaType.kind) == [.plain, .other, .image, .plain])
        #expect(texts(message) == ["rest"])
    }

    @Test(arguments: ["begin 644 and then some words of my own\nThis is the way to go on, or not\n", "begin\n", "begin 644\n", "begin 9 x\nabc"])
    func wordsThatLookLikeAFileStayText(_ text: String) { #expect(texts(parse("\n" + text)) == [text]) }

    @Test func uuencodeAsTransferEncoding() {
        #expect(texts(parse("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n#0V%T\n`\nend\n")) == ["Cat"])
        #expect(texts(parse("Content-Transfer-Encoding: x-uuencode\n\n#0V%T\n")) == ["Cat"])
        let message = parse("Content-Transfer-Encoding: x-uuencode\n\nno code\n")
        #expect(message.decodedBody(of: message.parts[0], limit: 10).defects == [.uuencodeMalformed])
    }
}

extension PackedPartTests {
    /// Spaces at a line's end get lost on the way: their bytes came from the last letter there is.
    @Test(arguments: ["begin 644 a.txt\n$9V%T", "begin 644 a.txt\n&9V%T\nend\n", "begin 644 a.txt\n#9V\r\n"])
    func lettersThatGotLost(_ text: String) {
        let bytes = Array(text.utf8)
        let decoded = UUEncode.decode(bytes, in: 0..<bytes.count, limit: 100)
        #expect(decoded.bytes.count == Int(bytes[16]) - 0x20)
        for index in decoded.bytes.indices {
            let sources = decoded.map.sources(of: index..<index + 1)
            #expect(sources.count == 1 && sources[0].lowerBound >= 17 && sources[0].upperBound <= bytes.count && bytes[sources[0].upperBound - 1] > 0x20)
        }
    }
}

private func number(_ value: Int) -> [UInt8] { CompoundFileWriter.bytes(UInt32(value)) }

private func attribute(_ level: UInt8, _ identifier: Int, _ data: [UInt8]) -> [UInt8] {
    [level] + number(identifier) + number(data.count) + data + [0, 0]
}

private func stream(_ attributes: [[UInt8]]) -> [UInt8] { TransportNeutralFile.signature + [1, 0] + attributes.joined() }

private func property(_ type: Int, _ identifier: Int, _ data: [UInt8]) -> [UInt8] {
    number(type | identifier << 16) + number(1) + number(data.count) + data + [UInt8](repeating: 0, count: -data.count & 3)
}

private let inner = stream([attribute(1, 0x1_8004, Array("inner\0".utf8)), attribute(1, 0x2_800C, Array("inner text\0".utf8))])

/// A text, HTML, a file and a message in a message.
let transportNeutralExample = stream([
    attribute(1, 0x6_9007, number(1_252) + number(0)),
    attribute(
        1, 0x6_9003,
        number(3) + number(0x001E_0000 >> 16 | 0x8001 << 16) + [UInt8](repeating: 1, count: 16) + number(1) + number(4) + [0x61, 0, 0, 0]
            + number(1) + number(2) + [0x78, 0, 0, 0] + property(0x001F, 0x1000, CompoundFileWriter.utf16("caf\u{E9}\0"))
            + property(0x0102, 0x1013, Array("<b>hi</b>".utf8))),
    attribute(2, 0x6_9002, [UInt8](repeating: 0, count: 14)), attribute(2, 0x1_8010, Array("read.txt\0".utf8)),
    attribute(2, 0x6_800F, Array("file text".utf8)),
    attribute(2, 0x6_9002, [UInt8](repeating: 0, count: 14)),
    attribute(
        2, 0x6_9005,
        number(2) + number(0x3705_0003) + number(5)
            + property(0x000D, 0x3701, [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46] + inner)),
])

@Suite struct TransportNeutralTests {
    private static let mail = """
        Content-Type: multipart/mixed; boundary=b

        --b

        outside
        --b
        Content-Type: application/ms-tnef; name="winmail.dat"
        Content-Transfer-Encoding: base64

        \(Base64Writer.text(transportNeutralExample))
        --b--
        """

    @Test func winmailDat() {
        let message = parse(Self.mail)
        #expect(texts(message) == ["outside", "caf\u{E9}", "<b>hi</b>", "file text", "inner text"])
        #expect(message.defects == [])
        #expect(message.parts.contains { $0.fields.first?.name == .subject })
    }

    @Test func aFileThatIsCutIsReadAsFarAsItGoes() {
        for count in 0..<transportNeutralExample.count {
            let file = Base64Writer.text(Array(transportNeutralExample.prefix(count)))
            let message = parse("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + file)
            #expect(message.parts.allSatisfy { $0.body.upperBound <= message.bytes.count })
        }
    }
}

@Suite struct AppleMailTests {
    @Test func theMailInTheFile() throws {
        let file = Array("22     \nSubject: x\n\nbody text<?xml version=\"1.0\"?>".utf8)
        #expect(FileForm(of: file) == .appleMail)
        let range = try #require(AppleMail.mailRange(in: file))
        #expect(String(decoding: file[range], as: UTF8.self) == "Subject: x\n\nbody text<".prefix(22))
    }

    /// Fields that by themselves would make it a mail with an odd first line.
    @Test func withFieldsThatTellAMail() {
        #expect(FileForm(of: Array("43\nFrom: a@example.com\nSubject: Hello\n\nWords.\n<?xml version=\"1.0\"?>".utf8)) == .appleMail)
    }

    @Test(arguments: ["99999\nSubject: x\n\nb", "0\nSubject: x\n"]) func wrongCounts(_ text: String) throws {
        let range = try #require(AppleMail.mailRange(in: Array(text.utf8)))
        #expect(range.upperBound <= text.utf8.count)
    }

    @Test(arguments: ["", "12", "12x\nSubject: y\n", "\n", "99999999999\nSubject: x\n", "2026\nwords of a text\n"])
    func otherFiles(_ text: String) { #expect(FileForm(of: Array(text.utf8)) != .appleMail) }
}
