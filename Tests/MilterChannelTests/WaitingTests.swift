import ChannelKit
import SenderIdentity
import Testing

@testable import MilterChannel

/// What may come while the desk has the mail.
@Suite struct WaitingTests {
    private static func waiting(offer: [UInt8] = Frames.postfix) -> Talk {
        var talk = Talk(isAnswered: false)
        talk.say(offer + Frames.mail())
        return talk
    }

    @Test func theAnswerComesLater() {
        var talk = Self.waiting()
        #expect(talk.heard.last == "mail" && talk.session.ticket == talk.tickets[0] && talk.session.wantsInput)
        talk.answer(talk.tickets[0])
        #expect(talk.heard.last == "accept" && talk.session.ticket == nil)
    }

    @Test func onlyOneAnswer() {
        var talk = Self.waiting()
        talk.answer(talk.tickets[0])
        let count = talk.heard.count
        talk.answer(talk.tickets[0])
        #expect(talk.heard.count == count)
    }

    /// The answer for a mail that was given up is not the next one's.
    @Test func abort() {
        var talk = Self.waiting()
        talk.say(Frames.frame("A") + Frames.mail())
        #expect(talk.tickets.count == 2)
        let count = talk.heard.count
        talk.answer(talk.tickets[0])
        #expect(talk.heard.count == count)
        talk.answer(talk.tickets[1])
        #expect(Array(talk.heard.dropFirst(count)) == ["accept"])
    }

    @Test func theNextMailWaits() {
        var talk = Self.waiting()
        talk.say(Frames.mail() + Frames.quit)
        #expect(talk.tickets.count == 1 && !talk.session.wantsInput)
        talk.answer(talk.tickets[0])
        #expect(talk.tickets.count == 2)
        #expect(talk.heard.suffix(3) == ["accept", "continue", "mail"])
        talk.answer(talk.tickets[1])
        #expect(talk.heard.suffix(2) == ["accept", "close"])
    }

    @Test func quitGetsTheAnswer() {
        var talk = Self.waiting()
        talk.say(Frames.quit)
        #expect(talk.heard.last == "mail")
        talk.answer(talk.tickets[0])
        #expect(talk.heard.suffix(2) == ["accept", "close"])
    }

    @Test func anUnknownCommand() {
        var talk = Self.waiting()
        talk.say(Frames.frame("?"))
        #expect(talk.heard.last == "close")
        let count = talk.heard.count
        talk.answer(talk.tickets[0])
        talk.say(Frames.mail())
        #expect(talk.heard.count == count)
    }

    @Test func aNewConnection() {
        var talk = Self.waiting()
        talk.say(Frames.frame("K") + Frames.connect("4", "192.0.2.9") + Frames.mail())
        #expect(talk.tickets.count == 2 && talk.mails[1].envelope.client?.description == "192.0.2.9")
    }

    @Test func halfAFrameIsNotHeld() {
        var talk = Self.waiting()
        talk.say(Array(Frames.frame("A").dropLast()))
        #expect(talk.session.wantsInput)
        talk.say([0x41])
        talk.answer(talk.tickets[0])
        #expect(talk.heard.last == "mail")
    }

    /// The connection should end, or the mail server says no more: who waits is still answered.
    @Test(arguments: [false, true]) func leaving(_ isInputEnd: Bool) {
        var talk = Self.waiting()
        talk.note(isInputEnd ? talk.session.inputEnded() : talk.session.leave())
        #expect(talk.heard.last == "mail")
        talk.answer(talk.tickets[0])
        #expect(talk.heard.suffix(2) == ["accept", "close"])
    }

    @Test func leavingBetweenMails() {
        for bytes in [[], Frames.postfix, Frames.postfix + Frames.mail()] {
            var talk = Talk()
            talk.say(bytes)
            talk.note(talk.session.leave())
            #expect(talk.heard.last == "close")
        }
    }

    @Test func leavingWithinAMail() {
        var talk = Talk()
        talk.say(Frames.postfix + Frames.envelope)
        talk.note(talk.session.leave())
        #expect(talk.heard.last != "close")
        talk.say(Frames.frame("E"))
        #expect(talk.heard.suffix(3) == ["mail", "accept", "close"])
    }

    @Test func inputEndsWithinAMail() {
        var talk = Talk()
        talk.say(Frames.postfix + Frames.envelope)
        talk.note(talk.session.inputEnded())
        #expect(talk.heard.suffix(2) == ["! aborted", "close"])
    }

    @Test func aLostConnectionCountsWithinAMailOnly() {
        let cases: [(bytes: [UInt8], fault: ServerMetrics.Fault?)] = [
            ([], nil), (Frames.postfix, nil), (Frames.postfix + Frames.mail(), nil), (Frames.postfix + Frames.envelope, .aborted),
        ]
        for (bytes, fault) in cases {
            var talk = Talk()
            talk.say(bytes)
            let heard = talk.heard.count
            talk.note(talk.session.connectionLost())
            talk.note(talk.session.connectionLost())
            #expect(talk.heard.dropFirst(heard) == (fault.map { ["! \($0.rawValue)"] } ?? [])[...])
        }
        var talk = Self.waiting()
        talk.note(talk.session.connectionLost())
        talk.answer(talk.tickets[0])
        #expect(talk.heard.suffix(2) == ["mail", "! aborted"])
    }

    @Test func withoutAnOpinionItIsAccepted() {
        var talk = Self.waiting()
        talk.note(talk.session.answer(nil, ticket: talk.tickets[0]))
        #expect(talk.heard.last == "accept")
    }
}
