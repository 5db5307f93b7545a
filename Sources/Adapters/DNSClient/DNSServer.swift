public import SenderIdentity

/// A server that answers questions, and its port.
public struct DNSServer: Hashable, Sendable {
    public let address: IPAddress
    public let port: UInt16

    /// RFC 1035 § 4.2.
    public static let usualPort: UInt16 = 53

    public init(_ address: IPAddress, port: UInt16 = Self.usualPort) {
        self.address = address
        self.port = port
    }

    /// `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353`; nil for anything else, as names and zones (`%eth0`).
    public init?(_ text: some StringProtocol) {
        if let address = IPAddress(text) {
            self.init(address)
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
        guard let address = IPAddress(host), let port = UInt16(text[text.index(after: colon)...]), port > 0 else { return nil }
        self.init(address, port: port)
    }
}
