#if server
internal import ArgumentParser
internal import Glibc
internal import ServerConfiguration

/// `unbluff config`: what the server would do with its configuration.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check and show the server's configuration.",
        discussion: """
            Read are FILE, the files in conf.d beside it, and the variables UNBLUFF_… of the environment; what comes later wins. \
            Without FILE it is \(Configuration.usualFile), which does not have to be there.

            The exit status is 0 if the configuration is good, and 2 if something in it is wrong.
            """
    )

    enum Task: String, EnumerableFlag {
        case check, print, printDefault, printReference

        static func help(for value: Task) -> ArgumentHelp? {
            switch value {
            case .check: "Tell whether all is right; else where what is wrong."
            case .print: "Print what holds, and where each value was set."
            case .printDefault: "Print a commented file with every default."
            case .printReference: ArgumentHelp("Print the tables of docs/configuration.md.", visibility: .hidden)
            }
        }
    }

    @Flag(exclusivity: .exclusive)
    var task: Task

    @Argument(help: ArgumentHelp("The configuration's file.", valueName: "FILE"))
    var file: String?

    func validate() throws {
        if file != nil, task == .printDefault || task == .printReference { throw ValidationError("The defaults need no FILE.") }
    }

    func run() throws {
        var output = StandardOutput()
        switch task {
        case .check: output.write(Self.summary(try Self.load(file)))
        case .print: output.write(try Self.load(file).page)
        case .printDefault: output.write(Configuration.defaultFile)
        case .printReference: output.write(Configuration.reference)
        }
        output.flush()
    }

    /// Read once more by whoever starts or reloads the server; problems are printed, a line each.
    static func load(_ file: String?) throws -> LoadedConfiguration {
        do throws(ConfigurationProblems) {
            return try Configuration.load(file: file, environment: environment)
        } catch {
            StandardError.write(error.lines.map { SafeText.name($0) + "\n" }.joined())
            throw ExitCode(ExitStatus.unreadable.rawValue)
        }
    }

    private static func summary(_ loaded: LoadedConfiguration) -> String {
        let files = loaded.files.isEmpty ? "no file, all defaults" : loaded.files.map(SafeText.name).joined(separator: ", ")
        return "The configuration is good: \(files).\n"
    }

    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let line = entry.pointee {
            let halves = String(cString: line).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // As getenv: the first counts.
            if halves.count == 2, variables[String(halves[0])] == nil { variables[String(halves[0])] = String(halves[1]) }
            entry += 1
        }
        return variables
    }
}
#endif
