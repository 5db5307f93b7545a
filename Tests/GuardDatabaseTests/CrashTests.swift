import Foundation
import SenderGuard
import Testing

@testable import GuardDatabase

/// Another process writes: this test program itself, told by its environment which of `ChildTests` it is to be.
@Suite(.timeLimit(.minutes(5))) struct CrashTests {
    /// Killed at any moment, while it opens the file or while it writes: all that it has reported as written is there, and of what it was at all or nothing.
    @Test func killedAtAnyMoment() throws {
        try withState { directory in
            var (done, kills, inWork) = (0, 0, 0)
            for round in 0..<12 {
                let child = try Child("write", directory, from: done)
                if round % 3 > 0 { child.waitForReport() }
                usleep(.random(in: 0..<(round % 3 > 0 ? 60_000 : 400_000)))
                child.kill()
                kills += 1
                let reported = max(done, child.reported)
                let store = try GuardDatabase(directory: directory)
                #expect(store.damaged == nil)
                let (found, whole) = (try store.read().state.sorted, try store.isWhole)
                #expect(whole)
                // One more may be on disk that it did not come to report.
                let isOneMore = found != Steps.state(after: reported)
                if isOneMore {
                    let isThere = found == Steps.state(after: reported + 1)
                    #expect(isThere, "round \(round), \(reported) reported")
                    inWork += 1
                }
                done = reported + (isOneMore ? 1 : 0)
            }
            // Eight rounds wait for one at least.
            #expect(done >= 8, "\(done) steps, \(kills) kills, \(inWork) between writing and reporting")
        }
    }

    @Test func twoProcessesAtOnce() throws {
        try withState { directory in
            let child = try Child("write", directory, from: 0)
            // Both make the file.
            let store = try GuardDatabase(directory: directory)
            child.waitForReport()
            for number in 0..<60 {
                let sender = SenderKey.account("here\(number)@example.org")
                try store.write([.stopped(Sample.stop(sender, incident: 1_000_000 + number))])
                if number % 2 == 0 { #expect(try GuardDatabase(existingIn: directory).lift(sender, at: noon) != .notStopped) }
            }
            child.kill()
            #expect(child.reported > 0)
            #expect(try store.isWhole && store.liftRequests().count == 30)
            let mine = try store.read().state.stops.filter { $0.incident >= 1_000_000 }
            #expect(mine.map(\.incident) == (0..<60).filter { $0 % 2 == 1 }.map { 1_000_000 + $0 })
        }
    }

    /// On a real file system without room.
    @Test(.enabled(if: geteuid() == 0)) func fullDisk() throws {
        try withState { directory in
            let mount = "mkdir \"$0/disk\" && mount -t tmpfs -o size=600k tmpfs \"$0/disk\" && exec \"$@\"; exit 77"
            let own = "unshare -m true || exit 77; exec unshare -m /bin/sh -c \"$0\" \"$@\""
            let child = try Child("full", directory, from: 0, through: ["/bin/sh", "-c", own, mount, directory])
            child.waitForEnd()
            if child.status == 77 { try Test.cancel("nobody may mount here, so there is no full file system to try: \(child.output)") }
            #expect(child.status == 0, "\(child.output)")
        }
    }

    @Test func noChildOutlastsItsTest() throws {
        try withState { directory in
            let process = try { try Child("write", directory, from: 0).id }()
            #expect(!Self.runs(process))
        }
    }

    /// As when this program is killed: between it and the child is a shell here.
    @Test func noChildOutlastsItsParent() throws {
        try withState { directory in
            let shell = "UNBLUFF_GUARD_PARENT=$$ \"$@\" & echo $! > \"$0/child\"; wait"
            let parent = try Child("write", directory, from: 0, through: ["/bin/sh", "-c", shell, directory])
            parent.waitForReport()
            let text = try String(contentsOfFile: "\(directory)/child", encoding: .utf8)
            let child = try #require(pid_t(text.dropLast()))
            #expect(parent.reported > 0 && Self.runs(child))
            // Not waited for: Foundation waits until the child has ended, too.
            kill(parent.id, SIGKILL)
            let end = ContinuousClock.now + .seconds(20)
            while Self.runs(child), ContinuousClock.now < end { usleep(10_000) }
            #expect(!Self.runs(child))
            if Self.runs(child) { kill(child, SIGKILL) }
        }
    }

    /// One that has ended and that nobody has asked after does not run.
    private static func runs(_ process: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }
}

/// What the child does, and what has to be there after so many steps.
enum Steps {
    /// A hold, more of it, its end by somebody's command; counts in between.
    static func apply(_ number: Int, to store: some GuardStore) throws {
        let (id, sender) = (number / 4 + 1, Sample.account(number / 4))
        switch number % 4 {
        case 0: try store.write([.opened(Sample.incident(id, sender)), .stopped(Sample.stop(sender, .hold, incident: id))])
        case 1: try store.write([Sample.counts(UInt64(number % 50), at: noon + number)])
        case 2: try store.write([.updated(Sample.incident(id, sender, level: .block)), .stopped(Sample.stop(sender, incident: id))])
        default:
            if id % 3 == 0 { return try store.write([.lifted(sender, at: noon), .closed(Sample.incident(id, sender, level: .block))]) }
            try store.write(id % 3 == 1 ? [.expired(sender, at: noon)] : [.closed(Sample.incident(id, sender, level: .block))])
        }
    }

    static func state(after count: Int) -> GuardState {
        let store = MemoryGuardStore()
        for number in 0..<count { try? apply(number, to: store) }
        return store.read().state.sorted
    }
}

final class Child {
    private let process = Process()
    private let report: URL
    private let log: URL

    /// `command` is what starts it, when it is given the program and its arguments.
    init(_ way: String, _ directory: String, from start: Int, through command: [String] = []) throws {
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        (report, log) = (URL(filePath: directory).appending(path: "reported"), URL(filePath: directory).appending(path: "log"))
        for file in [report, log] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        let arguments = [executable, "--testing-library", "swift-testing", "--filter", "GuardDatabaseTests.ChildTests/\(way)"]
        process.executableURL = URL(filePath: command.first ?? executable)
        process.arguments = Array((command + arguments).dropFirst())
        process.environment = [
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SWIFT_BACKTRACE": "enable=no", "UNBLUFF_GUARD_CHILD": way, "UNBLUFF_GUARD_STATE": directory,
            "UNBLUFF_GUARD_FROM": "\(start)", "UNBLUFF_GUARD_PARENT": "\(getpid())",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
    }

    deinit { if process.isRunning { kill() } }

    var id: pid_t { process.processIdentifier }
    /// How many steps it says that it has done.
    var reported: Int { text(report).split(separator: "\n").last.flatMap { Int($0) } ?? 0 }
    var output: String { text(log) }
    var status: Int32 { process.terminationStatus }

    func waitForReport() {
        let end = ContinuousClock.now + .seconds(60)
        while reported == 0, process.isRunning, ContinuousClock.now < end { usleep(2_000) }
    }

    func waitForEnd() { process.waitUntilExit() }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func text(_ file: URL) -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
}

/// Run in a process of their own only: see `Child`.
@Suite struct ChildTests {
    private static func isMe(_ way: String) -> Bool { ProcessInfo.processInfo.environment["UNBLUFF_GUARD_CHILD"] == way }
    private static var directory: String { ProcessInfo.processInfo.environment["UNBLUFF_GUARD_STATE"] ?? "" }

    @Test(.enabled(if: isMe("write"))) func write() throws {
        let store = try GuardDatabase(directory: Self.directory)
        let report = open("\(Self.directory)/reported", O_WRONLY | O_APPEND)
        var number = ProcessInfo.processInfo.environment["UNBLUFF_GUARD_FROM"].flatMap { Int($0) } ?? 0
        // No longer than whoever started it.
        while ProcessInfo.processInfo.environment["UNBLUFF_GUARD_PARENT"] == "\(getppid())" {
            try Steps.apply(number, to: store)
            number += 1
            let line = Array("\(number)\n".utf8)
            Glibc.write(report, line, line.count)
        }
    }

    /// `disk` has 600 KB.
    @Test(.enabled(if: isMe("full"))) func full() throws {
        let (directory, filler) = ("\(Self.directory)/disk", "\(Self.directory)/disk/filler")
        let store = try GuardDatabase(directory: directory)
        let anna = Sample.account(1)
        try store.write([.opened(Sample.incident(1, anna)), .stopped(Sample.stop(anna, incident: 1))])
        _ = FileManager.default.createFile(atPath: filler, contents: Data(count: 200_000))
        var written = 1
        #expect(throws: GuardDatabaseProblem.self) {
            while written < 10_000 {
                try store.write([.opened(Sample.incident(written + 1, Sample.account(written + 1)))])
                written += 1
            }
        }
        #expect(written < 10_000)
        #expect(throws: GuardDatabaseProblem.self) { try store.write((0..<5_000).map { Sample.counts($0) }) }
        #expect(try store.read().state.incidents.count == written && store.read().state.senders.isEmpty)
        try FileManager.default.removeItem(atPath: filler)
        try store.rewrite(stops: [Sample.stop(anna, incident: 1)], incidents: [Sample.incident(1, anna)])
        let (stops, whole) = (try GuardDatabase(existingIn: directory).stops(at: noon), try store.isWhole)
        #expect(stops == [Sample.stop(anna, incident: 1)] && whole)
    }
}
