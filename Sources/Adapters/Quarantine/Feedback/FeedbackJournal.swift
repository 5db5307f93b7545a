internal import Glibc
internal import Synchronization

/// What people say of mails, kept in the state directory: `feedback.jsonl`, one JSON object a line, and `feedback.key`.
///
/// Never a body, a subject, a sender or a recipient; of the Message-ID a keyed hash. At most `2 × limit` bytes: the full file becomes
/// `feedback.jsonl.1` in place of the one before. The daemon and commands may write at the same time. Calls block for a tenth of a second at most.
public final class FeedbackJournal: Sendable {
    private let directory: String
    private let limit: Int
    private let key = Mutex<FeedbackKey?>(nil)

    static let fileName = "feedback.jsonl"
    /// Some 20,000 lines.
    public static let usualLimit = 4 << 20
    private static let tries = 20
    private static let pause: UInt32 = 5_000  // microseconds

    /// Nothing is made before the first line.
    public init(directory: String, limit: Int = usualLimit) {
        self.directory = directory
        self.limit = limit
    }

    /// Whole or not at all. `time` is in seconds since 1970; nil: now.
    public func append(_ entry: FeedbackEntry, time now: Int? = nil) throws(FeedbackProblem) {
        let line = entry.line(time: now ?? time(nil), hash: try usedKey().hash(entry.messageID))
        for _ in 0..<Self.tries {
            if try append(line) { return }
            usleep(Self.pause)
        }
        throw .busy
    }

    private func usedKey() throws(FeedbackProblem) -> FeedbackKey {
        if let key = key.withLock({ $0 }) { return key }
        let read = try FeedbackKey(in: directory)
        key.withLock { $0 = read }
        return read
    }

    /// Whether it is written; else somebody else was at work, and it is worth another try.
    private func append(_ line: [UInt8]) throws(FeedbackProblem) -> Bool {
        let path = "\(directory)/\(Self.fileName)"
        let file = try StateFile(Self.fileName, in: directory, .append)
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        var (held, named) = (stat(), stat())
        guard fstat(file.descriptor, &held) == 0 else { throw .system(errno, path) }
        // Another process may have made room in the meantime, and this is the old file.
        guard lstat(path, &named) == 0, named.st_ino == held.st_ino, named.st_dev == held.st_dev else { return false }
        if Int(held.st_size) + line.count > limit, held.st_size > 0 {
            guard rename(path, path + ".1") == 0 else { throw .system(errno, path) }
            return false
        }
        if let problem = file.write(line) {
            // A full disk may have taken half a line.
            ftruncate(file.descriptor, held.st_size)
            throw .system(problem, path)
        }
        return true
    }
}
