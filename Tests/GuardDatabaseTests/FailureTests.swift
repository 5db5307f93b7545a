import Foundation
import SenderGuard
import Testing

@testable import GuardDatabase

@Suite struct FailureTests {
    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    @Test func fullIsToldAndComesToAnEnd() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            let anna = Sample.account(1)
            try store.write([.opened(Sample.incident(1, anna)), .stopped(Sample.stop(anna, incident: 1))])
            let pages = try #require(try store.run("PRAGMA page_count").first.flatMap { Int($0) })
            try store.run("PRAGMA max_page_count = \(pages + 2)")
            var written = 1
            #expect {
                while written < 10_000 {
                    try store.write([.opened(Sample.incident(written + 1, Sample.account(written + 1)))])
                    written += 1
                }
            } throws: { if case GuardDatabaseProblem.database(13, let words) = $0 { words.hasSuffix("database or disk is full") } else { false } }
            #expect(throws: GuardDatabaseProblem.self) { try store.write((0..<1_000).map { Sample.counts($0) }) }
            // Nothing by halves, and what was there is.
            #expect(try store.read().state.incidents.count == written && store.read().state.senders.isEmpty && store.isWhole)
            try store.run("PRAGMA max_page_count = 1000000")
            let (stops, incidents) = ([Sample.stop(anna, incident: 1)], [Sample.incident(1, anna), Sample.incident(20_000, Sample.account(2))])
            try store.rewrite(stops: stops, incidents: incidents)
            try store.write((0..<1_000).map { Sample.counts($0) })
            let state = try GuardDatabase(directory: directory).read().state
            #expect(state.stops == stops && state.incidents == incidents && state.lastIncident == 20_000 && state.senders.count == 1_000)
        }
    }

    /// Whoever writes beside it keeps it waiting for no reading.
    @Test func itIsReadBesideAWriter() throws {
        try withState { directory in
            let writer = try GuardDatabase(directory: directory)
            try writer.write([.opened(Sample.incident(1, Sample.account(1))), .stopped(Sample.stop(Sample.account(1), incident: 1))])
            try writer.writing(.full) { db in
                try GuardDatabase.removeStop(Sample.account(1), db)
                #expect(try GuardDatabase(directory: directory).read().state.stops.count == 1)
            }
        }
    }

    /// SQLite has no room for the index of its changes then.
    @Test(.enabled(if: geteuid() == 0)) func aFullDiskIsRead() throws {
        try withState { directory in
            // Where that is not allowed, there is nothing to see.
            guard mount("tmpfs", directory, "tmpfs", 0, "size=512k,mode=700") == 0 else { return }
            defer { umount2(directory, Int32(MNT_DETACH)) }
            let stop = Sample.stop(Sample.account(1), incident: 1)
            do { try GuardDatabase(directory: directory).write([.opened(Sample.incident(1, Sample.account(1))), .stopped(stop)]) }
            let key = try GuardDatabase(directory: directory).read().key
            let filler = open("\(directory)/filler", O_WRONLY | O_CREAT, 0o600)
            let zeros = [UInt8](repeating: 0, count: 4_096)
            while write(filler, zeros, zeros.count) > 0 {}
            close(filler)
            #expect(throws: GuardDatabaseProblem.self) { try GuardDatabase(directory: directory) }
            for _ in 0..<2 {
                let memory = try GuardDatabase.memory(keptIn: directory)
                #expect(memory.key == key && memory.state.stops == [stop] && memory.state.incidents.count == 1)
            }
            unlink("\(directory)/filler")
            #expect(try GuardDatabase(directory: directory).read().state.stops == [stop])
        }
    }

    @Test(arguments: [0, 100, 4_096 + 8])
    func aDamagedFileIsPutAside(_ offset: Int) throws {
        try withState { directory in
            let path = "\(directory)/guard.sqlite"
            do {
                let store = try GuardDatabase(directory: directory)
                try store.write([.opened(Sample.incident(5, Sample.account(1)))])
                try store.write((0..<200).map { Sample.counts($0) })
            }
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: Data(repeating: 0x5A, count: 3_000))
            try file.close()
            // A command does not look through all of it.
            if offset < 4_096 { #expect(throws: GuardDatabaseProblem.damaged(path)) { try GuardDatabase(existingIn: directory) } }
            let store = try GuardDatabase(directory: directory, at: noon)
            #expect(store.damaged == "\(path).damaged-20261126T120000Z")
            #expect(try store.read().state == GuardState() && store.isWhole)
            #expect(Self.status(store.damaged ?? "")?.st_size ?? 0 > 0)
            #expect(try GuardDatabase(directory: directory).damaged == nil)
        }
    }

    /// Another program has it for itself, as `sqlite3` may.
    @Test func openingHasAnEnd() throws {
        try withState { directory in
            let other = try GuardDatabase(directory: directory)
            try other.run("PRAGMA locking_mode = EXCLUSIVE")
            try other.write([.opened(Sample.incident(1, Sample.account(1)))])
            // Without an end it is 150 s.
            for open in [{ try GuardDatabase(directory: directory, at: noon, patience: $0) }, { try GuardDatabase(existingIn: directory, patience: $0) }] {
                let time = ContinuousClock().measure {
                    #expect { _ = try open(.milliseconds(300)) } throws: { if case GuardDatabaseProblem.database(5, _) = $0 { true } else { false } }
                }
                #expect(time >= .milliseconds(300) && time < .seconds(20), "\(time)")
            }
            // What comes later has its own time: the end of the opening is none of it.
            try other.run("PRAGMA locking_mode = NORMAL")
            try other.write([.opened(Sample.incident(2, Sample.account(2)))])
            let late = try GuardDatabase(directory: directory, at: noon, patience: .milliseconds(300))
            usleep(400_000)
            let begun = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                try? other.writing(.full) { _ in
                    begun.signal()
                    usleep(400_000)
                }
            }
            begun.wait()
            try late.write([.opened(Sample.incident(3, Sample.account(3)))])
            #expect(try late.read().state.incidents.map(\.id) == [1, 2, 3])
        }
    }

    /// As on a file system without shared memory: there the journal stays as it is, and `synchronous=NORMAL` is not safe with it.
    @Test func withoutWALAllIsFull() throws {
        try withState { directory in
            let (normal, full) = (["1"], ["2"])
            do {
                let store = try GuardDatabase(directory: directory)
                try store.write([Sample.counts(1)])
                #expect(try store.run("PRAGMA synchronous") == normal && store.run("PRAGMA journal_mode = DELETE") == ["delete"])
                try store.write([Sample.counts(2)])
                #expect(try store.run("PRAGMA synchronous") == full)
            }
            // A command leaves it so.
            let store = try GuardDatabase(existingIn: directory)
            try store.write([RememberedSign(hash: 7, threat: .other, seen: noon)])
            #expect(try store.run("PRAGMA synchronous") == full && store.run("PRAGMA journal_mode") == ["delete"])
        }
    }

    @Test func aNewerFileIsLeftAlone() throws {
        try withState { directory in
            do { try GuardDatabase(directory: directory).run("INSERT INTO grdb_migrations VALUES ('99')") }
            let problem = GuardDatabaseProblem.newer("\(directory)/guard.sqlite")
            #expect(throws: problem) { try GuardDatabase(directory: directory) }
            #expect(throws: problem) { try GuardDatabase(existingIn: directory) }
            #expect(throws: problem) { try GuardDatabase.memory(keptIn: directory) }
        }
    }

    @Test func rowsThatCannotBeAreLeftOut() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            for id in 1...9 { try store.write([.opened(Sample.incident(id, Sample.account(id))), .stopped(Sample.stop(Sample.account(id), incident: id))]) }
            try store.write((1...4).map { Sample.counts($0) })
            try store.write((1...3).map { RememberedSign(hash: $0, threat: .other, seen: noon) })
            for (id, change) in [
                "sender = 'nobody'", "level = 'x'", "count = -1", "opened = 9e300", "passed = 9223372036854775807", "measure = x'00'", "window = ''",
                "others = 5",
            ].enumerated() { try store.run("UPDATE incident SET \(change) WHERE id = \(id + 1)") }
            try store.run("UPDATE incident SET others = 'x', subject = zeroblob(9) WHERE id = 9")
            try store.run("UPDATE stop SET until = 'soon' WHERE incident = 1")
            try store.run("UPDATE stop SET sender = 'client:x' WHERE incident = 2")
            try store.run("UPDATE counts SET bytes = 'text' WHERE hash = 1")
            try store.run("UPDATE counts SET bytes = zeroblob(0) WHERE hash = 2")
            try store.run("UPDATE counts SET kind = 'x' WHERE hash = 3")
            try store.run("UPDATE sign SET threat = 300 WHERE hash = 1")
            try store.run("INSERT INTO lift_request (sender, asked) VALUES ('x', 1)")
            let memory = try store.read()
            // SQLite makes a text of a number where the column wants one.
            #expect(memory.state.incidents.map(\.id) == [8, 9] && memory.state.incidents.allSatisfy { $0.others.isEmpty })
            #expect(memory.state.stops.map(\.incident) == [3, 4, 5, 6, 7, 8, 9])
            #expect(memory.state.senders.map(\.hash).sorted() == [2, 4] && memory.signs.count == 2)
            #expect(try store.liftRequests().isEmpty && store.incidents(withClosed: true).count == 2)
            _ = SenderGuard(settings: GuardSettings(), key: memory.key, state: memory.state, at: noon)
            // Hashed with a key that is gone, counts and signs are of no use.
            try store.run("UPDATE hash_key SET bytes = x'00'")
            #expect(try store.read().state.senders.isEmpty && store.read().signs.isEmpty && store.read().state.stops.count == 7)
        }
    }

    @Test func subjectsAreSafeOnATerminal() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            var incident = Sample.incident(1, Sample.account(1))
            incident.subject = "a\u{1B}[2J\u{202E}b\nc"
            try store.write([.opened(incident)])
            #expect(try store.read().state.incidents.first?.subject == "a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c")
        }
    }

    // MARK: - Files

    @Test func filesAreTheOwnersAlone() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            try store.write([.opened(Sample.incident(1, Sample.account(1)))])
            for name in ["", "-wal", "-shm"] { #expect(Self.status(store.path + name).map { $0.st_mode & 0o777 } == 0o600, "\(name)") }
            chmod(store.path, 0o640)
            #expect(throws: GuardDatabaseProblem.readableByOthers(store.path)) { try GuardDatabase(existingIn: directory) }
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func whatRootMakesIsTheDirectorysOwners() throws {
        try withState { directory in
            chown(directory, 12_345, 12_346)
            let store = try GuardDatabase(directory: directory)
            try store.write([.opened(Sample.incident(1, Sample.account(1)))])
            for name in ["", "-wal", "-shm"] {
                #expect(Self.status(store.path + name).map { $0.st_uid == 12_345 && $0.st_gid == 12_346 && $0.st_mode & 0o777 == 0o600 } == true, "\(name)")
            }
            chown(store.path, 12_347, 0)
            #expect(throws: GuardDatabaseProblem.foreign(store.path)) { try GuardDatabase(existingIn: directory) }
            #expect(throws: GuardDatabaseProblem.foreign(store.path)) { try GuardDatabase(directory: directory) }
        }
    }

    @Test(arguments: ["", "-wal", "-shm", "-journal"])
    func nothingButPlainFilesIsOpened(_ name: String) throws {
        try withState { directory in
            let path = "\(directory)/guard.sqlite"
            if name != "" { do { _ = try GuardDatabase(directory: directory) } }
            let foreign = "\(directory)/foreign"
            _ = FileManager.default.createFile(atPath: foreign, contents: Data("precious".utf8), attributes: [.posixPermissions: 0o600])
            for make in [symlink, link] {
                unlink(path + name)
                #expect(make(foreign, path + name) == 0)
                #expect(throws: GuardDatabaseProblem.notPlain(path + name)) { try GuardDatabase(directory: directory) }
                #expect(throws: GuardDatabaseProblem.notPlain(path + name)) { try GuardDatabase(existingIn: directory) }
            }
            #expect(FileManager.default.contents(atPath: foreign) == Data("precious".utf8))
        }
    }

    @Test func aCommandMakesNothing() throws {
        try withState { directory in
            let path = "\(directory)/guard.sqlite"
            #expect(throws: GuardDatabaseProblem.missing(path)) { try GuardDatabase(existingIn: directory) }
            #expect(throws: GuardDatabaseProblem.system(ENOENT, "\(directory)/nowhere")) { try GuardDatabase(directory: "\(directory)/nowhere") }
            let files = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(files == [])
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            #expect(throws: GuardDatabaseProblem.unfinished(path)) { try GuardDatabase(existingIn: directory) }
            // What was begun and not ended is made.
            #expect(try GuardDatabase(directory: directory).read().state == GuardState())
        }
    }
}
