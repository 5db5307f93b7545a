import Foundation
import MailMessage
import ScamVerdict
import SenderIdentity
import Testing
import VisibleText

@testable import Examination

@Suite struct AbuseReportTests {
    private static let words = "Someone sent me this.\nIt asks for money. – Danke\n"

    private static func report(_ file: CaseFile, _ carried: AbuseReport.Carried = .mail) throws -> AbuseReport {
        try #require(AbuseReport(of: file, subject: "Meldung: Erpressung über E-Mail", words: words, carrying: carried))
    }

    private static func fields(_ report: AbuseReport) -> [String] {
        let message = Message(parsing: report.bytes)
        return String(decoding: message.bytes[message.parts[2].body], as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The third part, RFC 2046 § 5.1.1 to the letter.
    private static func carried(_ report: AbuseReport) throws -> [UInt8] {
        let boundary = String(try #require(String(decoding: report.bytes, as: UTF8.self).firstMatch(of: /boundary="([^"]+)"/)).1)
        let bytes = Data(report.bytes)
        let lineBreak = bytes.range(of: Data("\r\n--\(boundary)\r\n".utf8)) == nil ? "\n" : "\r\n"
        let delimiter = Data("\(lineBreak)--\(boundary)\(lineBreak)".utf8)
        var start = bytes.startIndex
        for _ in 0..<3 { start = try #require(bytes.range(of: delimiter, in: start..<bytes.endIndex)).upperBound - lineBreak.utf8.count }
        let end = try #require(bytes.range(of: Data("\(lineBreak)--\(boundary)--\(lineBreak)".utf8))).lowerBound
        #expect(bytes.range(of: delimiter, in: start..<bytes.endIndex) == nil)
        let head = try #require(bytes.range(of: Data((lineBreak + lineBreak).utf8), in: start..<end))
        return Array(bytes[head.upperBound..<end])
    }

    @Test(arguments: Fixture.all)
    func carriesTheMailByteForByte(_ fixture: Fixture) throws {
        for bytes in [fixture.bytes, fixture.withCRLF.bytes] {
            let file = Examiner().examine(mail: bytes)
            let report = try Self.report(file)
            #expect(report.feedbackType == (file.verdict.outcome.isScam ? .fraud : .abuse))
            let message = Message(parsing: report.bytes)
            #expect(message.parts[0].mediaType.multipart == .report)
            #expect(message.parts[1].mediaType.kind == .plain && message.parts[2].mediaType.kind == .report && message.parts[3].mediaType.kind == .message)
            #expect(try Self.carried(report) == bytes)
            let text = message.decodedBody(of: message.parts[1], limit: .max).bytes
            #expect(String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n") == Self.words)
            let lineBreak = HeaderLines(of: bytes).lineBreak.count == 2 ? "\r\n" : "\n"
            let head = String(decoding: report.bytes[message.parts[0].header], as: UTF8.self).components(separatedBy: lineBreak)
            #expect(head.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
            #expect(!head.contains { line in ["from:", "to:", "cc:", "bcc:", "date:"].contains { line.lowercased().hasPrefix($0) } })
        }
    }

    /// Whoever examines the report is not told that it is a scam to fear.
    @Test(arguments: Fixture.all.filter { $0.expected.verdict.hasSuffix("scam") && $0.expected.verdict != "mentions-scam" })
    func isJudgedAsAReport(_ fixture: Fixture) throws {
        let file = Examiner().examine(mail: fixture.bytes)
        for carried in [AbuseReport.Carried.mail, .redacted(key: [1])] {
            let report = try Self.report(file, carried)
            #expect(report.feedbackType == .fraud)
            #expect(Examiner().examine(mail: report.bytes).verdict.outcome == .mentionsScam)
        }
    }

    @Test func headerAlone() throws {
        let file = Examiner().examine(mail: Array("Subject: a\nX-A: b\n c\n\nI hacked your device.\n".utf8))
        let text = String(decoding: try Self.report(file, .header).bytes, as: UTF8.self)
        #expect(text.contains("Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: 7bit\n\nSubject: a\nX-A: b\n c\n\n--"))
        #expect(!text.contains("hacked"))
    }

    // MARK: What is told of the mail's way

    private static func fields(_ header: String) throws -> [String] {
        let text = "I hacked your device. I recorded you. Pay 500 dollars in bitcoin or I send the video to your contacts.\n"
        return try fields(report(Examiner().examine(mail: Array((header + "\n" + text).utf8))))
    }

    private static let border =
        "Received: from liar.example.com (real.example.net [192.0.2.7])\n by mx.example.org with ESMTPS id 2; Mon, 02 Nov 2026 10:00:05 +0100 (CET)\n"
    private static let always = ["Feedback-Type: fraud", "User-Agent: unbluff/\(Release.version)", "Version: 1"]

    @Test func theReceivingSidesTraceIsTold() throws {
        let header =
            "Return-Path: <bounce@example.com>\n" + Self.border
            + "Received: from x ([198.51.100.9]) by y; Mon, 02 Nov 2026 08:00:00 +0000\nFrom: a@example.com\n"
        let way = ["Arrival-Date: Mon, 02 Nov 2026 09:00:05 +0000", "Source-IP: 192.0.2.7", "Original-Mail-From: <bounce@example.com>"]
        #expect(try Self.fields(header) == Self.always + way)
    }

    @Test func whatTheSenderMayHaveWrittenIsNot() throws {
        #expect(try Self.fields("From: a@example.com\nReturn-Path: <b@example.com>\n") == Self.always)
        let beneath = try Self.fields(Self.border + "Return-Path: <b@example.com>\nFrom: a@example.com\n")
        #expect(beneath == Self.always + ["Arrival-Date: Mon, 02 Nov 2026 09:00:05 +0000", "Source-IP: 192.0.2.7"])
        // From inside, with no date, and with a sender that is none.
        let inside = try Self.fields("Return-Path: <a\u{7}b@example.com>\nReceived: from a ([10.0.0.1]) by mx.example.org; soon\nFrom: a@example.com\n")
        #expect(inside == Self.always)
        #expect(try Self.fields("Return-Path: <>\n" + Self.border).last == "Original-Mail-From: <>")
    }

    @Test func aDomainIsNamedOnlyWhereItVouches() throws {
        let header = "Authentication-Results: mx.example.org; dkim=pass header.d=example.com; dmarc=pass header.from=example.com\n" + Self.border
        let named = try Self.fields(header + "From: a@example.com\n")
        let forged = try Self.fields(header.replacing("pass", with: "fail") + "From: a@example.com\n")
        #expect(!forged.contains { $0.hasPrefix("Reported-Domain") })
        // The topmost results of a file that names no server may be anybody's.
        #expect(!named.contains { $0.hasPrefix("Reported-Domain") })
        let settings = SenderSettings(trustedServers: ["mx.example.org"])
        let text = "\nI hacked your device. I recorded you. Pay 500 dollars in bitcoin or I send the video to your contacts.\n"
        let file = Examiner(sender: settings).examine(mail: Array((header + "From: a@example.com\n" + text).utf8))
        let report = try #require(AbuseReport(of: file, subject: "x", words: "x", settings: settings))
        #expect(Self.fields(report).last == "Reported-Domain: example.com")
    }

    // MARK: Form

    @Test(arguments: [
        ("Subject: a\n\nx\n", "7bit"), ("Subject: a\r\n\r\nx\r\n", "7bit"), ("Subject: \u{E9}\n\nx\n", "8bit"), ("Subject: a\n\n\u{E9}", "8bit"),
        ("Subject: a\n\nx\0", "binary"), ("Subject: a\n\nx\ry", "binary"), ("Subject: a\r\n\r\nx\ny", "binary"), ("Subject: a\n\nx\r\n", "binary"),
        ("Subject: a\n\n" + String(repeating: "a", count: 998) + "\n", "7bit"), ("Subject: a\n\n" + String(repeating: "a", count: 999) + "\n", "binary"),
        ("Subject: a\r\n\r\n" + String(repeating: "a", count: 998) + "\r\n", "7bit"),
        ("Subject: a\r\n\r\n" + String(repeating: "a", count: 999) + "\r\n", "binary"),
        ("Subject: a\r\n\r\nx\r", "binary"), ("Subject: a\n\n" + String(repeating: "a", count: 999), "binary"),
        ("Subject: a\n\n" + String(repeating: "a", count: 998), "7bit"),
    ])
    func encodingIsSaid(_ mail: String, _ encoding: String) throws {
        let report = try Self.report(Examiner().examine(mail: Array(mail.utf8)))
        let lines = String(decoding: report.bytes, as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("Content-Transfer-Encoding: ") }.map { String($0.dropFirst(27)) } == [encoding, "quoted-printable", encoding])
    }

    /// A mail that has all beginnings of our boundaries, and a text that has one.
    @Test func boundariesDoNotOccur() throws {
        let letters = "uvwxyzabcdefghijklmnopqrstABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        for taken in [letters.map { "--\($0)\n" }.joined(), letters.map { "--\($0)-unbluff-1\n" }.joined(), "--u-unbluff-1\n"] {
            let mail = Array(("Subject: a\n\n" + taken).utf8)
            let file = Examiner().examine(mail: mail)
            let report = try #require(AbuseReport(of: file, subject: "x", words: taken))
            let message = Message(parsing: report.bytes)
            #expect(message.parts.count == 5)
            #expect(try Self.carried(report) == mail)
            #expect(message.decodedBody(of: message.parts[1], limit: .max).bytes == Array(taken.utf8))
        }
    }

    @Test func aSubjectAddsNoField() throws {
        let file = Examiner().examine(mail: Array("Subject: a\n\nx\n".utf8))
        let report = try #require(AbuseReport(of: file, subject: "a\r\nBcc: b@example.com\n\nx", words: ""))
        let message = Message(parsing: report.bytes)
        #expect(message.parts[0].fields.count == 4 && message.parts[0].mediaType.multipart == .report)
    }

    // MARK: Redaction

    private static let privateMail = """
        Delivered-To: Jane.Doe@example.org
        Return-Path: <bounce+jane.doe=example.org@lists.example.com>
        Received: from a.example.com ([192.0.2.7]) by mx.example.org for <jane.doe@example.org>; Mon, 02 Nov 2026 10:00:05 +0000
        From: =?utf-8?q?jane=2Edoe=40example=2Eorg?= <jane.doe@example.org>
        To: "Jane van Doe" <jane.doe@example.org>, other@example.net
        Subject: =?utf-8?q?jane=2Edoe=40example=2Eorg_hunter2xyz?=
        X-Spam-Report: hunter2xyz jane.doe@example.org
        Message-ID: <1@example.com>
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64


        """

    private static let privateText = """
        <p>Hello jane.doe, I know that <b>hunter2xyz</b> is your password. I hacked your device. I recorded you.
        Pay 500 dollars in bitcoin to 1111111111111111111114oLvT2 or I send the video to your contacts. <a href="#">JANE.DOE@EXAMPLE.ORG</a>
        https://example.com/?u=jane.doe%40example.org
        """

    @Test func recipientsAndSecretsAreRedacted() throws {
        let mail = Array(Self.privateMail.utf8) + Array(Data(Self.privateText.utf8).base64EncodedString(options: .lineLength76Characters).utf8) + [0x0A]
        let file = Examiner().examine(mail: mail)
        #expect(file.quotesSecret && file.verdict.outcome == .sextortionScam)
        let report = try Self.report(file, .redacted(key: Array("key".utf8)))
        let read = Examiner().examine(mail: report.bytes)
        let shown = read.reading.sections.map { String(decoding: $0.text, as: UTF8.self) } + [String(decoding: report.bytes, as: UTF8.self)]
        for text in shown {
            for word in ["jane", "doe", "hunter2", "other@"] { #expect(!text.lowercased().contains(word), "\(word) in \(text)") }
        }
        // The same token wherever the address stood, so that the forged sender is seen, and the domain.
        let all = String(decoding: report.bytes, as: UTF8.self).replacing("\r\n ", with: " ")
        let token = try #require(all.firstMatch(of: /for <([A-Za-z0-9+\/]{43})@example\.org>/)).1
        let text = String(decoding: read.reading.sections.last!.text, as: UTF8.self)
        #expect(
            text.contains("Hello \(token), I know that ••• is your password") && text.contains("\(token)@EXAMPLE.ORG")
                && text.contains("1111111111111111111114oLvT2"))
        #expect(all.contains("Original-Mail-From: <bounce+\(token)=example.org@lists.example.com>"))
        #expect(all.contains("Source-IP: 192.0.2.7") && all.contains("Message-ID: <1@example.com>") && !all.contains("X-Spam-Report"))
        #expect(read.verdict.outcome == .mentionsScam)
        // Another key, another token; the same key, the same report.
        #expect(try Self.report(file, .redacted(key: Array("key".utf8))).bytes == report.bytes)
        #expect(!String(decoding: try Self.report(file, .redacted(key: [0])).bytes, as: UTF8.self).contains(token))
    }

    private static func redacted(_ header: String, _ text: String = "I hacked your device.\n") throws -> String {
        let report = try report(Examiner().examine(mail: Array((header + "Subject: x\n\n" + text).utf8)), .redacted(key: [1]))
        return String(decoding: report.bytes, as: UTF8.self).replacing("\r\n ", with: " ")
    }

    /// A server that forwarded the mail names the person by another address of theirs.
    @Test(arguments: [
        "for <jane.doe@example.net>; Mon", "for jane.doe@example.net; Mon", "for\n\t<Jane.Doe@example.net> (its owner); Mon",
        "(for jane.doe@example.net) ; Mon",
        "id 7 for jane.doe; Mon", "for <jane.doe>; Mon", "for <\"jane.doe>\"@example.net>; Mon", "for <a@example.net> id 7 for <jane.doe@example.net>; Mon",
    ])
    func everyServersRecipientIsRedacted(_ clause: String) throws {
        let border = "Received: from c ([192.0.2.7]) by mx.example.org for <other@example.org>; Mon, 02 Nov 2026 10:00:05 +0000\n"
        let foreign = "Received: from a ([198.51.100.9]) by b.example.com \(clause), 02 Nov 2026 08:00:00 +0000\n"
        let text = try Self.redacted(border + foreign + "From: Bob <a@example.com>\nTo: other@example.org\n")
        #expect(!text.lowercased().contains("jane") && text.contains("by b.example.com") && text.contains("Mon, 02 Nov 2026 08:00:00 +0000"))
        #expect(text.contains("From: =?"))
    }

    @Test func wordsOfATraceStay() throws {
        let comment = "(no certificate requested for this client) by b.example.com (tested for spam) with ESMTP"
        let text = try Self.redacted("Received: from a ([192.0.2.7]) \(comment); Mon, 02 Nov 2026 10:00:05 +0000\nFrom: a@example.com\n")
        #expect(text.contains(comment))
    }

    /// A mail that claims to come from the person's own address.
    @Test(arguments: ["From", "Sender", "Reply-To"])
    func theNameAtARecipientsAddressIsLeftOut(_ field: String) throws {
        let text = try Self.redacted("\(field): Jane Doe <j.d@example.org>\nTo: j.d@example.org\n")
        let line = try #require(text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(field): ") })
        #expect(line.wholeMatch(of: /[A-Za-z-]+: <[A-Za-z0-9+\/]{43}@example\.org>/) != nil)
        let other = try Self.redacted("\(field): Jane Doe <j.d@example.com>\nTo: j.d@example.org\n")
        #expect(other.contains("=?") && other.contains("<j.d@example.com>"))
    }

    @Test(arguments: [
        "bounces+jane.doe=example.org@lists.example.com", "b-123-jane.doe=40example.org@lists.example.com", "SRS0=hh=tt=example.org=Jane.Doe@fwd.example.com",
        "prvs=123=jane.doe@example.org", "bounce-jane.doe_example.org-7@lists.example.com",
    ])
    func aReturnAddressThatNamesARecipientIsRedacted(_ address: String) throws {
        let text = try Self.redacted("Return-Path: <\(address)>\n" + Self.border + "From: a@example.com\nTo: jane.doe@example.org\n")
        #expect(!text.lowercased().contains("jane"))
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("Original-Mail-From: ") || $0.hasPrefix("Return-Path: ") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("example.org") && $0.hasSuffix(address.suffix(9) + ">") })
    }

