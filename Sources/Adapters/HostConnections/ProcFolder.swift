internal import Glibc
public import SenderGuard

/// Reads `/proc`: proc(5). What this user may not see is counted, not an error.
public struct ProcFolder: Sendable {
    /// Bytes of a table. A connection has 150; half a million of them are more than a machine has ports.
    private static let tableBytes = 128 << 20
    /// Bytes of the words that a program was started with.
    private static let commandBytes = 4 << 10

    private let path: String

    public init(path: String = "/proc") { self.path = path }

    /// Nil where there is no such folder.
    public func look() -> HostSight? {
        guard let processes = numbers(in: path) else { return nil }
        var sight = HostSight()
        let own = link("self/ns/net")
        var seen: Set<String> = []
        for table in ["net/tcp", "net/tcp6"] { sight.sockets += TCPSocket.table(bytes(table, atMost: Self.tableBytes) ?? []) }
        if let own { seen.insert(own) }
        for process in processes {
            guard let space = link("\(process)/ns/net") else { continue }
            guard seen.insert(space).inserted else { continue }
            sight.otherNamespaces += 1
            guard let table = bytes("\(process)/net/tcp", atMost: Self.tableBytes) else {
                sight.hiddenNamespaces += 1
                continue
            }
            sight.sockets += TCPSocket.table(table) + TCPSocket.table(bytes("\(process)/net/tcp6", atMost: Self.tableBytes) ?? [])
        }
        let wanted = Set(sight.sockets.filter(\.isOfMail).map(\.inode))
        for process in processes {
            guard let files = numbers(in: "\(path)/\(process)/fd") else {
                // Gone meanwhile, or another user's.
                if access("\(path)/\(process)/stat", F_OK) == 0 { sight.hiddenProcesses += 1 }
                continue
            }
            guard !wanted.isEmpty else { continue }
            var found: HostSight.Process?
            for file in files {
                guard let inode = socketInode("\(process)/fd/\(file)"), wanted.contains(inode) else { continue }
                if found == nil { found = describe(process) }
                // A socket that several hold is told of the oldest: a server's children inherit it.
                if sight.owners[inode].map({ $0.id > process }) ?? true { sight.owners[inode] = found }
            }
        }
        return sight
    }

    private func describe(_ process: Int32) -> HostSight.Process {
        var status = stat()
        let isThere = stat("\(path)/\(process)/exe", &status) == 0
        let isRoots = isThere && status.st_uid == 0
        let user = stat("\(path)/\(process)", &status) == 0 ? status.st_uid : 0
        let words = (bytes("\(process)/cmdline", atMost: Self.commandBytes) ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let name = String(decoding: bytes("\(process)/comm", atMost: 64)?.filter { $0 != 0x0A } ?? [], as: UTF8.self)
        return HostSight.Process(
            id: process, name: name, file: link("\(process)/exe"), isRootsFile: isRoots, command: words.joined(separator: " "), user: user)
    }

    /// `socket:[4711]`
    private func socketInode(_ file: String) -> UInt64? {
        guard let target = link(file), target.hasPrefix("socket:["), target.hasSuffix("]") else { return nil }
        return UInt64(target.dropFirst("socket:[".count).dropLast())
    }

    private func link(_ name: String) -> String? {
        let target = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { count = max(readlink("\(path)/\(name)", $0.baseAddress!, $0.count), 0) }
        }
        return target.isEmpty ? nil : String(decoding: target, as: UTF8.self)
    }

    private func numbers(in folder: String) -> [Int32]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var numbers: [Int32] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
            if let number = Int32(name) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    /// Nil where it cannot be read.
    private func bytes(_ name: String, atMost limit: Int) -> [UInt8]? {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += chunk[..<count]
        }
        return bytes
    }
}

extension TCPSocket {
    fileprivate var isOfMail: Bool { HostReport.mailPorts.contains(state == .listen ? local.port : remote.port) }
}
