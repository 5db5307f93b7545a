import ChannelKit
import Examination
import NIOCore
import NIOEmbedded
import SenderIdentity
import Synchronization
import Testing

@testable import MilterChannel

/// Recipients that the mail server refuses: told by it where we have asked, counted, and never taken for recipients.
@Suite struct RejectedRecipientTests {
    private static let refused = Frames.macro("R", "{rcpt_mailer}", "error") + Frames.frame("R", "<nobody@example.org>")
    private static let taken = Frames.macro("R", "{rcpt_mailer}", "local") + Frames.frame("R", "<bert@example.org>")
    private static let login = Frames.macro("M", "{auth_authen}", "anna") + Frames.frame("M", "<anna@example.org>")
    private static let text = Frames.frame("L", "Subject", " One") + Frames.frame("B", [0x61]) + Frames.frame("E")

    private static func talk(_ bytes: [UInt8], counts: Bool = true) -> Talk {
        var talk = Talk(countsRejected: counts)
        talk.say(Frames.postfix + Frames.connect("4", "192.0.2.1") + bytes)
        return talk
    }

    @Test func withAMail() {
        let talk = Self.talk(Self.login + Self.refused + Self.taken + Self.refused + Self.text)
        #expect(talk.mails.map(\.rejectedRecipients) == [2])
        #expect(talk.mails.first?.envelope.recipients == ["bert@example.org"])
        // The desk has them with the mail.
        #expect(!talk.heard.contains { $0.hasPrefix("rejected") })
    }

    /// Behind a refused one comes one that is taken, though nothing is said of it.
    @Test func aMacroIsThatOfOneRecipient() {
        let talk = Self.talk(Self.login + Self.refused + Frames.frame("R", "<bert@example.org>") + Self.text)
        #expect(talk.mails.map(\.rejectedRecipients) == [1])
        #expect(talk.mails.first?.envelope.recipients == ["bert@example.org"])
    }

    /// Nobody has asked: then `error` is a name as any other.
    @Test func notAskedFor() {
        let talk = Self.talk(Self.login + Self.refused + Self.text, counts: false)
        #expect(talk.mails.map(\.rejectedRecipients) == [0])
        #expect(talk.mails.first?.envelope.recipients == ["nobody@example.org"])
    }

    static let ends: [(name: String, bytes: [UInt8], heard: [String])] = [
        ("ABORT", Frames.frame("A"), ["rejected 2 of anna"]),
        ("ABORT twice", Frames.frame("A") + Frames.frame("A"), ["rejected 2 of anna"]),
        ("QUIT", Frames.quit, ["rejected 2 of anna", "close"]),
        ("QUIT_NC", Frames.frame("K"), ["rejected 2 of anna"]),
        ("HELO", Frames.frame("H", "again"), ["rejected 2 of anna"]),
        ("MAIL", Frames.frame("M", "<>") + Frames.frame("A"), ["! sequence", "rejected 2 of anna"]),
        ("a frame that is none", Frames.number(0), ["! length", "rejected 2 of anna", "close"]),
        ("within the text", Frames.frame("L", "A", " b") + Frames.frame("A"), ["rejected 2 of anna"]),
    ]

    @Test(arguments: ends) func withoutAMail(_ name: String, _ bytes: [UInt8], _ heard: [String]) {
        #expect(Self.talk(Self.login + Self.refused + Self.taken + Self.refused + bytes).heard.dropFirst() == heard[...], "\(name)")
        #expect(!Self.talk(Self.login + Self.taken + bytes).heard.contains { $0.hasPrefix("rejected") }, "\(name)")
    }

    @Test func halfClosedAndLost() {
        var closed = Self.talk(Self.login + Self.refused)
        closed.note(closed.session.inputEnded())
        #expect(closed.heard.dropFirst() == ["! aborted", "rejected 1 of anna", "close"])
        var lost = Self.talk(Self.login + Self.refused)
        for _ in 0..<2 { lost.note(lost.session.connectionLost()) }
        #expect(lost.heard.dropFirst() == ["! aborted", "rejected 1 of anna"])
    }

    /// The number is bounded as recipients are.
    @Test func many() {
        let talk = Self.talk(Self.login + (0..<10_050).flatMap { _ in Self.refused } + Frames.frame("A"))
        #expect(talk.heard.last == "rejected 10000 of anna")
    }

    private final class Desk: ChannelKit.Desk {
        let counted = Mutex<[String]>([])
        let messageLimit = 1_000
        let countsRejectedRecipients = true
        func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion> {
            loop.makeSucceededFuture(Opinion(finding: .failure(.init(.time)), action: .init()))
        }
        func learn(_ feedback: Feedback) {}
        func countRejectedRecipients(_ count: Int, of envelope: Envelope, on loop: any EventLoop) {
            counted.withLock { $0.append("\(count) \(envelope.account ?? "") \(envelope.client?.description ?? "")") }
        }
    }

    /// The desk hears of them while the connection stands and when it breaks.
    @Test func theDeskIsTold() throws {
        let desk = Desk()
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(MilterHandler(desk: desk, counters: ServerMetrics(version: "1", model: "1")))
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
        try channel.writeInbound(ByteBuffer(bytes: Frames.postfix + Frames.connect("4", "192.0.2.1") + Self.login + Self.refused + Frames.frame("A")))
        #expect(desk.counted.withLock { $0 } == ["1 anna 192.0.2.1"])
        try channel.writeInbound(ByteBuffer(bytes: Self.login + Self.refused + Self.refused))
        try channel.close().wait()
        #expect(desk.counted.withLock { $0 } == ["1 anna 192.0.2.1", "2 anna 192.0.2.1"])
    }
}
