import Foundation
import Testing

@Suite struct TerminalTests {
    @Test func coloursAreForTerminals() throws {
        let file = try Command.fixture("17")
        #expect(try Command.onTerminal(columns: 80, ["check", file]).output.contains("\u{1B}[1;36mThis is a scam message."))
        #expect(!(try Command.run(["check", file], environment: ["TERM": "xterm"]).output.contains("\u{1B}")))
        #expect(try Command.run(["check", "--color", "always", file]).output.contains("\u{1B}["))
    }

    @Test func coloursCanBeSwitchedOff() throws {
        let file = try Command.fixture("17")
        let runs = [
            try Command.onTerminal(columns: 80, ["check", file], environment: ["NO_COLOR": "1"]),
            try Command.onTerminal(columns: 80, ["check", file], environment: ["TERM": "dumb"]),
            try Command.onTerminal(columns: 80, ["check", "--color", "never", file]),
        ]
        for run in runs {
            #expect(run.output.contains("This is a scam message."))
            #expect(!run.output.contains("\u{1B}"))
        }
        #expect(try Command.onTerminal(columns: 80, ["check", file], environment: ["NO_COLOR": ""]).output.contains("\u{1B}["))
    }

    @Test(arguments: [(nil, 80), ("0", 80), ("x", 80), ("50", 50), ("10", 40), ("400", 100)])
    func linesAreWrapped(_ columns: String?, _ width: Int) throws {
        let environment = columns.map { ["COLUMNS": $0] } ?? [:]
        let run = try Command.run(["check", "--explain", Command.fixture("35")], environment: environment)
        let answer = run.lines.dropFirst(2).prefix { !$0.hasPrefix("Reasons") }
        #expect(answer.map(\.count).max() ?? 0 <= width)
        #expect(answer.map(\.count).max() ?? 0 > width - 12)
    }

    @Test func linesAreAsWideAsTheTerminal() throws {
        let run = try Command.onTerminal(columns: 46, ["check", "--color", "never", Command.fixture("17")])
        let widest = run.lines.map { $0.filter { $0 != "\r" }.count }.max() ?? 0
        #expect(widest <= 46)
        #expect(widest > 36)
    }

    /// A quote whose characters take two columns each is still inside the line.
    @Test func wideCharactersCountTwice() throws {
        let wide = String(repeating: "漢", count: 60)
        let mail = "Content-Type: text/plain; charset=utf-8\n" + Sample.scam
        let path = "\(wide).eml"
        let run = try withTemporaryFolder { try Command.run(["check", $0.write(path, mail)], environment: ["COLUMNS": "60"]) }
        let lines = run.lines.filter { $0.contains("漢") }
        #expect(lines.count >= 2)
        for line in lines { #expect(line.unicodeScalars.reduce(0) { $0 + ($1 == "漢" ? 2 : 1) } <= 60) }
    }

    @Test func progressIsNotForFiles() throws {
        #expect(try Command.run(["check", Command.root.appending(path: "Tests/Fixtures").path], environment: ["TERM": "xterm"]).error.isEmpty)
    }
}
