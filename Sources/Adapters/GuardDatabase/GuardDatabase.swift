internal import GRDB
internal import Glibc
public import SenderGuard
internal import Synchronization

/// Keeps in one SQLite file what SenderGuard must not forget.
///
/// Stops, incidents and lifts are on disk when a call returns (WAL, `synchronous=FULL`). Counts and signs are whole after a crash, but a failure of power
/// may lose the last of them (`synchronous=NORMAL`). Whatever goes wrong is a `GuardDatabaseProblem`, and the next call may succeed.
public final class GuardDatabase: GuardStore {
    public let path: String
    /// Where a damaged file was moved, in whose place a new one was made: all that was kept is in there only.
    public let damaged: String?
    let queue: DatabaseQueue

    /// Opens the file in the daemon's state directory, or makes it.
    public convenience init(directory: String) throws { try self.init(directory: directory, at: time(nil)) }

    init(directory: String, at now: Int, patience: Duration = GuardDatabase.patience) throws {
        let file = GuardFile(in: directory)
        let opening = Opening(patience)
        try file.make()
        try file.check()
        path = file.path
        do {
            queue = try Self.open(file, .make, opening)
            damaged = nil
        } catch GuardDatabaseProblem.damaged {
            damaged = try file.moveAside(at: now)
            try file.make()
            queue = try Self.open(file, .make, opening)
        }
    }

    /// For commands beside a daemon: opens the file that is there, as it is.
    public convenience init(existingIn directory: String) throws { try self.init(existingIn: directory, patience: Self.patience) }

    init(existingIn directory: String, patience: Duration) throws {
        let file = GuardFile(in: directory)
        try file.check()
        path = file.path
        damaged = nil
        queue = try Self.open(file, .existing, Opening(patience))
    }

    private enum Way {
        case make, existing
    }

    /// All tries to open take so long at most: the daemon is not ready before, and systemd gives it 30 s.
    static let patience = Duration.seconds(10)

    /// While it lasts, nobody is waited for beyond its end.
    private final class Opening: Sendable {
        private let end: ContinuousClock.Instant
        private let isOver = Atomic(false)

        init(_ patience: Duration) { end = .now + patience }

        var isLate: Bool { !isOver.load(ordering: .relaxed) && .now >= end }
        func isDone() { isOver.store(true, ordering: .relaxed) }
    }

    /// How often it is tried again while another process writes: some 7 s. A transaction takes some milliseconds, but disks are busy at times.
    private static let mostWaits = 5_000
    /// Random and short: SQLite's own way looks ten times a second, and would not get in beside somebody who writes all the time.
    private static let waits: ClosedRange<useconds_t> = 500...2_500
    /// Opening is tried so often: two processes that make a file at once meet in ways that SQLite's own patience does not cover.
    private static let mostTries = 20
    private static let secondTry: useconds_t = 50_000
    /// SQLite's file of changes may stay as long between two times that it is worked in.
    private static let journalBytes = 16 << 20

    private static func open(_ file: GuardFile, _ way: Way, _ opening: Opening) throws -> DatabaseQueue {
        var tries = 0
        while true {
            tries += 1
            do {
                let queue = try DatabaseQueue(path: file.path, configuration: configuration(way, opening))
                if try queue.read(GuardSchema.migrator.hasBeenSuperseded) { throw GuardDatabaseProblem.newer(file.path) }
                switch way {
                case .make:
                    try GuardSchema.migrator.migrate(queue)
                    guard try queue.read({ try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }) == "ok" else {
                        throw GuardDatabaseProblem.damaged(file.path)
                    }
                case .existing:
                    guard try queue.read(GuardSchema.migrator.hasCompletedMigrations) else { throw GuardDatabaseProblem.unfinished(file.path) }
                }
                opening.isDone()
                return queue
            } catch let error as DatabaseError
                where tries < mostTries && !opening.isLate && [.SQLITE_BUSY, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
            {
                usleep(secondTry)
            } catch {
                throw GuardDatabaseProblem(error, file.path)
            }
        }
    }

    private static func configuration(_ way: Way, _ opening: Opening) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .callback { tries in
            usleep(.random(in: waits))
            return tries < mostWaits && !opening.isLate
        }
        configuration.label = "guard"
        configuration.prepareDatabase { db in
            // Nothing in the file is run.
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            if way == .make { try db.execute(sql: "PRAGMA journal_mode = WAL") }
            try db.execute(sql: "PRAGMA journal_size_limit = \(journalBytes)")
        }
        return configuration
    }

    // MARK: - Transactions

