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
            #expect(list.status == 0 && list.error == "" && list.output.hasPrefix("As this configuration reads, the sender guard is off:"))
            let json = try Command.run(["guard", "list", "--json", "--config", config])
            #expect(json.status == 0 && json.output == "" && json.error.hasPrefix("unbluff: As this configuration reads, the sender guard is off:"))
            let nowhere = try Command.run(["guard", "--config", config, "--state-directory", "/nowhere"])
            #expect(nowhere.status == 0 && nowhere.error == "" && nowhere.output == list.output)
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
        ])
    func mistakesAreTold(_ arguments: [String], _ expected: String) throws {
        let result = try Command.run(["guard"] + arguments)
        #expect(result.status == 2 && result.output == "")
        #expect(result.errorLines.first.map(String.init) == expected)
    }

    /// Nobody knows then whether it is on: a server that runs has read an earlier one.
    @Test func aBrokenConfigurationDoesNotSayThatItIsOff() throws {
        try Self.withState("guard:\n  submision: true\n") { config, state in
            for arguments in [["list"], ["list", "--json"], ["show", "account:a"], ["lift", "account:a"]] {
                let result = try Command.run(["guard"] + arguments + ["--config", config, "--state-directory", state])
                #expect(result.status == 2 && result.output == "" && !result.error.contains("sender guard is off"))
                #expect(result.errorLines.dropFirst().first == "unbluff: the configuration is not used; the defaults are")
                #expect(result.errorLines.last?.hasPrefix("unbluff: \(state)/guard.sqlite: there is no such file.") == true)
            }
        }
    }

    /// Root without the right to become another user, as in a container.
    @Test(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
    func rootThatCannotBecomeTheOwnerDoesNothing() throws {
        try Self.withState("guard:\n  submission: true\n") { config, state in
            _ = FileManager.default.createFile(atPath: "\(state)/guard.sqlite", contents: nil, attributes: [.posixPermissions: 0o600])
            for path in [state, "\(state)/guard.sqlite"] { chown(path, 12_345, 12_345) }
            for rights in ["-setuid", "-setgid"] {
                let line = "exec setpriv --bounding-set=\(rights) --inh-caps=\(rights) \"$UNBLUFF\" guard list --config \"$1\""
                let result = try Command.shell(line, [config])
                #expect(result.status == 2 && result.output == "")
                #expect(
                    result.error
                        == "unbluff: \(state) belongs to the user 12345, and root cannot become that user here (Operation not permitted): run this as that user\n"
                )
            }
        }
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
            (2, "account:o'neil x", "hold", "same-bodies", "hour", 301, 300, now - 600, now - 60, 300, 1, 300, 290, 1, "", None, 1, 0, 0, 1),
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
                """
                state-directory: \(state)
                guard:
                  submission: true
                listen:
                  page: off
                  spamd: off
                  policy: unix:\(folder.path)/policy
                  milter: unix:\(folder.path)/milter

                """)
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
                "  That day    412 messages, about 380 recipients\n  That hour   12 refused recipients\n",
                "To let it send again:  unbluff guard lift account:anna@example.org",
            ] { #expect(show.output.contains(text), "\(text)") }
            #expect(!(list.output + show.output).contains("\u{1B}"))
            let nobody = try guarding("show", "192.0.2.99")
            #expect(nobody.status == 1 && nobody.output.hasPrefix("Nothing is known of client:192.0.2.99"))
            #expect(nobody.output.contains("decision=reply") && !nobody.output.contains("Perhaps"))
            // One begins with it, an earlier incident's too; of several none is named.
            for (part, meant) in [("account:carl", "account:carl@example.org"), ("account:o", "'account:o'\\''neil x'")] {
                #expect(try guarding("show", part).output.contains("Perhaps you mean: unbluff guard show \(meant)\n"))
            }
            #expect(try !guarding("show", "domain:a").output.contains("Perhaps"))
            #expect(show.lines.last?.hasPrefix("Times are UTC") == true && list.lines.last?.contains(" Times are UTC") == true)

            #expect(try guarding("show", "account:o'neil x").output.contains("  Mails       300 went out, 1 was stopped\n"))

            let lift = try guarding("lift", "anna@example.org", "account:nobody")
            #expect(lift.status == 1 && lift.error == "")
            #expect(lift.lines == ["account:anna@example.org: lifted; the server has taken it", "account:nobody: is not stopped, so there is nothing to lift"])
            #expect(try guarding("show", "anna@example.org").lines.dropFirst().first == "It is not stopped: it was lifted.")

            daemon.terminate()
            daemon.waitUntilExit()
            let alone = try guarding("lift", "account:o'neil x")
            #expect(
                alone.status == 0
                    && alone.output
                        == "account:o'neil x: lifted; no server has taken it within 3 s: one that runs takes it later, else it counts from the next start\n"
            )
            #expect(try guarding().lines.first == "Nobody is stopped.")
        }
    }

    /// The server may have it on by its environment, of which an administrator's shell knows nothing.
    @Test func whoIsStoppedIsNotSaidToBeOff() throws {
        try Self.withDaemon { config, _ in
            let other = config + ".other"
            let settings = try #require(try String(contentsOfFile: config, encoding: .utf8).split(separator: "\n").first)
            try "\(settings)\n".write(toFile: other, atomically: true, encoding: .utf8)
            for arguments in [["list"], ["list", "--json"]] {
                let list = try Command.run(["guard"] + arguments + ["--config", other])
                #expect(
                    list.status == 0 && list.error == "" && !list.output.contains("sender guard is off") && list.output.contains("account:anna@example.org"))
            }
        }
    }

    @Test func monitoredIsSaidToBeSo() throws {
        try Self.withDaemon { config, _ in
            let monitoring = config + ".monitor"
            try String(contentsOfFile: config, encoding: .utf8).replacing("  submission: true\n", with: "  submission: true\n  mode: monitor\n")
                .write(toFile: monitoring, atomically: true, encoding: .utf8)
            func guarding(_ arguments: String...) throws -> Command.Result { try Command.run(["guard"] + arguments + ["--config", monitoring]) }
            let list = try guarding("list")
            #expect(list.status == 0 && list.lines.contains("2 senders would be stopped."))
            #expect(list.output.contains("account:anna@example.org  would be blocked until ") && !list.output.contains("are stopped"))
            let show = try guarding("show", "anna@example.org").output.replacing("\n", with: " ")
            for text in [
                "It would be blocked until ", ": its mail would be rejected (550).", "1,234 would have been stopped", "To begin counting anew:  unbluff",
            ] {
                #expect(show.contains(text), "\(text)")
            }
            #expect(!show.contains("It is ") && !show.contains("were stopped") && !show.contains("To let it send again"))
            #expect(try guarding("lift", "anna@example.org", "account:o'neil x").status == 0)
            #expect(try guarding("list").lines.contains("Nobody would be stopped."))
        }
    }

    /// Mails as Postfix' policy delegation tells of them.
    private static let mails = """
        import socket, sys
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(sys.argv[1])
        answers = connection.makefile("rb")
        for number in range(12):
            connection.sendall((
                "request=smtpd_access_policy\\nprotocol_state=RCPT\\nclient_address=192.0.2.50\\nsasl_method=plain\\nsasl_username=dora@example.org\\n"
                f"sender=dora@example.org\\nrecipient=r@example.net\\ninstance=i{number}\\n\\n").encode())
            assert answers.readline() == b"action=DUNNO\\n" and answers.readline() == b"\\n"
        """

    @Test func countsAreShownBesideTheirBounds() throws {
        try Self.withDaemon { config, daemon in
            let socket = URL(filePath: config).deletingLastPathComponent().appending(path: "policy").path
            let sent = try Command.shell("for try in {1..200}; do [ -S \"$2\" ] && break; sleep 0.05; done; python3 -c \"$1\" \"$2\"", [Self.mails, socket])
            #expect(sent.status == 0, "\(sent.error)")
            // All that is counted is written at the end.
            daemon.terminate()
            daemon.waitUntilExit()
            let show = try Command.run(["guard", "show", "dora@example.org", "--config", config])
            #expect(show.status == 0 && show.lines.dropFirst().first == "It is not stopped, and was never noticed.")
            let text = show.output.replacing("\n", with: " ")
            #expect(text.contains(" in the server's log alone: decision=reply. "))
            // The minute may be over.
            let rates = show.lines.drop { !$0.hasPrefix("How much") }.filter { !$0.contains("a minute  ") }
            #expect(
                rates.prefix(9) == [
                    "How much it sends   now   warned, held, blocked above",
                    "  messages an hour     12   140, 180, 400",
                    "  messages a day       12   1,000, 2,000, 5,000",
                    // One for all twelve: of several, two may be counted as one, by a key that is new in each run.
                    "  recipients an hour    1   600, 1,200, 3,000",
                    "  recipients a day      1   2,000, 4,000, 10,000",
                    "  refused an hour       0   30, 60, 120",
                    "  same text an hour     0   100, 150, 300",
                    "  scams an hour         0   3, -, 20",
                    "  The last minute may be missing.",
                ])
            let json = try Command.run(["guard", "show", "dora@example.org", "--json", "--config", config])
            let object = json.objects.first?["rates"] as? [String: Any]
            #expect(object?["messagesAnHour"] as? Int == 12 && object?["messagesADay"] as? Int == 12 && object?["scamsAnHour"] as? Int == 0)
        }
    }
}
