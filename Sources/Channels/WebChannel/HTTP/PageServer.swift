public import ChannelKit
internal import Hummingbird
internal import HummingbirdCore
public import Logging
public import NIOCore

/// Speaks HTTP/1.1: the page, the interface, and what monitoring asks.
public struct PageServer: Sendable {
    private let http: HTTP1Channel
    private let log: Logger

    /// - Parameter isReady: whether mail is taken; not so while the server ends.
    public init(site: Site, metrics: ServerMetrics, isReady: @escaping @Sendable () -> Bool, idle: TimeAmount, log: Logger) {
        let router = Router(context: VisitContext.self)
        Monitoring(metrics: metrics, isReady: isReady).addRoutes(to: router)
        CheckInterface(site: site).addRoutes(to: router)
        PageRoutes(site: site).addRoutes(to: router)
        let responder = router.buildResponder()
        self.log = log
        http = HTTP1Channel(
            responder: { request, writer, channel in
                let context = VisitContext(source: ApplicationRequestContextSource(channel: channel, logger: log))
                let response = (try? await responder.respond(to: request, context: context)) ?? Response(status: .internalServerError)
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: .init(
                idleTimeout: idle, httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    }

    public func addHandlers(to channel: any Channel) -> EventLoopFuture<Void> {
        let closing = channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(ClosingInHummingbirdsWords()) }
        return closing.flatMap { http.setup(channel: channel, logger: log) }.map { [http, log] connection in
            Task { await http.handle(value: connection, logger: log) }
            return ()
        }
    }
}

/// Hummingbird closes a connection that waits for its next request when it hears its own word for "we are closing".
private final class ClosingInHummingbirdsWords: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event is ServerIsClosing ? ChannelShouldQuiesceEvent() : event)
    }
}
