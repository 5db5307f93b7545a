internal import NIOCore

/// Stands before a protocol's handler: ends a connection that is silent for too long, or that does not take our answers.
final class ConnectionGate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let idle: TimeAmount
    private let whenSilent: @Sendable () -> Void
    private var last = NIODeadline.now()
    private var check: Scheduled<Void>?
    private var isClosing = false

    init(idle: TimeAmount, whenSilent: @escaping @Sendable () -> Void) {
        self.idle = idle
        self.whenSilent = whenSilent
    }

    func channelActive(context: ChannelHandlerContext) {
        last = .now()
        schedule(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        last = .now()
        context.fireChannelRead(data)
    }

    /// An answer that is taken is a sign of life too; one that is only buffered is not.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenSuccess { [weak self] in self?.last = .now() }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let left = idle - (NIODeadline.now() - last)
        if left <= .zero {
            whenSilent()
            context.close(promise: nil)
            return
        }
        check = context.eventLoop.assumeIsolated().scheduleTask(in: left) { [weak self] in self?.schedule(context) }
    }
}
