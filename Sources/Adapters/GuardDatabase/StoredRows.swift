internal import GRDB
internal import SenderGuard

// An administrator may have changed a row by hand: one that cannot be is nil, and left out.

extension Row {
    /// So far all sums stay far from the ends of `Int`.
    private static let numbers: ClosedRange<Int64> = 0...(1 << 40)

    /// Nil for what is no number, below zero or absurd.
    func number(_ index: Int) -> Int? {
        let value: DatabaseValue = self[index]
        guard case .int64(let number) = value.storage, Self.numbers.contains(number) else { return nil }
        return Int(number)
    }

    func hash(_ index: Int) -> UInt64? {
        let value: DatabaseValue = self[index]
        guard case .int64(let number) = value.storage else { return nil }
        return UInt64(bitPattern: number)
    }

    func text(_ index: Int) -> String? {
        let value: DatabaseValue = self[index]
        guard case .string(let text) = value.storage else { return nil }
        return text
    }

    func bytes(_ index: Int) -> [UInt8]? {
        let value: DatabaseValue = self[index]
        guard case .blob(let data) = value.storage else { return nil }
        return Array(data)
    }

    func sender(_ index: Int) -> SenderKey? { text(index).flatMap { SenderKey($0) } }
}

extension Incident {
    /// In the table's order.
    static let columns = """
        id, sender, level, measure, "window", count, bound, opened, last_seen, passed, stopped, messages, recipients, rejected, others, subject, holds, blocks, is_lifted
        """

    init?(_ row: Row) {
        guard let id = row.number(0), let sender = row.sender(1), let level = row.text(2).flatMap(Level.init), let measure = row.text(3).flatMap(Measure.init),
            let window = row.text(4).flatMap(Window.init), let count = row.number(5), let bound = row.number(6), let opened = row.number(7),
            let lastSeen = row.number(8), let passed = row.number(9), let stopped = row.number(10), let messages = row.number(11),
            let recipients = row.number(12), let rejected = row.number(13), let others = row.text(14), let holds = row.number(16),
            let blocks = row.number(17), let lifted = row.number(18)
        else { return nil }
        self.init(id: id, sender: sender, level: level, excess: Excess(measure: measure, window: window, count: count, bound: bound), opened: opened)
        (self.lastSeen, self.passed, self.stopped) = (lastSeen, passed, stopped)
        (self.messages, self.recipients, rejectedRecipients) = (messages, recipients, rejected)
        self.others = others.split(separator: "\n").prefix(Self.mostOthers).compactMap { SenderKey($0) }
        subject = row.text(15).map { String($0.prefix(Self.subjectLength)) }
        (self.holds, self.blocks, isLifted) = (holds, blocks, lifted != 0)
    }

    func put(_ db: Database, isOpen: Bool) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
            id, sender.text, level.rawValue, excess.measure.rawValue, excess.window.rawValue, excess.count, excess.bound, opened, lastSeen, passed, stopped,
            messages, recipients, rejectedRecipients, others.map(\.text).joined(separator: "\n"), subject.map(Self.printable), holds, blocks, isLifted, isOpen,
        ])
        try GuardDatabase.note(incident: id, db)
    }

    /// Whoever reads the table in sqlite3 has it on a terminal.
    private static func printable(_ subject: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in subject.unicodeScalars {
            safe.append(scalar.properties.generalCategory == .control || scalar.properties.isBidiControl ? "\u{FFFD}" : scalar)
        }
        return String(safe)
    }
}

extension Stop {
    static let columns = "sender, kind, since, until, incident"

    init?(_ row: Row) {
        guard let sender = row.sender(0), let kind = row.text(1).flatMap(Kind.init), let since = row.number(2), let until = row.number(3),
            let incident = row.number(4)
        else { return nil }
        self.init(sender: sender, kind: kind, since: since, until: until, incident: incident)
    }

    func put(_ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO stop (\(Self.columns)) VALUES (?, ?, ?, ?, ?)")
            .execute(arguments: [sender.text, kind.rawValue, since, until, incident])
        try GuardDatabase.note(incident: incident, db)
    }
}

extension SavedSender {
    static let columns = "kind, hash, last_seen, bytes"

    init?(_ row: Row) {
        guard let kind = row.text(0).flatMap(SenderKey.Kind.init), let hash = row.hash(1), let lastSeen = row.number(2), let bytes = row.bytes(3) else {
            return nil
        }
        self.init(kind: kind, hash: hash, lastSeen: lastSeen, bytes: bytes)
    }

    func put(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO counts (\(Self.columns)) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, hash) DO UPDATE SET last_seen = excluded.last_seen, bytes = excluded.bytes
                """
        ).execute(arguments: [kind.rawValue, Int64(bitPattern: hash), lastSeen, blob(bytes)])
    }
}

extension RememberedSign {
    static let columns = "hash, threat, seen"

    init?(_ row: Row) {
        guard let hash = row.hash(0), let threat = row.number(1).flatMap({ UInt8(exactly: $0) }).flatMap(Threat.init), let seen = row.number(2) else {
            return nil
        }
        self.init(hash: hash, threat: threat, seen: seen)
    }

    func put(_ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO sign (\(Self.columns)) VALUES (?, ?, ?)")
            .execute(arguments: [Int64(bitPattern: hash), Int(threat.rawValue), seen])
    }
}

extension LiftRequest {
    static let columns = "id, sender"

    init?(_ row: Row) {
        guard let id = row.number(0), let sender = row.sender(1) else { return nil }
        self.init(id: id, sender: sender)
    }
}
