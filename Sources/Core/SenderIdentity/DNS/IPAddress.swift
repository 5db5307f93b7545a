/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
    /// 4 or 16, in network order.
    public let bytes: [UInt8]

    public var isIPv4: Bool { bytes.count == 4 }
    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool { isIPv4 ? bytes.first == 127 : bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }

    /// Nil unless there are 4 or 16 bytes. An IPv4 address mapped into IPv6 (RFC 4291 § 2.5.5.2) becomes IPv4, as RFC 7208 § 5 asks.
    public init?(bytes: [UInt8]) {
        if bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            self.bytes = Array(bytes[12...])
        } else if bytes.count == 4 || bytes.count == 16 {
            self.bytes = bytes
        } else {
            return nil
        }
    }
}
