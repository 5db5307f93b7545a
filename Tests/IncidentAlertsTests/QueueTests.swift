import Synchronization
import SenderGuard
import Testing

@testable import IncidentAlerts

/// Order, second tries, and how much is told.
@Suite(.timeLimit(.minutes(1))) struct QueueTests {
    /// Somebody who is told, and may not want to hear.
    private final class Listener: Sendable {
        private struct State {
            var messages: [AlertQueue.Message] = []
            var outcomes: [AlertQueue.Outcome] = []
            var failures = 0
        }

        private let state = Mutex(State())

        init(failures: Int = 0) { state.withLock { $0.failures = failures } }

        var messages: [AlertQueue.Message] { state.withLock { $0.messages } }
        var outcomes: [AlertQueue.Outcome] { state.withLock { $0.outcomes } }
        var ids: [Int] { messages.compactMap { if case .one(let report) = $0 { report.incident.id } else { nil } } }

        func queue(_ limits: AlertLimits, takes time: Duration = .zero) -> AlertQueue {
            AlertQueue(limits: limits) { outcome in
                self.state.withLock { $0.outcomes.append(outcome) }
            } deliver: { message throws(AlertProblem) in
                if time > .zero {
                    do { try await Task.sleep(for: time) } catch { throw .time }
                }
                let fails = self.state.withLock { state in
                    state.messages.append(message)
                    state.failures -= 1
                    return state.failures >= 0
                }
                if fails { throw .status("500") }
            }
        }

        func outcomes(_ count: Int) async -> [AlertQueue.Outcome] {
            while outcomes.count < count { try? await Task.sleep(for: .milliseconds(5)) }
            return outcomes
        }
    }

    private static let quick = {
        var limits = AlertLimits()
        limits.pauses = [.milliseconds(1), .milliseconds(2)]
        return limits
    }()

    @Test func inOrder() async {
        let listener = Listener()
        let queue = listener.queue(Self.quick)
        for id in 0..<100 { queue.post(Sample.report(id: id)) }
        #expect(await listener.outcomes(100) == Array(repeating: .sent(count: 1), count: 100))
        #expect(listener.ids == Array(0..<100))
    }

    @Test func threeTries() async {
        let listener = Listener(failures: 2)
        let queue = listener.queue(Self.quick)
        queue.post(Sample.report(id: 1))
        #expect(await listener.outcomes(1) == [.sent(count: 1)])
        #expect(listener.ids == [1, 1, 1])
    }

    /// A row of failures does not take three tries each.
    @Test func whatFailsIsToldOnce() async {
        let listener = Listener(failures: 5)
        let queue = listener.queue(Self.quick)
        for id in 1...4 { queue.post(Sample.report(id: id)) }
        let failed = AlertQueue.Outcome.failed(count: 1, .status("500"))
        #expect(await listener.outcomes(4) == [failed, failed, failed, .sent(count: 1)])
        #expect(listener.ids == [1, 1, 1, 2, 3, 4])
        // It works again: three tries again.
        let other = Listener(failures: 0)
        other.queue(Self.quick).post(Sample.report(id: 9))
        #expect(await other.outcomes(1) == [.sent(count: 1)])
    }

    @Test func nobodyWaitsAndRoomIsBounded() async {
        var limits = Self.quick
        limits.mostWaiting = 10
        let listener = Listener()
        let queue = listener.queue(limits, takes: .milliseconds(300))
        let start = ContinuousClock.now
        for id in 0..<1_000 { queue.post(Sample.report(id: id)) }
        #expect(ContinuousClock.now - start < .milliseconds(250))
        let dropped = listener.outcomes.filter { if case .dropped = $0 { true } else { false } }
        // One may be under way already.
        #expect((989...990).contains(dropped.count))
        #expect(dropped.first == .dropped(count: 1, isFirst: true) && dropped.dropFirst().allSatisfy { $0 == .dropped(count: 1, isFirst: false) })
        await queue.finish(within: .zero)
    }

    /// A thousand stolen accounts: ten mails, and one that says how many more there are.
    @Test func manyAreToldTogether() async {
        var limits = AlertLimits.mails
        limits.collecting = .milliseconds(300)
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<1_000 { queue.post(Sample.report(id: id)) }
        _ = await listener.outcomes(11)
        #expect(listener.ids == Array(0..<10))
        guard case .more(let more) = listener.messages.last else { return #expect(Bool(false)) }
        #expect(more.count == 990 && more.named.map(\.incident.id) == Array(10..<60))
        #expect(listener.outcomes.last == .sent(count: 990))
    }

    @Test func anHourLaterEachHasItsOwn() async {
        var limits = AlertLimits.mails
        limits.mostAnHour = 2
        limits.hour = .milliseconds(400)
        limits.collecting = .milliseconds(100)
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<3 { queue.post(Sample.report(id: id)) }
        // One alone is no collection.
        #expect(await listener.outcomes(3) == Array(repeating: .sent(count: 1), count: 3))
        try? await Task.sleep(for: .milliseconds(500))
        queue.post(Sample.report(id: 3))
        _ = await listener.outcomes(4)
        #expect(listener.ids == [0, 1, 2, 3])
    }

    @Test func theEndTellsWhatWaits() async {
        var limits = AlertLimits.mails
        limits.pauses = [.seconds(3_600)]
        limits.mostAnHour = 1
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<5 { queue.post(Sample.report(id: id)) }
        await queue.finish(within: .seconds(20))
        #expect(listener.outcomes == [.sent(count: 1), .sent(count: 4)])
        queue.post(Sample.report())
        #expect(listener.outcomes.last == .dropped(count: 1, isFirst: true))
    }

    /// Within a pause before a second try, and within one try that hangs.
    @Test(arguments: [(1_000, Duration.zero), (0, Duration.seconds(3_600))])
    func theEndComesInTime(_ failures: Int, _ takes: Duration) async {
        var limits = AlertLimits()
        limits.pauses = [.seconds(3_600), .seconds(3_600)]
        let listener = Listener(failures: failures)
        let queue = listener.queue(limits, takes: takes)
        for id in 0..<3 { queue.post(Sample.report(id: id)) }
        try? await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        await queue.finish(within: .milliseconds(300))
        #expect(ContinuousClock.now - start < .seconds(10))
        let counts = listener.outcomes.map { outcome in
            switch outcome {
            case .sent(let count), .failed(let count, _), .dropped(let count, _): count
            }
        }
        #expect(counts.reduce(0, +) == 3, "\(listener.outcomes)")
    }
}
