/// What could be seen of this machine's connections at one time.
public struct HostSight: Sendable {
    /// A running program that holds connections.
    public struct Process: Sendable, Hashable {
        public let id: Int32
        /// As the kernel calls it: at most 15 bytes, chosen by the program.
        public let name: String
        /// Its file; nil where it could not be seen.
        public let file: String?
        /// Whether the file belongs to root, so that nobody else has put it there.
        public let isRootsFile: Bool
        /// The words it was started with.
        public let command: String
        public let user: UInt32

        public init(id: Int32, name: String, file: String?, isRootsFile: Bool, command: String, user: UInt32) {
            self.id = id
            self.name = name
            self.file = file
            self.isRootsFile = isRootsFile
            self.command = command
            self.user = user
        }
    }

    /// The tables of all network namespaces that could be read, one after the other.
    public var sockets: [TCPSocket] = []
    /// By a socket's inode.
    public var owners: [UInt64: Process] = [:]
    /// Processes whose open files are hidden from us.
    public var hiddenProcesses = 0
    /// Network namespaces, such as containers', beside our own.
    public var otherNamespaces = 0
    /// Those of them whose tables could not be read.
    public var hiddenNamespaces = 0

    public init() {}
}
