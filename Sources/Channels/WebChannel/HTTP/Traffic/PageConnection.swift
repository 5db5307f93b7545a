internal import ChannelKit
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import SenderIdentity

/// A connection of the page: one request after the other, each within its time and its bytes.
///
/// Between requests, and while one arrives, it is this object and a decoder; only for the answer is there a task.
final class PageConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private enum State { case waiting, receiving, answering, lingering }

    private struct Incoming {
        let head: HTTPRequestHead
        let client: ClientAddress
        let requestID: String
        let bodyLimit: Int
        var body = ByteBuffer()
        /// In the budget.
        var taken = 0
    }

    private let door: FrontDoor
    private let clock: RequestClock
    private var state = State.waiting
    private var incoming: Incoming?
    /// What came behind a request that is being answered: no more than was read in one breath, since nothing is read meanwhile.
    private var later = CircularBuffer<HTTPServerRequestPart>(initialCapacity: 0)
    private var isReadHeld = false
    /// We are ending: no request after this one.
    private var isLast = false
    /// The client says nothing more.
    private var isInputOver = false
    /// What came behind the requests that are here is no HTTP.
    private var isSpoilt = false
    /// A request wants another protocol behind it: the decoder stops there, and would keep all that comes. We speak none, and RFC 9110 § 7.8 lets us pass over the wish.
    private var isTurning = false
    private var isTakingLater = false
    private var peerAddress: IPAddress?
    private var isActive = true

    init(door: FrontDoor, clock: RequestClock) {
        self.door = door
        self.clock = clock
    }

    // MARK: Events

    func handlerAdded(context: ChannelHandlerContext) { watch(context) }

    func channelInactive(context: ChannelHandlerContext) {
        isActive = false
        if state == .receiving { door.metrics.fault(.page, .aborted) }
        forget()
        later.removeAll()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        if state == .answering { later.append(part) } else { take(part, context) }
    }

    func read(context: ChannelHandlerContext) {
        if state == .answering { isReadHeld = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ServerIsClosing:
            isLast = true
            if state == .waiting { context.close(promise: nil) }
        case ChannelEvent.inputClosed:
            isInputOver = true
            if state != .answering { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isTooLong = error is ByteToMessageDecoderError.PayloadTooLargeError || error as? HTTPParserError == .headerOverflow
        guard isTooLong || error is HTTPParserError || error is ByteToMessageDecoderError else { return context.close(promise: nil) }
        switch state {
        // What it sends behind a refusal need not be HTTP.
        case .lingering: break
        case .answering: isSpoilt = true
        case .waiting, .receiving: refuseUnreadable(isTooLong: isTooLong, context)
        }
    }

    private func watch(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: door.times.check) { [weak self] in
            guard let self, isActive else { return }
            if clock.isOver(now: context.eventLoop.now) { end(context) }
            watch(context)
        }
    }

    /// The time is over.
    private func end(_ context: ChannelHandlerContext) {
        switch clock.phase {
        case .header, .body:
            door.metrics.turnedAway(.time)
            refuse(.timeout, context)
        case .waiting, .writing, .lingering, .answering: context.close(promise: nil)
        }
    }

    // MARK: A request

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.waiting, .head(let head)): begin(head, context)
        case (.receiving, .body(let piece)): receive(piece, context)
        case (.receiving, .end): answer(context)
        default: break
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        let client = door.client(of: head, peer: peer(context))
        let bodyLimit = door.bodyLimit(of: head)
        incoming = Incoming(head: head, client: client, requestID: RequestID.of(head.headers.first(name: "X-Request-Id")), bodyLimit: bodyLimit)
        state = .receiving
        clock.enter(.body(0), now: now)
        if head.method == .CONNECT || head.headers.contains(name: "Upgrade") { isTurning = true }
        if let problem = door.admit(head, bodyLimit: bodyLimit, from: client, now: now) { return refuse(problem, context) }
        if Admission.wantsToContinue(head) { context.writeAndFlush(Self.wrapOutboundOut(Self.goOn), promise: nil) }
    }

    private func peer(_ context: ChannelHandlerContext) -> IPAddress {
        if let peerAddress { return peerAddress }
        let address = IPAddress(peer: context.remoteAddress)
        peerAddress = address
        return address
    }

    private static let goOn = ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")

    private func receive(_ piece: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let (before, limit) = incoming.map({ ($0.taken, $0.bodyLimit) }) else { return }
        let count = piece.readableBytes
        guard before + count <= limit else { return refuse(door.tooLarge(incoming!.head, bodyLimit: limit), context) }
        guard door.take(count, before: before, from: incoming!.client) else {
            door.metrics.turnedAway(.room)
            return refuse(.overloaded(retryAfter: Problem.retrySeconds), context)
        }
        incoming!.taken += count
        incoming!.body.writeImmutableBuffer(piece)
        clock.received(before + count)
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let request = incoming.take() else { return }
        state = .answering
        clock.enter(.answering, now: context.eventLoop.now)
        let isExamined = request.head.method == .POST
        guard !isExamined || door.enter() else {
            door.giveBack(request.taken, from: request.client)
            return send(
                door.answer(.overloaded(retryAfter: Problem.retrySeconds), path: request.head.path, requestID: request.requestID, to: request.head),
                request.head,
                isRequestRead: true, context)
        }
        let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        Task { [door] in
            let answer = await door.answer(request.head, body: request.body, from: request.client, requestID: request.requestID)
            if isExamined { door.leave() }
            door.giveBack(request.taken, from: request.client)
            loop.execute {
                let (connection, context) = here.value
                connection.send(answer, request.head, isRequestRead: true, context)
            }
        }
    }

    /// Answers before all of the request is there, and closes: the rest is not waited for.
    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        let head = incoming?.head
        let answer = door.answer(problem, path: head?.path ?? "", requestID: incoming?.requestID ?? RequestID.of(nil), to: head)
        forget()
        state = .answering
        send(answer, head, isRequestRead: false, context)
    }

    private func refuseUnreadable(isTooLong: Bool = false, _ context: ChannelHandlerContext) {
        door.metrics.fault(.page, .malformed)
        refuse(isTooLong ? .headerTooLarge : .malformed("The request cannot be read as HTTP/1.1."), context)
    }

    private func forget() {
        if let incoming { door.giveBack(incoming.taken, from: incoming.client) }
        incoming = nil
    }

    // MARK: The answer

    /// The kernel takes as much at once, mostly.
    private static let smallAnswer = 64 << 10

    /// Whether the answer under way is the last one: nothing is here behind it that could be answered, and nothing will come.
    private var isEnding: Bool { isLast || (isInputOver || isSpoilt || isTurning) && later.isEmpty }

    private func send(_ answer: Answer, _ head: HTTPRequestHead?, isRequestRead: Bool, _ context: ChannelHandlerContext) {
        guard isActive else { return }
        let isKept = head?.isKeepAlive ?? false
        let closes = isEnding || !isRequestRead || !isKept
        let pieces = answer.bytes(closing: closes, keepsAlive10: isKept && head?.version == .http1_0)
        clock.enter(.writing(answer.body.readableBytes), now: context.eventLoop.now)
        let written = context.eventLoop.makePromise(of: Void.self)
        let held = answer.body.readableBytes > Self.smallAnswer ? answer.body.readableBytes : 0
        door.budget.hold(held)
        written.futureResult.whenComplete { [door] _ in door.budget.giveBack(held) }
        for piece in pieces.dropLast() { context.write(Self.wrapOutboundOut(piece), promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(pieces.last ?? ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenSuccess { self.wasSent(closes: closes, isRequestRead: isRequestRead, context) }
    }

    private func wasSent(closes: Bool, isRequestRead: Bool, _ context: ChannelHandlerContext) {
        guard isActive else { return }
        if !isRequestRead || (isSpoilt || isTurning) && isEnding, !isLast, !isInputOver { return linger(context) }
        if closes || isEnding { return context.close(promise: nil) }
        state = .waiting
        clock.enter(.waiting, now: context.eventLoop.now)
        takeLater(context)
    }

    /// What was kept meanwhile, and then what comes.
    private func takeLater(_ context: ChannelHandlerContext) {
        // Answers that are there at once lead back to here: a thousand requests in one breath must not make a stack of a thousand calls.
        if isTakingLater { return }
        isTakingLater = true
        while state != .answering, let part = later.popFirst() { take(part, context) }
        isTakingLater = false
        guard state == .waiting || state == .receiving else { return }
        // The last of it has no end.
        if isInputOver { return context.close(promise: nil) }
        if isSpoilt { return refuseUnreadable(context) }
        guard isReadHeld else { return }
        isReadHeld = false
        context.read()
    }

    /// Says that nothing more comes, and drops what the client still sends.
    private func linger(_ context: ChannelHandlerContext) {
        state = .lingering
        clock.enter(.lingering, now: context.eventLoop.now)
        later.removeAll()
        context.close(mode: .output, promise: nil)
        isReadHeld = false
        context.read()
    }
}

extension HTTPRequestHead {
    /// Without the query.
    fileprivate var path: String { String(uri.prefix { $0 != "?" }) }
}
