public import ChannelKit
public import NIOCore
internal import SenderGuard

/// Speaks Postfix' policy delegation (SMTPD_POLICY_README) with one of its processes, and asks the desk about each mail.
///
/// Goes behind whatever bounds the number of connections and their silence. What is read and said is up to `PolicySession`; here is the socket. docs/sender-guard.md says what
/// happens with which fault.
///
/// Back-pressure: nothing is read while a request is at the desk, nor while answers are not taken. `ServerIsClosing` ends the connection when its request is answered.
public final class PolicyHandler: ChannelDuplexHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    private let desk: any OutgoingDesk
    private let counters: ServerMetrics
    private var session = PolicySession()
    /// Answers that are not handed to the channel yet.
    private var outgoing: [UInt8] = []
    private var context: ChannelHandlerContext?
    private var wantsRead = false

    public init(desk: any OutgoingDesk, counters: ServerMetrics) {
        self.desk = desk
        self.counters = counters
    }

    public func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    public func handlerRemoved(context: ChannelHandlerContext) {
        lose()
        self.context = nil
    }

    // MARK: - In

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        perform(session.receive(bytes.readableBytesUInt8Span))
    }

    public func channelInactive(context: ChannelHandlerContext) {
        lose()
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

    private func lose() {
        if let fault = session.connectionLost() { counters.fault(.policy, fault) }
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

    /// What the desk answers at once is taken at once, in turns: not a call inside of the other for each request in a buffer.
    private func perform(_ steps: [PolicyStep]) {
        var isEnd = false
        var steps = steps
        while true {
            var mail: LeavingMail?
            for step in steps {
                switch step {
                case .answer(let answer): answer.encode(into: &outgoing)
                case .judge(let leaving): mail = leaving
                case .count(let fault): counters.fault(.policy, fault)
                case .peerIsKnown: context?.triggerUserOutboundEvent(PeerIsKnown(), promise: nil)
                case .close: isEnd = true
                }
            }
            guard let mail, let result = ask(mail) else { break }
            steps = session.answer(result.reply)
        }
        if isEnd { close() } else { flush() }
    }

    private struct DeskAnswer {
        let reply: GuardReply?
    }

    /// Nil where the answer comes later.
    private func ask(_ mail: LeavingMail) -> DeskAnswer? {
        guard let context else { return nil }
        var answer: DeskAnswer?
        var isAtOnce = true
        // Weak: whoever is gone needs no answer. A desk that fails stops nobody.
        desk.judge(mail, on: context.eventLoop).assumeIsolated().whenComplete { [weak self] result in
            let reply = (try? result.get()) ?? nil
            if isAtOnce { answer = DeskAnswer(reply: reply) } else { self?.conclude(reply) }
        }
        isAtOnce = false
        return answer
    }

    private func conclude(_ reply: GuardReply?) {
        perform(session.answer(reply))
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
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= PolicyLimits.keptBuffer)
        return buffer
    }
}
