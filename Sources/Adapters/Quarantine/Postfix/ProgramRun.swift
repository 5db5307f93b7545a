internal import Subprocess

/// Runs one program with an argument list (never through a shell), for so long at most, and takes so much of what it writes.
struct ProgramRun {
    struct Ending: Sendable {
        let isSuccess: Bool
        /// Whether `take` had enough, so that the program was ended.
        let isCut: Bool
        /// Its end, where what ended a program, or what it did, comes after all warnings.
        let complaint: String
    }

    /// Where programs are looked for: not in `PATH`, which may be anybody's.
    static let folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/sbin", "/bin"]
    let folders: [String]
    let time: Duration

    /// `take` gets what is written to standard output as it comes, and says whether it wants more.
    func run<Taken: Sendable>(
        _ program: String, _ arguments: [String], into start: Taken, _ take: @escaping @Sendable (inout Taken, UnsafeRawBufferPointer) -> Bool
    ) async throws(QuarantineProblem) -> (taken: Taken, ending: Ending) {
        let (time, path) = (time, folders.joined(separator: ":"))
        let outcome: Result<(Taken, Ending), QuarantineProblem> = await withTaskGroup(of: Result<(Taken, Ending), QuarantineProblem>?.self) { group in
            group.addTask { await Self.result(program, path, arguments, start, take) }
            group.addTask {
                try? await Task.sleep(for: time)
                return nil
            }
            let first = await group.next() ?? nil
            // Ends the program, if it is still there.
            group.cancelAll()
            return first ?? .failure(.programTime(program))
        }
        return try outcome.get()
    }

    private static func result<Taken: Sendable>(
        _ program: String, _ path: String, _ arguments: [String], _ start: Taken, _ take: @escaping @Sendable (inout Taken, UnsafeRawBufferPointer) -> Bool
    ) async -> Result<(Taken, Ending), QuarantineProblem> {
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(arguments),
                // Postfix's messages are English; nothing of the caller's environment gets to a program that runs as root.
                environment: .custom(["PATH": path, "LC_ALL": "C"]), input: .none, output: .sequence, error: .sequence
            ) { execution in
                async let complaint = Self.complaint(execution.standardError)
                var taken = start
                var isCut = false
                for try await buffer in execution.standardOutput where !isCut {
                    isCut = !buffer.withUnsafeBytes { take(&taken, $0) }
                    if isCut { try? execution.send(signal: .kill) }
                }
                return (taken, isCut, try await complaint)
            }
            let (taken, isCut, complaint) = result.closureResult
            return .success((taken, Ending(isSuccess: result.terminationStatus.isSuccess, isCut: isCut, complaint: complaint)))
        } catch let error as SubprocessError where error.code == .executableNotFound {
            return .failure(.programMissing(program))
        } catch {
            return .failure(.program(program, complaint: "\(error)", needsRoot: false))
        }
    }

    private static func complaint(_ sequence: SubprocessOutputSequence) async throws -> String {
        let limit = QuarantineLimits.complaintBytes
        var bytes: [UInt8] = []
        for try await buffer in sequence {
            buffer.withUnsafeBytes { bytes += $0.suffix(limit) }
            // Not at each buffer, so that a byte is moved once.
            if bytes.count > 2 * limit { bytes.removeFirst(bytes.count - limit) }
        }
        return String(decoding: bytes.suffix(limit), as: UTF8.self)
    }
}
