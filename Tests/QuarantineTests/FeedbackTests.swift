import Examination
import Glibc
import Testing

@testable import Quarantine

@Suite struct FeedbackTests {
    private static let entry = FeedbackEntry(
        label: .innocent, source: .release, messageID: Array("1@example.com".utf8),
        result: ResultField(parsing: "sextortion-scam; probability=0.98; reasons=deadline,demands-payment; version=0.1.0"), model: "m1")

    private static func problem(_ work: () throws(FeedbackProblem) -> Void) -> FeedbackProblem? {
        do throws(FeedbackProblem) {
            try work()
            return nil
        } catch {
            return error
        }
    }

    private static func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func lineIsJSON() {
        let line = Self.entry.line(time: 1_795_698_844, hash: "00ff")
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"date":"2026-11-26T13:14:04Z","label":"innocent","source":"release","message":"00ff","verdict":"sextortion-scam","probability":0.98,"#
                + #""reasons":["deadline","demands-payment"],"model":"m1","version":"0.1.0"}"# + "\n")
        let bare = FeedbackEntry(label: .scam, source: .tell, messageID: []).line(time: 0, hash: nil)
        #expect(
            String(decoding: bare, as: UTF8.self)
                == #"{"date":"1970-01-01T00:00:00Z","label":"scam","source":"tell","message":null,"verdict":null,"probability":null,"#
                + #""reasons":[],"model":null,"version":null}"# + "\n")
    }

    @Test func wordsThatNeedEscapesAreLeftOut() {
        var result = Self.entry.result
        result?.reasons = ["a\"b", "c\n", "ok"]
        result?.version = "\\"
        let entry = FeedbackEntry(label: .scam, source: .tell, messageID: [], result: result, model: "\u{1B}")
        let line = String(decoding: entry.line(time: 0, hash: nil), as: UTF8.self)
        #expect(line.contains(#""reasons":["ok"],"model":null,"version":null}"#))
        #expect(line.split(separator: "\n").count == 1)
    }

    @Test func messageIDsAreHashedWithAKey() throws {
        let (folder, other) = (TemporaryFolder(), TemporaryFolder())
        for _ in 0..<2 { try FeedbackJournal(directory: folder.path).append(Self.entry, time: 0) }
        try FeedbackJournal(directory: other.path).append(Self.entry, time: 0)
        let lines = try #require(folder.text("feedback.jsonl")).split(separator: "\n")
        #expect(lines.count == 2 && lines[0] == lines[1])
        #expect(!lines[0].contains("example") && lines[0].contains(/"message":"[0-9a-f]{32}"/))
        // Another server's key gives another hash.
        #expect(other.text("feedback.jsonl").map { !$0.contains(lines[0]) } == true)
        #expect(Self.mode("\(folder.path)/feedback.key") == 0o600 && Self.mode("\(folder.path)/feedback.jsonl") == 0o600)
        #expect(folder.names() == ["feedback.jsonl", "feedback.key"])
    }

    @Test func sizeIsBounded() throws {
        let folder = TemporaryFolder()
        let journal = FeedbackJournal(directory: folder.path, limit: 1_000)
        for _ in 0..<50 {
            try journal.append(Self.entry, time: 0)
            #expect(folder.text("feedback.jsonl").map { $0.utf8.count <= 1_000 } == true)
        }
        #expect(folder.names() == ["feedback.jsonl", "feedback.jsonl.1", "feedback.key"])
        #expect(folder.text("feedback.jsonl.1").map { $0.utf8.count <= 1_000 && $0.hasSuffix("}\n") } == true)
    }

    /// The daemon and commands at once: no line is lost or torn, before the journal's end is reached.
    @Test func manyMayWrite() async throws {
        let folder = TemporaryFolder()
        let path = folder.path
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        // Each with a journal of its own, as another process has.
                        while Self.problem({ () throws(FeedbackProblem) in try FeedbackJournal(directory: path).append(Self.entry, time: 0) }) == .busy {}
                    }
                }
            }
        }
        let lines = try #require(folder.text("feedback.jsonl")).split(separator: "\n")
        #expect(lines.count == 100 && Set(lines).count == 1)
    }

    @Test func heldJournalIsNotWaitedForLong() throws {
        let folder = TemporaryFolder()
        let journal = FeedbackJournal(directory: folder.path)
        try journal.append(Self.entry)
        let file = open("\(folder.path)/feedback.jsonl", O_RDONLY)
        flock(file, LOCK_EX)
        let start = ContinuousClock.now
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .busy)
        #expect(start.duration(to: .now) < .seconds(5))
        close(file)
        try journal.append(Self.entry)
    }

    @Test func foreignFilesAreNotWritten() throws {
        let folder = TemporaryFolder()
        let journal = FeedbackJournal(directory: folder.path)
        folder.write("target", "")
        symlink("target", "\(folder.path)/feedback.jsonl")
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .notPlain("\(folder.path)/feedback.jsonl"))
        unlink("\(folder.path)/feedback.jsonl")
        link("\(folder.path)/target", "\(folder.path)/feedback.jsonl")
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .notPlain("\(folder.path)/feedback.jsonl"))
        #expect(folder.text("target") == "")
    }

    /// As a process leaves it that is killed while it makes the key.
    @Test func keyWithItsDraftsNameIsRead() throws {
        let folder = TemporaryFolder()
        try FeedbackJournal(directory: folder.path).append(Self.entry, time: 0)
        #expect(link("\(folder.path)/feedback.key", "\(folder.path)/feedback.key.1.2") == 0)
        // Another process, which has to read the key.
        try FeedbackJournal(directory: folder.path).append(Self.entry, time: 0)
        let lines = try #require(folder.text("feedback.jsonl")).split(separator: "\n")
        #expect(lines.count == 2 && lines[0] == lines[1])
    }

    @Test(.enabled(if: geteuid() == 0)) func foreignKeyIsNotLedIn() throws {
        let folder = TemporaryFolder()
        chown(folder.path, 65_534, 65_534)
        folder.write("secret", String(repeating: "k", count: 32))
        link("\(folder.path)/secret", "\(folder.path)/feedback.key")
        let journal = FeedbackJournal(directory: folder.path)
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .notPlain("\(folder.path)/feedback.key"))
        var status = stat()
        #expect(stat("\(folder.path)/secret", &status) == 0 && status.st_uid == 0)
    }

    @Test func keysOfNoUseAreTold() throws {
        let folder = TemporaryFolder()
        let key = "\(folder.path)/feedback.key"
        folder.write("feedback.key", "short")
        let journal = FeedbackJournal(directory: folder.path)
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .damagedKey(key))
        folder.write("feedback.key", String(repeating: "k", count: 32))
        chmod(key, 0o644)
        #expect(Self.problem { () throws(FeedbackProblem) in try journal.append(Self.entry) } == .readableByOthers(key))
        chmod(key, 0o600)
        try journal.append(Self.entry)
    }

    @Test func absentDirectoryIsTold() {
        let problem = Self.problem { () throws(FeedbackProblem) in try FeedbackJournal(directory: "/nowhere/at/all").append(Self.entry) }
        #expect(problem == .system(ENOENT, "/nowhere/at/all"))
    }
}
