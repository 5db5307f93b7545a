internal import Logging
internal import NIOCore
internal import NIOPosix
internal import SenderGuard
internal import Synchronization

/// Writes to the store, in order, on a thread of its own; says once that it cannot, and once that it can again.
///
/// What the pool cancels, at its end, is not done: it would be so on other threads.
final class GuardKeeper: Sendable {
    /// Written in one transaction: a table of counts of 100,000 senders takes 40 MB, and what is urgent gets in between.
    static let atOnce = 1_000
    /// Counts are written so often: those of the last minute may be lost.
    static let countSeconds = 50
    /// What is too old is looked for so often; first so long after the start, as a clock may be set right only then.
    static let cleanSeconds = 3_600
    /// So many signs wait at most for a store that takes them: the oldest are given up first.
    private static let mostSigns = ReplyGuard.capacity

    private let store: any GuardStore
    private let pool: NIOThreadPool
    private let metrics: ServerMetrics
    private let log: Logger
    /// Whether a second's work is waiting: a slow disk must not let it pile up.
    private let isAtWork = Atomic(false)
    /// Whether counts are on their way, part by part.
    private let isWriting = Atomic(false)
    /// Only the store's thread touches it.
    private nonisolated(unsafe) var work: Work

    private struct Work {
        /// When counts were written last, and when what is too old was removed.
        var counted: Int
        var cleaned: Int
        /// Taken from the desk, and not written yet: the desk gives it once.
        var counts: [SavedSender] = []
        var signs: [RememberedSign] = []
        /// Whether counts are due, until all are written.
        var wantsCounts = false
        /// Requests whose lifts are done, and that could not be removed yet.
        var lifted: Set<Int> = []
        /// Whether something could not be written that is in no list any more.
        var isBehind = false
        /// Whether something failed in this second, and whether the log has said so.
        var hasFailed = false
        var isTold = false
    }

    init(_ store: any GuardStore, _ pool: NIOThreadPool, metrics: ServerMetrics, log: Logger, at now: Int) {
        self.store = store
        self.pool = pool
        self.metrics = metrics
        self.log = log
        work = Work(counted: now, cleaned: now)
    }

    // MARK: - At once

    /// Nil where nobody has to wait for it. What could not be written lets the answer go all the same; so does what takes too long.
    func keep(_ changes: [GuardChange], on loop: any EventLoop) -> EventLoopFuture<Void>? {
        guard !changes.isEmpty else { return nil }
        guard changes.contains(where: \.isUrgent) else {
            keep(changes)
            return nil
        }
        let done = Self.promise(on: loop, within: GuardDesk.patience)
        pool.submit { [self] state in
            if state == .active { attempt { try store.write(changes) } }
            done.succeed()
        }
        return done.futureResult
    }

    /// Nobody waits for it.
    func keep(_ changes: [GuardChange]) {
        guard !changes.isEmpty else { return }
        pool.submit { [self] state in if state == .active { attempt { try store.write(changes) } } }
    }

    /// Of a lift, whose request is done with it.
    func keep(_ changes: [GuardChange], of request: LiftRequest) {
        pool.submit { [self] state in
            guard state == .active else { return }
            if !changes.isEmpty { attempt { try store.write(changes) } }
            finish(request)
        }
    }

    /// Only once the lift itself is written: else it is asked for again after a crash.
    private func finish(_ request: LiftRequest) {
        guard !work.isBehind else { return }
        attempt(isLost: false) { try store.finish(request) }
    }

    // MARK: - Each second

    func everySecond(of desk: GuardDesk) {
        guard !isAtWork.exchange(true, ordering: .acquiring) else { return }
        pool.submit { [self] state in
            defer { isAtWork.store(false, ordering: .releasing) }
            guard state == .active else { return }
            work.hasFailed = false
            reopen(for: desk)
            catchUp(with: desk)
            lift(for: desk)
            take(desk.drainSigns())
            guard !work.isBehind else { return }
            writeCounts(of: desk)
            if isDue(\.cleaned, Self.cleanSeconds, at: desk.now()) { attempt(isLost: false) { try store.clean(at: desk.now()) } }
            guard work.isTold, !work.hasFailed, !work.isBehind, !work.wantsCounts else { return }
            work.isTold = false
            log.notice("blocks of senders are kept again")
        }
    }