    /// Only together with the domain: many people are `info`.
    @Test func aReturnAddressOfTheSendersOwnStays() throws {
        let text = try Self.redacted("Return-Path: <info+7@example.com>\n" + Self.border + "From: a@example.com\nTo: info@example.org\n")
        #expect(text.contains("Original-Mail-From: <info+7@example.com>"))
    }

    /// A sender who addresses thousands, and makes up servers that delivered to others, does not hide the one from us.
    @Test func manyRecipients() throws {
        let others = (0..<2_000).map { "a\($0)@example.net" }.joined(separator: ", ")
        let foreign = String(repeating: "Received: from a ([198.51.100.9]) by b for <x@example.net>; Mon, 02 Nov 2026 08:00:00 +0000\n", count: 60)
        let border = "Received: from c ([192.0.2.7]) by mx.example.org for <jane.doe@example.org>; Mon, 02 Nov 2026 10:00:05 +0000\n"
        let header = border + foreign + "From: a@example.com\nTo: \(others)\nCc: jane.doe@example.org\nSubject: x\n\n"
        let file = Examiner().examine(mail: Array((header + "Dear jane.doe@example.org, I hacked your device.\n").utf8))
        let report = try Self.report(file, .redacted(key: [1]))
        let shown = String(decoding: try #require(Examiner().examine(mail: report.bytes).reading.sections.last).text, as: UTF8.self)
        #expect(shown.contains("I hacked your device"))
        let text = (String(decoding: report.bytes, as: UTF8.self) + shown).lowercased()
        #expect(!text.contains("jane"))
        let clear = text.matches(of: /a[0-9]+@example\.net/)
        #expect(clear.isEmpty)
    }

    @Test(arguments: Fixture.all)
    func redactedFixturesAreMails(_ fixture: Fixture) throws {
        let file = Examiner().examine(mail: fixture.bytes)
        let report = try Self.report(file, .redacted(key: [1]))
        let message = Message(parsing: report.bytes)
        #expect(message.parts.count == 5 && message.parts[4].mediaType.kind == .plain)
        #expect(report.bytes.split(separator: 0x0A).allSatisfy { $0.count <= 999 } && report.bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
        let text = String(decoding: report.bytes, as: UTF8.self).lowercased()
        for field in file.message.fields(.to) {
            for mailbox in file.message.mailboxes(of: field) {
                let address = String(decoding: file.message.bytes[mailbox.address], as: UTF8.self).lowercased()
                if address.contains("@") { #expect(!text.contains(address)) }
            }
        }
        for (index, section) in file.reading.sections.enumerated() {
            for secret in file.secretRanges[index] where secret.count >= 6 {
                #expect(!text.contains(String(decoding: section.text[secret], as: UTF8.self).lowercased()))
            }
        }
    }

    // MARK: MailCopy

    @Test(arguments: Fixture.all)
    func aMailIsItsOwnCopy(_ fixture: Fixture) {
        let copy = MailCopy(of: Examiner().examine(mail: fixture.bytes))
        #expect(copy.isOriginal && copy.bytes == fixture.bytes)
    }

    @Test func theSeparatorOfAnMboxIsLeftOut() {
        let copy = MailCopy(of: Examiner().examine(mail: Array("From a@example.com Mon Nov 23 12:00:00 2026\nSubject: a\n\nFrom x\n".utf8)))
        #expect(copy.isOriginal && copy.bytes == Array("Subject: a\n\nFrom x\n".utf8))
    }

    @Test(arguments: [
        "I hacked your device.\nÜber dich weiß ich alles.", "a\r\nb\r\n", "", "x = y\u{202E}z\n.\nFrom x\n", "--u-unbluff\n", "Subject: not a field\n\nof it\n",
    ])
    func aTextBecomesAMail(_ text: String) throws {
        let copy = MailCopy(of: Examiner().examine(text: Array(text.utf8)))
        #expect(!copy.isOriginal)
        let message = Message(parsing: copy.bytes)
        #expect(message.parts.count == 1 && message.defects.isEmpty && message.field(.subject) == nil)
        let read = String(decoding: message.decodedBody(of: message.parts[0], limit: .max).bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        let shown = text.replacing("\r\n", with: "\n")
        #expect(read == shown || read == shown + "\n")
        let report = try Self.report(Examiner().examine(text: Array(text.utf8)))
        #expect(Message(parsing: report.bytes).parts.map(\.mediaType.kind) == [.multipart, .plain, .report, .message, .plain])
    }

    @Test func aPageBecomesItsText() {
        let copy = MailCopy(of: Examiner().examine(text: Array("<p>I hacked <b>your</b> device.</p><script>x()</script>".utf8), isHTML: true))
        let text = String(decoding: copy.bytes, as: UTF8.self)
        #expect(text.contains("I hacked your device.") && !text.contains("<"))
    }

    @Test(arguments: ["made", "rich", "scattered"])
    func anOutlookFileBecomesAMail(_ name: String) throws {
        let seeds = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fuzz/Seeds/outlook")
        let file = Examiner().examine(outlook: [UInt8](try Data(contentsOf: seeds.appending(path: "\(name).msg"))))
        let copy = MailCopy(of: file)
        #expect(!copy.isOriginal)
        let read = Examiner().examine(mail: copy.bytes)
        func texts(_ file: CaseFile) -> [Substring] {
            file.reading.sections.filter { $0.place != .subject }.flatMap { String(decoding: $0.text, as: UTF8.self).split(whereSeparator: \.isWhitespace) }
        }
        #expect(texts(read) == texts(file) && texts(read).isEmpty == (name == "rich"))
        #expect(read.message.fields(.subject).count == file.message.fields(.subject).count)
        #expect(Message(parsing: try Self.report(file).bytes).parts.count == 5)
    }

    @Test(arguments: [0, 1, -1, 951_782_400, 1_793_610_005, 4_107_542_399, -2_208_988_800, 253_402_300_799])
    func datesAreWrittenAsTheyAreRead(_ seconds: Int) throws {
        let text = MailDate.text(seconds)
        let bytes = Array(text.utf8)
        #expect(MailDate.seconds(bytes, 0..<bytes.count) == seconds)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        #expect(formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds))) == text)
    }
}
