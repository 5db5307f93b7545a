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
        if text.count > 5, bytes.isWord("ipv6:", in: text.lowerBound..<text.lowerBound + 5) { text = text.lowerBound + 5..<text.upperBound }
        if let zone = bytes[text].firstIndex(of: 0x25) { text = text.lowerBound..<zone }
        // Most of what is asked about is a host's name.
        var colons = 0
        for index in text {
            switch bytes[index] {
            case 0x3A: colons += 1
            case 0x2E, 0x30...0x39, 0x41...0x46, 0x61...0x66: break
            default: return nil
            }
        }
        if colons >= 2 { return ipv6(bytes[text]) }
        let end = bytes[text].firstIndex(of: 0x3A) ?? text.upperBound
        return ipv4(bytes[text.lowerBound..<end]).flatMap { IPAddress(bytes: $0) }
    }

    /// Four decimal numbers without leading zeros: RFC 3986 § 3.2.2.
    private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count >= 7, text.count <= 15 else { return nil }
        var address: [UInt8] = []
        address.reserveCapacity(4)
        var value = 0
        var digits = 0
        for byte in text {
            if byte == 0x2E {
                guard digits > 0, address.count < 3 else { return nil }
                address.append(UInt8(value))
                (value, digits) = (0, 0)
            } else {
                guard byte >= 0x30, byte <= 0x39, digits == 0 || value > 0 else { return nil }
                (value, digits) = (value * 10 + Int(byte - 0x30), digits + 1)
                guard value <= 255 else { return nil }
            }
        }
        guard digits > 0, address.count == 3 else { return nil }
        address.append(UInt8(value))
        return address
    }

    /// RFC 4291 § 2.2, all three forms.
    private static func ipv6(_ text: ArraySlice<UInt8>) -> IPAddress? {
        var address: [UInt8] = []
        address.reserveCapacity(16)
        var gap: Int?
        let groups = text.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard groups.count <= 9 else { return nil }
        for (index, group) in groups.enumerated() {
            if group.isEmpty {
                // Two colons at an end make two empty groups, of which one is the gap.
                if index == 0 || index == groups.count - 1 { continue }
                guard gap == nil else { return nil }
                gap = address.count
            } else if index == groups.count - 1, group.contains(0x2E) {
                guard let last = ipv4(group) else { return nil }
                address += last
            } else {
                guard let number = hexadecimal(group) else { return nil }
                address.append(UInt8(number >> 8))
                address.append(UInt8(number & 0xFF))
            }
        }
        // A colon at an end is half of a double one.
        if groups.first!.isEmpty, gap != 0 { return nil }
        if groups.last!.isEmpty, gap != address.count { return nil }
        guard let gap else { return IPAddress(bytes: address.count == 16 ? address : []) }
        guard address.count <= 14 else { return nil }
        return IPAddress(bytes: address[..<gap] + [UInt8](repeating: 0, count: 16 - address.count) + address[gap...])
    }

    private static func hexadecimal(_ group: ArraySlice<UInt8>) -> Int? {
        guard group.count <= 4 else { return nil }
        var value = 0
        for byte in group {
            switch byte.lowercasedASCII {
            case 0x30...0x39: value = value << 4 | Int(byte - 0x30)
            case 0x61...0x66: value = value << 4 | Int(byte.lowercasedASCII - 0x57)
            default: return nil
            }
        }
        return value
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
