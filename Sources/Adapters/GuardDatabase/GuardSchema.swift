internal import GRDB
internal import SenderGuard

/// The tables. Times are seconds since 1970: `datetime(opened, 'unixepoch')` shows them in sqlite3.
enum GuardSchema {
    static let migrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE hash_key (only INTEGER PRIMARY KEY CHECK (only = 1), bytes BLOB NOT NULL);
                    CREATE TABLE last_incident (only INTEGER PRIMARY KEY CHECK (only = 1), id INTEGER NOT NULL);
                    INSERT INTO last_incident VALUES (1, 0);
                    CREATE TABLE incident (
                        id INTEGER PRIMARY KEY,
                        sender TEXT NOT NULL,
                        level TEXT NOT NULL, measure TEXT NOT NULL, "window" TEXT NOT NULL, count INTEGER NOT NULL, bound INTEGER NOT NULL,
                        opened INTEGER NOT NULL, last_seen INTEGER NOT NULL,
                        passed INTEGER NOT NULL, stopped INTEGER NOT NULL,
                        messages INTEGER NOT NULL, recipients INTEGER NOT NULL, rejected INTEGER NOT NULL,
                        others TEXT NOT NULL, -- one a line
                        subject TEXT,
                        holds INTEGER NOT NULL, blocks INTEGER NOT NULL,
                        is_lifted INTEGER NOT NULL, is_open INTEGER NOT NULL);
                    CREATE INDEX incident_of_sender ON incident (sender);
                    CREATE INDEX incident_open ON incident (last_seen) WHERE is_open = 1;
                    CREATE TABLE stop (
                        sender TEXT PRIMARY KEY,
                        kind TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
                        incident INTEGER NOT NULL) WITHOUT ROWID;
                    -- Who it is only the hash says, but for the busiest.
                    CREATE TABLE counts (
                        kind TEXT NOT NULL, hash INTEGER NOT NULL,
                        last_seen INTEGER NOT NULL,
                        bytes BLOB NOT NULL,
                        PRIMARY KEY (kind, hash)) WITHOUT ROWID;
                    CREATE TABLE sign (
                        hash INTEGER PRIMARY KEY,
                        threat INTEGER NOT NULL, -- 0: that somebody was filmed
                        seen INTEGER NOT NULL);
                    -- No number is used twice, so that whoever asked can tell that it is done.
                    CREATE TABLE lift_request (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        sender TEXT NOT NULL, asked INTEGER NOT NULL);
                    """)
            try insertKey(db)
        }
        return migrator
    }()

    static func insertKey(_ db: Database) throws {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<HashKey.byteCount).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
        try db.execute(sql: "INSERT OR REPLACE INTO hash_key VALUES (1, ?)", arguments: [blob(bytes)])
    }
}

/// GRDB wants Foundation's `Data`, which is made here without importing Foundation.
func blob(_ bytes: [UInt8]) -> (any DatabaseValueConvertible)? { DatabaseValue.Storage.blob(collection(bytes)).value }

private func collection<Bytes: RangeReplaceableCollection<UInt8>>(_ bytes: [UInt8]) -> Bytes { Bytes(bytes) }
