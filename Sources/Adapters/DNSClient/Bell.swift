internal import CAres
internal import Glibc

/// Wakes a thread that waits for sockets: a file descriptor that is readable once somebody has rung (eventfd(2)).
final class Bell: Sendable {
    let descriptor: CInt

    /// Nil where the process has no descriptor left.
    init?() {
        descriptor = eventfd(0, CInt(EFD_NONBLOCK) | CInt(EFD_CLOEXEC))
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    func ring() {
        var one: UInt64 = 1
        // Fails only where it rings already.
        _ = write(descriptor, &one, 8)
    }

    static func hush(_ descriptor: CInt) {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
