/// The addresses that begin like one of them.
public struct IPNetwork: Equatable, Sendable {
    let isIPv4: Bool
    private let number: UInt128
    private let length: Int

    /// `length` is at most 32 for IPv4 and 128 for IPv6.
    init(isIPv4: Bool, number: UInt128, length: Int) {
        self.isIPv4 = isIPv4
        self.number = number
        self.length = length
    }

    init(_ address: IPAddress, _ lengths: PrefixLengths) {
        self.init(isIPv4: address.isIPv4, number: address.number, length: address.isIPv4 ? lengths.ipv4 : lengths.ipv6)
    }

    /// `192.0.2.0/24`, `2001:db8::/32`, or one address. Nil for anything else, and where bits are set behind the prefix: that is a slip of the pen.
    public init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(halves[0]) else { return nil }
        let bits = address.isIPv4 ? 32 : 128
        var length = bits
        if halves.count == 2 {
            guard let number = Self.length(halves[1], of: bits) else { return nil }
            length = number
        }
        self.init(isIPv4: address.isIPv4, number: address.number, length: length)
        guard address.number & ((1 << (bits - length)) &- 1) == 0 || length == bits else { return nil }
    }

    /// The network of that length that an address is in; nil where one is none.
    public static func containing(_ address: some StringProtocol, _ length: some StringProtocol) -> IPNetwork? {
        guard let address = IPAddress(address), let length = Self.length(length, of: address.isIPv4 ? 32 : 128) else { return nil }
        let behind = (address.isIPv4 ? 32 : 128) - length
        return IPNetwork(isIPv4: address.isIPv4, number: behind < 128 ? (address.number >> behind) << behind : 0, length: length)
    }

    /// Digits only: `Int` takes signs, too.
    private static func length(_ text: some StringProtocol, of bits: Int) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), number <= bits else { return nil }
        return number
    }

    /// No IPv6 network has an IPv4 address, mapped ones neither: RFC 7208 § 5.
    public func contains(_ address: IPAddress) -> Bool {
        // With length 0 all bits are shifted out.
        address.isIPv4 == isIPv4 && (address.number ^ number) >> ((isIPv4 ? 32 : 128) - length) == 0
    }
}

extension IPNetwork: CustomStringConvertible {
    /// `192.0.2.0/24`; one address without a length.
    public var description: String {
        let bytes = (0..<(isIPv4 ? 4 : 16)).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        let address = IPAddress(bytes: bytes)?.description ?? ""
        return length == (isIPv4 ? 32 : 128) ? address : "\(address)/\(length)"
    }
}

/// `dual-cidr-length` of RFC 7208 § 5.3: how many bits count, for either kind of address.
struct PrefixLengths: Equatable, Sendable {
    var ipv4 = 32
    var ipv6 = 128
}
