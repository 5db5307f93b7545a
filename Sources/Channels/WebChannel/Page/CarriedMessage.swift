/// A message that travels with the page, so that the server need not keep it: Base64 (RFC 4648 § 4) in a hidden field.
enum CarriedMessage {
    /// Larger ones are asked for again: with these a page of 1.4 MB goes both ways.
    static let limit = 1 << 20

    static func field(of message: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((message.count + 2) / 3 * 4)
        var index = 0
        while index < message.count {
            let left = message.count - index
            let bits = UInt32(message[index]) << 16 | (left > 1 ? UInt32(message[index + 1]) << 8 : 0) | (left > 2 ? UInt32(message[index + 2]) : 0)
            text.append(letters[Int(bits >> 18)])
            text.append(letters[Int(bits >> 12 & 63)])
            text.append(left > 1 ? letters[Int(bits >> 6 & 63)] : padding)
            text.append(left > 2 ? letters[Int(bits & 63)] : padding)
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for what we did not write.
    static func message(of field: [UInt8]) -> [UInt8]? {
        guard !field.isEmpty, field.count % 4 == 0, field.count <= (limit + 2) / 3 * 4 else { return nil }
        let body = field.prefix { $0 != padding }
        guard field.count - body.count <= 2, field[body.endIndex...].allSatisfy({ $0 == padding }) else { return nil }
        var message: [UInt8] = []
        message.reserveCapacity(field.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for letter in body {
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                message.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return message
    }

    private static let padding = UInt8(ascii: "=")
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = (0..<256).map { byte in letters.firstIndex(of: UInt8(byte)).map { UInt8($0) } ?? 255 }
}
