internal import GRDB
internal import Glibc
public import SenderGuard

/// An incident as it is kept.
public struct KeptIncident: Sendable, Equatable {
    public var incident: Incident
    /// Whether the next sign would belong to it.
    public var isOpen: Bool
}

/// What became of an administrator's wish.
public enum Lifting: Sendable, Equatable {
    /// It is done in the database, and a daemon that runs has been asked.
    case lifted(LiftRequest)
    /// It was done before, and no daemon has taken it yet.
    case waiting(LiftRequest)
    /// There is nothing to lift.
    case notStopped
}

// For `unbluff guard`, beside a daemon.
extension GuardDatabase {
    /// In force, by the time they end.
    public func stops(at now: Int) throws -> [Stop] {
        try reading { db in try Self.all(db, "SELECT \(Stop.columns) FROM stop WHERE until > ? ORDER BY until, sender", [now], Stop.init) }
    }

    /// The newest first.
    public func incidents(withClosed: Bool) throws -> [KeptIncident] {
        try reading { db in
            try Self.all(
                db, "SELECT \(Incident.columns), is_open FROM incident \(withClosed ? "" : "WHERE is_open = 1") ORDER BY id DESC", [], KeptIncident.init)
        }
    }

    /// The newest first.
    public func incidents(of sender: SenderKey) throws -> [KeptIncident] {
        try reading { db in
            try Self.all(db, "SELECT \(Incident.columns), is_open FROM incident WHERE sender = ? ORDER BY id DESC", [sender.text], KeptIncident.init)
        }
    }

    /// What a `SenderGuard` needs to know of one sender.
    public func memory(of sender: SenderKey) throws -> GuardMemory {
        try reading { db in
            guard let memory = try Self.memory(of: sender, db) else { throw GuardDatabaseProblem.damaged(path) }
            return memory
        }
    }

    private static func memory(of sender: SenderKey, _ db: Database) throws -> GuardMemory? {
        guard let key = try readKey(db) else { return nil }
        let hash = Int64(bitPattern: sender.hash(key))
        var memory = GuardMemory(key: key)
        memory.state.senders = try all(
            db, "SELECT \(SavedSender.columns) FROM counts WHERE kind = ? AND hash = ?", [sender.kind.rawValue, hash], SavedSender.init)
        memory.state.stops = try all(db, "SELECT \(Stop.columns) FROM stop WHERE sender = ?", [sender.text], Stop.init)
        memory.state.incidents = try all(db, "SELECT \(Incident.columns) FROM incident WHERE sender = ? AND is_open = 1", [sender.text], Incident.init)
        return memory
    }

    /// Ends a sender's hold or block and its incident, and forgets its counts, as `SenderGuard.lift` does; and leaves a request for a daemon that runs,
    /// which has all that in memory. One transaction, on disk when it returns.
    public func lift(_ sender: SenderKey, at now: Int) throws -> Lifting {
        try writing(.full) { db in
            let memory = try Self.memory(of: sender, db)
            let isStopped = memory?.state.stops.contains { $0.until > now } ?? false
            guard isStopped || memory?.state.incidents.isEmpty == false else {
                let earlier = try Self.all(db, "SELECT \(LiftRequest.columns) FROM lift_request WHERE sender = ?", [sender.text], LiftRequest.init).last
                return earlier.map { .waiting($0) } ?? .notStopped
            }
            try Self.removeStop(sender, db)
            try Self.markLifted(sender, at: now, db)
            if let memory { for counts in Self.forgotten(sender, memory, at: now) { try counts.put(db) } }
            try db.execute(sql: "INSERT INTO lift_request (sender, asked) VALUES (?, ?)", arguments: [sender.text, now])
            return .lifted(LiftRequest(id: Int(db.lastInsertedRowID), sender: sender))
        }
    }

    private static func forgotten(_ sender: SenderKey, _ memory: GuardMemory, at now: Int) -> [SavedSender] {
        var settings = GuardSettings()
        (settings.accounts, settings.clients, settings.domains) = (1, 1, 1)
        var senders = SenderGuard(settings: settings, key: memory.key, state: memory.state, at: now)
        senders.lift(sender, at: now)
        return senders.drainCounts(most: .max)
    }

    /// Whether no daemon has taken it yet.
    public func isWaiting(_ request: LiftRequest) throws -> Bool {
        try reading { db in try Row.fetchOne(db, sql: "SELECT 1 FROM lift_request WHERE id = ?", arguments: [request.id]) != nil }
    }
}

extension KeptIncident {
    init?(_ row: Row) {
        guard let incident = Incident(row), let isOpen = row.number(row.count - 1) else { return nil }
        self.init(incident: incident, isOpen: isOpen != 0)
    }
}
