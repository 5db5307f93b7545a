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
    /// Bytes of mail that are examined at one time beside the loops; what comes beyond it is accepted unseen rather than kept in memory.
    public static let mostBytes = 256 << 20

    private let standing: Mutex<Standing>
    private let pool: NIOThreadPool
    /// For messages of the page: whoever sends it many large ones must not keep mail waiting until its time is over, and let it pass unseen.
    let casePool: NIOThreadPool
    private let mostBytes: Int
    private let bytesUnderWay = Atomic(0)
    let metrics: ServerMetrics
    let log: Logger
    private let keep: @Sendable (Feedback) -> Void

    /// - Parameters:
    ///   - pool: for large mail.
    ///   - casePool: for large messages of the page.
    ///   - learn: keeps feedback; called on an event loop.
    public init(
        _ standing: Standing, pool: NIOThreadPool, casePool: NIOThreadPool, metrics: ServerMetrics, log: Logger, mostBytes: Int = mostBytes,
        learn: @escaping @Sendable (Feedback) -> Void = { _ in }
    ) {
        self.standing = Mutex(standing)
        self.pool = pool
        self.casePool = casePool
        self.metrics = metrics
        self.log = log
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
        let start = NIODeadline.now()
        let answer = mail.bytes.count <= Self.inlineBytes ? examineHere(mail, standing, loop) : examineBeside(mail, standing, loop)
        return answer.map { [self] opinion in
            report(opinion, of: mail, from: channel, nanoseconds: Int((NIODeadline.now() - start).nanoseconds))
            return opinion
        }
    }

    private func examineHere(_ mail: ArrivedMail, _ standing: Standing, _ loop: any EventLoop) -> EventLoopFuture<Opinion> {
        let judgement = Self.judge(mail, standing)
        guard let resolver = standing.resolver, judgement.needsSender else {
            return loop.makeSucceededFuture(Self.opinion(judgement.file(), mail, standing.policy))
        }
        let promise = loop.makePromise(of: Opinion.self)
        bound(promise, standing, loop)
        ask(resolver, of: judgement, mail, standing, promise)
        return promise.futureResult
    }

    private func examineBeside(_ mail: ArrivedMail, _ standing: Standing, _ loop: any EventLoop) -> EventLoopFuture<Opinion> {
        let size = mail.bytes.count
        guard enter(size) else { return loop.makeSucceededFuture(Self.omission(.overload)) }
        let promise = loop.makePromise(of: Opinion.self)
        bound(promise, standing, loop)
        let end = NIODeadline.now() + .nanoseconds(standing.limits.time.nanoseconds)
        pool.submit { [self] state in
            // Nobody waits for it any more, or we are ending: what comes after it should not wait either.
            guard case .active = state, NIODeadline.now() < end else {
                leave(size)
                return promise.succeed(Self.omission(.time))
            }
            let judgement = Self.judge(mail, standing)
            leave(size)
            if let resolver = standing.resolver, judgement.needsSender {
                ask(resolver, of: judgement, mail, standing, promise)
            } else {
                promise.succeed(Self.opinion(judgement.file(), mail, standing.policy))
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
    private func bound(_ promise: EventLoopPromise<Opinion>, _ standing: Standing, _ loop: any EventLoop) {
        let timer = loop.scheduleTask(in: .nanoseconds(standing.limits.time.nanoseconds)) {
            promise.succeed(Self.omission(.time))
        }
        promise.futureResult.whenComplete { _ in timer.cancel() }
    }

    private func ask(
        _ resolver: any SenderIdentity.Resolver, of judgement: TextJudgement, _ mail: ArrivedMail, _ standing: Standing, _ promise: EventLoopPromise<Opinion>
    ) {
        Task {
            let file = await judgement.file(asking: resolver, within: standing.dnsTime, now: time(nil))
            promise.succeed(Self.opinion(file, mail, standing.policy))
        }
    }

    private static func judge(_ mail: ArrivedMail, _ standing: Standing) -> TextJudgement {
        standing.examiner.judgeText(of: Message(parsing: mail.bytes, limits: standing.examiner.limits), envelope: mail.envelope)
    }

    private static func opinion(_ file: CaseFile, _ mail: ArrivedMail, _ policy: ActionPolicy) -> Opinion {
        let verdict = file.verdict
        let finding = Opinion.Finding(
            outcome: verdict.outcome, kind: verdict.kind, probability: verdict.probability, reasons: ResultField(verdict).reasons, model: verdict.model)
        return Opinion(finding: .success(finding), action: policy.action(for: file, envelope: mail.envelope))
    }

    private static func omission(_ omission: Opinion.Omission) -> Opinion {
        Opinion(finding: .failure(Opinion.NotExamined(omission)), action: ActionPolicy.untouched)
    }
}

private struct ChannelDesk: Desk {
    let channel: ChannelName
    let desk: ExaminationDesk

    var messageLimit: Int { desk.current.limits.messageSize }
    func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion> { desk.examine(mail, from: channel, on: loop) }
    func learn(_ feedback: Feedback) { desk.learn(feedback) }
}
