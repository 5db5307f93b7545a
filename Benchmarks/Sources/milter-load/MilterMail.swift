/// A mail as the frames that Postfix would send for it.
struct MilterMail {
    /// MAIL and RCPT, which are answered one by one unless it was agreed otherwise; the header fields, and the body.
    let envelope: [[UInt8]]
    let header: [[UInt8]]
    let body: [[UInt8]]
    let end = Frame.make("E")

    /// As Postfix cuts bodies.
    private static let chunk = 65_535

    init(_ bytes: [UInt8]) {
        let lines = Self.withCRLF(bytes)
        let (fields, rest) = Self.split(lines)
        envelope = [Frame.make("M", Array("<sender@example.com>\0".utf8)), Frame.make("R", Array("<alex@example.org>\0".utf8))]
        header = fields.map { Frame.make("L", $0.name + [0] + $0.value + [0]) } + [Frame.make("N")]
        body = stride(from: 0, to: rest.count, by: Self.chunk).map { Frame.make("B", Array(rest[$0..<min($0 + Self.chunk, rest.count)])) }
    }

    private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 30)
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 0x0A, last != 0x0D { result.append(0x0D) }
            result.append(byte)
            last = byte
        }
        return result
    }

    private static func split(_ bytes: [UInt8]) -> (fields: [(name: [UInt8], value: [UInt8])], body: [UInt8]) {
        var fields: [(name: [UInt8], value: [UInt8])] = []
        var start = 0
        while start < bytes.count {
            let end = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            let line = bytes[start..<end].filter { $0 != 0x0D && $0 != 0x0A && $0 != 0 }
            start = end
            if line.isEmpty { break }
            if line[0] == 0x20 || line[0] == 0x09 {
                if !fields.isEmpty { fields[fields.count - 1].value += [0x0A] + line }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                fields.append((Array(line[..<colon]), Array(line[(colon + 1)...].drop { $0 == 0x20 })))
            }
        }
        return (fields, Array(bytes[start...]))
    }
}

/// A milter's frame: four bytes of length, a command, its data.
enum Frame {
    static func make(_ command: Character, _ data: [UInt8] = []) -> [UInt8] {
        let length = UInt32(data.count + 1)
        return [
            UInt8(truncatingIfNeeded: length >> 24), UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
            UInt8(truncatingIfNeeded: length),
        ]
            + [command.asciiValue ?? 0] + data
    }
}
