internal import Synchronization

/// How much and how often is told by one way.
public struct AlertLimits: Sendable, Equatable {
    /// After each but the last of these a try is made again.
    public var pauses = [Duration.seconds(3), .seconds(20)]
    /// That wait to be told; one takes about a kilobyte.
    public var mostWaiting = 1_000
    /// Messages of one incident each in an hour; nil for any number. What is over it is told together.
    public var mostAnHour: Int?
    public var hour = Duration.seconds(3_600)
    /// For which incidents are collected that are told together.
    public var collecting = Duration.seconds(900)

    public init() {}

    /// For people: a thousand stolen accounts must not make a thousand mails. With four mails of collected ones, an hour has fourteen.
    public static let mails = {
        var limits = AlertLimits()
        limits.mostAnHour = 10
        return limits
    }()
}

/// Tells somebody of incidents by one way, in their order, one after the other, with second tries. Whoever posts never waits.
public final class AlertQueue: Sendable {
    public enum Message: Sendable, Equatable {
        case one(IncidentReport)
        case more(MoreReport)

        var count: Int { if case .more(let more) = self { more.count } else { 1 } }
    }

    /// What became of `count` incidents.
    public enum Outcome: Sendable, Equatable {
        case sent(count: Int)
        case failed(count: Int, AlertProblem)
        /// `isFirst`: of a row of such, for a log.
        case dropped(count: Int, Reason, isFirst: Bool)
    }

    /// Why something was not even tried.
    public enum Reason: String, Sendable {
        case tooMany = "too many wait"
        case end = "the server ends"
    }

    private struct State {
        var waiting: [IncidentReport] = []
        var collected = MoreReport()
        var collectedSince = ContinuousClock.now
        /// When the last messages of one incident each went out, at most `mostAnHour`.
        var sent: [ContinuousClock.Instant] = []
        var worker: Task<Void, Never>?
        var pause: Task<Void, Never>?
        var isEnding = false
        /// Whether what was posted last was dropped.
        var isDropping = false
        /// Whether the last message failed: then the next has one try while others wait, or a row of them would take for ever.
        var isFailing = false
    }

    private enum Job {
        case deliver(Message)
        case wait(Duration)
    }

    private let state = Mutex(State())
    private let limits: AlertLimits
    private let deliver: @Sendable (Message) async throws(AlertProblem) -> Void
    private let report: @Sendable (Outcome) -> Void

    /// - Parameters:
    ///   - deliver: one try; ends soon where its task is cancelled.
    ///   - report: told what became of each, on any thread.
    public init(
        limits: AlertLimits, report: @escaping @Sendable (Outcome) -> Void, deliver: @escaping @Sendable (Message) async throws(AlertProblem) -> Void
    ) {
        self.limits = limits
        self.report = report
        self.deliver = deliver
    }

    public func post(_ incident: IncidentReport) {
        let dropped = state.withLock { state -> Outcome? in
            guard !state.isEnding, state.waiting.count < limits.mostWaiting else {
                defer { state.isDropping = true }
                return .dropped(count: 1, state.isEnding ? .end : .tooMany, isFirst: !state.isDropping)
            }
            state.isDropping = false
            state.waiting.append(incident)
            if state.worker == nil { state.worker = Task { await self.work() } }
            return nil
        }
        if let dropped { report(dropped) }
    }

    /// Tells what waits, each with one try, for so long at most; what is posted later is dropped.
    public func finish(within time: Duration) async {
        let worker = state.withLock { state in
            state.isEnding = true
            state.isDropping = false
            state.pause?.cancel()
            return state.worker
        }
        if let worker {
            let patience = Task {
                try? await Task.sleep(for: time)
                if !Task.isCancelled { worker.cancel() }
            }
            await worker.value
            patience.cancel()
        }
        let left = state.withLock { state in
            defer { (state.waiting, state.collected) = ([], MoreReport()) }
            return state.waiting.count + state.collected.count
        }
        if left > 0 { report(.dropped(count: left, .end, isFirst: true)) }
    }

    private func work() async {
        while let job = next() {
            switch job {
            case .deliver(let message): await tell(message)
            case .wait(let time): await pause(time)
            }
        }
    }

    private func next() -> Job? {
        let now = ContinuousClock.now
        return state.withLock { state in
            if Task.isCancelled { return nil }
            state.sent.removeAll { now - $0 >= limits.hour }
            // While incidents are collected, all are.
            let isOver = limits.mostAnHour.map { state.sent.count >= $0 } ?? false
            if state.collected.count == 0, !isOver, !state.waiting.isEmpty {
                if limits.mostAnHour != nil { state.sent.append(now) }
                return .deliver(.one(state.waiting.removeFirst()))
            }
            if !state.waiting.isEmpty {
                if state.collected.count == 0 { state.collectedSince = now }
                for report in state.waiting { state.collected.add(report) }
                state.waiting.removeAll(keepingCapacity: true)
            }
            guard state.collected.count > 0 else {
                state.worker = nil
                return nil
            }
            let rest = limits.collecting - (now - state.collectedSince)
            guard state.isEnding || rest <= .zero else { return .wait(rest) }
            defer { state.collected = MoreReport() }
            if state.collected.count == 1 { return .deliver(.one(state.collected.named[0])) }
            return .deliver(.more(state.collected))
        }
    }

    private func tell(_ message: Message) async {
        var pauses = limits.pauses[...]
        while true {
            do throws(AlertProblem) {
                try await deliver(message)
                state.withLock { $0.isFailing = false }
                return report(.sent(count: message.count))
            } catch {
                let isOver = state.withLock { $0.isEnding || $0.isFailing && !$0.waiting.isEmpty } || Task.isCancelled
                guard let next = pauses.popFirst(), !isOver else {
                    state.withLock { $0.isFailing = true }
                    return report(.failed(count: message.count, error))
                }
                await pause(next)
            }
        }
    }

    /// Until then, or until it is to end.
    private func pause(_ time: Duration) async {
        let pause = state.withLock { state -> Task<Void, Never>? in
            guard !state.isEnding else { return nil }
            let pause = Task { _ = try? await Task.sleep(for: time) }
            state.pause = pause
            return pause
        }
        await pause?.value
    }
}
