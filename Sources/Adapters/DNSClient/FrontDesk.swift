internal import SenderIdentity
internal import Synchronization

/// Where callers leave questions and the network's thread fetches them: the board behind a lock that is never held while anybody waits.
final class FrontDesk: Sendable {
    typealias Waiter = CheckedContinuation<[DNSQuestion: DNSAnswer], Never>

    private let board: Mutex<QuestionBoard<Waiter>>
    private let isClosed = Atomic(false)
    private let nextCall = Atomic<UInt64>(0)
    let bell: Bell

    init(limits: DNSLimits, bell: Bell) {
        board = Mutex(QuestionBoard(limits: limits))
        self.bell = bell
    }

    // What callers do.

    func newCall() -> UInt64 { nextCall.wrappingAdd(1, ordering: .relaxed).oldValue }

    func known(_ questions: [DNSQuestion]) -> [DNSQuestion: DNSAnswer]? {
        let now = ContinuousClock.now
        return board.withLock { $0.known(questions, at: now) }
    }

    func ask(_ questions: [DNSQuestion], call: UInt64, waiter: Waiter, within budget: Duration) {
        let now = ContinuousClock.now
        let (delivery, rings) = board.withLock { board in
            let wasQuiet = board.unsent.isEmpty
            let delivery = board.ask(questions, call: call, waiter: waiter, at: now, until: now + budget)
            return (delivery, wasQuiet && !board.unsent.isEmpty)
        }
        if let delivery { delivery.waiter.resume(returning: delivery.answers) }
        if rings { bell.ring() }
    }

    func cancel(_ call: UInt64) { resume(board.withLock { $0.end(call: call) }) }

    /// Lets the thread end.
    func closeDown() {
        isClosed.store(true, ordering: .releasing)
        bell.ring()
    }

    // What the network's thread does.

    var isClosing: Bool { isClosed.load(ordering: .acquiring) }
    var isIdle: Bool { board.withLock { $0.isIdle } }
    var cached: (count: Int, bytes: Int) { board.withLock { $0.cached } }

    func takeUnsent() -> [DNSQuestion] { board.withLock { $0.takeUnsent() } }

    func settle(_ question: DNSQuestion, _ answer: DNSAnswer, seconds: UInt32?) {
        let now = ContinuousClock.now
        let (over, dropped) = board.withLock { $0.settle(question, answer, seconds: seconds, at: now) }
        resume(over)
        // Only here, outside of the lock, are thousands of answers let go.
        withExtendedLifetime(dropped) {}
    }

    func expire() {
        let now = ContinuousClock.now
        resume(board.withLock { $0.expire(at: now) })
    }

    private func resume(_ over: [QuestionBoard<Waiter>.Delivery]) {
        for delivery in over { delivery.waiter.resume(returning: delivery.answers) }
    }
}
