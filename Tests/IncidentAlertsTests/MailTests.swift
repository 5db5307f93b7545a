import Foundation
import SenderGuard
import Testing

@testable import IncidentAlerts

/// The mail, byte by byte.
@Suite struct MailTests {
    private static let alert = MailAlert(to: "postmaster@example.org", server: "127.0.0.1:25", host: "mx.example.org", curl: Curl()) { Sample.time }

    @Test func fields() {
        let mail = Self.alert.message(subject: "account a is stopped", text: "One\nTwo\n", number: "17")
        let lines = mail.components(separatedBy: "\r\n")
        #expect(lines[0] == "Date: Thu, 26 Nov 2026 20:01:48 +0000")
        #expect(lines[1] == "From: unbluff <unbluff@mx.example.org>")
        #expect(lines[2] == "To: <postmaster@example.org>")
        #expect(lines[3] == "Message-ID: <guard.17.on-mx@mx.example.org>")
        #expect(lines[4] == "Subject: unbluff: account a is stopped")
        #expect(lines[5] == "Auto-Submitted: auto-generated")
        #expect(
            Array(lines[6...]) == [
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "One", "Two", "",
            ])
    }

    /// No field, no line, and nothing longer than RFC 5322 § 2.1.1 allows comes in with a stranger's words.
    @Test func hostileWords() {
        let report = Sample.report(.account(Sample.hostile), .block, subject: Sample.hostile)
        for subject in [report.summary, Sample.hostile, String(repeating: "x ", count: 2_000)] {
            let mail = Self.alert.message(subject: subject, text: report.text, number: "17")
            #expect(mail.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
            #expect(mail.replacing("\r\n", with: "").utf8.allSatisfy { $0 >= 0x20 })
            let lines = mail.components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 998 })
            let head = lines.prefix { !$0.isEmpty }
            #expect(head.count { !$0.hasPrefix(" ") } == 9)
            #expect(!head.contains { $0.lowercased().hasPrefix("bcc") })
        }
    }

    @Test(arguments: [
        ("mx", "example.org"), ("mx.example.net", "mx.example.net"), ("", "example.org"), ("a\r\nb.c", "example.org"), ("mx_1.example.net", "example.org"),
    ])
    func whereItComesFrom(_ host: String, _ domain: String) {
        let mail = MailAlert(to: "postmaster@example.org", server: "127.0.0.1:25", host: host, curl: Curl()).message(subject: "s", text: "t", number: "1")
        #expect(mail.contains("\r\nFrom: unbluff <unbluff@\(domain)>\r\n"))
    }

    /// Two machines without a domain have the recipient's: their mails are still two.
    @Test func machinesAreToldApart() {
        func identifier(_ host: String) -> Substring? {
            MailAlert(to: "postmaster@example.org", server: "127.0.0.1:25", host: host, curl: Curl()).message(subject: "s", text: "t", number: "1.2")
                .split(separator: "\r\n").first { $0.hasPrefix("Message-ID:") }
        }
        #expect(identifier("mx1") == "Message-ID: <guard.1.2.on-mx1@example.org>")
        #expect(identifier("mx2") == "Message-ID: <guard.1.2.on-mx2@example.org>")
        #expect(identifier("a\r\n >b\u{301}") == "Message-ID: <guard.1.2.on-a@example.org>")
    }

    @Test func subjects() {
        #expect(MailText.header("plain", of: "Subject") == "plain")
        #expect(MailText.header("ü x", of: "Subject") == "=?utf-8?Q?=C3=BC_x?=")
        #expect(MailText.header("=?utf-8?Q?x?=", of: "Subject") == "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=")
    }

    /// RFC 2047 § 2: 75 for a word, 76 for a line with one, the field's name included.
    @Test func longSubjects() throws {
        for shift in 0..<20 {
            for text in ["ü", "x", "𝄞", " "].map({ String(repeating: "x", count: shift) + "ü" + String(repeating: $0, count: 200) }) {
                let mail = Self.alert.message(subject: text, text: "t", number: "17")
                let lines = mail.components(separatedBy: "\r\n").filter { $0.contains("=?") }
                #expect(lines.count > 3 && lines.allSatisfy { $0.utf8.count <= 76 }, "\(lines)")
                let words = lines.map { $0.replacing("Subject: ", with: "").trimmingPrefix(" ") }
                #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?utf-8?Q?") && $0.hasSuffix("?=") })
                // Each word by itself: none cuts a character.
                let decoded = try words.map { try #require(decode($0.dropFirst(10).dropLast(2).replacing("_", with: " "))) }
                #expect(decoded.joined() == "unbluff: " + text)
            }
        }
    }

    @Test(arguments: [
        "", "a\n", "a", "a \n", "=\n", "ü\n", "..\n", String(repeating: "x", count: 300) + "\n", String(repeating: "ü ", count: 100) + "\n", "a\n\nb\n",
    ])
    func quotedPrintable(_ text: String) throws {
        let encoded = MailText.quotedPrintable(text)
        let lines = encoded.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") })
        let decoded = try #require(decode(encoded))
        #expect(decoded == (text.isEmpty || text.hasSuffix("\n") ? text : text + "\n") || text.isEmpty)
    }

    private func decode(_ text: some StringProtocol) -> String? {
        String(text).replacing("=\r\n", with: "").replacing("\r\n", with: "\n").replacing("%", with: "%25").replacing("=", with: "%").removingPercentEncoding
    }
}
