internal import Glibc
internal import MailMessage

/// Takes an input apart into its messages: bytes only, nothing is judged here.
struct InputReader {
    struct Item {
        enum Content {
            case message([UInt8], FileForm)
            case problem(ReadProblem)
        }

        let content: Content
        var index = 0
        var isOneOfMany = false
    }

    /// Big enough that the calls do not count, small enough for the bound on memory.
    static let chunkBytes = 1 << 20

    let limits: ParseLimits

    /// Calls `handle` for each message or problem, in the order of the file.
    func read(_ input: Input, handle: (Item) -> Void) {
        do throws(ReadProblem) {
            switch input {
            case .standardInput: try read(descriptor: STDIN_FILENO, handle)
            case .file(let path, let isNamed): try read(path, isNamed: isNamed, handle)
            case .problem(_, let problem): throw problem
            }
        } catch {
            handle(Item(content: .problem(error)))
        }
    }

    /// A file found in a folder is opened without waiting: it may have become a pipe since the folder was listed.
    private func read(_ path: FilePath, isNamed: Bool, _ handle: (Item) -> Void) throws(ReadProblem) {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY | (isNamed ? 0 : O_NONBLOCK)) }
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        try read(descriptor: descriptor, handle)
    }

    private func read(descriptor: Int32, _ handle: (Item) -> Void) throws(ReadProblem) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        if FileKind(status) == .folder { throw .system(EISDIR) }
        let size = FileKind(status) == .regular ? Int(status.st_size) : 0
        // One byte more than the file has, so that its end is seen at once. Some system files say they have none.
        let capacity = size > 0 ? min(size + 1, Self.chunkBytes) : FileForm.window
        let start = try Self.chunk(descriptor, capacity: capacity)
        let form = FileForm(of: start)
        switch form {
        case .empty: throw .empty
        case .binary(let name): throw .binary(name)
        case .mbox: try split(descriptor, start: start, handle)
        case .mail, .appleMail, .outlook, .text, .html:
            if size > limits.messageBytes { throw .fileTooLarge(limit: limits.messageBytes) }
            let bytes = start.count < capacity ? start : try whole(descriptor, start: start, size: size)
            handle(Item(content: .message(bytes, form)))
        }
    }

    private func whole(_ descriptor: Int32, start: [UInt8], size: Int) throws(ReadProblem) -> [UInt8] {
        var bytes = start
        bytes.reserveCapacity(size)
        while true {
            let chunk = try Self.chunk(descriptor, capacity: Self.chunkBytes)
            if chunk.isEmpty { return bytes }
            bytes += chunk
            if bytes.count > limits.messageBytes { throw .fileTooLarge(limit: limits.messageBytes) }
        }
    }

    private func split(_ descriptor: Int32, start: [UInt8], _ handle: (Item) -> Void) throws(ReadProblem) {
        var splitter = MboxSplitter(limits: limits)
        var chunk = start
        var index = 0
        while true {
            if chunk.isEmpty { splitter.finish() } else { splitter.append(chunk) }
            while let piece = splitter.next() {
                let content: Item.Content = piece.cut > 0 ? .problem(.messageTooLarge(limit: limits.messageBytes)) : .message(piece.bytes, .mbox)
                handle(Item(content: content, index: index, isOneOfMany: true))
                index += 1
            }
            if chunk.isEmpty { return }
            chunk = try Self.chunk(descriptor, capacity: Self.chunkBytes)
        }
    }

    /// The next bytes: fewer than `capacity` only at the end.
    private static func chunk(_ descriptor: Int32, capacity: Int) throws(ReadProblem) -> [UInt8] {
        var problem: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity {
                let result = Glibc.read(descriptor, buffer.baseAddress! + count, capacity - count)
                if result > 0 {
                    count += result
                } else if result == 0 {
                    return
                } else if errno != EINTR {
                    problem = errno
                    return
                }
            }
        }
        if problem != 0 { throw .system(problem) }
        return bytes
    }
}
