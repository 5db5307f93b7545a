internal import Glibc
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import SenderGuard
internal import Synchronization

/// Writes to the store, in order, on a thread of its own; says once that it cannot, and once that it can again.
final class GuardKeeper: Sendable {
    /// Written in one transaction: a table of counts of 100,000 senders takes 40 MB, and nobody should wait for all of it.
    private static let countsAtOnce = 1_000
    /// Counts are written so often: those of the last minute may be lost.
    static let countSeconds = 50
    /// What is too old is looked for so often.
    private static let cleanSeconds = 3_600

    private let store: any GuardStore
    private let pool: NIOThreadPool
    private let metrics: ServerMetrics
    private let log: Logger
    private let times = Mutex(Times())
    /// Whether something could not be written.
    private let isBehind = Atomic(false)
    /// Whether a second's work is waiting: a slow disk must not let it pile up.
    private let isAtWork = Atomic(false)

    fileprivate struct Times {
        var counted = 0
        var cleaned = 0
    }

    init(_ store: any GuardStore, _ pool: NIOThreadPool, metrics: ServerMetrics, log: Logger) {
        self.store = store
        self.pool = pool
        self.metrics = metrics
        self.log = log
    }

    /// Nil where nobody has to wait for it. What could not be written lets the answer go all the same; so does what takes too long.
    func keep(_ changes: [GuardChange], on loop: any EventLoop) -> EventLoopFuture<Void>? {
        guard !changes.isEmpty else { return nil }
        guard changes.contains(where: \.isUrgent) else {
            keep(changes)
            return nil
        }
        let promise = loop.makePromise(of: Void.self)
        let timer = loop.scheduleTask(in: GuardDesk.patience) { promise.succeed() }
        promise.futureResult.whenComplete { _ in timer.cancel() }
        pool.submit { [self] _ in
            writeNow(changes)
            promise.succeed()
        }
        return promise.futureResult
    }

    /// Nobody waits for it.
    func keep(_ changes: [GuardChange]) {
        guard !changes.isEmpty else { return }
        pool.submit { [self] _ in writeNow(changes) }
    }

    /// On the store's thread.
    func writeNow(_ changes: [GuardChange]) {
        guard !changes.isEmpty else { return }
        attempt { try store.write(changes) }
    }

    func everySecond(
        _ lift: @escaping @Sendable ([LiftRequest]) -> Void, rewrite: @escaping @Sendable () -> ([Stop], [Incident]),
        counts: @escaping @Sendable (Int) -> [SavedSender], signs: @escaping @Sendable () -> [RememberedSign]
    ) {
        guard !isAtWork.exchange(true, ordering: .acquiring) else { return }
        pool.submit { [self] state in
            defer { isAtWork.store(false, ordering: .releasing) }
            guard state == .active else { return }
            catchUp(rewrite)
            attempt {
                let requests = try store.liftRequests()
                guard !requests.isEmpty else { return }
                lift(requests)
                for request in requests { try store.finish(request) }
            }
            let new = signs()
            if !new.isEmpty { attempt { try store.write(new) } }
            let now = time(nil)
            if isDue(\.counted, Self.countSeconds, at: now) { write(counts) }
            if isDue(\.cleaned, Self.cleanSeconds, at: now) { attempt { try store.clean(at: now) } }
        }
    }

    /// The store's thread ends behind it.
    func finish(counts: @escaping @Sendable (Int) -> [SavedSender], signs: @escaping @Sendable () -> [RememberedSign]) {
        pool.submit { [self] _ in
            let new = signs()
            if !new.isEmpty { attempt { try store.write(new) } }
            write(counts)
        }
    }

    /// What was to be written while it could not be is in no list any more: all that is in force is written anew.
    private func catchUp(_ rewrite: () -> ([Stop], [Incident])) {
        guard isBehind.load(ordering: .relaxed) else { return }
        let (stops, incidents) = rewrite()
        do {
            try store.rewrite(stops: stops, incidents: incidents)
            isBehind.store(false, ordering: .relaxed)
            log.notice("blocks of senders are kept again")
        } catch {
            metrics.guarding.notWritten()
        }
    }

    private func write(_ counts: (Int) -> [SavedSender]) {
        while true {
            let some = counts(Self.countsAtOnce)
            guard !some.isEmpty else { return }
            attempt { try store.write(some) }
        }
    }

    private func isDue(_ which: WritableKeyPath<Times, Int>, _ seconds: Int, at now: Int) -> Bool {
        times.withLock { times in
            // A clock that goes back must not keep it from being due for long.
            guard abs(now - times[keyPath: which]) >= seconds else { return false }
            times[keyPath: which] = now
            return true
        }
    }

    private func attempt(_ work: () throws -> Void) {
        do {
            try work()
        } catch {
            metrics.guarding.notWritten()
            guard !isBehind.exchange(true, ordering: .relaxed) else { return }
            log.error("blocks of senders are not kept until this is mended; mail goes on", metadata: ["reason": "\(error)"])
        }
    }
}
