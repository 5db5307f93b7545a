internal import Examination
internal import Glibc

/// Postfix's hold queue, through its own programs: postqueue(1), postcat(1), postsuper(1).
///
/// Postfix keeps no word of the reason that a milter gives when it asks for quarantine (3.7 reads it and throws it away), so what is ours
/// is told by our result field. Reading and releasing need root, as Postfix itself demands.
public struct PostfixHold: QuarantineStore {
    private let programs: ProgramRun
    /// `-c DIR`, where there are several Postfix on the machine.
    private let instance: [String]

    public init(configuration: String? = nil) { self.init(configuration: configuration, programs: ProgramRun.folders, time: QuarantineLimits.programTime) }

    init(configuration: String?, programs: [String], time: Duration) {
        self.programs = ProgramRun(folders: programs, time: time)
        instance = configuration.map { ["-c", $0] } ?? []
    }

    public func list(limit: Int) async throws(QuarantineProblem) -> QuarantineListing {
        let entries = try await heldEntries().sorted { $0.arrived > $1.arrived }
        var listing = QuarantineListing()
        for entry in entries {
            do throws(QuarantineProblem) {
                guard let mail = try await mail(entry) else { continue }
                if listing.mails.count < limit { listing.mails.append(mail) } else { listing.leftOut += 1 }
            } catch .gone {
                continue
            } catch .program(let name, let complaint, true) {
                // It will say the same of each.
                throw .program(name, complaint: complaint, needsRoot: true)
            } catch {
                listing.problems.append((entry.id, error))
            }
        }
        return listing
    }

    public func read(_ id: String) async throws(QuarantineProblem) -> HeldLetter {
        let mail = try await held(id)
        let (bytes, isCut) = try await contents(id, ["-qbh"], limit: QuarantineLimits.letterBytes)
        return HeldLetter(mail: mail, bytes: bytes, isCut: isCut)
    }

    public func release(_ id: String) async throws(QuarantineProblem) -> ReleasedMail {
        let mail = try await held(id)
        let ending = try await ask("postsuper", ["-H", id])
        // Postfix calls it a success as well when there was nothing to release.
        guard ending.complaint.contains("Released from hold: 1 ") else { throw .gone }
        do throws(QuarantineProblem) {
            _ = try await ask("postqueue", ["-i", id])
            return ReleasedMail(mail: mail)
        } catch {
            return ReleasedMail(mail: mail, notice: "It is delivered when Postfix next goes through its queue, not at once.")
        }
    }

    private func held(_ id: String) async throws(QuarantineProblem) -> HeldMail {
        guard QueueID.isValid(id) else { throw .noID }
        guard let entry = try await heldEntries().first(where: { $0.id == id }), let mail = try await mail(entry) else { throw .gone }
        return mail
    }

    private func mail(_ entry: QueueEntry) async throws(QuarantineProblem) -> HeldMail? {
        let (header, _) = try await contents(entry.id, ["-qh"], limit: QuarantineLimits.headerBytes)
        return HeldMail(id: entry.id, arrived: entry.arrived, header: header, handling: .hold)
    }

    private func heldEntries() async throws(QuarantineProblem) -> [QueueEntry] {
        let (lines, ending) = try await programs.run("postqueue", instance + ["-j"], into: QueueLines()) { lines, bytes in
            lines.take(bytes)
            return true
        }
        guard ending.isSuccess else { throw Self.problem("postqueue", ending) }
        return lines.held
    }

    private func contents(_ id: String, _ options: [String], limit: Int) async throws(QuarantineProblem) -> ([UInt8], isCut: Bool) {
        let (bytes, ending) = try await programs.run("postcat", instance + options + [id], into: [UInt8]()) { bytes, more in
            bytes += more.prefix(limit - bytes.count)
            return bytes.count < limit
        }
        guard ending.isSuccess || ending.isCut else {
            throw ending.complaint.contains("No such file or directory") ? .gone : Self.problem("postcat", ending)
        }
        return (bytes, ending.isCut)
    }

    private func ask(_ program: String, _ arguments: [String]) async throws(QuarantineProblem) -> ProgramRun.Ending {
        let (_, ending) = try await programs.run(program, instance + arguments, into: ()) { _, _ in true }
        guard ending.isSuccess else { throw Self.problem(program, ending) }
        return ending
    }

    private static func problem(_ program: String, _ ending: ProgramRun.Ending) -> QuarantineProblem {
        // Warnings about the configuration come first; what ended it is called fatal.
        let lines = ending.complaint.split(separator: "\n")
        let line = lines.first { $0.contains("fatal:") } ?? lines.first ?? "no reason given"
        return .program(program, complaint: String(line), needsRoot: geteuid() != 0)
    }
}

/// The held mails among the lines of `postqueue -j`, of which there may be hundreds of thousands.
private struct QueueLines: Sendable {
    private(set) var held: [QueueEntry] = []
    private var line: [UInt8] = []
    private var isTooLong = false

    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            add(rest[..<end])
            finish()
            rest = rest[(end + 1)...]
        }
        add(rest)
    }

    private mutating func add(_ bytes: Slice<UnsafeRawBufferPointer>) {
        isTooLong = isTooLong || line.count + bytes.count > QuarantineLimits.queueLineBytes
        if !isTooLong { line += bytes }
    }

    private mutating func finish() {
        if !isTooLong, let entry = QueueEntry(line: line), entry.queue == "hold" { held.append(entry) }
        line.removeAll(keepingCapacity: true)
        isTooLong = false
    }
}
