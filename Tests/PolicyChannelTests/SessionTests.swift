import ChannelKit
import SenderGuard
import SenderIdentity
import Testing

@testable import PolicyChannel

/// What is counted of a mail wherever a site asks, and what it hears.
@Suite struct SessionTests {
    static func talk(_ requests: [UInt8]..., replies: [GuardReply?] = [nil]) -> [String] {
        var talk = Talk(replies)
        for request in requests { talk.say(request) }
        #expect(talk.heard.first == "known")
        return Array(talk.heard.dropFirst())
    }

    private static let hold = GuardReply.tooMuch(.hold)
    private static let holdText =
        "450 4.7.1 Put off: more mail was sent from here than is usual. Try again in 15 minutes. If you did not send it, somebody else uses your account: "
        + "change its password and tell your mail's administrator."

    @Test func atRecipients() {
        #expect(Self.talk(Requests.recipient("a@x"), Requests.recipient("b@x")) == ["mail to a@x", "DUNNO", "more to b@x", "DUNNO"])
        #expect(Self.talk(Requests.recipient("a@x"), Requests.recipient("a@x", of: "2")) == ["mail to a@x", "DUNNO", "mail to a@x", "DUNNO"])
        // Twice of one recipient: two restrictions ask.
        #expect(Self.talk(Requests.recipient("a@x"), Requests.recipient("a@x")) == ["mail to a@x", "DUNNO", "DUNNO"])
    }

    @Test(arguments: ["DATA", "END-OF-MESSAGE"]) func atTheEnd(_ stage: String) {
        #expect(Self.talk(Requests.end(stage, 1, recipient: "a@x")) == ["mail to a@x", "DUNNO"])
        #expect(Self.talk(Requests.end(stage, 3)) == ["mail to 0 of 1,1 of 1,2 of 1", "DUNNO"])
        #expect(Self.talk(Requests.end(stage, 0)) == ["mail to ", "DUNNO"])
        #expect(Self.talk(Requests.end(stage, 1, recipient: "a@x"), Requests.end(stage, 1, of: "2", recipient: "a@x")).count == 4)
    }

