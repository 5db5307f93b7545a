internal import SenderIdentity

/// Which programs of this machine talk to mail servers as senders of scams do.
public struct HostReport: Sendable {
    /// Submission over TLS, submission, and relay: RFC 8314, RFC 6409, RFC 5321.
    public static let mailPorts: [UInt16] = [25, 465, 587]
    /// Servers at which a program is noticed. A mail program has one or two, a monitor some more; an infected host talks to hundreds.
    public static let manyServers = 10
    /// Connections at which one is, whatever the number of servers.
    public static let manyConnections = 50

    /// A program, or a user where the program could not be seen.
    public enum Talker: Sendable, Hashable {
        case process(HostSight.Process)
        case user(UInt32)
    }

    public struct Finding: Sendable {
        public let talker: Talker
        public var connections: Int
        public var servers: Int
        public var ports: [UInt16]
        /// Ports of mail at which it listens: a relay for others.
        public var listens: [UInt16]
    }

    /// The worst first.
    public let findings: [Finding]
    /// Connections to the ports of mail, whoever has them.
    public let connections: Int
    public let hiddenProcesses: Int
    public let otherNamespaces: Int
    public let hiddenNamespaces: Int

    /// - Parameters:
    ///   - sights: looks some moments apart: connections may be short.
    ///   - isMailUser: whether a user is a mail server's, where the program could not be seen.
    public init(_ sights: [HostSight], mailServers: MailServerPrograms = MailServerPrograms(), isMailUser: (UInt32) -> Bool = { _ in false }) {
        struct Talk {
            var connections: Set<TCPSocket> = []
            var servers: Set<IPAddress> = []
            var listens: Set<UInt16> = []
        }
        var talks: [Talker: Talk] = [:]
        var all: Set<TCPSocket> = []
        for sight in sights {
            for socket in sight.sockets {
                let isListener = socket.state == .listen
                guard Self.mailPorts.contains(isListener ? socket.local.port : socket.remote.port) else { continue }
                if !isListener { all.insert(socket.anyState) }
                // Nobody's: over already.
                guard socket.inode != 0 else { continue }
                let talker: Talker
                if let owner = sight.owners[socket.inode] {
                    guard !mailServers.contains(owner) else { continue }
                    talker = .process(owner)
                } else {
                    guard !isMailUser(socket.user) else { continue }
                    talker = .user(socket.user)
                }
                if isListener {
                    talks[talker, default: Talk()].listens.insert(socket.local.port)
                } else {
                    talks[talker, default: Talk()].connections.insert(socket.anyState)
                    talks[talker, default: Talk()].servers.insert(socket.remote.address)
                }
            }
        }
        connections = all.count
        findings =
            talks.filter { $0.value.servers.count >= Self.manyServers || $0.value.connections.count >= Self.manyConnections }
            .map { talker, talk in
                Finding(
                    talker: talker, connections: talk.connections.count, servers: talk.servers.count, ports: Set(talk.connections.map(\.remote.port)).sorted(),
                    listens: talk.listens.sorted())
            }
            .sorted { ($0.servers, $0.connections, $0.talker.order) > ($1.servers, $1.connections, $1.talker.order) }
        hiddenProcesses = sights.map(\.hiddenProcesses).max() ?? 0
        otherNamespaces = sights.map(\.otherNamespaces).max() ?? 0
        hiddenNamespaces = sights.map(\.hiddenNamespaces).max() ?? 0
    }
}

extension HostReport.Talker {
    /// So that two reports of the same sights are the same.
    fileprivate var order: Int64 {
        switch self {
        case .process(let process): Int64(process.id)
        case .user(let user): -Int64(user) - 1
        }
    }
}

extension TCPSocket {
    /// A connection that is seen twice is one, whatever has become of it.
    fileprivate var anyState: TCPSocket { TCPSocket(local: local, remote: remote, state: .established, user: 0, inode: 0) }
}
