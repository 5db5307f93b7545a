/// An IP address as text in a Received field: `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 § 4.1.3), and what servers write instead.
enum AddressLiteral {
    /// Nil where the bytes of `range` are no address. Brackets, the tag `IPv6:`, a port behind and a zone (RFC 4007 § 11) may be there or not.
    static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> IPAddress? {
        guard !range.isEmpty else { return nil }
        var text = range
        if bytes[text.lowerBound] == 0x5B {
            let close = bytes[text].firstIndex(of: 0x5D) ?? text.upperBound
            text = text.lowerBound + 1..<close
        }
        // The longest is one of IPv6 with one of IPv4 at its end, 45 characters, and its zone's name.
        guard text.count <= 80 else { return nil }
        if text.count > 5, bytes.spells("ipv6:", in: text.lowerBound..<text.lowerBound + 5) { text = text.lowerBound + 5..<text.upperBound }
        if let zone = bytes[text].firstIndex(of: 0x25) { text = text.lowerBound..<zone }
        // One colon stands before a port.
        let colon = bytes[text].firstIndex(of: 0x3A)
        if let colon, !bytes[(colon + 1)..<text.upperBound].contains(0x3A) { text = text.lowerBound..<colon }
        return IPAddress(text: bytes[text])
    }
}

extension IPAddress {
    /// Of no network that strangers are in: loopback, private, link-local and shared addresses (RFC 6890 § 2.2, RFC 4193, RFC 4291).
    var isInternal: Bool {
        if isIPv4 {
            return switch (bytes[0], bytes[1]) {
            case (10, _), (127, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): true
            default: false
            }
        }
        if bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 { return true }
        return bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }
}
