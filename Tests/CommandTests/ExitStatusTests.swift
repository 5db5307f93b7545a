import Testing

@Suite struct ExitStatusTests {
    @Test func nothingToFearIsZero() throws {
        #expect(try Command.run(["check"], input: Sample.harmless).status == 0)
        #expect(try Command.run(["check", Command.fixture("44")]).status == 0)
    }

    @Test func aScamOrPossiblyRealIsOne() throws {
        #expect(try Command.run(["check"], input: Sample.scam).status == 1)
        #expect(try Command.run(["check", Command.fixture("35")]).status == 1)
        #expect(try Command.run(["check", Command.fixture("44"), Command.fixture("17")]).status == 1)
    }

    @Test func whatCannotBeReadOutweighsAScam() throws {
        let run = try Command.run(["check", Command.fixture("17"), "/nonexistent/mail.eml", Command.fixture("61")])
        #expect(run.status == 2)
        #expect(run.errorLines == ["unbluff: /nonexistent/mail.eml: there is no such file or folder"])
        #expect(run.lines.last == "2 messages examined: 1 sextortion scam, 1 without findings. 1 could not be read.")
    }

    @Test(arguments: [
        ["check", "--bogus"], ["check", "--color", "red"], ["check", "--advice-language", "tlh", "x"], ["check", "--json", "--explain", "x"], ["bogus"],
    ])
    func aMistakeInTheArgumentsIsTwoWithOneLineAndAHint(_ arguments: [String]) throws {
        let run = try Command.run(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 2)
        #expect(run.error.hasPrefix("unbluff: "))
        #expect(run.error.hasSuffix("Try 'unbluff check --help'.\n"))
    }

    @Test(arguments: [["evaluate", "/nonexistent"], ["train", "--output", "/dev/null", "/nonexistent"]])
    func labelledMailThatIsNotThereIsSaid(_ arguments: [String]) throws {
        let run = try Command.run(arguments)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errorLines.first == "unbluff: '/nonexistent' cannot be read.")
    }

    @Test func helpAndVersionAreZero() throws {
        #expect(try Command.run(["check", "--help"]).status == 0)
        let version = try Command.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("unbluff "))
    }

    /// Whoever starts it on a terminal is told to paste; here nothing is pasted.
    @Test func withoutInputOnATerminalItAsksForThePaste() throws {
        let run = try Command.onTerminal(columns: 80, ["check"])
        #expect(run.output.contains("Paste the message here."))
        #expect(run.status == 2)
    }
}
