import Examination
import Testing

@testable import MilterChannel

/// What an action becomes.
@Suite struct ChangeTests {
    static let header = [
        ("X-Unbluff-Result", " forged"), ("Subject", " One\n two"), ("x-unbluff-result", " forged too"), ("X-Other", " stays"), ("X-UNBLUFF-RESULT", ""),
        ("X-Unbluff", " no"),
    ]

    private static func change(
        _ action: Action, offer: [UInt8] = Frames.postfix, header: [(String, String)] = header, body: String = "Hello\r\n", limit: Int = 10_000
    ) -> [String] {
        var talk = Talk(limit: limit, action: action)
        talk.say(offer + Frames.envelope + header.flatMap { Frames.frame("L", $0.0, $0.1) } + Frames.frame("B", Array(body.utf8)))
        let before = talk.heard.count
        talk.say(Frames.frame("E"))
        return Array(talk.heard.dropFirst(before)).filter { $0 != "mail" }
    }

    private static let bare = Frames.offer(6, 0x1FF, 0)

    @Test func removedFieldsGoFromTheLast() {
        let action = Action(removedFields: ["X-Unbluff-Result", "X-Spam-Flag", "x-other"])
        #expect(
            Self.change(action) == ["change X-Unbluff-Result 3:", "change X-Unbluff-Result 2:", "change X-Unbluff-Result 1:", "change x-other 1:", "accept"])
        #expect(Self.change(action, header: []) == ["accept"])
        #expect(Self.change(action, offer: Frames.offer(6, 1, 0)) == ["accept", "! not-offered"])
    }

    /// The topmost ones are those that somebody reads.
    @Test func removalsHaveABound() {
        let change = Self.change(Action(removedFields: ["A"]), header: Array(repeating: ("A", "b"), count: 10_002), limit: 1_000_000)
        #expect(change.first == "change A 10000:" && change.count == 10_002 && change.suffix(3) == ["change A 1:", "accept", "! not-offered"])
    }

    @Test func aNameInAValueIsNoField() {
        let header = [("A", " x\r\n X-Unbluff-Result: no"), ("B", " y\n\tX-Unbluff-Result: no"), ("X-Unbluff-Result ", " yes")]
        #expect(
            Self.change(Action(removedFields: ["X-Unbluff-Result"]), header: header, body: "X-Unbluff-Result: no\r\n") == [
                "change X-Unbluff-Result 1:", "accept",
            ])
    }

    @Test func addedFieldsComeOnTop() {
        let action = Action(addedFields: [.init(name: "X-One", value: "1"), .init(name: "X-Two", value: "2;\r\n more")])
        #expect(Self.change(action) == ["insert 0 X-Two: 2;\n more", "insert 0 X-One: 1", "accept"])
        #expect(Self.change(action, offer: Self.bare) == ["insert 0 X-Two:2;\n more", "insert 0 X-One:1", "accept"])
        #expect(Self.change(action, offer: Frames.offer(6, 0x10, 0)) == ["accept", "! not-offered"])
    }

    @Test func fieldsThatCannotBeSent() {
        let long = String(repeating: "x", count: 65_000)
        for field in [
            Action.Field(name: "", value: "1"), .init(name: "A:b", value: "1"), .init(name: "A\r\nB", value: "1"), .init(name: "A", value: "\r\n"),
            .init(name: "A", value: long),
        ] {
            #expect(Self.change(Action(addedFields: [field])) == ["accept", "! not-offered"])
        }
    }

    @Test func removedBeforeAdded() {
        let action = Action(removedFields: ["X-Unbluff-Result"], addedFields: [.init(name: "X-Unbluff-Result", value: "scam")], subjectPrefix: "[!]")
        let header = [("X-Unbluff-Result", " forged"), ("Subject", " One")]
        #expect(
            Self.change(action, header: header) == ["change X-Unbluff-Result 1:", "change Subject 1: [!] One", "insert 0 X-Unbluff-Result: scam", "accept"])
    }

    static let subjects: [(old: String?, offer: [UInt8], change: [String])] = [
        (" One", Frames.postfix, ["change Subject 1: [!] One", "accept"]),
        ("One", bare, ["change Subject 1:[!] One", "accept"]),
        (" One\n two", Frames.postfix, ["change Subject 1: [!] One\n two", "accept"]),
        (" =?utf-8?Q?=C3=A4?=\r\n =?utf-8?Q?x?=", Frames.postfix, ["change Subject 1: [!] =?utf-8?Q?=C3=A4?=\n =?utf-8?Q?x?=", "accept"]),
        ("", Frames.postfix, ["change Subject 1: [!]", "accept"]),
        (nil, Frames.postfix, ["add Subject: [!]", "accept"]),
        (nil, Frames.offer(6, 1, 0), ["add Subject:[!]", "accept"]),
        (" One", Frames.offer(6, 1, 0), ["accept", "! not-offered"]),
        (nil, Frames.offer(6, 0x10, 0), ["accept", "! not-offered"]),
    ]

    @Test(arguments: subjects) func subject(_ old: String?, _ offer: [UInt8], _ change: [String]) {
        #expect(
            Self.change(
                Action(subjectPrefix: "[!]"), offer: offer, header: old.map { [("From", " a@example.com"), ("Subject", $0), ("Subject", " other")] } ?? [])
                == change)
    }

    @Test func eightBitSubjectStays() {
        var talk = Talk(action: Action(subjectPrefix: "[!]"))
        talk.say(Frames.postfix + Frames.envelope + Frames.frame("L", Array("Subject\0 ".utf8) + [0xE9, 0xFF, 0]))
        var session = talk.session
        for case .examine(_, let ticket) in session.receive(Frames.frame("E").span) {
            guard case .answer(let answer)? = session.answer(talk.opinion, ticket: ticket).first else { continue }
            #expect(answer == .changeField(name: "Subject", index: 1, value: Array(" [!] ".utf8) + [0xE9, 0xFF]))
            return
        }
        Issue.record("no mail")
    }

    static let replies: [(Action.Reply, String)] = [
        (.init(text: "No, ask postmaster"), "550 5.7.1 No, ask postmaster"),
        (.init(text: "100 %, 50%"), "550 5.7.1 100 %%, 50%%"),
        (.init(text: "a\r\nb\0c\u{E9}"), "550 5.7.1 a??b?c??"),
        (.init(code: 451, enhancedCode: "4.7.0", text: "Later"), "451 4.7.0 Later"),
        (.init(code: 451, enhancedCode: "5.7.0", text: "Later"), "451 4.7.1 Later"),
        (.init(code: 250, enhancedCode: "2.0.0", text: "x"), "550 5.7.1 x"),
        (.init(enhancedCode: "5.7.1 x", text: "x"), "550 5.7.1 x"),
        (.init(enhancedCode: "", text: "x"), "550 5.7.1 x"),
        (.init(text: String(repeating: "a", count: 500)), "550 5.7.1 " + String(repeating: "a", count: 400)),
        // RFC 5321 § 4.2.1: all lines but the last have a hyphen, and nothing in one makes another.
        (.init(lines: ["One 1%", "two", "three"]), "550-5.7.1 One 1%%\r\n550-5.7.1 two\r\n550 5.7.1 three"),
        (.init(code: 450, enhancedCode: "4.7.1", lines: ["a\r\n250 b", ""]), "450-4.7.1 a??250 b\r\n450 4.7.1 "),
        (.init(lines: []), "550 5.7.1 Not accepted."),
        (.init(lines: Array(repeating: "a", count: 40)), String(repeating: "550-5.7.1 a\r\n", count: 31) + "550 5.7.1 a"),
    ]

    @Test(arguments: replies) func reply(_ reply: Action.Reply, _ text: String) {
        let action = Action(
            disposition: .reject(reply), removedFields: ["Subject"], addedFields: [.init(name: "A", value: "b")], subjectPrefix: "[!]", warning: "w")
        #expect(Self.change(action) == ["reply \(text)"])
        #expect(Self.change(action, offer: Frames.offer(2, 0, 0)) == ["reply \(text)"])
    }

    @Test func quarantine() {
        let action = Action(disposition: .quarantine(reason: "sextortion\r\nscam"), addedFields: [.init(name: "A", value: "b")])
        #expect(Self.change(action) == ["insert 0 A: b", "quarantine sextortion??scam", "accept"])
        #expect(Self.change(action, offer: Frames.offer(6, 0x1F, 0)) == ["insert 0 A:b", "accept", "! not-offered"])
    }

    @Test func warning() {
        let action = Action(warning: "It is a bluff.")
        let header = [("Content-Type", " text/plain"), ("Content-Language", " en"), ("Content-Type", " text/html")]
        let change = Self.change(action, header: header)
        #expect(change.first == "change Content-Type 2:")
        #expect(change.contains("change Content-Language 1:"))
        #expect(change.contains { $0.hasPrefix("change Content-Type 1: multipart/mixed") })
        #expect(change.contains("add MIME-Version: 1.0"))
        #expect(change.suffix(2).first?.hasPrefix("body ") == true && change.last == "accept")
    }

    @Test func aLongBodyIsReplacedInPieces() {
        let change = Self.change(Action(warning: "It is a bluff."), body: String(repeating: "x\r\n", count: 50_000), limit: 1_000_000)
        let pieces = change.filter { $0.hasPrefix("body ") }.map { Int($0.dropFirst(5))! }
        #expect(pieces.dropLast() == [65_535, 65_535] && pieces.reduce(0, +) > 150_000)
    }

    static let withoutWarning: [(offer: [UInt8], limit: Int)] = [
        (Frames.offer(6, 0x11, 0), 10_000), (Frames.offer(6, 0x12, 0), 10_000), (Frames.offer(6, 0x3, 0), 10_000), (Frames.postfix, 30),
    ]

    /// A body of parts without a header that says so would show its boundaries, and half a body is not the mail.
    @Test(arguments: withoutWarning) func aWarningIsWholeOrNotAtAll(_ offer: [UInt8], _ limit: Int) {
        let change = Self.change(Action(warning: "It is a bluff."), offer: offer, header: [("Content-Type", " text/plain")], limit: limit)
        #expect(change.filter { $0 != "! too-long" } == ["accept", "! not-offered"])
    }
}
