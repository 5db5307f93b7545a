internal import Hummingbird
internal import NIOCore

/// What is known of a request beside it.
struct VisitContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil on a socket of the file system.
    let client: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        client = source.channel.remoteAddress
    }

    /// Whether the client is on this machine: RFC 1122 § 3.2.1.3, RFC 4291 § 2.5.3.
    var isLocal: Bool {
        switch client {
        case .none, .unixDomainSocket: true
        case .v4, .v6: client?.ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" || $0.hasPrefix("::ffff:127.") } ?? false
        }
    }
}
