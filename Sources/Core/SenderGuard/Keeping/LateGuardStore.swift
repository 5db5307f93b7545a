internal import Synchronization

/// Stands for a store that could not be opened at the start: a full disk, a file that somebody holds. Opens it as soon as that can be; until then all fails.
public final class LateGuardStore: GuardStore {
    /// It is tried so often: what keeps it from being opened may take some seconds to be found out.
    public static let retrySeconds = 60

    private struct Held {
        var store: (any GuardStore)?
        var reason: any Error
        var tried: Int
    }

    private let open: @Sendable () throws -> any GuardStore
    private let held: Mutex<Held>

    /// - Parameters:
    ///   - reason: why it could not be opened, at this time.
    public init(_ reason: any Error, at now: Int, open: @escaping @Sendable () throws -> any GuardStore) {
        self.open = open
        held = Mutex(Held(reason: reason, tried: now))
    }

    public func reopen(at now: Int) throws -> GuardMemory? {
        guard held.withLock({ $0.store == nil && abs(now - $0.tried) >= Self.retrySeconds }) else { return nil }
        do {
            let store = try open()
            let memory = try store.read()
            held.withLock { $0.store = store }
            return memory
        } catch {
            held.withLock { ($0.reason, $0.tried) = (error, now) }
            throw error
        }
    }

    private var store: any GuardStore { get throws { try held.withLock { held in if let store = held.store { store } else { throw held.reason } } } }

    public func read() throws -> GuardMemory { try store.read() }
    public func write(_ changes: [GuardChange]) throws { try store.write(changes) }
    public func write(_ counts: [SavedSender]) throws { try store.write(counts) }
    public func write(_ signs: [RememberedSign]) throws { try store.write(signs) }
    public func rewrite(stops: [Stop], incidents: [Incident]) throws { try store.rewrite(stops: stops, incidents: incidents) }
    public func clean(at now: Int) throws { try store.clean(at: now) }
    public func liftRequests() throws -> [LiftRequest] { try store.liftRequests() }
    public func finish(_ request: LiftRequest) throws { try store.finish(request) }
}
