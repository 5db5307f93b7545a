import Testing

@Suite struct PipeTests {
    /// A reader that goes away ends the program as it ends any other, whatever it inherited.
    @Test(arguments: ["", "trap '' PIPE; "], ["", "--json"])
    func brokenPipeEndsQuietly(_ setup: String, _ option: String) throws {
        let files = Array(repeating: try Command.fixture("17"), count: 400)
        let run = try Command.shell(#"\#(setup)"$UNBLUFF" check \#(option) "$@" | head -n 1 > /dev/null; exit ${PIPESTATUS[0]}"#, files)
        #expect(run.error.isEmpty)
        #expect(run.status == 141)
    }

    @Test func fullDiskIsTold() throws {
        let run = try Command.shell(#""$UNBLUFF" check "$1" > /dev/full"#, [Command.fixture("17")])
        #expect(run.error == "unbluff: cannot write the output: No space left on device\n")
        #expect(run.status == 2)
    }

    @Test func closedOutputsAreNoCrash() throws {
        let run = try Command.shell(#""$UNBLUFF" check "$1" /nonexistent >&- 2>&-; echo $?"#, [Command.fixture("17")])
        #expect(run.output == "2\n")
    }
}
