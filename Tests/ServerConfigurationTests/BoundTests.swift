import Testing

@testable import ServerConfiguration

/// Files that were made to cost: each is told, at once.
@Suite struct BoundTests {
    private static func bomb(keys: Bool) -> String {
        var text = "a0: &b0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = Array(repeating: "*b\(level - 1)", count: 9).joined(separator: ", ")
            text += keys ? "? &b\(level) [\(aliases)]\n: x\n" : "a\(level): &b\(level) [\(aliases)]\n"
        }
        return text
    }

    /// Name, text, beginning of the first problem.
    private static let cases: [(name: String, text: String, problem: String)] = [
        ("aliases of aliases", bomb(keys: false), "2:12: is an alias of YAML"),
        ("aliases of aliases as keys", bomb(keys: true), "2:9: is an alias of YAML"),
        ("keys in keys", String(repeating: "? ", count: 100_000), "1:33: has too many question marks"),
        ("lists in lists", String(repeating: "[", count: 200_000), "1:1001: is not YAML"),
        ("lists in lists, of lines", String(repeating: "- ", count: 100_000), "1:1999: is not YAML"),
        ("lists in a list, closed", String(repeating: "[", count: 900) + String(repeating: "]", count: 900), "1:18: is nested deeper"),
        (
            "keys of lines, each with keys in keys",
            String(repeating: String(repeating: "{", count: 150) + "a" + String(repeating: "}: b", count: 149) + "}\n", count: 300), ""
        ),
        ("an unknown key a line", (0..<20_000).map { "k\($0): 1\n" }.joined(), #"1:1: unknown key "k0""#),
        ("one key a line", String(repeating: "log: {}\n", count: 30_000), #"1:1: "log" is set twice"#),
        ("a long key", String(repeating: "k", count: 1_000) + ": 1\n", "1:1: unknown key \"\(String(repeating: "k", count: 60))…\""),
        ("a long value", "model: " + String(repeating: "0", count: 250_000), "1:8: model: \"\(String(repeating: "0", count: 60))…\""),
        ("a long number", "limits: {connections: " + String(repeating: "9", count: 250_000) + "}", "1:23: limits.connections: expected"),
        ("a large file", String(repeating: "# comment\n", count: 30_000), "main.yaml: is larger than 256 KiB"),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: cases)
    func costs(_ test: (name: String, text: String, problem: String)) {
        let problems = Files(test.text).problems()
        #expect(problems.first?.hasPrefix(test.problem) == true, "\(problems.first ?? "none")")
        #expect(problems.count <= ConfigurationLimits.problems + 1)
        #expect(problems.allSatisfy { $0.count < 500 })
    }

    @Test func moreThanAreToldAreCounted() {
        let problems = Files((0..<60).map { "k\($0): 1\n" }.joined()).problems()
        #expect(problems.count == 51)
        #expect(problems.last == "and 10 problems more")
    }
}