    enum Safety: String {
        case full, normal
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try queue.read(body) } catch { throw GuardDatabaseProblem(error, path) }
    }

    /// In one transaction.
    func writing<Value>(_ safety: Safety, _ body: (Database) throws -> Value) throws -> Value {
        do {
            return try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(possible(safety, db).rawValue)")
                var value: Value?
                try db.inTransaction {
                    value = try body(db)
                    return .commit
                }
                return value!
            }
        } catch { throw GuardDatabaseProblem(error, path) }
    }

    /// A file system without shared memory has no WAL, and SQLite then keeps to its other journal: with that, NORMAL may leave a damaged file when power fails.
    private func possible(_ safety: Safety, _ db: Database) throws -> Safety {
        if safety == .normal, try String.fetchOne(db, sql: "PRAGMA journal_mode") != "wal" { return .full }
        return safety
    }

    /// No number of an incident is given twice, also when the incident itself is long gone.
    static func note(incident id: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE last_incident SET id = ?1 WHERE id < ?1").execute(arguments: [id])
    }

    // MARK: - GuardStore

    public func read() throws -> GuardMemory {
        // A key is there but for once; so that nobody waits for who writes, nor for room on the disk.
        if let memory = try reading(Self.memory) { return memory }
        return try writing(.full) { db in
            _ = try Self.key(db)
            guard let memory = try Self.memory(db) else { throw DatabaseError(message: "no key") }
            return memory
        }
    }

    /// Nil where there is no key.
    static func memory(_ db: Database) throws -> GuardMemory? {
        guard let key = try readKey(db) else { return nil }
        var memory = GuardMemory(key: key)
        memory.state.senders = try all(db, "SELECT \(SavedSender.columns) FROM counts", [], SavedSender.init)
        memory.state.stops = try all(db, "SELECT \(Stop.columns) FROM stop ORDER BY incident", [], Stop.init)
        memory.state.incidents = try all(db, "SELECT \(Incident.columns) FROM incident WHERE is_open = 1 ORDER BY id", [], Incident.init)
        memory.state.lastIncident = try Row.fetchOne(db, sql: "SELECT id FROM last_incident")?.number(0) ?? 0
        memory.signs = try all(db, "SELECT \(RememberedSign.columns) FROM sign ORDER BY seen", [], RememberedSign.init)
        return memory
    }

    public func write(_ changes: [GuardChange]) throws {
        try writing(.full) { db in
            for change in changes {
                switch change {
                case .opened(let incident), .updated(let incident): try incident.put(db, isOpen: true)
                case .closed(let incident): try incident.put(db, isOpen: false)
                case .stopped(let stop): try stop.put(db)
                case .expired(let sender, _): try Self.removeStop(sender, db)
                case .lifted(let sender, let time):
                    try Self.removeStop(sender, db)
                    try Self.markLifted(sender, at: time, db)
                }
            }
        }
    }

    public func write(_ counts: [SavedSender]) throws { try writing(.normal) { db in for sender in counts { try sender.put(db) } } }
    public func write(_ signs: [RememberedSign]) throws { try writing(.normal) { db in for sign in signs { try sign.put(db) } } }

    public func rewrite(stops: [Stop], incidents: [Incident]) throws {
        try writing(.full) { db in
            try db.execute(sql: "DELETE FROM stop")
            // They are not open any more, but whoever looks back may want them.
            try db.execute(sql: "UPDATE incident SET is_open = 0 WHERE is_open = 1")
            for stop in stops { try stop.put(db) }
            for incident in incidents { try incident.put(db, isOpen: true) }
        }
    }

    public func liftRequests() throws -> [LiftRequest] {
        try reading { db in try Self.all(db, "SELECT \(LiftRequest.columns) FROM lift_request ORDER BY id", [], LiftRequest.init) }
    }

    public func finish(_ request: LiftRequest) throws {
        try writing(.full) { db in try db.execute(sql: "DELETE FROM lift_request WHERE id = ?", arguments: [request.id]) }
    }

    // MARK: - Parts of them

    static func key(_ db: Database) throws -> HashKey {
        if let key = try readKey(db) { return key }
        // Nothing that was hashed with another is of use.
        for table in ["counts", "sign"] { try db.execute(sql: "DELETE FROM \(table)") }
        try GuardSchema.insertKey(db)
        guard let key = try readKey(db) else { throw DatabaseError(message: "no key") }
        return key
    }

    static func readKey(_ db: Database) throws -> HashKey? {
        try Row.fetchOne(db, sql: "SELECT bytes FROM hash_key")?.bytes(0).flatMap(HashKey.init(bytes:))
    }

    static func all<Value>(_ db: Database, _ sql: String, _ arguments: StatementArguments, _ value: (Row) -> Value?) throws -> [Value] {
        var values: [Value] = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() { if let value = value(row) { values.append(value) } }
        return values
    }

    static func removeStop(_ sender: SenderKey, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM stop WHERE sender = ?").execute(arguments: [sender.text])
    }

    static func markLifted(_ sender: SenderKey, at time: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE incident SET is_lifted = 1, is_open = 0, last_seen = max(last_seen, ?) WHERE sender = ? AND is_open = 1")
            .execute(arguments: [time, sender.text])
    }
}
