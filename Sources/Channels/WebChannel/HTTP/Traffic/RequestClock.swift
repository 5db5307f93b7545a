internal import NIOCore

/// What a connection is doing, since when, and until when it may.
final class RequestClock {
    enum Phase: Equatable {
        case waiting, header
        /// Bytes so far.
        case body(Int)
        /// We are at it: what that may take the desk says.
        case answering
        /// Bytes of the answer.
        case writing(Int)
        case lingering
    }

    private let times: PageTimes
    private(set) var phase = Phase.waiting
    private var since: NIODeadline

    init(times: PageTimes, now: NIODeadline) {
        self.times = times
        since = now
    }

    func enter(_ phase: Phase, now: NIODeadline) {
        self.phase = phase
        since = now
    }

    /// More of the body is here: its time goes on.
    func received(_ bytes: Int) { phase = .body(bytes) }

    func isOver(now: NIODeadline) -> Bool {
        let limit: TimeAmount
        switch phase {
        case .waiting: limit = times.waiting
        case .header: limit = times.header
        case .body(let bytes): limit = times.limit(ofBody: bytes)
        case .answering: return false
        case .writing(let bytes): limit = times.limit(ofAnswer: bytes)
        case .lingering: limit = times.linger
        }
        return now - since >= limit
    }
}

/// Stands before the decoder, which says nothing until a header is there: with its first byte the time for the header begins. And which may keep what it does not
/// understand: what comes behind a refusal is dropped here, and beyond a bound not read, so that the client stops and sees the answer (closing at once would take it back).
final class FirstByteWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let clock: RequestClock
    private let mostDropped: Int
    private var dropped = 0

    init(clock: RequestClock, mostDropped: Int) {
        self.clock = clock
        self.mostDropped = mostDropped
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if clock.phase == .lingering {
            if dropped > mostDropped { return context.close(promise: nil) }
            dropped += Self.unwrapInboundIn(data).readableBytes
            return
        }
        if clock.phase == .waiting { clock.enter(.header, now: context.eventLoop.now) }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if dropped <= mostDropped { context.read() }
    }
}
