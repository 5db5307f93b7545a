public import ChannelKit
internal import Hummingbird
public import Logging
public import NIOCore
internal import NIOHTTP1
internal import SenderIdentity
internal import ServerConfiguration

/// Speaks HTTP/1.1: the page, the interface, and what monitoring asks.
///
/// Routes and responses are Hummingbird's; connections are ours, since they have to be cheap while they wait and bounded in all that a client can do.
public struct PageServer: Sendable {
    private let door: FrontDoor

    /// Bytes of all header fields of a request. Browsers send some hundred, proxies add a few.
    private static let mostHeaderBytes = 32 << 10
    private static let mostFieldBytes = 16 << 10
    private static let mostFields = 100

    /// - Parameter isReady: whether mail is taken; not so while the server ends.
    public init(site: Site, metrics: ServerMetrics, isReady: @escaping @Sendable () -> Bool, log: Logger) {
        self.init(door: FrontDoor(site: site, metrics: metrics, router: Self.router(site, metrics, isReady), log: log))
    }

    init(door: FrontDoor) { self.door = door }

    static func router(_ site: Site, _ metrics: ServerMetrics, _ isReady: @escaping @Sendable () -> Bool) -> Router<VisitContext> {
        let router = Router(context: VisitContext.self)
        Monitoring(metrics: metrics, isReady: isReady).addRoutes(to: router)
        CheckInterface(site: site).addRoutes(to: router)
        PageRoutes(site: site).addRoutes(to: router)
        return router
    }

    /// Bytes that wait for the rest of their header: all of one, and what came with its end.
    private static let mostUnread = mostHeaderBytes + (64 << 10)

    /// As whom a connection's other end is counted; nil: not at all.
    public func client(_ peer: SocketAddress) -> UInt64? { ClientAddress.counted(IPAddress(peer: peer), trusted: door.site.settings.trustedProxies) }

    public func addHandlers(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let clock = RequestClock(times: door.times, now: channel.eventLoop.now)
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = Self.mostFieldBytes
            limits.maxHeaderListSize = Self.mostHeaderBytes
            limits.maxHeaderFieldCount = Self.mostFields
            let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop, limitConfiguration: limits)
            let pipeline = channel.pipeline.syncOperations
            let watch = FirstByteWatch(clock: clock, mostDropped: door.times.lingerBytes)
            try pipeline.addHandlers([watch, ByteToMessageHandler(decoder, maximumBufferSize: Self.mostUnread), PageConnection(door: door, clock: clock)])
        }
    }
}
