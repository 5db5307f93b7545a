internal import GRDB
public import SenderGuard

extension GuardDatabase {
    /// What is kept, where the file cannot be opened to be written: on a full disk SQLite has no room for the index that processes share (`-shm`), so
    /// that this one has its own, in memory. Nobody else may have the file open meanwhile.
    public static func memory(keptIn directory: String) throws -> GuardMemory {
        let file = GuardFile(in: directory)
        try file.check()
        var configuration = Configuration()
        configuration.label = "guard"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            // https://sqlite.org/wal.html § 8: before anything is read.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        do {
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            if try queue.read(GuardSchema.migrator.hasBeenSuperseded) { throw GuardDatabaseProblem.newer(file.path) }
            guard let memory = try queue.read({ try GuardSchema.migrator.hasCompletedMigrations($0) ? memory($0) : nil }) else {
                throw GuardDatabaseProblem.unfinished(file.path)
            }
            return memory
        } catch { throw GuardDatabaseProblem(error, file.path) }
    }
}
