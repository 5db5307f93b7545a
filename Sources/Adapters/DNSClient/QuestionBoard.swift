internal import SenderIdentity

/// Who waits for which answers until when: the state that callers and the network's thread share, without a lock, a socket or a clock of its own.
///
/// Whoever waits for several questions is one `Call`; a question that is already on its way is not sent again. A call ends when its last
/// answer is there or its time is over, whatever comes first, and exactly once.
struct QuestionBoard<Waiter: Sendable>: Sendable {
    private var calls: [UInt64: Call] = [:]
    private var inFlight: [DNSQuestion: InFlight] = [:]
    private var cache: AnswerCache
    private let limits: DNSLimits
    /// When to look for what is over; no deadline is before it, or not by more than `precision`.
    private var earliest: ContinuousClock.Instant?
    /// What the network's thread has to send.
    private(set) var unsent: [DNSQuestion] = []

    private struct Call {
        let waiter: Waiter
        let questions: [DNSQuestion]
        var answers: [DNSQuestion: DNSAnswer]
        var missing: Int
        let deadline: ContinuousClock.Instant
    }

    private struct InFlight {
        let deadline: ContinuousClock.Instant
        var calls: [UInt64]
    }

    /// What a waiter has waited for.
    struct Delivery: Sendable {
        let waiter: Waiter
        let answers: [DNSQuestion: DNSAnswer]
    }

    init(limits: DNSLimits) {
        self.limits = limits
        cache = AnswerCache(limit: limits.cacheBytes)
    }

    /// Nobody waits for anything.
    var isIdle: Bool { calls.isEmpty && inFlight.isEmpty }
    var cached: (count: Int, bytes: Int) { (cache.count, cache.bytes) }

    /// The answers if all are known.
    mutating func known(_ questions: [DNSQuestion], at now: ContinuousClock.Instant) -> [DNSQuestion: DNSAnswer]? {
        var answers: [DNSQuestion: DNSAnswer] = [:]
        answers.reserveCapacity(questions.count)
        for question in questions {
            guard let answer = cache.answer(to: question, at: now) else { return nil }
            answers[question] = answer
        }
        return answers
    }

    /// Begins a call; what is known or cannot be asked is answered, and if that is all, the call is over.
    mutating func ask(_ questions: [DNSQuestion], call id: UInt64, waiter: Waiter, at now: ContinuousClock.Instant, until deadline: ContinuousClock.Instant)
        -> Delivery?
    {
        var call = Call(waiter: waiter, questions: questions, answers: [:], missing: 0, deadline: deadline)
        for question in Set(questions) {
            if let answer = cache.answer(to: question, at: now) {
                call.answers[question] = answer
            } else if join(question, call: id, at: now) {
                call.missing += 1
            } else {
                call.answers[question] = .temporaryError
            }
        }
        guard call.missing > 0 else { return Delivery(waiter: waiter, answers: call.answers) }
        calls[id] = call
        note(deadline)
        return nil
    }

    /// False where too many are on their way.
    private mutating func join(_ question: DNSQuestion, call id: UInt64, at now: ContinuousClock.Instant) -> Bool {
        if inFlight[question]?.calls.append(id) != nil { return true }
        guard inFlight.count < limits.questionsInFlight else { return false }
        let deadline = now + limits.questionTime
        inFlight[question] = InFlight(deadline: deadline, calls: [id])
        unsent.append(question)
        note(deadline)
        return true
    }

    private mutating func note(_ deadline: ContinuousClock.Instant) { earliest = min(earliest ?? deadline, deadline) }

    mutating func takeUnsent() -> [DNSQuestion] {
        defer { unsent = [] }
        return unsent
    }

    /// The network's word on a question, also when nobody waits any more: it is kept for the next one.
    ///
    /// Returns calls that are over, and what the cache has given up.
    mutating func settle(_ question: DNSQuestion, _ answer: DNSAnswer, seconds: UInt32?, at now: ContinuousClock.Instant) -> (
        [Delivery], AnswerCache.Generation?
    ) {
        let dropped = cache.keep(answer, to: question, until: now + limits.lifetime(of: answer, seconds: seconds))
        return (inFlight.removeValue(forKey: question).map { deliver(answer, to: question, calls: $0.calls) } ?? [], dropped)
    }

    private mutating func deliver(_ answer: DNSAnswer, to question: DNSQuestion, calls ids: [UInt64]) -> [Delivery] {
        var over: [Delivery] = []
        for id in ids {
            guard var call = calls.removeValue(forKey: id) else { continue }
            call.answers[question] = answer
            call.missing -= 1
            if call.missing == 0 { over.append(Delivery(waiter: call.waiter, answers: call.answers)) } else { calls[id] = call }
        }
        return over
    }

    /// How late a deadline may be noticed, so that many of them at different times do not cost a look at all that waits each.
    private static var precision: Duration { .milliseconds(10) }

    /// Ends what has no time left. Looks at all that waits, but only when something may be over.
    mutating func expire(at now: ContinuousClock.Instant) -> [Delivery] {
        guard let earliest, earliest <= now else { return [] }
        var over: [Delivery] = []
        for (question, _) in inFlight.filter({ $0.value.deadline <= now }) { over += settle(question, .temporaryError, seconds: nil, at: now).0 }
        for (id, _) in calls.filter({ $0.value.deadline <= now }) { over += end(call: id) }
        let next = [inFlight.values.lazy.map(\.deadline).min(), calls.values.lazy.map(\.deadline).min()].compactMap { $0 }.min()
        self.earliest = next.map { max($0, now + Self.precision) }
        return over
    }

    /// Ends a call with what it has; the rest is `.temporaryError`.
    mutating func end(call id: UInt64) -> [Delivery] {
        guard let call = calls.removeValue(forKey: id) else { return [] }
        let answers = Dictionary(call.questions.map { ($0, call.answers[$0] ?? .temporaryError) }, uniquingKeysWith: { first, _ in first })
        return [Delivery(waiter: call.waiter, answers: answers)]
    }
}
