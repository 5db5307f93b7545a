internal import NIOCore

/// Stands before a protocol's handler: ends a connection that is silent for too long, or that does not take our answers.
final class ConnectionGate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a mail server may be silent between two commands: its own client may take as long over a mail's text (RFC 5321 § 4.5.3.2), and Postfix says nothing meanwhile.
    /// libmilter waits as long. Whoever waits for less lets slow senders get by unseen.
    private static let longSilence = TimeAmount.seconds(7_210)

    private var idle: TimeAmount
    private let isAdmitted: @Sendable (any Channel) -> Bool
    private let whenSilent: @Sendable () -> Void
    private var last = NIODeadline.distantPast
    private var check: Scheduled<Void>?

    /// - Parameter isAdmitted: asked once, when the connection's other end is known.
    init(idle: TimeAmount, isAdmitted: @escaping @Sendable (any Channel) -> Bool = { _ in true }, whenSilent: @escaping @Sendable () -> Void) {
        self.idle = idle
        self.isAdmitted = isAdmitted
        self.whenSilent = whenSilent
    }

    func channelActive(context: ChannelHandlerContext) {
        guard isAdmitted(context.channel) else { return context.close(promise: nil) }
        last = context.eventLoop.now
        schedule(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        last = context.eventLoop.now
        context.fireChannelRead(data)
    }

    /// An answer that is taken is a sign of life too; one that is only buffered is not.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        let loop = context.eventLoop
        promise.futureResult.assumeIsolated().whenSuccess { [weak self] in self?.last = loop.now }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is PeerIsKnown else { return context.triggerUserOutboundEvent(event, promise: promise) }
        idle = max(idle, Self.longSilence)
        promise?.succeed()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let left = idle - (context.eventLoop.now - last)
        if left <= .zero {
            whenSilent()
            context.close(promise: nil)
            return
        }
        check = context.eventLoop.assumeIsolated().scheduleTask(in: left) { [weak self] in self?.schedule(context) }
    }
}

/// The outbound user event by which a protocol says that its peer speaks it: from then on the peer may be silent for long.
public struct PeerIsKnown: Sendable {
    public init() {}
}
