/// What a line of `postqueue -j` says: one mail in one of Postfix's queues.
struct QueueEntry: Equatable {
    var queue = ""
    var id = ""
    /// In seconds since 1970.
    var arrived = 0

    /// Nil where the line is not of the form that postqueue(1) describes, or its id none.
    init?(line: some Collection<UInt8>) {
        var reader = MemberReader(bytes: Array(line))
        while let member = reader.next() {
            switch (member.name, member.value) {
            case ("queue_name", .text(let name)): queue = name
            case ("queue_id", .text(let name)): id = name
            case ("arrival_time", .number(let seconds)): arrived = seconds
            default: break
            }
        }
        guard !queue.isEmpty, QueueID.isValid(id) else { return nil }
    }
}

/// The members of one JSON object (RFC 8259) that are numbers or plain strings; all others are passed over. Ends where the text is not JSON.
private struct MemberReader {
    enum Value { case text(String), number(Int), other }

    let bytes: [UInt8]
    private var position = 0
    private static let deepest = 16

    init(bytes: [UInt8]) {
        self.bytes = bytes
        skipSpace()
        if !take("{") { position = bytes.count }
    }

    mutating func next() -> (name: String, value: Value)? {
        skipSpace()
        _ = take(",")
        skipSpace()
        guard let name = string() else { return nil }
        skipSpace()
        guard take(":") else { return nil }
        skipSpace()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "\""): return string().map { (name, .text($0)) }
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return (name, number())
        default: return skip() ? (name, .other) : nil
        }
    }

    /// With escapes as they stand: the names that are asked for have none.
    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
        guard position < bytes.count else { return nil }
        position += 1
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }

    private mutating func number() -> Value {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
        return Int(String(decoding: bytes[start..<position], as: UTF8.self)).map { .number($0) } ?? .other
    }

    /// An array, an object, or a word, up to the comma or bracket behind it.
    private mutating func skip() -> Bool {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): if string() == nil { return false }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                position += 1
                if depth > Self.deepest { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return true }
                depth -= 1
                position += 1
                if depth == 0 { return true }
            case UInt8(ascii: ",") where depth == 0: return true
            default: position += 1
            }
        }
        return false
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }
}
