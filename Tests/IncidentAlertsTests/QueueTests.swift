import Synchronization
import SenderGuard
import Testing

@testable import IncidentAlerts

/// Order, second tries, and how much is told. Nothing here depends on how fast the machine is: the limit only ends what hangs.
@Suite(.timeLimit(.minutes(10))) struct QueueTests {
    /// Somebody who is told, and may not want to hear.
    private final class Listener: Sendable {
        private struct State {
            var messages: [AlertQueue.Message] = []
            var outcomes: [AlertQueue.Outcome] = []
            var failures = 0
            var begun = 0
            var isClosed = false
        }

        private let state = Mutex(State())

        /// Of `failures` messages it does not want to hear; while it is closed, each try hangs.
        init(failures: Int = 0, isClosed: Bool = false) { state.withLock { ($0.failures, $0.isClosed) = (failures, isClosed) } }

        func open(failures: Int = 0) { state.withLock { ($0.failures, $0.isClosed) = (failures, false) } }
        func close() { state.withLock { $0.isClosed = true } }

        var messages: [AlertQueue.Message] { state.withLock { $0.messages } }
        var outcomes: [AlertQueue.Outcome] { state.withLock { $0.outcomes } }
        var ids: [Int] { messages.compactMap { if case .one(let report) = $0 { report.incident.id } else { nil } } }

        func queue(_ limits: AlertLimits) -> AlertQueue {
            AlertQueue(limits: limits) { outcome in
                self.state.withLock { $0.outcomes.append(outcome) }
            } deliver: { message throws(AlertProblem) in
                self.state.withLock { $0.begun += 1 }
                while self.state.withLock({ $0.isClosed }) {
                    do { try await Task.sleep(for: .milliseconds(5)) } catch { throw .time }
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

        func begun(_ count: Int) async {
            while state.withLock({ $0.begun }) < count { try? await Task.sleep(for: .milliseconds(5)) }
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
        // It works again: three tries again, also while another waits.
        listener.close()
        for id in 5...6 { queue.post(Sample.report(id: id)) }
        listener.open(failures: 2)
        #expect(await listener.outcomes(6).suffix(2) == [.sent(count: 1), .sent(count: 1)])
        #expect(listener.ids.suffix(4) == [5, 5, 5, 6])
    }

    /// One that failed for good does not take the second tries from one that comes a day later.
    @Test func whatFailsAloneIsTriedThreeTimes() async {
        let listener = Listener(failures: 5)
        let queue = listener.queue(Self.quick)
        queue.post(Sample.report(id: 1))
        #expect(await listener.outcomes(1) == [.failed(count: 1, .status("500"))])
        queue.post(Sample.report(id: 2))
        #expect(await listener.outcomes(2).last == .sent(count: 1))
        #expect(listener.ids == [1, 1, 1, 2, 2, 2])
    }

    @Test func nobodyWaitsAndRoomIsBounded() async {
        var limits = Self.quick
        limits.mostWaiting = 10
        let listener = Listener(isClosed: true)
        let queue = listener.queue(limits)
        for id in 0..<1_000 { queue.post(Sample.report(id: id)) }
        #expect(listener.messages.isEmpty)
        let dropped = listener.outcomes.filter { if case .dropped = $0 { true } else { false } }
        // One may be under way already.
        #expect((989...990).contains(dropped.count))
        #expect(dropped.first == .dropped(count: 1, .tooMany, isFirst: true))
        // Where the one under way made room, a second row began.
        #expect(dropped.count { $0 == .dropped(count: 1, .tooMany, isFirst: true) } <= 2)
        #expect(dropped.allSatisfy { if case .dropped(1, .tooMany, _) = $0 { true } else { false } })
        await queue.finish(within: .zero)
    }

    /// A thousand stolen accounts: ten mails, and one that says how many more there are.
    @Test func manyAreToldTogether() async {
        var limits = AlertLimits.mails
        limits.collecting = .milliseconds(10)
        let listener = Listener(isClosed: true)
        let queue = listener.queue(limits)
        for id in 0..<1_000 { queue.post(Sample.report(id: id)) }
        listener.open()
        _ = await listener.outcomes(11)
        #expect(listener.ids == Array(0..<10))
        guard case .more(let more) = listener.messages.last else { return #expect(Bool(false)) }
        #expect(more.count == 990 && more.named.map(\.incident.id) == Array(10..<60))
        #expect(listener.outcomes.last == .sent(count: 990))
    }

    @Test func oneAloneIsNoCollection() async {
        var limits = AlertLimits.mails
        limits.mostAnHour = 2
        limits.collecting = .milliseconds(10)
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<3 { queue.post(Sample.report(id: id)) }
        #expect(await listener.outcomes(3) == Array(repeating: .sent(count: 1), count: 3))
        #expect(listener.ids == [0, 1, 2])
    }

    @Test func anHourLaterEachHasItsOwn() async {
        var limits = AlertLimits.mails
        limits.mostAnHour = 1
        limits.hour = .milliseconds(100)
        limits.collecting = .seconds(3_600)
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<3 {
            queue.post(Sample.report(id: id))
            _ = await listener.outcomes(id + 1)
            try? await Task.sleep(for: limits.hour)
        }
        #expect(listener.ids == [0, 1, 2])
    }

    @Test func theEndTellsWhatWaits() async {
        var limits = AlertLimits.mails
        limits.pauses = [.seconds(3_600)]
        limits.mostAnHour = 1
        let listener = Listener()
        let queue = listener.queue(limits)
        for id in 0..<5 { queue.post(Sample.report(id: id)) }
        await queue.finish(within: .seconds(600))
        #expect(listener.outcomes == [.sent(count: 1), .sent(count: 4)])
        queue.post(Sample.report())
        queue.post(Sample.report())
        #expect(listener.outcomes.suffix(2) == [.dropped(count: 1, .end, isFirst: true), .dropped(count: 1, .end, isFirst: false)])
    }

    /// Within a pause before a second try, and within one try that hangs.
    @Test(arguments: [(1_000, false), (0, true)])
    func theEndComesInTime(_ failures: Int, _ hangs: Bool) async {
        var limits = AlertLimits()
        limits.pauses = [.seconds(3_600), .seconds(3_600)]
        let listener = Listener(failures: failures, isClosed: hangs)
        let queue = listener.queue(limits)
        for id in 0..<3 { queue.post(Sample.report(id: id)) }
        await listener.begun(1)
        await queue.finish(within: .milliseconds(300))
        let counts = listener.outcomes.map { outcome in
            switch outcome {
            case .sent(let count), .failed(let count, _), .dropped(let count, _, _): count
            }
        }
        #expect(counts.reduce(0, +) == 3, "\(listener.outcomes)")
    }
}
