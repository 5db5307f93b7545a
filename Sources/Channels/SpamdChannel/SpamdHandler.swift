public import ChannelKit
internal import Examination
public import NIOCore

/// Speaks spamd's protocol with one client: one request a connection, one answer.
///
/// The last handler of a pipeline, of a channel that lets its client close one side: most tell the mail's end so. It judges nothing: mail goes to the desk, and comes back as the action says.
public final class SpamdHandler: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    private enum Phase { case reading, examining, answering, lingering, over }

    private let desk: any Desk
    private let times: SpamdTimes
    private let counters: ServerMetrics
    private var reader: RequestReader
    private var phase = Phase.reading
    private var isInputOver = false
    private var start = NIODeadline.distantPast
    private var end = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?

    public init(desk: any Desk, counters: ServerMetrics, times: SpamdTimes = SpamdTimes()) {
        self.desk = desk
        self.times = times
        self.counters = counters
        reader = RequestReader(limits: RequestLimits(mailBytes: desk.messageLimit))
    }

    public func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    public func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .reading || phase == .examining else { return }
        let outcome = unwrapInboundIn(data).withUnsafeReadableBytes { reader.read($0) }
        if let outcome { act(on: outcome, context) }
    }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ServerIsClosing, phase == .reading, !reader.hasBegun { close(context) }
        guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
        isInputOver = true
        switch phase {
        case .reading: if let outcome = reader.readEnd() { act(on: outcome, context) }
        case .lingering: close(context)
        case .examining, .answering, .over: break
        }
    }

    public func channelInactive(context: ChannelHandlerContext) {
        if phase == .reading && reader.hasBegun || phase == .examining { count(.aborted) }
        close(context)
        context.fireChannelInactive()
    }

    public func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if phase != .over && phase != .lingering { count(.network) }
        close(context)
    }

    private func act(on outcome: RequestReader.Outcome, _ context: ChannelHandlerContext) {
        switch outcome {
        case .refusal(let refusal): refuse(refusal, context)
        case .request(let request):
            switch request.head.command {
            case .skip: answer([], context)
            case .ping: answer(SpamdAnswer.pong, context)
            case .tell: answer(told(request), context)
            case .check, .symbols, .report, .reportIfSpam, .process, .headers: examine(request, context)
            }
        }
    }

    private func told(_ request: SpamdRequest) -> [UInt8] {
        guard request.head.setsLocal, let label = request.head.label else { return SpamdAnswer.told(didSet: false) }
        desk.learn(Feedback(label: label, messageID: MessageID.of(request.mail)))
        return SpamdAnswer.told(didSet: true)
    }

    private func examine(_ request: SpamdRequest, _ context: ChannelHandlerContext) {
        phase = .examining
        // No envelope comes with the protocol: what the mail's own header tells has to do.
        let mail = ArrivedMail(bytes: request.mail, isCut: request.isCut)
        desk.examine(mail, on: context.eventLoop).assumeIsolated().whenSuccess { [self] opinion in
            guard phase == .examining else { return }
            // What comes behind the mail may be its end, and a mail must not lose that.
            if reader.hasSurplus { return refuse(.lengthMismatch(expected: request.head.contentLength ?? 0, got: nil), context) }
            answer(SpamdAnswer.examined(request, opinion), context)
        }
    }

    private func count(_ fault: ServerMetrics.Fault) { counters.fault(.spamd, fault) }

    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        if let fault = refusal.fault { count(fault) }
        answer(SpamdAnswer.refusal(refusal), context)
    }

    private func answer(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        phase = .answering
        end = context.eventLoop.now + times.answer
        guard !bytes.isEmpty else { return linger(context) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { [self] result in
            guard phase == .answering else { return }
            if case .success = result { linger(context) } else { close(context) }
        }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: written)
    }

    /// Our side is closed, which is the answer's end for a client; then we wait for its side.
    private func linger(_ context: ChannelHandlerContext) {
        if isInputOver { return close(context) }
        phase = .lingering
        context.close(mode: .output, promise: nil)
        end = context.eventLoop.now + times.linger
        schedule(context)
    }

    private func close(_ context: ChannelHandlerContext) {
        guard phase != .over else { return }
        phase = .over
        timer?.cancel()
        timer = nil
        context.close(promise: nil)
    }
}

/// One timer for the connection: it looks when it goes off at what there is to wait for.
extension SpamdHandler {
    private func begin(_ context: ChannelHandlerContext) {
        guard timer == nil, phase == .reading else { return }
        start = context.eventLoop.now
        end = start + times.head
        schedule(context)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [self] in timeIsUp(context) }
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        switch phase {
        case .reading where reader.isPastHead: end = max(end, start + times.request)
        // The desk keeps its own time.
        case .examining: end = context.eventLoop.now + times.answer
        case .reading, .answering, .lingering, .over: break
        }
        if context.eventLoop.now < end { return schedule(context) }
        switch phase {
        case .reading: refuse(.timeout, context)
        case .answering:
            count(.timeout)
            close(context)
        case .lingering: close(context)
        case .examining, .over: break
        }
    }
}
