import Foundation
import Testing

/// What there is to see is made with sqlite3's own words, by the daemon's schema: the program's `guard` reads what an administrator may have changed.
@Suite struct GuardCommandTests {
    private static let on = "guard:\n  submission: true\n"

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

    @Test(arguments: [
        (["lift"], "unbluff: Missing expected argument '<SENDER> ...'"),
        (["lift", "anna"], "unbluff: 'anna' is no sender. Senders are written as 'unbluff guard list' shows them: account:anna, client:192.0.2.7 or domain:example.org."),
        (["show", "client:x"], "unbluff: 'client:x' is no sender. Senders are written as 'unbluff guard list' shows them: account:anna, client:192.0.2.7 or domain:example.org."),
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
            _ = FileManager.default.createFile(atPath: path, contents: Data("\u{1B}[2J no database ".utf8) + Data(count: 2_000), attributes: [.posixPermissions: 0o600])
            let result = try Command.run(["guard", "--config", config])
            #expect(result.status == 2 && result.output == "")
            #expect(result.error == "unbluff: \(path): the file is damaged. 'unbluff serve' puts it aside when it starts, and begins anew\n")
        }
    }
}
