import Foundation
import MailMessage
import Testing
import VictimAdvice

@testable import Examination

@Suite struct WarningPartTests {
    private static let text = "Das ist eine Betrugsnachricht. Sie müssen nichts tun: 100 % sicher = ja.\n\nZweite Zeile \n"

    @Test(arguments: Fixture.all)
    func everyFixtureIsInsideAsItWas(_ fixture: Fixture) throws {
        for bytes in [fixture.bytes, fixture.withCRLF.bytes] {
            try check(bytes)
            // Cut anywhere: half a header, half a part, no line break at the end.
            for end in stride(from: 0, to: bytes.count, by: 101) { try check(Array(bytes[..<end])) }
        }
    }

    private static let twice = "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx"

    @Test(arguments: [
        "", "\r\n", "\n", "x", "X: y", "Content-Type: text/html", "Content-Type: text/html\n", "\r\n\r\nx\r", "A: b\r\n\r\nends with a CR\r",
        "A: b\r\n\r\n\r\n\r\n",
        "From x@example.org Thu\nA: b\n\n>From y\n", "A: b\r\n\r\n--u\r\n--v\r\n--\r\n--u-unbluff-0", twice, "content-type : text/html\r\nA: b\r\n\r\nx",
        "Content-Type: multipart/mixed;\r\n\tboundary=\"u\"\r\n\r\n--u\r\n\r\nx\r\n", "A: b\r\n\r\n\u{E9}\0\r\n", "A: b\r\nno field\r\n\r\nx",
        "MIME-Version: 1.0\r\nContent-Transfer-Encoding: binary\r\n\r\nx", "A: b\n\r\nx",
    ])
    func oddMails(_ mail: String) throws { try check(Array(mail.utf8)) }

    /// What comes out is a multipart of two parts, of which the second has the old `Content-` fields and the old body, byte for byte.
    private func check(_ mail: [UInt8]) throws {
        let part = try #require(WarningPart(mail: mail, text: Self.text))
        let inner = try unwrapped(part)
        let header = HeaderLines(of: mail)
        let content = header.fields.filter { String(decoding: mail[$0.name], as: UTF8.self).lowercased().hasPrefix("content-") }
        var expected = content.flatMap { Array(mail[$0.lines]) + (mail[$0.lines].last == 0x0A ? [] : header.lineBreak) }
        expected += header.lineBreak + mail[header.body...]
        #expect(inner == expected)
        #expect(Set(part.removedFields.map { $0.lowercased() }).count == part.removedFields.count)
        for field in content {
            #expect(part.removedFields.contains { $0.lowercased() == String(decoding: mail[field.name], as: UTF8.self).lowercased() })
        }
        // Our own parser sees the same parts as before, one deeper.
        let changed = Action(warning: Self.text).applied(to: mail)
        let message = Message(parsing: changed)
        #expect(message.parts[0].mediaType.multipart == .mixed)
        #expect(message.parts.count >= 3)
        #expect(String(decoding: message.decodedBody(of: message.parts[1], limit: .max).bytes, as: UTF8.self).replacing("\r\n", with: "\n") == Self.text)
    }

