import Testing

@testable import MilterChannel

/// Offers of mail servers, and what we ask for: never more than is offered.
@Suite struct AgreementTests {
    static let offers: [(name: String, offer: [UInt8], answer: String)] = [
        ("Postfix 3, Sendmail 8.14", Frames.postfix, "agree 6 133 17f7c0"),
        ("Sendmail with larger frames", Frames.offer(6, 0x1FF, 0x301F_FFFF), "agree 6 133 2017f7c0"),
        ("and only with 256 KiB", Frames.offer(6, 0x1FF, 0x101F_FFFF), "agree 6 133 1017f7c0"),
        ("without SKIP no answer to chunks", Frames.offer(6, 0x1FF, 0x1F_FBFF), "agree 6 133 1ff3c0"),
        ("without leading space", Frames.offer(6, 0x1FF, 0x0F_FFFF), "agree 6 133 7f7c0"),
        ("version 2", Frames.oldest, "agree 2 33 40"),
        ("version 2 with no_header_reply", Frames.offer(2, 0x3F, 0xFF), "agree 2 33 c0"),
        ("version 4", Frames.offer(4, 0x3F, 0x37F), "agree 4 33 340"),
        ("a version after ours", Frames.offer(7, 0xFFFF_FFFF, 0xFFFF_FFFF), "agree 6 133 2017f7c0"),
        ("nothing", Frames.offer(6, 0, 0), "agree 6 0 0"),
        ("only new fields", Frames.offer(6, 1, 0), "agree 6 1 0"),
        ("more data than we know", Frames.frame("O", Frames.number(6) + Frames.number(1) + Frames.number(0) + [1, 2, 3]), "agree 6 1 0"),
    ]

    @Test(arguments: offers) func offer(_ name: String, _ offer: [UInt8], _ answer: String) {
        #expect(talk(offer) == [answer], "\(name)")
    }

    static let refused: [(name: String, bytes: [UInt8], fault: String)] = [
        ("version 1", Frames.offer(1, 0xF, 0x3F), "version"),
        ("version 0", Frames.offer(0, 0, 0), "version"),
        ("too short", Frames.frame("O", Frames.number(6) + Frames.number(1)), "malformed"),
        ("empty", Frames.frame("O"), "malformed"),
        ("not at all", Frames.connect("4", "192.0.2.1"), "version"),
        ("macros first", Frames.macro("C", "j", "mx.example.org"), "version"),
    ]

    @Test(arguments: refused) func refuse(_ name: String, _ bytes: [UInt8], _ fault: String) {
        #expect(talk(bytes + Frames.postfix) == ["! \(fault)", "close"], "\(name)")
    }

    @Test func onceMoreIsANewBeginning() {
        #expect(
            talk(Frames.postfix + Frames.envelope + Frames.oldest + Frames.frame("L", "A", "b")) == [
                "agree 6 133 17f7c0", "agree 2 33 40", "! sequence", "continue",
            ])
    }

    /// Postfix and Sendmail read the macros' names behind the flags where SETSYMLIST is agreed, and nothing may be there otherwise.
    @Test func frame() {
        func bytes(_ actions: UInt32) -> [UInt8] {
            var bytes: [UInt8] = []
            MilterAnswer.agree(MilterAgreement(offered: 6, MilterActions(rawValue: actions), [])!).encode(into: &bytes)
            return bytes
        }
        #expect(bytes(0x11) == Frames.offer(6, 0x11, 0))
        let macros = Array("\0\0\0\0{client_addr}\0\0\0\0\u{1}\0\0\0\0\u{2}{auth_type} {auth_authen}\0\0\0\0\u{3}\0\0\0\0\u{5}i\0".utf8)
        #expect(bytes(0x1FF) == Frames.frame("O", Frames.number(6) + Frames.number(0x133) + Frames.number(0) + macros))
    }

    /// Refused recipients are asked for, with the macro that tells them, only where they count and are offered.
    @Test func rejectedRecipients() {
        func heard(_ offer: [UInt8]) -> [String] {
            var talk = Talk(countsRejected: true)
            talk.say(offer)
            return talk.heard
        }
        #expect(heard(Frames.postfix) == ["agree 6 133 17ffc0"])
        #expect(heard(Frames.offer(6, 0x1FF, 0x1F_F7FF)) == ["agree 6 133 17f7c0"])
        #expect(heard(Frames.oldest) == ["agree 2 33 40"])
        // Who cannot choose macros may not be told which are refused, and would take them for recipients.
        #expect(heard(Frames.offer(6, 0xFF, 0x1F_FFFF)) == ["agree 6 33 17f7c0"])
        let agreement = MilterAgreement(offered: 6, MilterActions(rawValue: 0x1FF), MilterSteps(rawValue: 0x1F_FFFF), countsRejected: true)
        #expect(agreement?.macros.first { $0.stage == 3 }?.names == "{rcpt_mailer}")
    }
}
