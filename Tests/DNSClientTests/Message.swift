@testable import DNSClient
@testable import SenderIdentity

/// Builds a server's message, byte by byte, right or wrong.
struct Message {
    var bytes: [UInt8]

    /// The header, and the question as it was asked.
    init(_ question: DNSQuestion, code: UInt16 = 0, flags: UInt16 = 0x8180, answers: Int = 0, authorities: Int = 0, more: Int = 0) {
        bytes = WireQuestion.bytes(question, id: 0x1234, extended: false)
        set(2, flags | code)
        set(6, UInt16(answers))
        set(8, UInt16(authorities))
        set(10, UInt16(more))
    }

    mutating func set(_ index: Int, _ number: UInt16) { (bytes[index], bytes[index + 1]) = (UInt8(number >> 8), UInt8(number & 0xFF)) }

    /// A record; without an owner, the question's name by a pointer.
    func record(of owner: String? = nil, _ type: UInt16, ttl: UInt32 = 300, class internet: UInt16 = 1, _ data: [UInt8]) -> Message {
        var copy = self
        copy.bytes += owner.map(Self.name) ?? [0xC0, 12]
        copy.bytes += Self.number(type) + Self.number(internet) + Self.number(UInt16(ttl >> 16)) + Self.number(UInt16(ttl & 0xFFFF))
        copy.bytes += Self.number(UInt16(data.count)) + data
        return copy
    }

    func alias(of owner: String? = nil, _ target: String, ttl: UInt32 = 300) -> Message { record(of: owner, 5, ttl: ttl, Self.name(target)) }

    func authority(_ zone: String, ttl: UInt32, minimum: UInt32) -> Message {
        let numbers = [UInt8](repeating: 0, count: 16) + Self.number(UInt16(minimum >> 16)) + Self.number(UInt16(minimum & 0xFFFF))
        return record(of: zone, 6, ttl: ttl, Self.name("ns.example") + Self.name("admin.example") + numbers)
    }

    static func number(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
    static func name(_ text: String) -> [UInt8] { text.isEmpty ? [0] : text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0] }
    static func string(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
}
