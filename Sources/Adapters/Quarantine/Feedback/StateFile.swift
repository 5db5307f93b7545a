internal import Glibc

/// A file of the state directory, readable by its owner alone.
///
/// The daemon's user owns the directory, and root runs commands in it: so nothing but a plain file of one name is opened there, and what root
/// makes is given to the directory's owner. Read may be a file of several names too, if it is the owner's own.
struct StateFile: ~Copyable {
    let descriptor: Int32

    enum Way {
        case append, read, makeNew

        fileprivate var flags: Int32 {
            switch self {
            case .append: O_WRONLY | O_APPEND | O_CREAT
            case .read: O_RDONLY
            case .makeNew: O_WRONLY | O_CREAT | O_EXCL
            }
        }
    }

    init(_ name: String, in directory: String, _ way: Way) throws(FeedbackProblem) {
        let path = "\(directory)/\(name)"
        var owner = stat()
        guard stat(directory, &owner) == 0 else { throw .system(errno, directory) }
        let descriptor = open(path, way.flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, Self.mode)
        guard descriptor >= 0 else { throw errno == ELOOP ? .notPlain(path) : .system(errno, path) }
        if let problem = Self.problem(of: descriptor, path, owner, way) {
            close(descriptor)
            throw problem
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static let mode: mode_t = 0o600

    private static func problem(of descriptor: Int32, _ path: String, _ owner: stat, _ way: Way) -> FeedbackProblem? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .system(errno, path) }
        // A key keeps its draft's name too where its maker was killed between link and unlink. A foreign file must not be led in by a link.
        let mayHaveNames = way == .read && status.st_uid == owner.st_uid
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 || mayHaveNames else { return .notPlain(path) }
        if geteuid() == 0, status.st_uid == 0, owner.st_uid != 0 { _ = fchown(descriptor, owner.st_uid, owner.st_gid) }
        return status.st_mode & 0o077 == 0 ? nil : .readableByOthers(path)
    }

    /// Nil, or an `errno` value.
    func write(_ bytes: [UInt8]) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return errno }
        }
        return nil
    }
}

/// Why feedback could not be kept.
public enum FeedbackProblem: Error, Sendable, Equatable {
    /// An `errno` value, and what it is about.
    case system(Int32, String)
    /// A link, or a file of several names.
    case notPlain(String)
    case readableByOthers(String)
    case damagedKey(String)
    /// Another process holds the journal for longer than anybody writes a line.
    case busy
}