    /// The future comes when all is written, nothing more can be, or the time is over.
    func finish(_ desk: GuardDesk, on loop: any EventLoop, within time: TimeAmount) -> EventLoopFuture<Void> {
        let done = Self.promise(on: loop, within: time)
        pool.submit { [self] state in
            guard state == .active else { return done.succeed() }
            catchUp(with: desk)
            take(desk.drainSigns())
            guard !work.isBehind else { return done.succeed() }
            work.wantsCounts = true
            writeRest(of: desk) { done.succeed() }
        }
        return done.futureResult
    }

    private func reopen(for desk: GuardDesk) {
        attempt {
            guard let memory = try store.reopen(at: desk.now()) else { return }
            work.isBehind = true
            guard desk.adopt(memory) else { return }
            // Hashed with a key that nobody has any more, and numbers of another file.
            (work.counts, work.signs, work.lifted) = ([], [], [])
        }
    }

    /// What was to be written while it could not be is in no list any more: all that is in force is written anew.
    private func catchUp(with desk: GuardDesk) {
        guard work.isBehind else { return }
        let (stops, incidents) = desk.inForce
        if attempt({ try store.rewrite(stops: stops, incidents: incidents) }) { work.isBehind = false }
    }

    private func lift(for desk: GuardDesk) {
        var requests: [LiftRequest] = []
        guard attempt(isLost: false, { requests = try store.liftRequests() }) else { return }
        work.lifted.formIntersection(requests.map(\.id))
        for request in requests {
            if work.lifted.insert(request.id).inserted { desk.lift(request) } else { finish(request) }
        }
    }

    private func take(_ signs: [RememberedSign]) {
        work.signs += signs
        if work.signs.count > Self.mostSigns { work.signs.removeFirst(work.signs.count - Self.mostSigns) }
    }

    // MARK: - What may be written late

    private func writeCounts(of desk: GuardDesk) {
        guard !isWriting.load(ordering: .relaxed) else { return }
        if isDue(\.counted, Self.countSeconds, at: desk.now()) { work.wantsCounts = true }
        isWriting.store(true, ordering: .relaxed)
        writeRest(of: desk) { [self] in isWriting.store(false, ordering: .relaxed) }
    }

    /// A part; then whatever came to be meanwhile, as it is urgent; then the next part. Ends at what cannot be written: each try may take long.
    private func writeRest(of desk: GuardDesk, then done: @escaping @Sendable () -> Void) {
        guard writePart(of: desk) else { return done() }
        pool.submit { [self] state in
            guard state == .active else { return done() }
            writeRest(of: desk, then: done)
        }
    }

    /// Whether there may be more.
    private func writePart(of desk: GuardDesk) -> Bool {
        if !work.signs.isEmpty {
            let some = Array(work.signs.prefix(Self.atOnce))
            guard attempt({ try store.write(some) }) else { return false }
            work.signs.removeFirst(some.count)
            return true
        }
        guard work.wantsCounts else { return false }
        if work.counts.isEmpty { work.counts = desk.drainCounts(most: Self.atOnce) }
        if !work.counts.isEmpty { guard attempt({ try store.write(work.counts) }) else { return false } }
        work.wantsCounts = work.counts.count == Self.atOnce
        work.counts = []
        return work.wantsCounts
    }

    private func isDue(_ which: WritableKeyPath<Work, Int>, _ seconds: Int, at now: Int) -> Bool {
        // A clock that goes back must not keep it from being due for long.
        guard abs(now - work[keyPath: which]) >= seconds else { return false }
        work[keyPath: which] = now
        return true
    }

    // MARK: - Failures

    /// - Parameter isLost: whether what is not done now has to be made up for.
    @discardableResult
    private func attempt(isLost: Bool = true, _ body: () throws -> Void) -> Bool {
        do {
            try body()
            return true
        } catch {
            metrics.guarding.notWritten()
            work.hasFailed = true
            if isLost { work.isBehind = true }
            guard !work.isTold else { return false }
            work.isTold = true
            log.error("blocks of senders are not kept until this is mended; mail goes on", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private static func promise(on loop: any EventLoop, within time: TimeAmount) -> EventLoopPromise<Void> {
        let promise = loop.makePromise(of: Void.self)
        let timer = loop.scheduleTask(in: time) { promise.succeed() }
        promise.futureResult.whenComplete { _ in timer.cancel() }
        return promise
    }
}
