import Foundation
import Testing

@Suite struct QuarantineCommandTests {
    private static let field = "X-Unbluff-Result: sextortion-scam; probability=0.98; reasons=demands-payment,deadline; version=0.1.0; action=quarantine\n"
    /// Names that turn a terminal's colours and the direction of writing, and a password.
    private static let hostile =
        field + "From: \"\u{1B}[2J\u{202E}x\" <a@example.com>\nMessage-ID: <1@example.com>\nSubject: your password is hunter2xyz\n\n"
        + "Your password is hunter2xyz. I recorded you on an adult site. Pay 500 USD in bitcoin to 1111111111111111111114oLvT2.\n"

    private static func withMaildir(_ body: (URL, _ quarantine: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            for name in ["new", "cur", ".Quarantine/new", ".Quarantine/cur", "state"] { _ = try folder.makeFolder(name) }
            try folder.write(".Quarantine/new/1.a", hostile)
            try body(folder, folder.appending(path: ".Quarantine").path)
        }
    }

    @Test(arguments: [["list"], ["list", "--json"], ["show", "1.a"], ["show", "--json", "1.a"]])
    func outputIsSafeToShow(_ arguments: [String]) throws {
        try Self.withMaildir { _, quarantine in
            let result = try Command.run(["quarantine"] + arguments + ["--maildir", quarantine])
            #expect(result.status == 0 && result.error == "")
            #expect(result.output.contains("1.a") && !result.output.contains("hunter2xyz"))
            #expect(!result.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        }
    }

    @Test func listSaysWhatAndWhy() throws {
        try Self.withMaildir { _, quarantine in
            let lines = try Command.run(["quarantine", "--maildir", quarantine]).lines
            #expect(lines.first.map { $0.hasPrefix("1.a  ") && $0.hasSuffix("  sextortion scam, 0.98") } == true)
            #expect(lines.contains("  for  demands payment, deadline"))
            #expect(lines.last == "1 mail is kept back. More of one: unbluff quarantine show ID")
            let object = try #require(try Command.run(["quarantine", "list", "--json", "--maildir", quarantine]).objects.first)
            #expect(Set(object.keys) == ["id", "arrived", "authorName", "authorAddress", "verdict", "probability", "reasons", "version"])
            #expect(object["authorAddress"] as? String == "a@example.com" && object["reasons"] as? [String] == ["demands-payment", "deadline"])
        }
    }

    @Test func adviceComesBeforeTheMailsWords() throws {
        try Self.withMaildir { _, quarantine in
            let output = try Command.run(["quarantine", "show", "1.a", "--maildir", quarantine]).output
            let advice = try #require(output.range(of: "Do not pay."))
            let words = try #require(output.range(of: "The mail begins"))
            #expect(advice.lowerBound < words.lowerBound)
            #expect(try Command.run(["quarantine", "show", "1.a", "--advice-language", "de", "--maildir", quarantine]).output.contains("Zahl"))
        }
    }

    @Test func releaseIsFeedback() throws {
        try Self.withMaildir { folder, quarantine in
            let state = folder.appending(path: "state").path
            let result = try Command.run(["quarantine", "release", "--maildir", quarantine, "--state-directory", state, "1.a", "2.b"])
            #expect(result.status == 2)
            #expect(result.output == "1.a: released\n")
            #expect(result.error == "unbluff: 2.b: there is no such held mail (any more)\n")
            let released = try String(contentsOf: folder.appending(path: "new/1.a"), encoding: .utf8)
            #expect(released == Self.hostile)
            let journal = try String(contentsOf: folder.appending(path: "state/feedback.jsonl"), encoding: .utf8)
            #expect(journal.contains(#""label":"innocent","source":"release""#) && !journal.contains("example.com"))
        }
    }

    @Test func configurationSaysWhereFeedbackIs() throws {
        try Self.withMaildir { folder, quarantine in
            let state = folder.appending(path: "state").path
            let config = try folder.write("unbluff.yaml", "state-directory: \(state)\n")
            let result = try Command.run(["quarantine", "release", "--maildir", quarantine, "--config", config, "1.a"])
            #expect(result.status == 0 && result.error == "")
            #expect(FileManager.default.fileExists(atPath: "\(state)/feedback.jsonl"))
        }
    }

    /// A release with it writes into the usual folder: Tests/Integration/quarantine does that.
    @Test func brokenConfigurationIsToldAndNotWaitedFor() throws {
        try Self.withMaildir { folder, quarantine in
            let config = try folder.write("unbluff.yaml", "no-such-key: 1\n")
            let show = try Command.run(["quarantine", "show", "--maildir", quarantine, "--config", config, "1.a"])
            #expect(show.status == 0 && show.output.contains("Do not pay."))
            #expect(show.errorLines.first?.hasPrefix("\(config):1:1: ") == true)
            #expect(show.errorLines.last == "unbluff: the configuration is not used; the defaults are")
        }
    }

    @Test func modelThatCannotBeReadIsTold() throws {
        try Self.withMaildir { folder, quarantine in
            let config = try folder.write("unbluff.yaml", "model: /nowhere/model\n")
            let result = try Command.run(["quarantine", "show", "--maildir", quarantine, "--config", config, "1.a"])
            #expect(result.status == 0 && result.output.contains("Do not pay."))
            #expect(result.error == "unbluff: model: '/nowhere/model' cannot be read. The program's own model is used.\n")
        }
    }

    @Test func releaseDoesNotWaitForFeedback() throws {
        try Self.withMaildir { folder, quarantine in
            let result = try Command.run(["quarantine", "release", "--maildir", quarantine, "--state-directory", "/nowhere", "1.a"])
            #expect(result.status == 0 && result.output == "1.a: released\n")
            #expect(result.error == "unbluff: 1.a: released, but the feedback could not be kept: /nowhere: No such file or directory\n")
            #expect(FileManager.default.fileExists(atPath: folder.appending(path: "new/1.a").path))
        }
    }

    @Test(arguments: [
        (["list", "--maildir", "/nowhere"], "unbluff: /nowhere: No such file or directory"),
        (["list", "--inbox", "/x"], "unbluff: --inbox is of use with --maildir only."),
        (["list", "--postfix-config", "x"], "unbluff: --postfix-config wants a path from the root."),
        (["show", "ALL"], "unbluff: ALL: this is no id of a held mail"), (["release", "--", "-H"], "unbluff: -H: this is no id of a held mail"),
        (["list", "--limit", "0"], "unbluff: --limit wants a number from 1 on."),
    ])
    func mistakesAreTold(_ arguments: [String], _ expected: String) throws {
        let result = try Command.run(["quarantine"] + arguments)
        #expect(result.status == 2 && result.output == "")
        #expect(result.errorLines.first.map(String.init) == expected)
    }
}
