import Examination
import Testing

@testable import Quarantine

@Suite struct HeldMailTests {
    @Test func onlyTheTopmostFieldCounts() {
        let mail = "x-unbluff-RESULT: nothing-found; probability=0.01; version=0.1.0\n" + Sample.mail()
        #expect(HeldMail(id: "1", arrived: 0, header: Array(mail.utf8), handling: .quarantine) == nil)
    }

    @Test(arguments: [
        ("sextortion-scam; probability=0.98; action=quarantine; version=1", true),
        ("other-extortion-scam; probability=0.98; action=quarantine; version=1", true),
        ("sextortion-scam; probability=0.98; action=hold; version=1", false), ("sextortion-scam; probability=0.98; version=1", false),
        ("possibly-real; probability=0.98; action=quarantine; version=1", false), ("nothing-found; probability=0.01; action=quarantine; version=1", false),
        ("sextortion-scam; action=quarantine", false), ("", false),
    ])
    func heldIsWhatWeKeptBack(_ value: String, _ expected: Bool) {
        #expect((HeldMail(id: "1", arrived: 5, header: Array(Sample.mail(value).utf8), handling: .quarantine) != nil) == expected)
    }

    @Test func headerIsRead() throws {
        let mail = try #require(HeldMail(id: "1", arrived: 5, header: Array(Sample.mail().utf8), handling: .quarantine))
        #expect(mail.authorName == "Böb")
        #expect(mail.authorAddress == "bob@example.com")
        #expect(mail.messageID == Array("1@example.com".utf8))
        #expect(mail.result.reasons == ["demands-payment", "deadline"])
    }

    @Test func headerMayBeAnything() {
        for bytes in [[], [0], Array("X-Unbluff-Result".utf8), Array("X-Unbluff-Result:".utf8), [UInt8](repeating: 0xFF, count: 1_000)] as [[UInt8]] {
            #expect(HeldMail(id: "1", arrived: 0, header: bytes, handling: .quarantine) == nil)
        }
    }
}
