public import Examination
internal import Glibc
public import MailMessage
internal import NIOCore
internal import NIOPosix
internal import ScamVerdict
internal import SenderIdentity
internal import ServerConfiguration

extension ExaminationDesk: CaseDesk {
    public var messageLimit: Int { current.limits.messageSize }

    public func examine<Answer: Sendable>(
        _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Answer
    ) async throws(Opinion.NotExamined) -> Answer {
        var standing = current
        standing.examiner.sender.isDelivered = true
        let start = NIODeadline.now()
        let end = start + .nanoseconds(standing.limits.time.nanoseconds)
        guard enter(bytes.count) else { throw notExamined(.overload) }
        defer { leave(bytes.count) }
        let examiner = standing.examiner
        let judgement = try await beside(bytes.count, until: end) { examiner.judgeText(of: examiner.message(bytes, form, charset: charset)) }
        var report: CaseFile?
        if let resolver = standing.resolver, judgement.needsSender {
            report = await judgement.file(asking: resolver, within: standing.dnsTime, now: time(nil))
        }
        let (answer, verdict) = try await beside(bytes.count, until: end) { [report] in
            let file = report ?? judgement.file()
            return (tell(file), file.verdict)
        }
        metrics.took(.page, nanoseconds: Int((NIODeadline.now() - start).nanoseconds))
        metrics.examined(.page, verdict.outcome)
        return answer
    }

    private func notExamined(_ omission: Opinion.Omission) -> Opinion.NotExamined {
        metrics.omitted(.page, omission)
        return Opinion.NotExamined(omission)
    }

    /// Small messages are looked at right here: Swift's own threads are as many as the processors, and one must not hold them for long.
    private func beside<Value: Sendable>(
        _ size: Int, until end: NIODeadline, _ work: @escaping @Sendable () -> Value
    ) async throws(Opinion.NotExamined) -> Value {
        if size <= Self.inlineBytes { return work() }
        let value: Value?
        do {
            value = try await pool.runIfActive { NIODeadline.now() < end ? work() : nil }
        } catch {
            value = nil
        }
        guard let value else { throw notExamined(.time) }
        return value
    }
}
