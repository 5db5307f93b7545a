import Foundation
import Testing

/// `--help` and the man page name the same options.
@Suite struct ManualTests {
    @Test(arguments: [
        (["check"], "unbluff-check.1"), (["evaluate"], "unbluff-evaluate.1"), (["train"], "unbluff-train.1"), (["doctor", "host"], "unbluff-doctor.8"),
        ([], "unbluff.1"),
    ])
    func manualNamesTheOptionsOfHelp(_ command: [String], _ page: String) throws {
        let help = try Command.run(command + ["--help"])
        let manual = try String(contentsOf: Command.root.appending(path: "docs/man/\(page)"), encoding: .utf8)
        let options = help.lines.filter { $0.hasPrefix("  -") }.flatMap { $0.split(separator: "  ").first.map { names(in: $0, after: "--") } ?? [] }
        let described = manual.split(separator: "\n").filter { $0.hasPrefix(".It Fl") }.flatMap { names(in: $0, after: "Fl -") }
        #expect(!options.isEmpty)
        #expect(Set(options) == Set(described))
        for option in options { #expect(manual.contains("Fl -\(option)"), "\(option)") }
    }

    /// One page for three commands: between them they have the options it describes.
    @Test func manualOfGuardNamesTheOptionsOfAll() throws {
        let manual = try String(contentsOf: Command.root.appending(path: "docs/man/unbluff-guard.8"), encoding: .utf8)
        let described = manual.split(separator: "\n").filter { $0.hasPrefix(".It Fl") }.flatMap { names(in: $0, after: "Fl -") }
        let options = try ["list", "show", "lift"].flatMap { command in
            try Command.run(["guard", command, "--help"]).lines.filter { $0.hasPrefix("  -") }.flatMap { names(in: $0, after: "--") }
        }
        #expect(!options.isEmpty)
        #expect(Set(options) == Set(described))
    }

    private func names(in text: Substring, after sign: String) -> [String] {
        text.components(separatedBy: sign).dropFirst().map { String($0.prefix { $0.isLetter || $0 == "-" }) }
    }
}
