internal import Glibc

/// The files that a configuration is read from. Tests have one in memory.
struct ConfigurationDisk: Sendable {
    /// Why a file or folder cannot be read, as the rest of a sentence.
    struct Trouble: Error { let words: String }

    /// At most `limit` bytes of a file; nil where there is none.
    let contents: @Sendable (_ path: String, _ limit: Int) throws(Trouble) -> [UInt8]?
    /// The names in a folder in any order; empty where there is none.
    let names: @Sendable (_ folder: String) throws(Trouble) -> [String]
}

extension ConfigurationDisk {
    static let real = ConfigurationDisk { path, limit throws(Trouble) in
        // Not waiting: a pipe without a writer would stop a reload for good.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw .errno
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .errno }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Trouble(words: "is no file") }
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let chunk = try chunk(of: descriptor, limit - bytes.count)
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return bytes
    } names: { folder throws(Trouble) in
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .errno
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            names.append(name)
        }
        return names
    }

    private static func chunk(of descriptor: Int32, _ count: Int) throws(Trouble) -> [UInt8] {
        while true {
            var result = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                result = read(descriptor, buffer.baseAddress, count)
                initialized = max(result, 0)
            }
            if result >= 0 { return bytes }
            if errno != EINTR { throw .errno }
        }
    }
}

extension ConfigurationDisk.Trouble {
    static var errno: Self { Self(words: "cannot be read: \(String(cString: strerror(Glibc.errno)))") }
}
