internal import Glibc

/// Something to examine, or what kept it from being examined.
enum Input {
    case standardInput
    /// A file that the user named may be a pipe; one found in a folder may not, since nobody may be writing to it.
    case file(FilePath, isNamed: Bool)
    case problem(FilePath, ReadProblem)

    var name: String {
        switch self {
        case .standardInput: "-"
        case .file(let path, _), .problem(let path, _): path.name
        }
    }
}

/// Goes through the arguments, and through folders in the order of their bytes.
///
/// Hidden files are passed over, and links to folders: they may lead in a circle. Of a Maildir, `cur` and `new` are read
/// and the folders inside it, hidden ones too (Maildir++); `tmp` and the index files of mail servers are not.
struct InputWalk: Sequence, IteratorProtocol {
    private var arguments: ArraySlice<FilePath>
    private var folders: [Folder] = []
    private var found = 0

    init(_ arguments: [FilePath]) { self.arguments = arguments[...] }

    mutating func next() -> Input? {
        while true {
            if let input = folders.isEmpty ? nextArgument() : nextInFolder() {
                found += 1
                return input
            }
            if folders.isEmpty, arguments.isEmpty { return nil }
        }
    }

    private mutating func nextArgument() -> Input? {
        guard let path = arguments.popFirst() else { return nil }
        if path.bytes == [0x2D] { return .standardInput }
        guard let status = path.status(followingLinks: true) else { return .problem(path, .system(errno)) }
        return FileKind(status) == .folder ? open(path, isNamed: true) : .file(path, isNamed: true)
    }

    private mutating func nextInFolder() -> Input? {
        guard var folder = folders.popLast() else { return nil }
        guard let entry = folder.next() else { return folder.isNamed && found == folder.foundBefore ? .problem(folder.path, .noMail) : nil }
        let path = folder.path.appending(entry.name)
        folders.append(folder)
        switch entry.kind == .link ? path.status(followingLinks: true).map(FileKind.init) : entry.kind {
        case .regular: return .file(path, isNamed: false)
        case .folder: return entry.kind == .link ? nil : open(path, isNamed: false)
        case .other(let name): return .problem(path, .notAFile(name))
        case .link, nil: return .problem(path, .system(errno))
        }
    }

    /// Nothing, or why it cannot be opened.
    private mutating func open(_ path: FilePath, isNamed: Bool) -> Input? {
        guard let folder = Folder(path, isNamed: isNamed, foundBefore: found) else { return .problem(path, .system(errno)) }
        folders.append(folder)
        return nil
    }
}

/// A folder that is being gone through.
private struct Folder {
    let path: FilePath
    /// Whether it was an argument.
    let isNamed: Bool
    let foundBefore: Int
    private var entries: ArraySlice<Entry>

    struct Entry {
        let name: [UInt8]
        let kind: FileKind

        var isHidden: Bool { name.first == 0x2E }

        func isFolder(_ wanted: String) -> Bool { kind == .folder && name.elementsEqual(wanted.utf8) }
    }

    /// Nil with `errno` set where the folder cannot be read.
    init?(_ path: FilePath, isNamed: Bool, foundBefore: Int) {
        guard let all = Self.list(path) else { return nil }
        let isMaildir = all.contains { $0.isFolder("cur") } && all.contains { $0.isFolder("new") }
        let kept = all.filter { isMaildir ? $0.kind == .folder && !$0.isFolder("tmp") : !$0.isHidden }
        entries = kept.sorted { $0.name.lexicographicallyPrecedes($1.name) }[...]
        self.path = path
        self.isNamed = isNamed
        self.foundBefore = foundBefore
    }

    mutating func next() -> Entry? { entries.popFirst() }

    private static func list(_ path: FilePath) -> [Entry]? {
        guard let stream = path.withCString({ opendir($0) }) else { return nil }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            let kind = FileKind(directoryEntry: Int(entry.pointee.d_type)) ?? path.appending(name).status(followingLinks: false).map(FileKind.init)
            entries.append(Entry(name: name, kind: kind ?? .regular))
        }
        return entries
    }
}

/// What a path leads to.
enum FileKind: Equatable {
    case regular
    case folder
    case link
    /// What a person calls it.
    case other(String)

    init(_ status: stat) {
        self =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .other("a named pipe")
            case S_IFSOCK: .other("a socket")
            default: .other("a device")
            }
    }

    /// Nil where the file system does not tell.
    init?(directoryEntry type: Int) {
        switch type {
        case Int(DT_REG): self = .regular
        case Int(DT_DIR): self = .folder
        case Int(DT_LNK): self = .link
        case Int(DT_FIFO): self = .other("a named pipe")
        case Int(DT_SOCK): self = .other("a socket")
        case Int(DT_CHR), Int(DT_BLK): self = .other("a device")
        default: return nil
        }
    }
}
