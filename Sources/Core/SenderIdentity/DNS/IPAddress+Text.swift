/// Addresses as people and protocols write them.
extension IPAddress {
    /// An address from its text: dotted decimal, or IPv6 in any of the forms of RFC 4291 § 2.2.
    ///
    /// Nil for anything else: leading zeros and missing numbers in IPv4, a zone (`%eth0`), brackets, a port or a prefix length behind it.
    public init?(_ text: some StringProtocol) { self.init(text: Array(text.utf8)[...]) }

    /// The same from bytes.
    public init?(text: ArraySlice<UInt8>) {
        if let number = Self.ipv4(text) {
            self.init(bytes: Self.octets(number))
        } else if let number = Self.ipv6(text) {
            self.init(bytes: Self.octets(number))
        } else {
            return nil
        }
    }

    /// Dotted decimal without leading zeros, as RFC 7208 § 5.6 has it (`qnum`).
    static func ipv4(_ text: ArraySlice<UInt8>) -> UInt32? {
        // The longest is 255.255.255.255.
        guard text.count <= 15 else { return nil }
        var address: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits == 0 || octet > 0 else { return nil }
                octet = octet * 10 + UInt32(byte & 15)
                digits += 1
                guard octet <= 255 else { return nil }
            case UInt8(ascii: "."):
                guard digits > 0, dots < 3 else { return nil }
                address = address << 8 | octet
                (octet, digits, dots) = (0, 0, dots + 1)
            default: return nil
            }
        }
        return digits > 0 && dots == 3 ? address << 8 | octet : nil
    }

    /// The forms of RFC 4291 § 2.2; `::` stands for one group or more.
    static func ipv6(_ text: ArraySlice<UInt8>) -> UInt128? {
        // The longest is eight groups, the last two as IPv4: 30 + 15 octets.
        guard text.count <= 45 else { return nil }
        var groups = IPv6Groups()
        var rest = text
        if rest.starts(with: [UInt8(ascii: ":"), UInt8(ascii: ":")]) {
            groups.gap = 0
            rest = rest.dropFirst(2)
            if rest.isEmpty { return groups.number }
        }
        while groups.count < 8 {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            guard end < rest.endIndex else { return groups.append(last: rest) ? groups.number : nil }
            guard groups.append(rest[..<end]) else { return nil }
            rest = rest[(end + 1)...]
            guard rest.first == UInt8(ascii: ":") else { continue }
            guard groups.gap == nil else { return nil }
            groups.gap = groups.count
            rest = rest.dropFirst()
            if rest.isEmpty { return groups.number }
        }
        return nil
    }

    private static func octets(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

    /// The address as a number, its first octet the highest.
    var number: UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }
}

/// The groups of an IPv6 address while it is read.
private struct IPv6Groups {
    private var value: UInt128 = 0
    private(set) var count = 0
    /// How many groups stand before `::`.
    var gap: Int?

    /// One to four hexadecimal digits.
    mutating func append(_ text: ArraySlice<UInt8>) -> Bool {
        guard (1...4).contains(text.count), count < 8 else { return false }
        var group: UInt128 = 0
        for byte in text {
            guard let digit = hexadecimalValue(byte) else { return false }
            group = group << 4 | UInt128(digit)
        }
        value = value << 16 | group
        count += 1
        return true
    }

    /// The last group, or an IPv4 address in place of the last two.
    mutating func append(last text: ArraySlice<UInt8>) -> Bool {
        guard let address = IPAddress.ipv4(text) else { return append(text) }
        guard count <= 6 else { return false }
        value = value << 32 | UInt128(address)
        count += 2
        return true
    }

    /// Nil where groups are missing, or where none is left for `::`.
    var number: UInt128? {
        guard let gap else { return count == 8 ? value : nil }
        guard count < 8 else { return nil }
        let behind = 16 * (count - gap)
        // A shift by all 128 bits, where nothing stands before the gap, gives 0.
        let low = value & ((1 << behind) - 1)
        return (value >> behind) << (128 - 16 * gap) | low
    }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte & 15
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): byte & 15 + 9
    default: nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or IPv6 as RFC 5952 § 4 writes it: lower case, no leading zeros, the longest run of zero groups (the first of equals) as `::`.
    public var description: String {
        guard !isIPv4 else { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        func text(_ part: Range<Int>) -> String { groups[part].map { String($0, radix: 16) }.joined(separator: ":") }
        let zeros = Self.longestZeros(groups)
        return zeros.isEmpty ? text(0..<8) : text(0..<zeros.lowerBound) + "::" + text(zeros.upperBound..<8)
    }

    /// Empty where no two neighbours are zero: RFC 5952 § 4.2.2 does not shorten a single group.
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 { start = index + 1 }
            if index + 1 - start > max(longest.count, 1) { longest = start..<index + 1 }
        }
        return longest
    }
}
