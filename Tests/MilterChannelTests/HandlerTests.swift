import ChannelKit
import Examination
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import MilterChannel

/// The socket's side: NIO's channel without a network.
@Suite struct HandlerTests {
    /// Holds mails until it is told to answer.
    final class HeldDesk: Desk {
        private let promises = Mutex<[EventLoopPromise<Opinion>]>([])
        private let mails = Mutex<[ArrivedMail]>([])
        let messageLimit = 1 << 20

        func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion> {
            let promise = loop.makePromise(of: Opinion.self)
            promises.withLock { $0.append(promise) }
            mails.withLock { $0.append(mail) }
            return promise.futureResult
        }

        func learn(_ feedback: Feedback) {}
        var count: Int { promises.withLock { $0.count } }

        func answer(_ index: Int, _ action: Action = Action()) {
            promises.withLock { $0[index] }.succeed(Opinion(finding: .failure(.init(.time)), action: action))
        }

        func fail(_ index: Int) { promises.withLock { $0[index] }.fail(ChannelError.eof) }
    }

    /// Stands before the handler and counts how often it asks for more.
    final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        private(set) var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
            context.read()
        }
    }

    struct Place {
        let channel: EmbeddedChannel
        let desk = HeldDesk()
        let reads = ReadCounter()
        let metrics = ServerMetrics(version: "1", model: "1")

        init() throws {
            channel = EmbeddedChannel()
            try channel.pipeline.syncOperations.addHandlers([reads, MilterHandler(desk: desk, counters: metrics)])
            try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
        }

        func say(_ bytes: [UInt8]) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

        /// All frames that were sent since, by their commands.
        func heard() throws -> String {
            var bytes: [UInt8] = []
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += Array(buffer.readableBytesView) }
            var commands: [UInt8] = []
            var place = 0
            while case .frame(let command, let data) = FrameReader.next(in: bytes.span, from: place) {
                commands.append(command)
                place = data.upperBound
            }
            #expect(place == bytes.count)
            return commands.text
        }

        /// The kinds of faults that were counted.
        var faults: [String] {
            metrics.exposition.split(separator: "\n").filter { $0.hasPrefix("unbluff_protocol_errors_total{channel=\"milter\"") && !$0.hasSuffix(" 0") }
                .map { String($0.split(separator: "\"")[3]) }
        }

        /// Whether the handler lets a read through.
        func isRead() -> Bool {
            let before = reads.count
            channel.read()
            return reads.count > before
        }
    }

    @Test func aMail() throws {
        let place = try Place()
        try place.say(Frames.postfix)
        #expect(try place.heard() == "O")
        try place.say(Frames.mail())
        #expect(try place.heard() == "c")
        place.desk.answer(0, Action(addedFields: [.init(name: "A", value: "b")]))
        #expect(try place.heard() == "ia")
        try place.say(Frames.mail())
        place.desk.answer(1)
        #expect(try place.heard() == "ca")
        #expect(place.channel.isActive && place.faults.isEmpty)
    }

    @Test func aDeskThatFails() throws {
        let place = try Place()
        try place.say(Frames.postfix + Frames.mail())
        place.desk.fail(0)
        #expect(try place.heard() == "Oca")
    }

    @Test func progress() throws {
        let place = try Place()
        try place.say(Frames.postfix + Frames.mail())
        #expect(try place.heard() == "Oc")
        place.channel.embeddedEventLoop.advanceTime(by: .milliseconds(3_999))
        #expect(try place.heard() == "")
        place.channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(try place.heard() == "ppp")
        place.desk.answer(0)
        #expect(try place.heard() == "a")
        place.channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(try place.heard() == "")
        try place.say(Frames.mail())
        place.channel.embeddedEventLoop.advanceTime(by: .seconds(4))
        #expect(try place.heard() == "cp")
    }

    @Test func abortWhileWaiting() throws {
        let place = try Place()
        try place.say(Frames.postfix + Frames.mail())
        try place.say(Frames.frame("A") + Frames.mail())
        #expect(try place.heard() == "Occ")
        place.desk.answer(0)
        #expect(try place.heard() == "")
        place.desk.answer(1)
        #expect(try place.heard() == "a")
    }

    @Test func theClientGoesAwayWhileWaiting() throws {
        let place = try Place()
        try place.say(Frames.postfix + Frames.mail())
        try place.channel.close().wait()
        place.desk.answer(0)
        #expect(place.faults == ["aborted"])
        place.channel.embeddedEventLoop.advanceTime(by: .seconds(60))
    }

    /// Neither a mail that the desk has, nor a clock, nor a promise keeps a connection alive that is gone.
    @Test func nothingLeaks() throws {
        weak var handler: MilterHandler?
        let desk = HeldDesk()
        do {
            let channel = EmbeddedChannel()
            let added = MilterHandler(desk: desk, counters: ServerMetrics(version: "1", model: "1"))
            handler = added
            try channel.pipeline.syncOperations.addHandler(added)
            try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
            try channel.writeInbound(ByteBuffer(bytes: Frames.postfix + Frames.mail()))
            _ = try channel.finish(acceptAlreadyClosed: true)
        }
        #expect(desk.count == 1 && handler == nil)
        desk.answer(0)
    }

    @Test func quitAndFaultsClose() throws {
        for (bytes, fault) in [(Frames.quit, nil), (Frames.number(0), ServerMetrics.Fault.length), (Frames.frame("?"), .unknownCommand)] {
            let place = try Place()
            try place.say(Frames.postfix + bytes)
            #expect(try place.heard() == "O")
            #expect(!place.channel.isActive)
            #expect(place.faults == (fault.map { [$0.rawValue] } ?? []))
        }
    }

    @Test func theServerCloses() throws {
        let idle = try Place()
        try idle.say(Frames.postfix)
        idle.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        #expect(!idle.channel.isActive)

        let busy = try Place()
        try busy.say(Frames.postfix + Frames.mail())
        busy.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        #expect(busy.channel.isActive)
        busy.desk.answer(0)
        #expect(try busy.heard() == "Oca")
        #expect(!busy.channel.isActive)
        #expect(busy.faults.isEmpty)
    }

    @Test func halfClosed() throws {
        let waiting = try Place()
        try waiting.say(Frames.postfix + Frames.mail())
        waiting.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        waiting.desk.answer(0)
        #expect(try waiting.heard() == "Oca")
        #expect(!waiting.channel.isActive)

        let open = try Place()
        try open.say(Frames.postfix + Frames.envelope)
        open.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!open.channel.isActive)
        #expect(open.faults == ["aborted"])
    }

    @Test func nothingIsReadBehindAMailThatWaits() throws {
        let place = try Place()
        #expect(place.isRead())
        try place.say(Frames.postfix + Frames.mail())
        #expect(place.isRead())
        try place.say(Frames.mail())
        #expect(!place.isRead())
        let before = place.reads.count
        place.desk.answer(0)
        #expect(place.reads.count == before + 1 && place.desk.count == 2)
        place.desk.answer(1)
        #expect(place.isRead())
    }

    @Test func nothingIsReadWhileAnswersAreNotTaken() throws {
        let place = try Place()
        try place.say(Frames.oldest)
        place.channel.isWritable = false
        #expect(!place.isRead())
        let before = place.reads.count
        place.channel.isWritable = true
        place.channel.pipeline.fireChannelWritabilityChanged()
        #expect(place.reads.count == before + 1)
    }
}
