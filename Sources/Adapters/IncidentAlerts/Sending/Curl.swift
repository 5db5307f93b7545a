internal import Glibc
internal import Subprocess

/// Why somebody could not be told.
public enum AlertProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case curlMissing
    /// A reload took the setting away.
    case notSet
    /// Longer than it may take.
    case time
    /// An answer that is no success.
    case status(String)
    /// A mail server's answer to a mail: its three digits, or none.
    case notTaken(String)
    /// What curl says, on one line.
    case curl(String)

    public var description: String {
        switch self {
        case .curlMissing: "curl is not installed"
        case .notSet: "it is not set any more"
        case .time: "no answer in time"
        case .status(let status): "the answer has status \(status)"
        case .notTaken(let code): "the mail server did not take it\(code.first == "4" || code.first == "5" ? " (\(code))" : ""); see its log"
        case .curl(let words): words
        }
    }
}

/// curl(1), which knows TLS, proxies and SMTP.
public struct Curl: Sendable {
    /// Where it is looked for: not in `PATH`, which may be anybody's.
    static let usualFolders = ["/usr/bin", "/usr/local/bin", "/bin"]
    /// For all of a request. Its receiver writes down one line and answers.
    static let usualSeconds = 15
    /// Of what it writes: three digits, and a complaint.
    private static let outputBytes = 64
    private static let complaintBytes = 64 << 10
    private static let complaintCharacters = 300

    let folders: [String]
    let seconds: Int
    /// Proxies and certificates, as curl takes them from the environment.
    let environment: [String: String]

    /// - Parameter environment: the server's own, of which only what curl needs is handed on.
    public init(environment: [String: String] = [:]) { self.init(folders: Self.usualFolders, seconds: Self.usualSeconds, environment: environment) }

    init(folders: [String], seconds: Int, environment: [String: String] = [:]) {
        self.folders = folders
        self.seconds = seconds
        self.environment = environment.filter { Self.variables.contains($0.key) }
    }

    private static let variables: Set<String> = [
        "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]

    public var isInstalled: Bool { folders.contains { access("\($0)/curl", X_OK) == 0 } }

    struct Ending: Sendable {
        /// As curl(1) lists them; for one that was killed none of these.
        let status: Int32
        let output: String
        let complaint: String

        /// The last line is what ended it.
        var problem: AlertProblem {
            let line = complaint.split(whereSeparator: \.isNewline).last ?? "curl gave no reason"
            return .curl(ShownText.line(String(line), most: complaintCharacters))
        }
    }

    /// What it wrote, if it ended well.
    func run(_ arguments: [String], input: [UInt8]) async throws(AlertProblem) -> String {
        let ending = try await end(arguments, input: input)
        guard ending.status == 0 else { throw ending.problem }
        return ending.output
    }

    /// How it ended.
    func end(_ arguments: [String], input: [UInt8]) async throws(AlertProblem) -> Ending {
        // `-q` comes first: nobody's .curlrc.
        let arguments = ["-q", "--silent", "--show-error", "--max-time", "\(seconds)", "--connect-timeout", "\(max(1, seconds / 2))"] + arguments
        let (folders, environment) = (folders, environment)
        let wait = Duration.seconds(seconds + 2)
        let outcome: Result<Ending, AlertProblem> = await withTaskGroup(of: Result<Ending, AlertProblem>?.self) { group in
            group.addTask { await Self.result(folders, environment, arguments, input) }
            group.addTask {
                try? await Task.sleep(for: wait)
                return nil
            }
            let first = await group.next() ?? nil
            // Ends the program, if it is still there.
            group.cancelAll()
            return first ?? .failure(.time)
        }
        return try outcome.get()
    }

    private static func result(_ folders: [String], _ environment: [String: String], _ arguments: [String], _ input: [UInt8]) async -> Result<
        Ending, AlertProblem
    > {
        var variables: [Environment.Key: String] = ["PATH": folders.joined(separator: ":"), "LC_ALL": "C"]
        for (name, value) in environment { variables[.init(stringLiteral: name)] = value }
        do {
            let result = try await Subprocess.run(
                .name("curl"), arguments: Arguments(arguments), environment: .custom(variables), input: .array(input), output: .string(limit: outputBytes),
                error: .string(limit: complaintBytes))
            let status: Int32 = if case .exited(let code) = result.terminationStatus { code } else { -1 }
            return .success(Ending(status: status, output: result.standardOutput, complaint: result.standardError))
        } catch let error as SubprocessError where error.code == .executableNotFound {
            return .failure(.curlMissing)
        } catch {
            return .failure(Task.isCancelled ? .time : .curl(ShownText.line("\(error)", most: complaintCharacters)))
        }
    }
}
