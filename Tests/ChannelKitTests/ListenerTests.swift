import Logging
import NIOCore
import NIOPosix
import ServerConfiguration
import Testing

@testable import ChannelKit

/// Real sockets on loopback.
@Suite struct ListenerTests {
    /// Sends back what it gets, and closes when told to.
    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if event is ServerIsClosing { context.close(promise: nil) }
        }
    }

    private final class Collect: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let first: EventLoopPromise<ByteBuffer>
        init(_ first: EventLoopPromise<ByteBuffer>) { self.first = first }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { first.succeed(unwrapInboundIn(data)) }
        func channelInactive(context: ChannelHandlerContext) { first.fail(ChannelError.eof) }
    }

    private func withListener(
        _ limits: Configuration.Limits, answers: Bool = true, client: UInt64? = nil,
        _ body: (any EventLoopGroup, Int, ListenerGroup, ServerMetrics) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let metrics = ServerMetrics(version: "0", model: "0")
        let listener = Listener(.milter, at: .tcp(host: "127.0.0.1", port: 0), client: { $0.port == nil ? nil : client }) { channel in
            channel.eventLoop.makeCompletedFuture { if answers { try channel.pipeline.syncOperations.addHandler(Echo()) } }
        }
        var log = Logger(label: "test")
        log.logLevel = .critical
        let open = try await listener.open(on: group, limits: limits, metrics: metrics)
        try await body(group, open.channel.localAddress?.port ?? 0, ListenerGroup(listeners: [open], group: group), metrics)
        try? await open.channel.close()
        try await group.shutdownGracefully()
    }

    private func connect(_ group: any EventLoopGroup, _ port: Int) async throws -> (channel: any Channel, first: EventLoopFuture<ByteBuffer>) {
        let promise = group.next().makePromise(of: ByteBuffer.self)
        let channel = try await ClientBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collect(promise)) }
        }.connect(host: "127.0.0.1", port: port).get()
        return (channel, promise.futureResult)
    }

    /// The server learns in its own time that a client has gone.
    private func wait(until condition: () -> Bool) async throws {
        for _ in 0..<1_000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func bound() async throws {
        var limits = Configuration.Limits()
        limits.connections = 2
        try await withListener(limits) { group, port, _, metrics in
            var clients: [(channel: any Channel, first: EventLoopFuture<ByteBuffer>)] = []
            for _ in 0..<2 {
                let client = try await connect(group, port)
                try await client.channel.writeAndFlush(ByteBuffer(string: "hello"))
                #expect(try await client.first.get() == ByteBuffer(string: "hello"))
                clients.append(client)
            }
            let third = try await connect(group, port)
            await #expect(throws: (any Error).self) { try await third.first.get() }
            #expect(metrics.exposition.contains(#"unbluff_connections_refused_total{channel="milter"} 1"#))
            #expect(metrics.connections(.milter).count == 2)
            // One goes, and there is room.
            try await clients[0].channel.close()
            try await wait { metrics.connections(.milter).count == 1 }
            let fourth = try await connect(group, port)
            try await fourth.channel.writeAndFlush(ByteBuffer(string: "x"))
            #expect(try await fourth.first.get() == ByteBuffer(string: "x"))
        }
    }

    /// One client has so many, and others have room besides; with nobody counted, all.
    @Test(arguments: [7, nil] as [UInt64?])
    func boundOfOne(_ client: UInt64?) async throws {
        try await withListener(Configuration.Limits(), client: client) { group, port, _, metrics in
            var clients: [(channel: any Channel, first: EventLoopFuture<ByteBuffer>)] = []
            func isServed() async throws -> Bool {
                let one = try await connect(group, port)
                clients.append(one)
                try? await one.channel.writeAndFlush(ByteBuffer(string: "x"))
                return (try? await one.first.get()) != nil
            }
            for _ in 0..<ConnectionBook.mostOfOne { #expect(try await isServed()) }
            #expect(try await isServed() == (client == nil))
            #expect(metrics.exposition.contains("unbluff_connections_refused_total{channel=\"milter\"} \(client == nil ? 0 : 1)"))
            // One goes, and there is room.
            try await clients[0].channel.close()
            // Whoever was refused has gone too.
            let left = client == nil ? clients.count - 1 : clients.count - 2
            try await wait { metrics.connections(.milter).count == left }
            #expect(try await isServed())
        }
    }

    @Test func silence() async throws {
        var limits = Configuration.Limits()
        limits.idle = .milliseconds(100)
        try await withListener(limits) { group, port, _, metrics in
            let client = try await connect(group, port)
            await #expect(throws: (any Error).self) { try await client.first.get() }
            #expect(metrics.exposition.contains(#"unbluff_protocol_errors_total{channel="milter",kind="timeout"} 1"#))
        }
    }

    /// Who is told to close does; who does not is cut after the time.
    @Test(arguments: [true, false])
    func drain(_ closes: Bool) async throws {
        try await withListener(Configuration.Limits(), answers: closes) { group, port, listeners, _ in
            let client = try await connect(group, port)
            try await Task.sleep(for: .milliseconds(50))
            let clock = ContinuousClock()
            // So far from each other that a machine with other work does not make one of the other.
            let time = closes ? Duration.seconds(600) : .milliseconds(300)
            let took = await clock.measure { await listeners.close(within: time) }
            await #expect(throws: (any Error).self) { try await client.first.get() }
            #expect(closes ? took < .seconds(300) : took >= time)
        }
    }
}
