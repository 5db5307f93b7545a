internal import Glibc
public import NIOCore
internal import NIOPosix
public import ServerConfiguration

/// One address at which a protocol is spoken.
public struct Listener: Sendable {
    public let name: ChannelName
    public let address: ListenAddress
    /// A socket that is open already and stands in place of the address.
    public let descriptor: Int32?
    /// Whether a client may end what it says and still wait for our answer: then the protocol's handlers close (`ChannelEvent.inputClosed`).
    public let allowsHalfClosure: Bool
    /// Nil: as `limits.connections` says.
    public let connections: Int?
    /// As whom the other end of a connection is counted, of which one has a bounded number; nil: not at all.
    public let client: @Sendable (SocketAddress) -> UInt64?
    /// Puts the protocol's handlers behind the gate.
    public let addHandlers: @Sendable (any Channel) -> EventLoopFuture<Void>

    public init(
        _ name: ChannelName, at address: ListenAddress, descriptor: Int32? = nil, allowsHalfClosure: Bool = false, connections: Int? = nil,
        client: @escaping @Sendable (SocketAddress) -> UInt64? = { _ in nil }, addHandlers: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) {
        self.name = name
        self.address = address
        self.descriptor = descriptor
        self.allowsHalfClosure = allowsHalfClosure
        self.connections = connections
        self.client = client
        self.addHandlers = addHandlers
    }

    /// How many may wait to be accepted: a mail server that comes back opens hundreds at once, and thousands of slow clients who are cut off do, too. Whoever finds no room
    /// tries again after one, three and seven seconds. Linux takes no more (net.core.somaxconn).
    private static let backlog: Int32 = 4_096
    /// Bytes that are read of a connection before the next one's turn: with a thousand uploads at once a turn of all is 16 MB, which takes some milliseconds.
    private static let bytesATurn = 16 << 10

    func open(on group: any EventLoopGroup, limits: Configuration.Limits, metrics: ServerMetrics) async throws -> OpenListener {
        let book = ConnectionBook(limit: connections ?? limits.connections, open: metrics.connections(name))
        let idle = TimeAmount.nanoseconds(limits.idle.nanoseconds)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: allowsHalfClosure)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.bytesATurn))
            .childChannelInitializer { [name, client, addHandlers] channel in
                guard book.enter(channel) else {
                    metrics.refused(name)
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    let gate = ConnectionGate(idle: idle) { channel in
                        guard let address = channel.remoteAddress, let client = client(address) else { return true }
                        if book.admit(channel, of: client) { return true }
                        metrics.refused(name)
                        return false
                    } whenSilent: {
                        metrics.fault(name, .timeout)
                    }
                    try channel.pipeline.syncOperations.addHandler(gate)
                }.flatMap { addHandlers(channel) }
            }
        let channel = try await bind(bootstrap)
        return OpenListener(name: name, shown: channel.localAddress?.shown ?? address.description, channel: channel, book: book)
    }

    private func bind(_ bootstrap: ServerBootstrap) async throws -> any Channel {
        if let descriptor { return try await bootstrap.withBoundSocket(descriptor).get() }
        switch address {
        case .tcp(let host, let port): return try await bootstrap.bind(host: host, port: port).get()
        case .unix(let path):
            let channel = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
            // As open as a port on loopback is: who may come near is said by the folder.
            chmod(path, 0o666)
            return channel
        }
    }
}

struct OpenListener: Sendable {
    let name: ChannelName
    let shown: String
    let channel: any Channel
    let book: ConnectionBook
}

extension SocketAddress {
    /// As the configuration has it: port 0 has become a real one.
    fileprivate var shown: String? {
        switch self {
        case .v4, .v6: ipAddress.flatMap { host in port.map { ListenAddress.tcp(host: host, port: $0).description } }
        case .unixDomainSocket: pathname.map { ListenAddress.unix(path: $0).description }
        }
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
