internal import ArgumentParser
internal import Examination
internal import Glibc
internal import ScamVerdict

/// The one program: each subcommand is a way to use it.
@main
struct Unbluff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unbluff",
        abstract: "Recognise sextortion scams, and say why they are a bluff.",
        version: "unbluff \(Release.version) (model \(VerdictModel.embedded.name))",
        subcommands: [Check.self] + server + [DoctorCommand.self, Evaluate.self, Train.self]
    )

    #if server
        private static let server: [any ParsableCommand.Type] = [Serve.self, Config.self, QuarantineCommand.self, GuardCommand.self]
    #else
        private static let server: [any ParsableCommand.Type] = []
    #endif

    static func main() async {
        do {
            var command = try command(for: Array(CommandLine.arguments.dropFirst()))
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
        } catch {
            Glibc.exit(end(with: error))
        }
    }

    private static func command(for arguments: [String]) throws -> any ParsableCommand {
        let trailing = TrailingPaths(of: arguments)
        let command = try parseAsRoot(Array(trailing.head))
        guard var check = command as? Check else { return trailing.paths.isEmpty ? command : try parseAsRoot(arguments) }
        check.paths += trailing.paths
        return check
    }

    private static var subcommandNames: [String] { configuration.subcommands.map { $0._commandName } }

    /// Help and version go to standard output; a mistake in the arguments is one line and a hint on standard error.
    private static func end(with error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if exitCode(for: error).isSuccess {
            var output = StandardOutput()
            output.write(fullMessage(for: error) + "\n")
            output.flush()
            return ExitStatus.nothingToFear.rawValue
        }
        let named = CommandLine.arguments.dropFirst().first.flatMap { name in subcommandNames.first { $0 == name } } ?? Check._commandName
        StandardError.write("unbluff: \(SafeText.name(message(for: error)))\nTry 'unbluff \(named) --help'.\n")
        return ExitStatus.unreadable.rawValue
    }
}
