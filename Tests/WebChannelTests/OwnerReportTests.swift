import Examination
import Testing
import VictimAdvice

@testable import WebChannel

@Suite struct OwnerReportTests {
    private let mail = """
        From: Sender <sender@example.com>\r
        To: Alex <alex@example.org>\r
        Subject: Your password\r
        \r
        I know that PLACEHOLDER-secret is your password, alex@example.org.\r
        I put a virus on an adult site and your webcam recorded you.\r
        Pay 1900 USD in bitcoin to 1111111111111111111114oLvT2 or I send the video to everyone in your address book.\r

        """

    /// What goes is what was shown, though nothing is kept in between.
    @Test func isTheSameTwice() throws {
        let reports = try (1...2).map { _ in try #require(OwnerReport(of: Examiner().examine(mail: Array(mail.utf8)), english)).bytes }
        #expect(reports[0] == reports[1])
    }

    @Test func allOfItIsShownAndNothingPrivateIsInIt() throws {
        let report = try #require(OwnerReport(of: Examiner().examine(mail: Array(mail.utf8)), english))
        let sent = String(decoding: report.bytes, as: UTF8.self)
        let shown = report.parts.map { $0["words"] as? String ?? "" }.joined(separator: "\n")
        for secret in ["PLACEHOLDER-secret", "alex@example.org", "Alex"] { #expect(!sent.contains(secret) && !shown.contains(secret), "\(secret)") }
        #expect(shown.contains("your webcam recorded you") && shown.contains("sender@example.com") && shown.contains(english["page.report.letter"]))
        // Whatever stands in the file stands on the page, boundaries aside.
        for line in sent.split(whereSeparator: \.isNewline) where !line.hasPrefix("--") && !line.contains("=") {
            #expect(shown.contains(line), "\(line)")
        }
    }

    /// A header is shown as it reads.
    @Test func encodedWordsAreShownAsWords() throws {
        let mail = mail.replacing("Subject: Your password", with: "Subject: =?utf-8?Q?Z=C3=A4hlung?=")
        let report = try #require(OwnerReport(of: Examiner().examine(mail: Array(mail.utf8)), english))
        let shown = report.parts.map { $0["words"] as? String ?? "" }.joined(separator: "\n")
        #expect(shown.contains("Subject: Zählung\n") && shown.contains("From: Sender <sender@example.com>\n") && !shown.contains("=?"))
    }

    /// It may be intimate, and the owner somebody's employer.
    @Test func whatMayBeRealIsNotReported() {
        let text = "We met on the video call last night and I saved the pictures you sent me. Pay 500 euro or I send them to your sister Anna."
        #expect(OwnerReport(of: Examiner().examine(text: Array(text.utf8)), english) == nil)
    }

    @Test func twoMessagesDoNotTellThatTheyHaveARecipientInCommon() throws {
        func token(_ mail: String) throws -> Substring {
            let text = String(decoding: try #require(OwnerReport(of: Examiner().examine(mail: Array(mail.utf8)), english)).bytes, as: UTF8.self)
            return try #require(text.firstMatch(of: #/To: <([^@]+)@example\.org>/#)).output.1
        }
        #expect(try token(mail) != token(mail + "And more.\r\n"))
    }
}
