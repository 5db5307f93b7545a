import Examination
import Testing
import VisibleText

@Suite struct QuoteTests {
    private static let file = Examiner().examine(
        mail: Array("Subject: Your password: hunter2xyz\nContent-Type: text/plain; charset=utf-8\n\nä€ your password: hunter2xyz. Pay in bitcoin.\n".utf8))

    /// Characters of two and three bytes are kept whole, secrets are never shown, not even a part of one.
    @Test(arguments: [
        (0, ""), (1, ""), (2, "ä"), (3, "ä"), (4, "ä"), (5, "ä€"), (6, "ä€ "), (25, "ä€ your password: •••"), (1_000, "ä€ your password: •••. Pay in bitcoin."),
    ])
    func beginningIsCutAndMasked(_ limit: Int, _ expected: String) throws {
        let body = try #require(Self.file.reading.sections.firstIndex { $0.place == .body })
        #expect(Self.file.beginning(ofSection: body, atMost: limit).replacing("\n", with: "") == expected)
    }

    @Test func subjectIsMasked() throws {
        let subject = try #require(Self.file.reading.sections.firstIndex { $0.place == .subject })
        #expect(Self.file.beginning(ofSection: subject, atMost: 100) == "Your password: •••")
    }
}
