import Foundation
import Testing

/// The daemon makes the file; what there is to see comes into it as from an administrator's hand.
@Suite struct GuardCommandTests {
    /// A state directory, and a configuration that names it.
    private static func withState(_ settings: String, _ body: (_ config: String, _ state: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let state = try folder.makeFolder("state")
            try body(try folder.write("unbluff.yaml", "state-directory: \(state)\n\(settings)"), state)
        }
    }

    @Test func offAndEmptyIsSaidCalmly() throws {
        try Self.withState("") { config, state in
            let list = try Command.run(["guard", "--config", config])
            #expect(list.status == 0 && list.error == "" && list.output.hasPrefix("SenderGuard is off:"))
            let json = try Command.run(["guard", "list", "--json", "--config", config])
            #expect(json.status == 0 && json.output == "" && json.error.hasPrefix("unbluff: SenderGuard is off:"))
            for arguments in [["show", "account:a"], ["lift", "account:a"]] {
                let result = try Command.run(["guard"] + arguments + ["--state-directory", state])
                #expect(result.status == 2 && result.output == "")
                #expect(result.error.hasPrefix("unbluff: \(state)/guard.sqlite: there is no such file. 'unbluff serve' makes it"))
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: state)
            #expect(files == [])
        }
    }

    /// Nothing listens at port 1, so whatever is sent there fails.
    @Test(arguments: [false, true]) func whoeverIsNeverToldLearnsSo(_ isOn: Bool) throws {
        try Self.withState("guard:\n  submission: \(isOn)\n  alerts:\n    webhook: http://127.0.0.1:1/\n") { config, _ in
            let result = try Command.run(["guard", "test-alert", "--config", config])
            #expect(result.status == 2 && result.output.hasPrefix("webhook, unsigned: NOT told: "))
            #expect(result.output.hasSuffix("So nobody is ever told of anything but this test.\n") == !isOn, "\(result.output)")
        }
    }