    @Test func atSeveral() {
        #expect(
            Self.talk(Requests.recipient("a@x"), Requests.recipient("b@x"), Requests.end("DATA", 2), Requests.end("END-OF-MESSAGE", 2))
                == ["mail to a@x", "DUNNO", "more to b@x", "DUNNO", "DUNNO", "DUNNO"])
        #expect(Self.talk(Requests.end("DATA", 2), Requests.end("END-OF-MESSAGE", 2)) == ["mail to 0 of 1,1 of 1", "DUNNO", "DUNNO"])
        // More than we were asked about; fewer, for the mail server has refused them.
        #expect(
            Self.talk(Requests.recipient("a@x"), Requests.end("DATA", 3), Requests.end("END-OF-MESSAGE", 3))
                == ["mail to a@x", "DUNNO", "more to 1 of 1,2 of 1", "DUNNO", "DUNNO"])
        #expect(
            Self.talk(Requests.recipient("a@x"), Requests.recipient("b@x"), Requests.recipient("c@x"), Requests.end("DATA", 1, recipient: "c@x"))
                == ["mail to a@x", "DUNNO", "more to b@x", "DUNNO", "more to c@x", "DUNNO", "more to  rejected 2", "DUNNO"])
        // Asked twice of each, nobody is refused and nobody missing.
        #expect(
            Self.talk(
                Requests.recipient("a@x"), Requests.recipient("a@x"), Requests.recipient("b@x"), Requests.recipient("b@x"), Requests.end("DATA", 2)
            ).filter { $0 != "DUNNO" } == ["mail to a@x", "more to b@x"])
    }

    @Test func elsewhere() {
        for stage in ["CONNECT", "EHLO", "HELO", "MAIL", "VRFY", "ETRN", "RSET", "?"] {
            #expect(Self.talk(Requests.postfix(stage), replies: [Self.hold]) == ["DUNNO"])
        }
        // It does not end the mail that is on its way.
        #expect(
            Self.talk(Requests.recipient("a@x"), Requests.postfix("VRFY", ["instance": "1"]), Requests.recipient("b@x"))
                == ["mail to a@x", "DUNNO", "DUNNO", "more to b@x", "DUNNO"])
    }

    @Test func refused() {
        #expect(Self.talk(Requests.recipient("a@x"), replies: [Self.hold]) == ["mail to a@x", Self.holdText])
        // It goes on, and is no further try.
        #expect(
            Self.talk(
                Requests.recipient("a@x"), Requests.recipient("b@x"), Requests.recipient("c@x"), Requests.recipient("b@x"), Requests.end("DATA", 1),
                Requests.recipient("c@x", of: "2"), replies: [nil, Self.hold, nil])
                == ["mail to a@x", "DUNNO", "more to b@x", Self.holdText, Self.holdText, Self.holdText, Self.holdText, "mail to c@x", "DUNNO"])
        #expect(Self.talk(Requests.end("DATA", 2), Requests.end("END-OF-MESSAGE", 2), replies: [Self.hold]).suffix(2) == [Self.holdText, Self.holdText])
    }

    /// Without `instance` no two requests are known to be about one mail.
    @Test func withoutInstance() {
        let requests = [Requests.recipient("a@x", of: ""), Requests.recipient("b@x", of: "", ["instance": nil])]
        #expect(Self.talk(requests[0], requests[1]) == ["mail to a@x", "DUNNO", "mail to b@x", "DUNNO"])
    }

    @Test func withoutRecipient() {
        #expect(
            Self.talk(Requests.recipient("c@x"), Requests.recipient("a\0b"), Requests.recipient("a\rb"))
                == ["mail to c@x", "DUNNO", "! malformed", "more to 1 of 1", "DUNNO", "! malformed", "more to 2 of 1", "DUNNO"])
    }

    static let noRequests: [(text: String, faults: [String])] = [
        ("request=junk\nprotocol_state=RCPT\nrecipient=a@x\n", ["! unknown-command"]),
        ("request=smtpd_access_policy\nx\nprotocol_state=RCPT\nrecipient=a@x\n", ["! malformed"]),
        ("", ["! unknown-command"]),
        // What a web site can be made to ask for: its body would be a request.
        ("POST / HTTP/1.1\r\nHost: 127.0.0.1:8028\r\nContent-Length: 900\r\n\r", ["! malformed", "! unknown-command"]),
        ("POST /?a=b HTTP/1.1\r\nCookie: a=b\r\n\r", ["! malformed", "! unknown-command"]),
    ]

    /// Nothing behind it is judged, however it is cut.
    @Test(arguments: noRequests) func noRequest(_ text: String, _ faults: [String]) {
        let bytes = Array((text + "\n").utf8) + Requests.postfix()
        for pieces in [[bytes], bytes.map { [$0] }] {
            var talk = Talk([Self.hold])
            for piece in pieces { talk.say(piece) }
            #expect(talk.heard == faults + ["DUNNO", "close"] && talk.mails.isEmpty && !talk.session.wantsInput)
        }
    }

    @Test func endless() {
        var talk = Talk([Self.hold])
        talk.say([UInt8](repeating: 0x78, count: 1 << 20 + 1) + Requests.postfix())
        #expect(talk.heard == ["! length", "close"])
        talk.say(Requests.postfix())
        #expect(talk.heard.last == "close" && talk.mails.isEmpty)
    }

    @Test func whatIsTold() {
        var talk = Talk()
        talk.say(Requests.postfix("RCPT", ["queue_id": "8045F2AB23"]))
        let mail = talk.mails[0]
        #expect(mail.channel == .policy && mail.queueID == "8045F2AB23" && mail.verdict == nil && mail.content == nil && mail.rejectedRecipients == 0)
        #expect(mail.envelope.account == "anna" && mail.envelope.client?.description == "192.0.2.7" && mail.envelope.mailFrom == "anna@example.org")
    }

    /// Each further request brings one recipient, and memory for a thousand of them.
    @Test func manyRecipients() {
        var talk = Talk()
        for number in 0..<3_000 { talk.say(Requests.recipient("\(number)@x")) }
        #expect(talk.mails.count == 3_000 && talk.mails.count { !$0.isCounted } == 1)
        talk.say(Requests.end("DATA", 3_000))
        #expect(talk.mails.count == 3_000)
        talk.say(Requests.end("DATA", 1_000_000_000, of: "2"))
        #expect(talk.mails.last?.envelope.recipients.count == PolicyLimits.recipients)
    }

    @Test func answersFit() throws {
        let contact = String(repeating: "a", count: 200)
        for kind in [Stop.Kind.hold, .block] {
            let shown = Talk.shown(.refuse(try #require(GuardReply.tooMuch(kind, contact: contact))))
            #expect(shown.utf8.count <= PolicyLimits.text + 10 && shown.hasSuffix(".") && shown.utf8.allSatisfy { 0x20...0x7E ~= $0 })
        }
        let reply = try #require(GuardReply(ReplyGuard.Decision.hold(.reply(.filmed)), contact: "a\nb@example.org"))
        let text = reply.oneLine(atMost: PolicyLimits.text)
        #expect(Talk.shown(.refuse(reply)) == "550 5.7.1 \(text)" && text.hasPrefix("Your mail was not sent") && text.contains("again"))
    }

    // MARK: - Cuts and waiting

    private static let dialogue =
        Requests.postfix("MAIL") + Requests.recipient("a@x") + Requests.recipient("b@x") + Requests.end("DATA", 3) + Requests.recipient("c\0x", of: "2")
        + Requests.recipient("d@x", of: "2", ["x": String(repeating: "=", count: 3_000)]) + Requests.end("END-OF-MESSAGE", 2, of: "2")
        + Array("nothing\n\n\n".utf8) + Requests.recipient("e@x", of: "3")

    static func heard(_ pieces: [[UInt8]]) -> [String] {
        var talk = Talk([nil, nil, nil, Self.hold])
        for piece in pieces { talk.say(piece) }
        return talk.heard
    }

    @Test func atEachByte() {
        let whole = Self.heard([Self.dialogue])
        #expect(whole.count { !$0.contains(" to ") && !$0.hasPrefix("!") && $0 != "known" } == 9 && whole.last == "close")
        // All places around a line's end, and some within.
        let ends = Self.dialogue.indices.filter { Self.dialogue[$0] == 0x0A }.flatMap { [$0, $0 + 1] }
        for place in ends + stride(from: 0, through: Self.dialogue.count, by: 41) {
            #expect(Self.heard([Array(Self.dialogue[..<place]), Array(Self.dialogue[place...])]) == whole, "split at \(place)")
        }
        #expect(Self.heard(Self.dialogue.map { [$0] }) == whole)
    }

    @Test func oneAfterTheOther() {
        var talk = Talk(isAnswered: false)
        talk.say(Requests.recipient("a@x") + Requests.recipient("b@x") + Array("request=".utf8))
        #expect(talk.heard == ["known", "mail to a@x"] && !talk.session.wantsInput)
        talk.say(Array("junk\n\n".utf8))
        talk.answer()
        #expect(talk.heard.dropFirst(2) == ["DUNNO", "more to b@x"] && !talk.session.wantsInput)
        talk.answer()
        #expect(talk.heard.dropFirst(4) == ["DUNNO", "! unknown-command", "DUNNO", "close"] && !talk.session.wantsInput)
        talk.answer()
        #expect(talk.heard.count == 8)
    }

    @Test func leaving() {
        var idle = Talk()
        idle.say(Requests.postfix())
        idle.note(idle.session.leave())
        #expect(idle.heard.suffix(2) == ["DUNNO", "close"])

        var half = Talk()
        half.say(Array(Requests.postfix().dropLast()))
        half.note(half.session.leave())
        #expect(half.heard.isEmpty)
        half.say([0x0A] + Requests.postfix())
        #expect(half.heard.suffix(2) == ["DUNNO", "close"] && half.mails.count == 1)

        var waiting = Talk(isAnswered: false)
        waiting.say(Requests.postfix())
        waiting.note(waiting.session.leave())
        waiting.answer()
        #expect(waiting.heard.suffix(2) == ["DUNNO", "close"])
    }

    @Test func theOtherSideEnds() {
        var idle = Talk()
        idle.note(idle.session.inputEnded())
        #expect(idle.heard == ["close"])

        var half = Talk()
        half.say(Array("request=".utf8))
        half.note(half.session.inputEnded())
        #expect(half.heard == ["! aborted", "close"])

        var waiting = Talk(isAnswered: false)
        waiting.say(Requests.postfix())
        waiting.note(waiting.session.inputEnded())
        waiting.answer()
        #expect(waiting.heard.suffix(2) == ["DUNNO", "close"])

        var lost = Talk(isAnswered: false)
        lost.say(Requests.postfix())
        #expect(lost.session.connectionLost() == .aborted && lost.session.connectionLost() == nil)
        lost.answer()
        #expect(lost.heard.count == 2)
    }
}
