import ChannelKit
import NIOCore
import NIOEmbedded
import SenderIdentity
import Testing

@testable import SpamdChannel

@Suite struct SpamdHandlerTests {
    /// A connection, and what came of it.
    final class Connection {
        let channel: EmbeddedChannel
        let loop: EmbeddedEventLoop
        private let counters = ServerMetrics(version: "", model: "")

        init(_ desk: StandInDesk, times: SpamdTimes = SpamdTimes()) throws {
            channel = EmbeddedChannel(handler: SpamdHandler(desk: desk, counters: counters, times: times))
            loop = channel.embeddedEventLoop
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 783)).wait()
        }

        /// Those that were counted once.
        var faults: [ServerMetrics.Fault] {
            let lines = Set(counters.exposition.split(separator: "\n"))
            return ServerMetrics.Fault.allCases.filter { lines.contains("unbluff_protocol_errors_total{channel=\"spamd\",kind=\"\($0.rawValue)\"} 1") }
        }

        func send(_ text: String) throws { if channel.isActive { try channel.writeInbound(ByteBuffer(string: text)) } }
        func halfClose() { if channel.isActive { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) } }

        var answer: String {
            get throws {
                var text = ""
                while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
                return text
            }
        }
    }

    private static let request = "CHECK SPAMC/1.5\r\nUser: anna@example.org\r\nContent-length: 18\r\n\r\nSubject: hi\n\nbody\n"
    private static let yes = "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n"

    @Test(arguments: [true, false]) func check(_ halfCloses: Bool) throws {
        let desk = StandInDesk(.scam)
        let connection = try Connection(desk)
        try connection.send(Self.request)
        if halfCloses { connection.halfClose() }
        #expect(try connection.answer == Self.yes)
        connection.loop.run()
        #expect(!connection.channel.isActive)
        #expect(desk.mails.map(\.bytes) == [Array("Subject: hi\n\nbody\n".utf8)])
        // Whose mail it is, is told nobody.
        #expect(desk.mails.allSatisfy { $0.envelope.recipients.isEmpty && $0.envelope.client == nil && $0.queueID.isEmpty && !$0.isCut })
        #expect(connection.faults.isEmpty)
    }

    @Test func cutAtEveryByte() throws {
        for cut in 0...Self.request.utf8.count {
            let connection = try Connection(StandInDesk(.scam))
            try connection.send(String(Self.request.prefix(cut)))
            try connection.send(String(Self.request.dropFirst(cut)))
            connection.halfClose()
            #expect(try connection.answer == Self.yes, "cut at \(cut)")
        }
    }

    @Test func waitsForTheDesk() throws {
        let desk = StandInDesk(nil)
        let connection = try Connection(desk)
        try connection.send(Self.request)
        connection.halfClose()
        #expect(try connection.answer == "")
        desk.say(.scam)
        #expect(try connection.answer == Self.yes)
    }

    /// What comes behind a mail while it is examined may be its end.
    @Test(arguments: [("more", true), ("\r\n", false)]) func surplusWhileExamined(_ surplus: String, _ isRefused: Bool) throws {
        let desk = StandInDesk(nil)
        let connection = try Connection(desk)
        try connection.send(Self.request)
        try connection.send(surplus)
        desk.say(.scam)
        #expect(try connection.answer == (isRefused ? "SPAMD/1.0 76 Bad header line: (Content-Length mismatch: Expected 18 bytes, got more)\r\n" : Self.yes))
        #expect(connection.faults == (isRefused ? [.length] : []))
    }

    @Test func clientIsGoneBeforeTheAnswer() throws {
        let desk = StandInDesk(nil)
        let connection = try Connection(desk)
        try connection.send(Self.request)
        try connection.channel.close().wait()
        desk.say(.scam)
        connection.loop.run()
        #expect(connection.faults == [.aborted])
    }

    @Test func nothingExamined() throws {
        let connection = try Connection(StandInDesk(.unseen(.overload)))
        try connection.send(Self.request)
        #expect(try connection.answer == "SPAMD/1.1 0 EX_OK\r\nSpam: False ; 0.0 / 5.0\r\n\r\n")
    }

    @Test(arguments: [
        ("Message-class: spam\r\nSet: local\r\n", "DidSet: local\r\n", [Feedback(label: .scam, messageID: "1@example.org")]),
        ("Message-class: ham\r\nSet: local,remote\r\n", "DidSet: local\r\n", [Feedback(label: .innocent, messageID: "1@example.org")]),
        ("Remove: local\r\n", "", []), ("Message-class: spam\r\nSet: remote\r\n", "", []), ("", "", []),
    ]) func tell(_ fields: String, _ did: String, _ feedback: [Feedback]) throws {
        let desk = StandInDesk(.scam)
        let connection = try Connection(desk)
        let mail = "Message-ID: <1@example.org>\r\n\r\n"
        try connection.send("TELL SPAMC/1.5\r\n\(fields)Content-length: \(mail.utf8.count)\r\n\r\n\(mail)")
        #expect(try connection.answer == "SPAMD/1.1 0 EX_OK\r\n\(did)\r\n\r\n")
        #expect(desk.feedback == feedback)
        #expect(desk.mails.isEmpty)
    }

    @Test(arguments: [
        ("Message-ID: <1@example.org>\n\n", "1@example.org"), ("message-id:\n\t<1@example.org> (comment)\n\n", "1@example.org"),
        ("Message-ID: 1@example.org\n\n", "1@example.org"), ("Message-ID: <\u{E9}@example.org>\n\n", ""), ("Subject: hi\n\n", ""), ("", ""),
        ("Message-ID: <\(String(repeating: "1", count: 999))>\n\n", ""),
    ]) func messageID(_ mail: String, _ id: String) { #expect(MessageID.of(Array(mail.utf8)) == id) }

    @Test(arguments: ["PING SPAMC/1.5\r\n\r\n", "PING SPAMC/1.2\r\n"]) func ping(_ text: String) throws {
        let connection = try Connection(StandInDesk(nil))
        try connection.send(text)
        #expect(try connection.answer == "SPAMD/1.5 0 PONG\r\n")
    }

    @Test func skip() throws {
        let connection = try Connection(StandInDesk(nil))
        try connection.send("SKIP SPAMC/1.5\r\n\r\n")
        #expect(try connection.answer == "")
        #expect(!connection.channel.isActive)
    }

    /// A long mail is looked at as far as it goes; only where it is to be given back is it refused.
    @Test(arguments: [
        ("CHECK", "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n", [ServerMetrics.Fault]()),
        ("HEADERS", "SPAMD/1.1 0 EX_OK\r\nContent-length: 13\r\nSpam: True ; 12.3 / 5.0\r\n\r\nSubject: hi\n\n", []),
        ("PROCESS", "SPAMD/1.0 98 Message too big: (more than 14 bytes)\r\n", [.tooLong]),
    ]) func tooLong(_ command: String, _ answer: String, _ faults: [ServerMetrics.Fault]) throws {
        let desk = StandInDesk(.scam, messageLimit: 14)
        let connection = try Connection(desk)
        try connection.send("\(command) SPAMC/1.5\r\n\r\nSubject: hi\n\nbody\n")
        connection.halfClose()
        #expect(try connection.answer == answer)
        #expect(desk.mails.allSatisfy { $0.isCut && $0.bytes.count == 14 })
        #expect(connection.faults == faults)
    }

    @Test func slowHead() throws {
        let connection = try Connection(StandInDesk(nil))
        try connection.send("CHECK SPA")
        connection.loop.advanceTime(by: .seconds(29))
        #expect(try connection.answer == "")
        connection.loop.advanceTime(by: .seconds(2))
        try #expect(connection.answer.hasPrefix("SPAMD/1.0 79 "))
        #expect(connection.faults == [.timeout])
        #expect(!connection.channel.isActive)
    }

    /// A byte now and then is no sign of life for ever.
    @Test func slowMail() throws {
        let connection = try Connection(StandInDesk(nil))
        try connection.send("CHECK SPAMC/1.5\r\n\r\n")
        for _ in 0..<29 {
            connection.loop.advanceTime(by: .seconds(10))
            try connection.send("a")
        }
        #expect(try connection.answer == "")
        connection.loop.advanceTime(by: .seconds(11))
        try #expect(connection.answer.hasPrefix("SPAMD/1.0 79 "))
        #expect(connection.faults == [.timeout])
    }

    /// The desk keeps its own time; our timer does not answer for it.
    @Test func slowDesk() throws {
        let desk = StandInDesk(nil)
        let connection = try Connection(desk)
        try connection.send(Self.request)
        connection.loop.advanceTime(by: .seconds(1_000))
        #expect(try connection.answer == "")
        desk.say(.scam)
        #expect(try connection.answer == Self.yes)
    }

    @Test(arguments: [
        ("", [ServerMetrics.Fault]()), ("\u{0}\u{1}\u{2}\n", [.unknownCommand]), ("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", [.unknownCommand]),
        ("CHECK SPAMC/1.5\r\nContent-length: 9\r\n\r\nHello", [.aborted]), ("CHECK SPAMC/1.5\r\nCompress: zlib\r\nContent-length: 1\r\n\r\nx", [.malformed]),
    ]) func garbage(_ text: String, _ faults: [ServerMetrics.Fault]) throws {
        let desk = StandInDesk(.scam)
        let connection = try Connection(desk)
        try connection.send(text)
        connection.halfClose()
        let answer = try connection.answer
        #expect(answer.hasPrefix("SPAMD/1.0 ") && answer.hasSuffix("\r\n") && answer.utf8.count { $0 == 0x0A } == 1)
        #expect(connection.faults == faults)
        #expect(desk.mails.isEmpty)
        #expect(!connection.channel.isActive)
    }

    /// When the server stops, who waits with nothing to ask goes, and who has begun is answered.
    @Test func serverCloses() throws {
        let silent = try Connection(StandInDesk(.scam))
        silent.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        #expect(!silent.channel.isActive)
        let busy = try Connection(StandInDesk(.scam))
        try busy.send("CHECK")
        busy.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        try busy.send(String(Self.request.dropFirst(5)))
        #expect(try busy.answer == Self.yes)
    }

    @Test func brokenConnection() throws {
        let connection = try Connection(StandInDesk(nil))
        connection.channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "read"))
        #expect(connection.faults == [.network])
        #expect(!connection.channel.isActive)
    }
}
