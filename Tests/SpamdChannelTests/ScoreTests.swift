import ChannelKit
import ScamVerdict
import Testing

@testable import SpamdChannel

@Suite struct ScoreTests {
    /// 5 points are even odds; a point is a factor of e.
    @Test(arguments: [
        (Verdict.Outcome.sextortionScam, 0.5, "5.0"), (.sextortionScam, 0.7310586, "6.0"), (.otherExtortionScam, 0.99, "9.6"),
        (.sextortionScam, 0.9993, "12.3"),
        (.sextortionScam, 0.99999, "15.0"), (.sextortionScam, 1, "15.0"), (.sextortionScam, 0.2, "5.0"), (.sextortionScam, .nan, "5.0"),
        (.sextortionScam, -1, "5.0"), (.sextortionScam, .infinity, "15.0"),
        (.nothingFound, 0, "0.0"), (.nothingFound, 0.001, "0.0"), (.nothingFound, 0.05, "2.1"), (.nothingFound, 0.499, "4.9"), (.nothingFound, 0.9999, "4.9"),
        (.nothingFound, .nan, "0.0"),
        (.possiblyReal, 0.9999, "0.1"), (.possiblyReal, 0, "0.0"), (.mentionsScam, 0.9999, "0.1"), (.mentionsScam, 0.001, "0.0"),
    ]) func points(_ outcome: Verdict.Outcome, _ probability: Double, _ text: String) {
        let score = SpamdScore(.of(outcome, probability))
        #expect(score.text == text)
        #expect(score.isSpam == outcome.isScam)
    }

    @Test(arguments: Verdict.Outcome.allCases) func risesWithTheProbability(_ outcome: Verdict.Outcome) {
        let scores = (0...1_000).map { SpamdScore(.of(outcome, Double($0) / 1_000)).tenths }
        #expect(scores == scores.sorted())
        #expect(scores.allSatisfy { outcome.isScam ? 50...150 ~= $0 : outcome == .nothingFound ? 0..<50 ~= $0 : 0...1 ~= $0 })
    }

    @Test func unseenIsNothing() {
        #expect(SpamdScore(.unseen()).text == "0.0")
        #expect(!SpamdScore(.unseen()).isSpam)
    }

    @Test func symbols() {
        #expect(Symbols.names(of: .scam) == ["UNBLUFF_SEXTORTION_SCAM", "UNBLUFF_RECORDED_YOU", "UNBLUFF_DEMANDS_PAYMENT", "UNBLUFF_WORDING"])
        #expect(
            Symbols.names(of: .of(.otherExtortionScam, 0.9, kind: .violence, reasons: ["violence", "deadline"]))
                == ["UNBLUFF_OTHER_EXTORTION_SCAM", "UNBLUFF_VIOLENCE", "UNBLUFF_DEADLINE"])
        #expect(Symbols.names(of: .innocent) == ["UNBLUFF_NOTHING_FOUND"])
        #expect(Symbols.names(of: .unseen()) == ["UNBLUFF_NOT_EXAMINED"])
        #expect(Symbols.name("a,b\r\nc:ü1") == "UNBLUFF_A_B__C___1")
    }

    @Test func reportIsShortAndASCII() {
        let many = (0..<500).map { "a-long-reason-with-the-number-\($0)" }
        for outcome in Verdict.Outcome.allCases {
            let text = PlainReport.text(of: .of(outcome, 0.97, reasons: many))
            #expect(text.utf8.allSatisfy { $0 == 0x0A || 0x20..<0x7F ~= $0 })
            // Exim puts a space behind each line end, in a buffer of 32,600 bytes.
            #expect(text.utf8.count + text.split(separator: "\n").count < 16_000)
        }
    }

    @Test func report() {
        #expect(
            PlainReport.text(of: .scam) == """
                unbluff has identified this message as a sextortion scam: its sender claims
                to have a video of the reader and asks for money, and almost certainly has
                nothing. Do not pay, do not answer.

                Content analysis details:   (12.3 points, 5.0 required)

                 pts rule name              description
                ---- ---------------------- --------------------------------------------------
                12.3 UNBLUFF_SEXTORTION_SCAM sextortion scam, probability 99 %
                 0.0 UNBLUFF_RECORDED_YOU   recorded you
                 0.0 UNBLUFF_DEMANDS_PAYMENT demands payment
                 0.0 UNBLUFF_WORDING        wording


                """)
    }
}