    @Test(
        arguments: [
            (["lift"], "unbluff: Missing expected argument '<SENDER> ...'"),
            (
                ["lift", "anna"],
                "unbluff: 'anna' is no sender. Senders are written as 'unbluff guard list' shows them: account:anna, client:192.0.2.7 or domain:example.org."
            ),
            (
                ["show", "client:x"],
                "unbluff: 'client:x' is no sender. Senders are written as 'unbluff guard list' shows them: account:anna, client:192.0.2.7 or domain:example.org."
            ),
            (["list", "--state-directory", "/nowhere", "--config", "/dev/null"], nil),
        ] as [([String], String?)])
    func mistakesAreTold(_ arguments: [String], _ expected: String?) throws {
        let result = try Command.run(["guard"] + arguments)
        guard let expected else { return #expect(result.status == 0 && result.output.hasPrefix("SenderGuard is off")) }
        #expect(result.status == 2 && result.output == "")
        #expect(result.errorLines.first.map(String.init) == expected)
    }

    @Test func whatIsNoDatabaseIsTold() throws {
        try Self.withState("") { config, state in
            let path = "\(state)/guard.sqlite"
            _ = FileManager.default.createFile(
                atPath: path, contents: Data("\u{1B}[2J no database ".utf8) + Data(count: 2_000), attributes: [.posixPermissions: 0o600])
            let result = try Command.run(["guard", "--config", config])
            #expect(result.status == 2 && result.output == "")
            #expect(result.error == "unbluff: \(path): the file is damaged. 'unbluff serve' puts it aside when it starts, and begins anew\n")
        }
    }

    // MARK: - Beside a daemon

    /// Rows as `GuardDatabase` writes them; a name for a shell to stumble over, and a subject for a terminal.
    private static let rows = """
        import sqlite3, sys, time
        db, now = sqlite3.connect(sys.argv[1], timeout=10), int(time.time())
        clients = "client:192.0.2.7\\nclient:198.51.100.9"
        for row in [
            (1, "account:anna@example.org", "block", "messages", "hour", 412, 400, now - 2200, now - 30, 180, 1234, 412, 380, 12, clients, "You\\x1b[2J", 1, 1, 0, 1),
            (2, "account:o'neil x", "hold", "same-bodies", "hour", 301, 300, now - 600, now - 60, 300, 3, 300, 290, 1, "", None, 1, 0, 0, 1),
            (3, "client:192.0.2.8", "warning", "rejected-recipients", "hour", 31, 30, now - 600, now - 60, 300, 0, 300, 290, 31, "", None, 0, 0, 0, 1),
            (4, "account:carl@example.org", "hold", "messages", "minute", 41, 40, now - 9000, now - 8000, 41, 9, 41, 41, 0, "", None, 1, 0, 1, 0),
        ]: db.execute("insert into incident values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
        db.execute("insert into stop values ('account:anna@example.org', 'block', ?, ?, 1)", (now - 420, now + 3180))
        db.execute("insert into stop values ('account:o''neil x', 'hold', ?, ?, 2)", (now - 420, now + 480))
        db.commit()
        """

    /// With a daemon of its own at a socket in the folder, which has made the file.
    private static func withDaemon(_ body: (_ config: String, _ daemon: Process) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let state = try folder.makeFolder("state")
            let config = try folder.write(
                "unbluff.yaml",
                "state-directory: \(state)\nguard:\n  submission: true\nlisten:\n  page: off\n  spamd: off\n  milter: unix:\(folder.path)/milter\n")
            let daemon = Process()
            daemon.executableURL = URL(filePath: Command.path)
            daemon.arguments = ["serve", "--config", config]
            daemon.environment = ["PATH": "/usr/bin:/bin"]
            (daemon.standardOutput, daemon.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            try daemon.run()
            defer {
                daemon.terminate()
                daemon.waitUntilExit()
            }
            let end = ContinuousClock.now + .seconds(20)
            while !FileManager.default.fileExists(atPath: "\(folder.path)/milter"), daemon.isRunning, ContinuousClock.now < end { usleep(20_000) }
            let filled = try Command.shell("python3 -c \"$1\" \"$2\"", [rows, "\(state)/guard.sqlite"])
            #expect(filled.status == 0, "\(filled.error)")
            try body(config, daemon)
        }
    }

    @Test func listShowAndLift() throws {
        try Self.withDaemon { config, daemon in
            func guarding(_ arguments: String...) throws -> Command.Result { try Command.run(["guard"] + arguments + ["--config", config]) }
            let list = try guarding("list")
            #expect(list.status == 0 && list.error == "" && list.lines.first == "2 senders are stopped.")
            // Whose time is over first comes first; columns begin below each other.
            let stopped = list.lines.filter { $0.contains(" until ") }
            #expect(stopped.map { $0.prefix(26) } == ["account:o'neil x          ", "account:anna@example.org  "])
            #expect(list.lines.contains("                          unbluff guard lift 'account:o'\\''neil x'"))
            #expect(list.output.contains("Noticed, and not stopped\nclient:192.0.2.8          31 refused recipients in an hour, above 30\n"))
            #expect(!list.output.contains("carl"))
            #expect(try guarding("list", "--all").output.contains("Over\naccount:carl@example.org"))
            let objects = try guarding("--json", "--all").objects
            #expect(objects.map { $0["state"] as? String } == ["hold", "block", "open", "closed"])

            let show = try guarding("show", "anna@example.org")
            #expect(show.status == 0 && show.lines.first == "account:anna@example.org")
            for text in [
                "It is blocked until ", "412 messages in an hour, above 400", "client:192.0.2.7, client:198.51.100.9", "“You\u{FFFD}[2J”", "1,234 were stopped",
                "To let it send again:  unbluff guard lift account:anna@example.org",
            ] { #expect(show.output.contains(text), "\(text)") }
            #expect(!(list.output + show.output).contains("\u{1B}"))
            let nobody = try guarding("show", "192.0.2.99")
            #expect(nobody.status == 1 && nobody.output.hasPrefix("Nothing is known of client:192.0.2.99"))

            let lift = try guarding("lift", "anna@example.org", "account:nobody")
            #expect(lift.status == 1 && lift.error == "")
            #expect(lift.lines == ["account:anna@example.org: lifted; the server has taken it", "account:nobody: is not stopped, so there is nothing to lift"])
            #expect(try guarding("show", "anna@example.org").lines.dropFirst().first == "It is not stopped: it was lifted.")

            daemon.terminate()
            daemon.waitUntilExit()
            let alone = try guarding("lift", "account:o'neil x")
            #expect(alone.status == 0 && alone.output == "account:o'neil x: lifted; no server has taken it within 3 s, so it counts from the next start\n")
            #expect(try guarding().lines.first == "Nobody is stopped.")
        }
    }
}
