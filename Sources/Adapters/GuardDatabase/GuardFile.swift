internal import Glibc

/// The database's file in the state directory, and those that SQLite puts beside it.
///
/// The daemon's user owns the directory, and root runs commands in it: so nothing but plain files of one name and one owner is opened there, and what
/// root makes is given to the directory's owner. SQLite gives its other files the owner and mode of this one. It follows a link at the database's name,
/// and whoever owns the directory can put one there after `check`: therefore root becomes that owner before, in `unbluff guard`.
struct GuardFile {
    static let name = "guard.sqlite"

    let directory: String
    var path: String { "\(directory)/\(Self.name)" }

    private static let besides = ["-wal", "-journal", "-shm"]
    private static let mode: mode_t = 0o600

    init(in directory: String) { self.directory = directory }

    /// Makes an empty one where there is none.
    func make() throws(GuardDatabaseProblem) {
        let owner = try owner()
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw .system(errno, path)
        }
        // Closed before SQLite opens it: closing one descriptor of a file gives up all locks of a process on it (POSIX).
        defer { close(descriptor) }
        if fchmod(descriptor, Self.mode) != 0 { throw .system(errno, path) }
        if geteuid() == 0, owner.st_uid != 0, fchown(descriptor, owner.st_uid, owner.st_gid) != 0 { throw .system(errno, path) }
        sync(directory)
    }

    /// Whether it may be opened. By name, not by descriptor: see `make`.
    func check() throws(GuardDatabaseProblem) {
        let owner = try owner()
        for path in [path] + Self.besides.map({ path + $0 }) {
            var status = stat()
            guard lstat(path, &status) == 0 else {
                if errno != ENOENT { throw .system(errno, path) }
                if path == self.path { throw .missing(path) }
                continue
            }
            guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else { throw .notPlain(path) }
            guard status.st_uid == owner.st_uid || (geteuid() != 0 && status.st_uid == geteuid()) else { throw .foreign(path) }
            guard status.st_mode & 0o077 == 0 else { throw .readableByOthers(path) }
        }
        // Said here, as SQLite's "unable to open database file" says less.
        if access(path, R_OK | W_OK) != 0 { throw .system(errno, path) }
    }

    /// Gives it a name with the date, so that it can be looked into; the new path.
    func moveAside(at now: Int) throws(GuardDatabaseProblem) -> String {
        var aside = "\(path).damaged-\(Self.date(now))"
        var status = stat()
        while lstat(aside, &status) == 0 { aside += "x" }
        unlink(path + "-shm")
        // First, so that they never stand beside a new file.
        for beside in ["-wal", "-journal"] where rename(path + beside, aside + beside) != 0 && errno != ENOENT { throw .system(errno, path + beside) }
        if rename(path, aside) != 0 { throw .system(errno, path) }
        sync(directory)
        return aside
    }

    private func owner() throws(GuardDatabaseProblem) -> stat {
        var owner = stat()
        guard stat(directory, &owner) == 0 else { throw .system(errno, directory) }
        return owner
    }

    /// So that a name outlasts a power failure; where that cannot be, it may not.
    private func sync(_ directory: String) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// `20261126T200152Z`
    private static func date(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y%m%dT%H%M%SZ", &parts)
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
