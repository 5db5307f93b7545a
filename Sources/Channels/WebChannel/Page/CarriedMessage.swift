/// A message that travels with the page, so that the server need not keep it: Base64 (RFC 4648 § 4) in a hidden field.
enum CarriedMessage {
    /// Larger ones are asked for again: with these a page of 1.4 MB goes both ways.
    static let limit = 1 << 20

    static func field(of message: [UInt8]) -> String { StandardBase64.encode(message) }

    /// Nil for what we did not write.
    static func message(of field: [UInt8]) -> [UInt8]? {
        guard !field.isEmpty, field.count % 4 == 0, field.count <= (limit + 2) / 3 * 4, !field.contains(0x0A), !field.contains(0x0D) else { return nil }
        return StandardBase64.decode(field)
    }
}
