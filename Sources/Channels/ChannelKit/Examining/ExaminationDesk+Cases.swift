public import Examination
internal import Glibc
public import MailMessage
internal import NIOCore
internal import NIOPosix
internal import ScamVerdict
internal import SenderIdentity
internal import ServerConfiguration
internal import Synchronization

extension ExaminationDesk: CaseDesk {
    public var messageLimit: Int { current.limits.messageSize }

    public func examine<Answer: Sendable>(
        _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Answer
    ) async throws(Opinion.NotExamined) -> Answer {
        var standing = current
        standing.examiner.sender.isDelivered = true
        let start = NIODeadline.now()
        guard enter(bytes.count) else { throw notExamined(.overload) }
        defer { leave(bytes.count) }
        let (examiner, resolver) = (standing.examiner, standing.resolver)
        let step = try await beside(bytes.count, within: standing.limits.time) { () -> Step<Answer> in
            let judgement = examiner.judgeText(of: examiner.message(bytes, form, charset: charset))
            return if resolver != nil, judgement.needsSender { .asks(judgement) } else { Step(judgement.file(), tell) }
        }
        var last = step
        if case .asks(let judgement) = step, let resolver {
            let file = await judgement.file(asking: resolver, within: standing.dnsTime, now: time(nil))
            last = try await beside(bytes.count, within: nil) { Step(file, tell) }
        }
        guard case .told(let answer, let outcome) = last else { throw notExamined(.time) }
        metrics.took(.page, nanoseconds: Int((NIODeadline.now() - start).nanoseconds))
        metrics.examined(.page, outcome)
        return answer
    }

    public func work<Value: Sendable>(on size: Int, _ work: @escaping @Sendable () -> Value) async throws(Opinion.NotExamined) -> Value {
        try await beside(size, within: current.limits.time, work)
    }

    private func notExamined(_ omission: Opinion.Omission) -> Opinion.NotExamined {
        metrics.omitted(.page, omission)
        return Opinion.NotExamined(omission)
    }

    /// Small messages are looked at right here: Swift's own threads are as many as the processors, and one must not hold them for long.
    ///
    /// - Parameter patience: until the work begins; nil for what has begun before, which is not thrown away.
    private func beside<Value: Sendable>(
        _ size: Int, within patience: Duration?, _ work: @escaping @Sendable () -> Value
    ) async throws(Opinion.NotExamined) -> Value {
        if size <= Self.inlineBytes { return work() }
        let value = await withCheckedContinuation { continuation in
            let waiting = WaitingWork(work, continuation)
            casePool.submit { $0 == .active ? waiting.begin() : waiting.giveUp() }
            guard let patience else { return }
            Task {
                try? await Task.sleep(for: patience)
                waiting.giveUp()
            }
        }
        guard let value else { throw notExamined(.time) }
        return value
    }
}

/// How far a message has come in one go.
private enum Step<Answer: Sendable>: Sendable {
    case asks(TextJudgement)
    case told(Answer, Verdict.Outcome)

    init(_ file: CaseFile, _ tell: (CaseFile) -> Answer) { self = .told(tell(file), file.verdict.outcome) }
}

/// Work before its beginning: a thread or the end of patience takes it, whoever comes first, and with it what it holds in memory.
private final class WaitingWork<Value: Sendable>: Sendable {
    private let work: Mutex<(@Sendable () -> Value)?>
    private let answer: CheckedContinuation<Value?, Never>

    init(_ work: @escaping @Sendable () -> Value, _ answer: CheckedContinuation<Value?, Never>) {
        self.work = Mutex(work)
        self.answer = answer
    }

    func begin() {
        if let work = take() { answer.resume(returning: work()) }
    }

    func giveUp() {
        if take() != nil { answer.resume(returning: nil) }
    }

    private func take() -> (@Sendable () -> Value)? { work.withLock { $0.take() } }
}
