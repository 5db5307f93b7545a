internal import CRename
internal import Glibc

/// A folder held open, so that whoever owns what is in it cannot lead us elsewhere between two steps.
struct OpenFolder: ~Copyable {
    let descriptor: Int32
    /// For words about it only.
    let path: String

    /// Links on the way are the administrator's, who gave the path; the folder itself must be none.
    init(path: [UInt8]) throws(QuarantineProblem) {
        try self.init(below: AT_FDCWD, path, shown: String(decoding: path, as: UTF8.self))
    }

    func folder(_ name: String) throws(QuarantineProblem) -> OpenFolder {
        try OpenFolder(below: descriptor, Array(name.utf8), shown: "\(path)/\(name)")
    }

    private init(below: Int32, _ name: [UInt8], shown: String) throws(QuarantineProblem) {
        let opened = name.withCString { openat(below, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        let problem = errno
        guard opened >= 0 else {
            // Linux says ENOTDIR of a link that may not be followed where a folder is wanted.
            var status = stat()
            let isLink = name.withCString { fstatat(below, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 && status.st_mode & S_IFMT == S_IFLNK
            throw isLink ? .link(shown) : .system(problem, shown)
        }
        path = shown
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// The names in it, but for those with a dot in front; at most so many.
    func names(limit: Int) throws(QuarantineProblem) -> [[UInt8]] {
        // `fdopendir` takes the descriptor for itself; a copy made by `dup` would share its place in the folder with the next reader.
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw .system(errno, path) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while names.count < limit, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.first != UInt8(ascii: ".") { names.append(name) }
        }
        return names
    }

    struct File {
        let bytes: [UInt8]
        let isCut: Bool
        /// In seconds since 1970.
        let changed: Int
    }

    /// Nil where there is no regular file of this name, or none any more: a link, a pipe and a device are not opened.
    func read(_ name: [UInt8], limit: Int) throws(QuarantineProblem) -> File? {
        let file = name.withCString { openat(descriptor, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else {
            if [ENOENT, ELOOP, ENXIO].contains(errno) { return nil }
            throw .system(errno, path)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes: [UInt8] = []
        // One byte more than the limit tells whether there is more.
        while bytes.count <= limit {
            let wanted = min(limit + 1 - bytes.count, max(64 << 10, Int(status.st_size) - bytes.count))
            let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in count = max(0, Glibc.read(file, buffer.baseAddress, wanted)) }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        let isCut = bytes.count > limit
        if isCut { bytes.removeLast() }
        return File(bytes: bytes, isCut: isCut, changed: status.st_mtim.tv_sec)
    }

    /// In one step. What is there already is left alone.
    func move(_ name: [UInt8], to other: borrowing OpenFolder, _ newName: [UInt8]) throws(QuarantineProblem) {
        let (from, to) = (descriptor, other.descriptor)
        let result = name.withCString { old in newName.withCString { rename_without_replacing(from, old, to, $0) } }
        guard result != 0 else { return }
        // So says a file system that cannot do it in one step: NFS.
        if errno == EINVAL { return try linkAndUnlink(name, to: other, newName) }
        throw Self.problem(errno, other.path)
    }

    /// In two steps, between which the mail is in both folders, and never in none.
    func linkAndUnlink(_ name: [UInt8], to other: borrowing OpenFolder, _ newName: [UInt8]) throws(QuarantineProblem) {
        let (from, to) = (descriptor, other.descriptor)
        guard name.withCString({ old in newName.withCString { linkat(from, old, to, $0, 0) } }) == 0 else { throw Self.problem(errno, other.path) }
        // Under another name by now, as its owner's server may have given it one: it stays here as well.
        guard name.withCString({ unlinkat(from, $0, 0) }) == 0 || errno == ENOENT else { throw .system(errno, path) }
    }

    private static func problem(_ number: Int32, _ path: String) -> QuarantineProblem {
        switch number {
        case ENOENT: .gone
        case EEXIST: .alreadyThere
        default: .system(number, path)
        }
    }
}

extension [UInt8] {
    fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (self + [0]).withUnsafeBytes { body($0.assumingMemoryBound(to: CChar.self).baseAddress!) }
    }
}
