import Foundation

/// The built program, run as a user runs it.
enum Command {
    /// The build puts it beside the test bundle.
    static let path: String = {
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: executable).deletingLastPathComponent().appending(path: "unbluff").path
    }()

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file of Tests/Fixtures, by its number.
    static func fixture(_ number: String) throws -> String {
        let folder = root.appending(path: "Tests/Fixtures").path
        let name = try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("\(number)-") && $0.hasSuffix(".eml") }
        guard let name else { throw CocoaError(.fileNoSuchFile) }
        return "\(folder)/\(name)"
    }

    struct Result {
        let output: String
        let error: String
        let status: Int32

        var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast(output.hasSuffix("\n") ? 1 : 0) }
        var errorLines: [Substring] { error.split(separator: "\n") }
        var objects: [[String: Any]] { lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] } }
    }

    /// Runs `unbluff`; without input, as from `/dev/null`.
    static func run(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Result {
        try start(path, arguments, input: input, environment: environment)
    }

    /// Runs a line of shell, in which `"$UNBLUFF"` is the program and `"$1"` … are the arguments.
    static func shell(_ script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws -> Result {
        try start("/bin/bash", ["-c", script, "bash"] + arguments, input: nil, environment: environment.merging(["UNBLUFF": path]) { $1 })
    }

    /// Runs `unbluff` on a terminal of so many columns: both its outputs are in `output`.
    static func onTerminal(columns: Int, _ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
        let inside = "stty cols \(columns) -onlcr; \"$UNBLUFF\" \(quoted)"
        return try shell("script -qec \"$1\" /dev/null", [inside], environment: ["TERM": "xterm"].merging(environment) { $1 })
    }

    private static func start(_ program: String, _ arguments: [String], input: String?, environment: [String: String]) throws -> Result {
        try withTemporaryFolder { folder in
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"].merging(environment) { $1 }
            for name in ["in", "out", "err"] { try Data((name == "in" ? input ?? "" : "").utf8).write(to: folder.appending(path: name)) }
            process.standardInput = input == nil ? FileHandle.nullDevice : try FileHandle(forReadingFrom: folder.appending(path: "in"))
            process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
            process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
            try process.run()
            process.waitUntilExit()
            func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self) }
            return Result(output: try text("out"), error: try text("err"), status: process.terminationStatus)
        }
    }
}

func withTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unbluff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

extension URL {
    /// Writes a file of the folder, the folders above it included; gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func makeFolder(_ name: String) throws -> String {
        let folder = appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }
}

/// The shortest mails that get the two plainest answers.
enum Sample {
    static let harmless = "From: a@example.com\nSubject: Lunch\n\nSee you at noon.\n"
    static let scam = """
        From: a@example.com
        Subject: Hello

        I put a virus on an adult site and your webcam recorded you.
        Pay 1900 USD in bitcoin to 1111111111111111111114oLvT2
        Or I send the video to everyone in your address book.

        """

    static func mbox(_ mails: [String]) -> String { mails.map { "From a@example.com Mon Nov  2 10:00:00 2026\n\($0)\n" }.joined() }
}
