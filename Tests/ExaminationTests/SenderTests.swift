import Examination
import Foundation
import MailMessage
import ScamVerdict
import SenderIdentity
import Testing
import VictimAdvice

@Suite struct SenderTests {
    private static let text = "I hacked your device. I recorded you with your camera. Pay 500 dollars in bitcoin or I send the video to your contacts.\n"

    private func mail(_ header: String, _ text: String = SenderTests.text) -> Message {
        Message(parsing: Array(("From: me@example.org\nTo: me@example.org\n" + header + "X-Fixture: unbluff\n\n" + text).utf8))
    }

    private static let received =
        "Received: from elsewhere.example.net (elsewhere.example.net [192.0.2.66])\n by mx.example.org with ESMTP; Thu, 26 Nov 2026 10:00:00 +0000\n"

    @Test(arguments: [
        ("Return-Path: <x@example.net>\n" + received, OwnAddress.Answer.forged), ("", .unknown),
        ("DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.org\n", .submitted),
    ])
    func adviceSaysWhetherItCameFromTheOwnAccount(_ header: String, _ answer: OwnAddress.Answer) throws {
        let file = Examiner().examine(mail(header))
        #expect(file.verdict.outcome == .sextortionScam)
        #expect(file.sender?.ownAddress.answer == answer)
        let texts = try #require(AdviceTexts(language: "en"))
        let advice = file.advice(in: texts)
        #expect(advice.explanations.first?.text == texts["sender.\(answer.rawValue)"])
        #expect((advice.headline == texts["headline.own-account"]) == (answer == .submitted))
        #expect(advice.steps.contains(texts["step.own-account"]) == (answer == .submitted))
    }

    /// Nobody whose account was used may be told that it was not.
    @Test(arguments: AdviceTexts.languages)
    func anOwnAccountIsNeverCalledSafe(_ language: String) throws {
        let texts = try #require(AdviceTexts(language: language))
        let advice = Examiner().examine(mail("DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.org\n")).advice(in: texts)
        let said = [advice.headline] + advice.steps + advice.explanations.map(\.text)
        for name in ["headline.sextortion-scam", "headline.hack-bluff", "claim.account-compromised", "claim.wrote-from-your-address", "sender.forged"] {
            #expect(!said.contains(texts[name]))
        }
    }

    @Test func aMailThatClaimsNothingHasNoLookAtItsSender() {
        #expect(Examiner().examine(mail("", "See you on Thursday.\n")).sender == nil)
        #expect(Examiner().examine(text: Array(Self.text.utf8)).sender == nil)
    }

    @Test func dnsIsAskedWithinTheBudgetAndOnlyWhereItMatters() async throws {
        let zone = try ZoneFile("example.org TXT \"v=spf1 -all\"\n_dmarc.example.org TXT \"v=DMARC1; p=reject\"\n".utf8)
        let envelope = Envelope(client: IPAddress("192.0.2.66"), helo: "elsewhere.example.net", mailFrom: "me@example.org", recipients: ["me@example.org"])
        let file = await Examiner().examine(mail(""), envelope: envelope, asking: zone, within: .seconds(6), now: 0)
        #expect(file.sender?.ownAddress == OwnAddress(answer: .forged, reason: .notAuthenticated))
        let late = await Examiner().examine(mail(""), envelope: envelope, asking: zone, within: .zero, now: 0)
        #expect(late.sender?.ownAddress == OwnAddress(answer: .unknown, reason: .unanswered))
        let innocent = await Examiner().examine(mail("", "See you on Thursday.\n"), envelope: envelope, asking: Nobody(), within: .seconds(6), now: 0)
        #expect(innocent.sender == nil)
    }

    /// Fails where it is asked.
    private struct Nobody: Resolver {
        func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer] {
            Issue.record("asked \(questions)")
            return [:]
        }
    }
}