    /// RFC 2046 § 5.1.1, to the letter.
    private func unwrapped(_ part: WarningPart) throws -> [UInt8] {
        let type = try #require(part.addedFields.first { $0.name == "Content-Type" }).value
        let boundary = String(try #require(type.firstMatch(of: /boundary="([^"]+)"/)).1)
        let isCRLF = part.body.starts(with: "--\(boundary)\r\n".utf8)
        let lineBreak = isCRLF ? "\r\n" : "\n"
        let body = Data(part.body)
        let delimiter = Data("\(lineBreak)--\(boundary)\(lineBreak)".utf8)
        let close = Data("\(lineBreak)--\(boundary)--\(lineBreak)".utf8)
        let start = try #require(body.range(of: delimiter)).upperBound
        let end = try #require(body.range(of: close, options: .backwards)).lowerBound
        #expect(body.range(of: delimiter, in: start..<body.endIndex) == nil)
        #expect(body.range(of: close)?.lowerBound == end && end + close.count == body.endIndex)
        return Array(body[start..<end])
    }

    @Test func signedPartsAreWhole() throws {
        let signed = "Content-Type: multipart/signed; protocol=\"application/pgp-signature\";\r\n micalg=pgp-sha256; boundary=\"s\"\r\n"
        let body = "--s\r\nContent-Type: text/plain\r\n\r\nhello \r\n\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--s--\r\n"
        let mail = Array(("From: a@example.com\r\nMIME-Version: 1.0\r\n" + signed + "\r\n" + body).utf8)
        let changed = String(decoding: Action(warning: "note\n").applied(to: mail), as: UTF8.self)
        #expect(changed.contains("\r\n" + signed + "\r\n" + body))
        #expect(changed.components(separatedBy: "MIME-Version").count == 2)
    }

    @Test(arguments: [
        ("A: b\r\n\r\nx", "7bit"), ("A: b\r\n\r\n\u{E9}", "8bit"), ("Content-Transfer-Encoding: 8BIT\r\n\r\nx", "8bit"),
        ("Content-Description: \u{E9}\r\n\r\nx", "8bit"), ("Subject: \u{E9}\r\n\r\nx", "7bit"),
        ("Content-Transfer-Encoding: binary\r\n\r\nx", "binary"), ("Content-Transfer-Encoding: base64\r\n\r\neA==", "7bit"),
    ])
    func encodingIsAtLeastThatOfTheParts(_ mail: String, _ expected: String) {
        #expect(WarningPart(mail: Array(mail.utf8), text: "x")?.addedFields.last == Action.Field(name: "Content-Transfer-Encoding", value: expected))
    }

    /// A body that has every letter behind `--`, also all of those that have a boundary of ours.
    @Test func aBodyThatTakesAllBeginnings() throws {
        let letters = "uvwxyzabcdefghijklmnopqrstABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        try check(Array(("A: b\r\n\r\n" + letters.map { "--\($0)\r\n" }.joined()).utf8))
        let none = Array(("A: b\r\n\r\n" + letters.map { "--\($0)-unbluff-1\r\n" }.joined()).utf8)
        try check(none)
    }

    @Test(arguments: AdviceTexts.languages)
    func theTextsForPeople(_ language: String) throws {
        var policy = ActionPolicy()
        policy.warning = .part
        policy.warningLanguage = language
        let texts = try #require(AdviceTexts(language: language))
        let warning = try #require(policy.action(for: SessionMail.scam).warning)
        #expect(warning.hasPrefix(texts["headline.sextortion-scam"] + "\n\n" + texts["step.do-not-pay"] + "\n\n"))
        #expect(warning.contains(texts["step.different"]) && warning.hasSuffix(texts["warning.note"] + "\n"))
        let changed = Message(parsing: Action(warning: warning).applied(to: SessionMail.bytes()))
        #expect(changed.decodedBody(of: changed.parts[1], limit: .max).bytes == Array(warning.replacing("\n", with: "\r\n").utf8))
        #expect(changed.bytes.split(separator: 0x0A).allSatisfy { $0.count <= 130 })
        policy.warning = .field
        let field = try #require(policy.action(for: SessionMail.scam).addedFields.first { $0.name == "X-Unbluff-Warning" })
        #expect("X-Unbluff-Warning: \(field.value)".components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
        #expect(field.value.utf8.allSatisfy { $0 < 0x80 })
        #expect(try decoded(field).split(separator: " ") == policy.sentences(texts).split(separator: " "))
    }

    private func decoded(_ field: Action.Field) throws -> String {
        let message = Message(parsing: Array("Subject: \(field.value)\r\n\r\n".utf8))
        let pieces = message.pieces(of: try #require(message.field(.subject)).valueRange)
        let bytes = pieces.flatMap { piece in
            switch piece {
            case .text(let range): Array(message.bytes[range])
            case .encodedWord(_, let isBase64, let payload): message.decodedWord(isBase64: isBase64, payload: payload).bytes
            }
        }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "")
    }
}

extension ActionPolicy {
    fileprivate func sentences(_ texts: AdviceTexts) -> String { SessionMail.scam.warning(in: texts).joined(separator: " ") }
}
