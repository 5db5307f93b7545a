internal import Glibc

/// Why something could not be examined.
enum ReadProblem: Error, Equatable {
    /// An `errno` value.
    case system(Int32)
    case notAFile(String)
    case binary(String)
    case empty
    /// In bytes.
    case fileTooLarge(limit: Int)
    case messageTooLarge(limit: Int)
    case noMail

    /// Whether it is only worth a line: an empty folder and a pipe in a folder hold no mail that was missed.
    var isNotice: Bool {
        switch self {
        case .noMail, .notAFile: true
        case .system, .binary, .empty, .fileTooLarge, .messageTooLarge: false
        }
    }

    /// One line without the file's name.
    var description: String {
        switch self {
        case .system(ENOENT): "there is no such file or folder"
        case .system(EACCES), .system(EPERM): "no permission to read it"
        case .system(EISDIR): "a folder, not a file"
        case .system(ELOOP): "symbolic links that lead in a circle"
        case .system(let number): String(cString: strerror(number))
        case .notAFile(let kind): "\(kind), skipped"
        case .binary(let kind): "\(kind), which cannot be read yet"
        case .empty: "the file is empty"
        case .fileTooLarge(let limit): "larger than \(limit >> 20) MB, and not a mailbox"
        case .messageTooLarge(let limit): "the message is larger than \(limit >> 20) MB"
        case .noMail: "there is no mail in this folder"
        }
    }
}
