internal import NIOCore
internal import NIOHTTP1
internal import SenderIdentity

/// Who asks: the other end of the connection, or the one for whom a proxy that we trust asks.
struct ClientAddress: Equatable {
    let address: IPAddress
    /// Whether somebody on this machine asks, and no proxy in between: RFC 1122 § 3.2.1.3, RFC 4291 § 2.5.3.
    ///
    /// A proxy may leave no trace. Who is named as one is never local, nor is who speaks HTTP/1.0, as nginx does by itself, or asks for another host than this one: a proxy
    /// hands that on, and so does a browser whose page has let its own name point here (DNS rebinding).
    let isLocal: Bool
    /// Whether others than one client stand behind the address.
    let isShared: Bool
    /// Whether a proxy asks that the configuration does not name: all its clients are one to us.
    let isBehindStranger: Bool

    /// What proxies write. With any of these nobody is local: a proxy on this machine that its owner forgot to name must not open to the world what is for this machine only.
    private static let traces = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"]

    /// - Parameters:
    ///   - peer: the connection's other end.
    ///   - trusted: whose X-Forwarded-For is believed.
    init(peer: IPAddress, version: HTTPVersion, headers: HTTPHeaders, trusted: [IPNetwork]) {
        let isTrusted = trusted.contains { $0.contains(peer) }
        let isForwarded = Self.traces.contains { headers.contains(name: $0) }
        address = isTrusted ? Self.origin(of: headers[canonicalForm: "X-Forwarded-For"], behind: peer, trusted) : peer
        isLocal = peer.isLoopback && !isTrusted && !isForwarded && version != .http1_0 && Self.namesThisMachine(headers["Host"])
        let counted = address
        isShared = counted.isLoopback || trusted.contains { $0.contains(counted) }
        isBehindStranger = isForwarded && !isTrusted
    }

    /// `localhost`, `127.0.0.1` and its like, `[::1]`, each with a port or without: RFC 6761 § 6.3.
    private static func namesThisMachine(_ hosts: [String]) -> Bool {
        guard hosts.count == 1, let host = hosts.first else { return false }
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]"), isPort(host[end...].dropFirst()) else { return false }
            return IPAddress(host[..<end].dropFirst())?.isLoopback ?? false
        }
        let name = host.prefix { $0 != ":" }
        guard isPort(host[name.endIndex...]) else { return false }
        return name.lowercased() == "localhost" || IPAddress(name)?.isLoopback ?? false
    }

    private static func isPort(_ rest: Substring) -> Bool {
        rest.isEmpty || rest.first == ":" && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The last address that is no trusted proxy's: what stands before it anybody can have written. Where there is something else than an address, the proxy that handed it on.
    private static func origin(of entries: [Substring], behind peer: IPAddress, _ trusted: [IPNetwork]) -> IPAddress {
        var last = peer
        // Empty elements of a list are none: RFC 9110 § 5.6.1.
        for entry in entries.reversed() where entry.contains(where: { $0 != " " && $0 != "\t" }) {
            guard let address = address(entry) else { break }
            last = address
            if !trusted.contains(where: { $0.contains(address) }) { break }
        }
        return last
    }

    /// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`, in quotes or not.
    private static func address(_ entry: Substring) -> IPAddress? {
        var text = entry.drop { $0 == " " || $0 == "\"" }
        while text.last == " " || text.last == "\"" { text = text.dropLast() }
        if let address = IPAddress(text) { return address }
        if text.first == "[" { return text.firstIndex(of: "]").flatMap { IPAddress(text[..<$0].dropFirst()) } }
        return text.firstIndex(of: ":").flatMap { IPAddress(text[..<$0]) }
    }

    /// By what connections are counted, before anything is said in them: nil for this machine, and for proxies that we trust, which bring those of many.
    static func counted(_ peer: IPAddress, trusted: [IPNetwork]) -> UInt64? {
        peer.isLoopback || trusted.contains { $0.contains(peer) } ? nil : peer.network
    }

    /// By what requests are counted.
    var countedAs: UInt64 { address.network }
}

extension IPAddress {
    /// On a socket of the file system: a process of this machine, which counts as 127.0.0.1.
    init(peer: SocketAddress?) { self = peer?.ipAddress.flatMap { IPAddress($0) } ?? IPAddress(bytes: [127, 0, 0, 1])! }

    /// IPv6 clients have at least 64 bits for themselves: RFC 6177 § 2.
    fileprivate var network: UInt64 { bytes.prefix(8).reduce(isIPv4 ? 0xFFFF : 0) { $0 << 8 | UInt64($1) } }
}
