internal import SenderIdentity

/// Where a server listens: `127.0.0.1:8026`, `[::1]:8026`, `unix:/run/unbluff/milter.sock`.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// `sockaddr_un` has 108 bytes, one of them for the NUL: unix(7).
    static let pathBytes = 107

    /// An IP address and a port from 1 to 65535, or an absolute path; nil for anything else, as names of hosts.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard path.hasPrefix("/"), path.utf8.count <= Self.pathBytes, !path.utf8.contains(0) else { return nil }
            self = .unix(path: path)
        } else {
            guard let (host, port) = AddressAndPort.split(text), let port else { return nil }
            self = .tcp(host: host.description, port: port)
        }
    }

    /// Whether only this machine's own programs reach it.
    var isLocal: Bool {
        guard case .tcp(let host, _) = self else { return true }
        return IPAddress(host).map { $0.isIPv4 ? $0.bytes[0] == 127 : $0 == IPAddress("::1") } ?? false
    }

    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}

/// `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1`, `[2001:db8::1]:53`.
enum AddressAndPort {
    /// Nil where there is no IP address, or something else than a port behind it.
    static func split(_ text: String) -> (address: IPAddress, port: Int?)? {
        if let address = IPAddress(text) { return (address, nil) }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
        let digits = text[text.index(after: colon)...]
        guard let address = IPAddress(host), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(digits), (1...65_535).contains(port) else {
            return nil
        }
        return (address, port)
    }
}
