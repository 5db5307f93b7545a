public import ChannelKit
public import NIOCore

/// Speaks the milter protocol (Sendmail's, versions 2 to 6) with one mail server's connection, and brings its mails to the desk.
///
/// Goes behind whatever bounds the number of connections and their silence. Everything that is not negotiated, read or waited for is up to `MilterSession`; here are the
/// socket and the clock. docs/milter.md says what happens with which fault.
///
/// Back-pressure: nothing is read while a frame waits for the desk, nor while answers are not taken. `ServerIsClosing` ends the connection when its mail is answered.
public final class MilterHandler: ChannelDuplexHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    /// How often a mail server that waits hears that we are at it: Sendmail waits 10 s where nothing is set (confMILTER's R), Postfix 300 s.
    static let progressInterval = TimeAmount.seconds(4)

    private let desk: any Desk
    private let counters: ServerMetrics
    private var session: MilterSession
    /// Frames that are not handed to the channel yet.
    private var outgoing: [UInt8] = []
    private var context: ChannelHandlerContext?
    private var clock: Scheduled<Void>?
    private var wantsRead = false
    private var isReading = false

    public init(desk: any Desk, counters: ServerMetrics) {
        self.desk = desk
        self.counters = counters
        session = MilterSession(messageLimit: desk.messageLimit, countsRejected: desk.countsRejectedRecipients)
    }

    public func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    public func handlerRemoved(context: ChannelHandlerContext) {
        note(session.connectionLost())
        clock?.cancel()
        self.context = nil
    }

    // MARK: - In

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        let bytes = unwrapInboundIn(data)
        perform(session.receive(bytes.readableBytesUInt8Span))
    }

    public func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    public func channelInactive(context: ChannelHandlerContext) {
        note(session.connectionLost())
        clock?.cancel()
        context.fireChannelInactive()
    }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ServerIsClosing { perform(session.leave()) }
        if case .inputClosed? = event as? ChannelEvent { perform(session.inputEnded()) }
        context.fireUserInboundEventTriggered(event)
    }

    public func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: - Back-pressure

    public func read(context: ChannelHandlerContext) {
        wantsRead = !(session.wantsInput && context.channel.isWritable)
        if !wantsRead { context.read() }
    }

    public func channelWritabilityChanged(context: ChannelHandlerContext) {
        readOn()
        context.fireChannelWritabilityChanged()
    }

    private func readOn() {
        guard wantsRead, let context else { return }
        read(context: context)
    }

    // MARK: - Out

    private func perform(_ steps: [MilterStep]) {
        var isEnd = false
        for step in steps {
            switch step {
            case .answer(let answer):
                answer.encode(into: &outgoing)
                if case .agree = answer { context?.triggerUserOutboundEvent(PeerIsKnown(), promise: nil) }
            case .examine(let mail, let ticket): examine(mail, ticket)
            case .rejected, .count: note([step])
            case .close: isEnd = true
            }
        }
        if isEnd { close() } else if !isReading { flush() }
    }

    /// What is to be known, and not answered.
    private func note(_ steps: [MilterStep]) {
        for step in steps {
            switch step {
            case .rejected(let count, let envelope):
                if let loop = context?.eventLoop { desk.countRejectedRecipients(count, of: envelope, on: loop) }
            case .count(let fault): counters.fault(.milter, fault)
            case .answer, .examine, .close: break
            }
        }
    }

    private func examine(_ mail: ArrivedMail, _ ticket: Int) {
        guard let context else { return }
        startClock()
        // A small mail is answered at once. Its answer waits for the loop's next turn: else a buffer full of mails would be as many calls inside each other, and
        // nobody else would be heard meanwhile. Weak: whoever is gone needs no answer, and the mail need not wait for the desk.
        let loop = context.eventLoop.assumeIsolated()
        var isAtOnce = true
        desk.examine(mail, on: context.eventLoop).assumeIsolated().whenComplete { [weak self] result in
            if isAtOnce { loop.execute { self?.conclude(result, ticket) } } else { self?.conclude(result, ticket) }
        }
        isAtOnce = false
    }

    private func conclude(_ result: Result<Opinion, any Error>, _ ticket: Int) {
        perform(session.answer(try? result.get(), ticket: ticket))
        readOn()
    }

    private func flush() {
        guard let context, !outgoing.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(takeOutgoing(context)), promise: nil)
    }

    /// Ends the connection when the last answer has left, or cannot leave.
    private func close() {
        guard let context else { return }
        let isSent = context.eventLoop.makePromise(of: Void.self)
        isSent.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.context?.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(takeOutgoing(context)), promise: isSent)
    }

    private func takeOutgoing(_ context: ChannelHandlerContext) -> ByteBuffer {
        let buffer = context.channel.allocator.buffer(bytes: outgoing)
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= MilterLimits.keptBuffer)
        return buffer
    }

    // MARK: - The clock

    /// One timer for as long as mails come, not one for each.
    private func startClock() {
        guard clock == nil, let context else { return }
        clock = context.eventLoop.assumeIsolated().scheduleTask(in: Self.progressInterval) { [weak self] in
            guard let self else { return }
            clock = nil
            guard session.ticket != nil else { return }
            perform([.answer(.progress)])
            startClock()
        }
    }
}
