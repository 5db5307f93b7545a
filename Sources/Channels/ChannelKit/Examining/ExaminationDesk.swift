internal import Examination
internal import Glibc
public import Logging
internal import MailMessage
internal import NIOCore
public import NIOPosix
internal import ScamVerdict
internal import SenderIdentity
internal import ServerConfiguration
internal import Synchronization

/// Examines the mail of all channels, and counts and logs what came of it.
public final class ExaminationDesk: Sendable {
    /// Longer mail is parsed beside the event loops: at 20 MB/s this is 3 ms, as long as others may wait.
    static let inlineBytes = 64 << 10
    /// A message of the page that is longer is looked at when no other such is: while it is, it takes up to twenty times its bytes.
    static let hugeBytes = 4 << 20
    /// Bytes of mail that are examined at one time beside the loops; what comes beyond it is accepted unseen rather than kept in memory.
    public static let mostBytes = 256 << 20

    private let standing: Mutex<Standing>
    private let pool: NIOThreadPool
    /// For messages of the page: whoever sends it many large ones must not keep mail waiting until its time is over, and let it pass unseen.
    let casePool: NIOThreadPool
    let hugeCasePool: NIOThreadPool
    private let mostBytes: Int
    private let bytesUnderWay = Atomic(0)
    let metrics: ServerMetrics
    let log: Logger
    private let keep: @Sendable (Feedback) -> Void
    let guardDesk: GuardDesk?

    /// - Parameters:
    ///   - pool: for large mail.
    ///   - casePool: for large messages of the page.
    ///   - hugeCasePool: of one thread, for the largest of them.
    ///   - guardDesk: judges mail that leaves, and remembers scams that came in; nil: all mail comes in.
    ///   - learn: keeps feedback; called on an event loop.
    public init(
        _ standing: Standing, pool: NIOThreadPool, casePool: NIOThreadPool, hugeCasePool: NIOThreadPool, metrics: ServerMetrics, log: Logger,
        guardDesk: GuardDesk? = nil, mostBytes: Int = mostBytes, learn: @escaping @Sendable (Feedback) -> Void = { _ in }
    ) {
        self.standing = Mutex(standing)
        self.pool = pool
        self.casePool = casePool
        self.hugeCasePool = hugeCasePool
        self.metrics = metrics
        self.log = log
        self.guardDesk = guardDesk
        self.mostBytes = mostBytes
        keep = learn
    }

    public func change(to new: Standing) { standing.withLock { $0 = new } }

    public var current: Standing { standing.withLock { $0 } }

    /// The desk as one channel sees it.
    public func desk(for channel: ChannelName) -> any Desk { ChannelDesk(channel: channel, desk: self) }

    fileprivate func learn(_ feedback: Feedback) {
        metrics.learned(feedback.label)
        keep(feedback)
    }

    fileprivate func examine(_ mail: ArrivedMail, from channel: ChannelName, on loop: any EventLoop) -> EventLoopFuture<Opinion> {
        var standing = current
        standing.examiner.sender.isDelivered = channel != .milter
        let way = way(of: mail, from: channel)
        // Who sent it is known: nobody has to be asked.
        if way == .leaving { standing.resolver = nil }
        let start = NIODeadline.now()
        let look = mail.bytes.count <= Self.inlineBytes ? examineHere(mail, way, standing, loop) : examineBeside(mail, way, standing, loop)
        let answer = way == .leaving ? look.flatMap { [self] in judge($0, of: mail, channel, loop) } : look.map { [self] in remember($0) }
        return answer.map { [self] opinion in
            report(opinion, of: mail, from: channel, nanoseconds: Int((NIODeadline.now() - start).nanoseconds))
            return opinion
        }
    }

    private func examineHere(_ mail: ArrivedMail, _ way: Way, _ standing: Standing, _ loop: any EventLoop) -> EventLoopFuture<Look> {
        let judgement = Self.judge(mail, standing)
        guard let resolver = standing.resolver, judgement.needsSender else {
            return loop.makeSucceededFuture(Look(judgement.file(), mail, way, standing.policy))
        }
        let promise = loop.makePromise(of: Look.self)
        bound(promise, standing, loop)
        ask(resolver, of: judgement, mail, way, standing, promise)
        return promise.futureResult
    }

    private func examineBeside(_ mail: ArrivedMail, _ way: Way, _ standing: Standing, _ loop: any EventLoop) -> EventLoopFuture<Look> {
        let size = mail.bytes.count
        guard enter(size) else { return loop.makeSucceededFuture(Look(.overload)) }
        let promise = loop.makePromise(of: Look.self)
        bound(promise, standing, loop)
        let end = NIODeadline.now() + .nanoseconds(standing.limits.time.nanoseconds)
        pool.submit { [self] state in
            // Nobody waits for it any more, or we are ending: what comes after it should not wait either.
            guard case .active = state, NIODeadline.now() < end else {
                leave(size)
                return promise.succeed(Look(.time))
            }
            let judgement = Self.judge(mail, standing)
            leave(size)
            if let resolver = standing.resolver, judgement.needsSender {
                ask(resolver, of: judgement, mail, way, standing, promise)
            } else {
                promise.succeed(Look(judgement.file(), mail, way, standing.policy))
            }
        }
        return promise.futureResult
    }

    /// Whether there is room for a message beside the loops; who enters leaves.
    func enter(_ size: Int) -> Bool {
        if bytesUnderWay.wrappingAdd(size, ordering: .relaxed).newValue <= mostBytes { return true }
        leave(size)
        return false
    }

    func leave(_ size: Int) { bytesUnderWay.wrappingSubtract(size, ordering: .relaxed) }

    /// A promise takes the first answer: what comes after the time is dropped.
    private func bound(_ promise: EventLoopPromise<Look>, _ standing: Standing, _ loop: any EventLoop) {
        let timer = loop.scheduleTask(in: .nanoseconds(standing.limits.time.nanoseconds)) {
            promise.succeed(Look(.time))
        }
        promise.futureResult.whenComplete { _ in timer.cancel() }
    }

    private func ask(
        _ resolver: any SenderIdentity.Resolver, of judgement: TextJudgement, _ mail: ArrivedMail, _ way: Way, _ standing: Standing,
        _ promise: EventLoopPromise<Look>
    ) {
        Task {
            let file = await judgement.file(asking: resolver, within: standing.dnsTime, now: time(nil))
            promise.succeed(Look(file, mail, way, standing.policy))
        }
    }

    private static func judge(_ mail: ArrivedMail, _ standing: Standing) -> TextJudgement {
        standing.examiner.judgeText(of: Message(parsing: mail.bytes, limits: standing.examiner.limits), envelope: mail.envelope)
    }
}

private struct ChannelDesk: Desk {
    let channel: ChannelName
    let desk: ExaminationDesk

    var messageLimit: Int { desk.current.limits.messageSize }
    func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion> { desk.examine(mail, from: channel, on: loop) }
    func learn(_ feedback: Feedback) { desk.learn(feedback) }

    var countsRejectedRecipients: Bool { channel == .milter && desk.guardDesk?.isOn == true }
    func countRejectedRecipients(_ count: Int, of envelope: Envelope, on loop: any EventLoop) {
        desk.countRejectedRecipients(count, of: envelope, from: channel, on: loop)
    }
}
