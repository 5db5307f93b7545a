import ChannelKit
import NIOCore
import NIOEmbedded
import SenderGuard
import Synchronization
import Testing

@testable import PolicyChannel

/// The socket's side: NIO's channel without a network.
@Suite struct HandlerTests {
    /// Holds mails until it is told to answer; or answers at once.
    final class HeldDesk: OutgoingDesk {
        private let promises = Mutex<[EventLoopPromise<GuardReply?>]>([])
        private let isQuick: Bool

        init(isQuick: Bool) { self.isQuick = isQuick }

        func judge(_ mail: LeavingMail, on loop: any EventLoop) -> EventLoopFuture<GuardReply?> {
            let promise = loop.makePromise(of: GuardReply?.self)
            promises.withLock { $0.append(promise) }
            if isQuick { promise.succeed(nil) }
            return promise.futureResult
        }

        var count: Int { promises.withLock { $0.count } }
        func answer(_ index: Int, _ reply: GuardReply? = nil) { promises.withLock { $0[index] }.succeed(reply) }
        func fail(_ index: Int) { promises.withLock { $0[index] }.fail(ChannelError.eof) }
    }

    /// Stands before the handler and counts how often it asks for more, and says whom it knows.
    final class Front: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        private(set) var reads = 0
        private(set) var known = 0

        func read(context: ChannelHandlerContext) {
            reads += 1
            context.read()
        }

        func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
            if event is PeerIsKnown { known += 1 }
            promise?.succeed()
        }
    }

    struct Place {
        let channel: EmbeddedChannel
        let desk: HeldDesk
        let front = Front()
        let metrics = ServerMetrics(version: "1", model: "1")

        init(isQuick: Bool = false) throws {
            channel = EmbeddedChannel()
            desk = HeldDesk(isQuick: isQuick)
            try channel.pipeline.syncOperations.addHandlers([front, PolicyHandler(desk: desk, counters: metrics)])
            try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
        }

        func say(_ bytes: [UInt8]) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

        /// The actions that were sent since.
        func heard() throws -> [String] {
            var text = ""
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
            let answers = text.split(separator: "\n\n")
            #expect(answers.allSatisfy { $0.hasPrefix("action=") && !$0.contains("\n") } && (text.isEmpty || text.hasSuffix("\n\n")))
            return answers.map { String($0.dropFirst(7)) }
        }

        /// The kinds of faults that were counted.
        var faults: [String] {
            metrics.exposition.split(separator: "\n").filter { $0.hasPrefix("unbluff_protocol_errors_total{channel=\"policy\"") && !$0.hasSuffix(" 0") }
                .map { String($0.split(separator: "\"")[3]) }
        }

        /// Whether the handler lets a read through.
        func isRead() -> Bool {
            let before = front.reads
            channel.read()
            return front.reads > before
        }
    }

    @Test func mails() throws {
        let place = try Place()
        try place.say(Requests.recipient("a@x"))
        #expect(try place.heard() == [] && place.front.known == 1)
        place.desk.answer(0)
        #expect(try place.heard() == ["DUNNO"])
        try place.say(Requests.recipient("a@x", of: "2"))
        place.desk.answer(1, .tooMuch(.block))
        #expect(try place.heard().first?.hasPrefix("550 5.7.1 Not sent: more mail") == true)
        #expect(place.channel.isActive && place.faults.isEmpty && place.front.known == 1)
    }

    @Test func aDeskThatFails() throws {
        let place = try Place()
        try place.say(Requests.postfix())
        place.desk.fail(0)
        #expect(try place.heard() == ["DUNNO"])
    }

    @Test func nothingIsReadMeanwhile() throws {
        let place = try Place()
        #expect(place.isRead())
        try place.say(Requests.recipient("a@x") + Requests.recipient("b@x"))
        #expect(!place.isRead() && place.desk.count == 1)
        let before = place.front.reads
        place.desk.answer(0)
        #expect(place.desk.count == 2 && !place.isRead())
        place.desk.answer(1)
        #expect(place.front.reads > before && place.isRead())
        #expect(try place.heard() == ["DUNNO", "DUNNO"])
    }

    /// No call inside of another for each.
    @Test func manyAtOnce() throws {
        let place = try Place(isQuick: true)
        let many = (0..<20_000).flatMap { Array("request=smtpd_access_policy\nprotocol_state=DATA\ninstance=\($0)\n\n".utf8) }
        try place.say(many)
        #expect(try place.heard().count == 20_000 && place.desk.count == 20_000)
    }

    @Test func theServerCloses() throws {
        let idle = try Place()
        idle.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        #expect(!idle.channel.isActive)

        let waiting = try Place()
        try waiting.say(Requests.postfix())
        waiting.channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing())
        #expect(waiting.channel.isActive)
        waiting.desk.answer(0)
        #expect(try waiting.heard() == ["DUNNO"] && !waiting.channel.isActive)
    }

    @Test func theClientCloses() throws {
        let half = try Place()
        try half.say(Requests.postfix())
        half.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        half.desk.answer(0)
        #expect(try half.heard() == ["DUNNO"] && !half.channel.isActive && half.faults.isEmpty)

        let gone = try Place()
        try gone.say(Requests.postfix())
        try gone.channel.close().wait()
        gone.desk.answer(0)
        #expect(gone.faults == ["aborted"])

        let broken = try Place()
        try broken.say(Array("request=".utf8))
        broken.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!broken.channel.isActive && broken.faults == ["aborted"])
    }
}
