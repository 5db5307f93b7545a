import Foundation
import Testing

/// `unbluff config`, and what `unbluff serve` says of a wrong configuration.
@Suite struct ConfigTests {
    @Test func theDefaultIsGood() throws {
        let file = try Command.run(["config", "--print-default"])
        #expect(file.status == 0 && file.error.isEmpty)
        try withTemporaryFolder { folder in
            let path = try folder.write("unbluff.yaml", file.output)
            let check = try Command.run(["config", "--check", path])
            #expect(check.status == 0)
            #expect(check.output == "The configuration is good: \(path).\n")
            let values = try Command.run(["config", "--print", "--config", path]).output
            #expect(values.contains("# \(path):"))
        }
    }

    @Test func placesOfDropInsAndVariables() throws {
        try withTemporaryFolder { folder in
            let path = try folder.write("unbluff.yaml", "limits:\n  time: 3s\n")
            let dropIn = try folder.write("conf.d/a.yaml", "limits: {idle: 9s}\n")
            let lines = try Command.run(["config", "--print", path], environment: ["UNBLUFF_LOG_FORM": "json"]).lines.map {
                $0.split(separator: " ").joined(separator: " ")
            }
            #expect(lines.contains("time: 3s # \(path):2:9"))
            #expect(lines.contains("idle: 9s # \(dropIn):1:16"))
            #expect(lines.contains("form: json # UNBLUFF_LOG_FORM"))
        }
    }

    @Test(arguments: [["config", "--check"], ["config", "--print"], ["serve"]])
    func problemsAreToldALineEach(_ command: [String]) throws {
        try withTemporaryFolder { folder in
            let path = try folder.write("unbluff.yaml", "limits:\n  tiem: 3s\n  idle: never\n")
            let result = try Command.run(command + ["--config", path])
            #expect(result.status == 2)
            #expect(result.output.isEmpty)
            #expect(
                result.errorLines == [
                    "\(path):2:3: unknown key \"tiem\" in limits; did you mean time?",
                    "\(path):3:9: limits.idle: expected a duration from 1s to 24h, found \"never\"",
                ])
        }
    }

    @Test(arguments: [["--check", "--print"], [], ["--print-default", "x.yaml"], ["--check", "x.yaml", "--config", "y.yaml"]])
    func wrongArguments(_ arguments: [String]) throws {
        let result = try Command.run(["config"] + arguments)
        #expect(result.status == 2)
        #expect(result.errorLines.last == "Try 'unbluff config --help'.")
    }
}
