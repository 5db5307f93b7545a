internal import Glibc

/// A path as the system keeps it: bytes in no particular encoding.
struct FilePath {
    /// Without the closing NUL.
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The arguments' own bytes. Swift repairs arguments that are not UTF-8, and a repaired name opens nothing;
    /// two names may be repaired to the same, so they are taken in the order in which they were given.
    static func paths(of arguments: [String]) -> [FilePath] {
        var originals: [String: ArraySlice<[UInt8]>] = [:]
        for index in 0..<Int(CommandLine.argc) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument)).map(UInt8.init(bitPattern:))
            let repaired = String(decoding: bytes, as: UTF8.self)
            if !repaired.utf8.elementsEqual(bytes) { originals[repaired, default: []].append(bytes) }
        }
        return arguments.map { FilePath(bytes: originals[$0]?.popFirst() ?? Array($0.utf8)) }
    }

    func appending(_ component: [UInt8]) -> FilePath { FilePath(bytes: bytes.last == 0x2F ? bytes + component : bytes + [0x2F] + component) }

    /// With U+FFFD for what is not UTF-8.
    var name: String { String(decoding: bytes, as: UTF8.self) }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        var terminated = bytes
        terminated.append(0)
        return terminated.withUnsafeBytes { body($0.assumingMemoryBound(to: CChar.self).baseAddress!) }
    }

    /// What the path leads to; nil with `errno` set where it leads nowhere.
    func status(followingLinks: Bool) -> stat? {
        var result = stat()
        return withCString { followingLinks ? stat($0, &result) : lstat($0, &result) } == 0 ? result : nil
    }
}
