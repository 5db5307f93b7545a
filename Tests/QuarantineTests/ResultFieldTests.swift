import MailMessage
import ScamVerdict
import Testing

@testable import Quarantine

@Suite struct ResultFieldTests {
    @Test(arguments: [
        ("nothing-found", ResultField(outcome: .nothingFound)),
        (
            "sextortion-scam; probability=0.98; reasons=a-b,c; version=0.1.0; action=hold",
            ResultField(outcome: .sextortionScam, probability: 0.98, reasons: ["a-b", "c"], version: "0.1.0", action: "hold")
        ),
        // Folds, and any order.
        (
            "sextortion-scam;\r\n action=hold;\r\n\treasons=a,\r\n b;probability=1",
            ResultField(outcome: .sextortionScam, probability: 1, reasons: ["a", "b"], action: "hold")
        ),
        // What is not known, or is no word.
        ("sextortion-scam; new=1; version=\"0\"; reasons=a,<b>,c d; =x; y", ResultField(outcome: .sextortionScam, reasons: ["a"])),
        ("sextortion-scam; probability=7", ResultField(outcome: .sextortionScam)),
        ("sextortion-scam; probability=nan", ResultField(outcome: .sextortionScam)),
        ("sextortion-scam; version=\u{1B}[2J", ResultField(outcome: .sextortionScam)),
        ("sextortion-scam;;;", ResultField(outcome: .sextortionScam)),
    ])
    func isRead(_ value: String, _ expected: ResultField) { #expect(ResultField(value.utf8) == expected) }

    @Test(arguments: ["", ";", "spam", "Sextortion-Scam", "sextortion scam", "\u{0}", String(repeating: " ", count: 5_000) + "sextortion-scam"])
    func isNone(_ value: String) { #expect(ResultField(value.utf8) == nil) }

    @Test func onlyTheTopmostCounts() throws {
        let mail = "x-unbluff-RESULT: nothing-found\n" + Sample.mail()
        #expect(ResultField(topmostOf: Message(parsing: Array(mail.utf8)))?.outcome == .nothingFound)
        #expect(HeldMail(id: "1", arrived: 0, header: Array(mail.utf8), held: ["quarantine"]) == nil)
    }

    @Test(arguments: [
        ("sextortion-scam; action=quarantine", false, true), ("sextortion-scam; action=hold", true, false), ("sextortion-scam; action=allowed", true, false),
        ("sextortion-scam", false, false), ("sextortion-scam", true, true), ("other-extortion-scam", true, true), ("possibly-real", true, false),
        ("possibly-real; action=quarantine", false, false), ("nothing-found; action=quarantine", true, false),
    ])
    func heldIsWhatWeKeptBack(_ value: String, _ acceptsUnnamed: Bool, _ expected: Bool) {
        let mail = HeldMail(id: "1", arrived: 5, header: Array(Sample.mail(value).utf8), held: ["quarantine"], orUnnamed: acceptsUnnamed)
        #expect((mail != nil) == expected)
    }

    @Test func headerIsRead() throws {
        let mail = try #require(HeldMail(id: "1", arrived: 5, header: Array(Sample.mail().utf8), held: ["quarantine"]))
        #expect(mail.authorName == "Böb")
        #expect(mail.authorAddress == "bob@example.com")
        #expect(mail.messageID == Array("1@example.com".utf8))
        #expect(mail.result.reasons == ["demands-payment", "deadline"])
    }
}
