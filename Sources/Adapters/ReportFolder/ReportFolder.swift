internal import Glibc
internal import Synchronization

/// A Maildir into which reports are put: each is a file of its own, which a mail program shows as a new mail.
///
/// A report is written under `tmp`, and stands under `new` only when all of it is on the disk. Folders that are missing are made, for their owner alone.
public struct ReportFolder: Sendable {
    private let path: String

    public init(path: String) { self.path = path }

    public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        public let code: Int32
        public let path: String

        public var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// Reports that nobody has looked at: with more there is no room (`EDQUOT`), since anybody can send some.
    public static let mostUnread = 1_000

    /// Waits for the disk.
    public func keep(_ report: [UInt8]) throws(Problem) {
        for folder in ["", "/tmp", "/new", "/cur"] {
            if mkdir(path + folder, 0o700) != 0, errno != EEXIST { throw Problem(code: errno, path: path + folder) }
        }
        try Self.checkRoom(in: path + "/new")
        let name = Self.uniqueName()
        let written = "\(path)/tmp/\(name)"
        do throws(Problem) {
            try Self.write(report, to: written)
            // Not a rename, which would replace what is there.
            let kept = "\(path)/new/\(name)"
            guard link(written, kept) == 0 else { throw Problem(code: errno, path: kept) }
        } catch {
            unlink(written)
            throw error
        }
        unlink(written)
    }

    private static func checkRoom(in path: String) throws(Problem) {
        guard let folder = opendir(path) else { throw Problem(code: errno, path: path) }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            // Not `.` and `..`.
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
            if count >= mostUnread { throw Problem(code: EDQUOT, path: path) }
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Problem(code: errno, path: path) }
        defer { close(file) }
        var position = 0
        while position < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + position, $0.count - position) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Problem(code: errno, path: path) }
            position += written
        }
        guard fsync(file) == 0 else { throw Problem(code: errno, path: path) }
    }

    private static let count = Atomic(0)

    /// `seconds.M<microseconds>P<process>Q<number>.host`: maildir(5). Two hosts share no folder of reports, so the host's name is nobody's.
    private static func uniqueName() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return "\(now.tv_sec).M\(now.tv_nsec / 1_000)P\(getpid())Q\(count.wrappingAdd(1, ordering: .relaxed).newValue).unbluff"
    }
}
