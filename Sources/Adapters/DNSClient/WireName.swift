internal import SenderIdentity

/// A domain name as it goes over the wire, without compression: each label behind its length, ASCII letters in lower case, the root's empty
/// label left out (RFC 1035 § 3.1). Unlike text it keeps a full stop inside a label apart from one between two.
struct WireName: Hashable {
    let octets: [UInt8]

    /// RFC 1035 § 2.3.4: 255 with the root's label.
    static let maximumLength = 254

    /// Labels with their lengths; their letters become lower case.
    init(labels octets: [UInt8]) { self.octets = octets.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }

    init(_ name: DNSName) {
        var octets: [UInt8] = []
        octets.reserveCapacity(name.text.utf8.count + 1)
        for label in name.text.utf8.split(separator: 0x2E) {
            // 63 at most, which DNSName sees to.
            octets.append(UInt8(truncatingIfNeeded: label.count))
            octets += label
        }
        self.octets = octets
    }

    /// Nil for the root, and for names that no text of ours can say: a label with a full stop in it, or octets that are not UTF-8.
    var name: DNSName? {
        var text: [UInt8] = []
        var index = 0
        while index < octets.count {
            let label = octets[(index + 1)..<(index + 1 + Int(octets[index]))]
            guard !label.contains(0x2E) else { return nil }
            if index > 0 { text.append(0x2E) }
            text += label
            index = label.endIndex
        }
        return String(validating: text, as: UTF8.self).flatMap { DNSName($0) }
    }

    /// Whether it is the other, or below it.
    func isWithin(_ other: WireName) -> Bool {
        var index = 0
        while octets.count - index > other.octets.count { index += 1 + Int(octets[index]) }
        return octets[index...] == other.octets[...]
    }
}
