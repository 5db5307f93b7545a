internal import Glibc

/// Standard output, collected into large writes.
///
/// A reader that is gone ends the program quietly, as it ends any other in a pipe; any other failure is told.
struct StandardOutput {
    private var buffer: [UInt8] = []
    private var lastFlush = ContinuousClock.now

    private static let enough = 64 << 10
    /// Whoever follows the output sees it this soon.
    private static let longestWait = Duration.milliseconds(100)

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        flushIfDue()
    }

    mutating func write(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        flushIfDue()
    }

    private mutating func flushIfDue() {
        if buffer.count >= Self.enough || lastFlush.duration(to: .now) > Self.longestWait { flush() }
    }

    mutating func flush() {
        let problem = writeAll(buffer, to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
        lastFlush = .now
        if problem == EPIPE { exit(128 + SIGPIPE) }
        if problem != 0 {
            StandardError.write("unbluff: cannot write the output: \(String(cString: strerror(problem)))\n")
            exit(ExitStatus.unreadable.rawValue)
        }
    }
}

enum StandardError {
    /// What cannot be written there cannot be told anywhere.
    static func write(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

/// 0, or an `errno` value.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return errno }
        }
        return 0
    }
}
