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

    struct Case: CustomTestStringConvertible {
        let name: String
        let text: String
        /// The beginning of one.
        let problem: String
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ problem: String) { (self.name, self.text, self.problem) = (name, text, problem) }
    }

    private static let cases: [Case] = [
        Case("aliases of aliases", bomb(keys: false), "2:10: is an alias of YAML"),
        Case("aliases of aliases as keys", bomb(keys: true), "2:8: is an alias of YAML"),
        Case("keys in keys", String(repeating: "? ", count: 60_000), "1:33: has too many question marks"),
        Case("lists in lists", String(repeating: "[", count: 120_000), "1:1: is nested deeper"),
        Case("lists in lists, of lines", String(repeating: "- ", count: 60_000), "1:1999: is nested deeper"),
        Case("lists in a list, closed", String(repeating: "[", count: 900) + String(repeating: "]", count: 900), "1:18: is nested deeper"),
        Case(
            "keys of lines, each with keys in keys",
            String(repeating: String(repeating: "{", count: 150) + "a" + String(repeating: "}: b", count: 149) + "}\n", count: 150), ""
        ),
        Case("an unknown key a line", (0..<10_000).map { "k\($0): 1\n" }.joined(), #"1:1: unknown key "k0""#),
        Case("one key a line", String(repeating: "log: {}\n", count: 15_000), #"11:1: "log" is set twice"#),
        Case("a long key", String(repeating: "k", count: 1_000) + ": 1\n", "1:1: unknown key \"\(String(repeating: "k", count: 60))…\""),
        Case("a long value", "model: " + String(repeating: "0", count: 120_000), "1:8: model: \"\(String(repeating: "0", count: 60))…\""),
        Case("a long number", "limits: {connections: " + String(repeating: "9", count: 120_000) + "}", "1:23: limits.connections: expected"),
        Case("a large file", String(repeating: "# comment\n", count: 30_000), " is larger than 128 KiB"),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: cases)
    func costs(_ test: Case) {
        let problems = Files(test.text).problems()
        #expect(problems.contains { $0.hasPrefix(test.problem) }, "\(problems)")
        #expect(problems.count <= ConfigurationLimits.problems + 1)
        #expect(problems.allSatisfy { $0.count < 500 })
    }

    @Test func moreThanAreToldAreCounted() {
        let problems = Files((0..<60).map { "k\($0): 1\n" }.joined()).problems()
        #expect(problems.count == 51)
        #expect(problems.last == "and 10 problems more")
    }
}
