internal import Glibc

/// Sockets that the service manager has opened for us: sd_listen_fds(3).
public struct InheritedSockets: Sendable {
    /// By name (`FileDescriptorName=` of the socket unit).
    public let descriptors: [String: [Int32]]
    /// Those of no name of ours: closed, since whoever connects there would wait for good.
    public let unknown: Int

    /// The first that is handed over.
    private static let first: Int32 = 3
    /// We know three names; a number that is far off is somebody else's variable.
    private static let most: Int32 = 64

    /// - Parameters:
    ///   - process: whose sockets they have to be; nil: ours.
    ///   - names: what those are called that have no known name, in order: with `systemd-socket-activate` all are `unknown`.
    public init(environment: [String: String], process: Int32? = nil, names: [String]) {
        var descriptors: [String: [Int32]] = [:]
        var unknown = 0
        if environment["LISTEN_PID"].flatMap({ Int32($0) }) == process ?? getpid(), let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }),
            (1...Self.most).contains(count)
        {
            let given = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            var unnamed = names.filter { !given.contains($0) }
            for index in 0..<Int(count) {
                let name = index < given.count && names.contains(given[index]) ? given[index] : unnamed.isEmpty ? nil : unnamed.removeFirst()
                let descriptor = Self.first + Int32(index)
                if let name {
                    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                    descriptors[name, default: []].append(descriptor)
                } else {
                    unknown += 1
                    if process == nil { close(descriptor) }
                }
            }
        }
        self.descriptors = descriptors
        self.unknown = unknown
    }
}
