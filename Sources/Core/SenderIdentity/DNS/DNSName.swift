/// A domain name as DNS compares it: ASCII letters in lower case, no full stop at its end (RFC 1035 § 2.3).
public struct DNSName: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// RFC 1035 § 2.3.4, in octets.
    public static let maximumLabelLength = 63
    /// 255 octets on the wire: a length before each label and the root's empty one take two more than the full stops between labels.
    public static let maximumLength = 253

    /// Nil where DNS has no such name: a label that is empty or too long, or a name that is too long. A full stop at the end is taken off.
    /// Octets that a host's name may not have (`_`, or any other) are let through, as DNS does.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        if bytes.last == 0x2E { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.count <= Self.maximumLength else { return nil }
        for label in bytes.split(separator: 0x2E, omittingEmptySubsequences: false) where label.isEmpty || label.count > Self.maximumLabelLength { return nil }
        for index in bytes.indices where bytes[index] >= 0x41 && bytes[index] <= 0x5A { bytes[index] |= 0x20 }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    public var description: String { text }

    /// The labels, the topmost last. Never empty.
    public var labels: [Substring] { text.split(separator: ".") }
}
