internal import Glibc

/// Tells the service manager how we are: sd_notify(3). Does nothing where there is none.
public struct Notifier: Sendable {
    private let address: [UInt8]
    /// Open for good: the watchdog must hear from us when there are no descriptors left.
    private let socket: Int32

    /// `path` is `$NOTIFY_SOCKET`: a path, or a name in the abstract namespace, which begins with `@`.
    public init(path: String?) {
        var bytes = Array((path ?? "").utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        address = bytes.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) ? bytes : []
        socket = address.isEmpty ? -1 : Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    public func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    public func stopping() { send("STOPPING=1\nSTATUS=finishing the mail that is under way") }
    public func watchdog() { send("WATCHDOG=1") }
    public func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1_000)")
    }

    private func send(_ message: String) {
        guard socket >= 0 else { return }
        var to = sockaddr_un()
        to.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &to.sun_path) { $0.copyBytes(from: address) }
        let bytes = Array(message.utf8)
        // Names in the abstract namespace have no zero at their end.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        _ = withUnsafePointer(to: &to) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length) }
        }
    }
}
