internal import GRDB
internal import Glibc

/// Why nothing can be kept, or read. Each describes itself in one line, for a log.
public enum GuardDatabaseProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// No file, where none is to be made.
    case missing(String)
    /// An `errno` value, and what it is about.
    case system(Int32, String)
    /// A link, a folder, or a file of several names.
    case notPlain(String)
    /// It belongs neither to the directory's owner nor to whoever opens it.
    case foreign(String)
    case readableByOthers(String)
    /// Made by a later version of the program.
    case newer(String)
    /// Not made to its end, or by an earlier version.
    case unfinished(String)
    /// What is in it is no database any more.
    case damaged(String)
    /// SQLite's primary result code and its words: a full disk, a file that somebody holds.
    case database(Int32, String)

    public var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file"
        case .system(let number, let path): "\(path): \(String(cString: strerror(number)))"
        case .notPlain(let path): "\(path): no plain file"
        case .foreign(let path): "\(path): it does not belong to the owner of its directory"
        case .readableByOthers(let path): "\(path): others than its owner may read it"
        case .newer(let path): "\(path): made by a later version of unbluff"
        case .unfinished(let path): "\(path): 'unbluff serve' has not made it ready yet"
        case .damaged(let path): "\(path): the file is damaged"
        case .database(_, let words): words
        }
    }

    init(_ error: any Error, _ path: String) {
        switch error {
        case let problem as GuardDatabaseProblem: self = problem
        case let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode): self = .damaged(path)
        // Without the statement, which says nothing to whoever reads a log.
        case let error as DatabaseError: self = .database(error.resultCode.rawValue, "\(path): \(error.message ?? "\(error.resultCode)")")
        default: self = .database(1, "\(path): \(error)")
        }
    }
}
