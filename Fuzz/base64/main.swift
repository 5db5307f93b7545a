import Fuzzing
@testable import MailMessage

// Base64: what is written is read again, whatever is between; three bytes of four letters at most; a limit cuts, and no more.
fuzz { bytes in
    let decoded = Base64.decode(bytes, in: 0..<bytes.count, limit: .max / 2)
    require(decoded.bytes.count <= (bytes.count + 1) / 4 * 3 + 3, "\(decoded.bytes.count) bytes of \(bytes.count)")
    requireMap(decoded.map, output: decoded.bytes.count, input: bytes.count, "base64")
    let limit = Int(bytes.first ?? 0)
    require(Base64.decode(bytes, in: 0..<bytes.count, limit: limit).bytes == Array(decoded.bytes.prefix(limit)), "a limit of \(limit) cuts")

    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let unit = bytes[start..<min(start + 3, bytes.count)]
        let bits = (Array(unit) + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
        encoded += (0..<4).map { $0 > unit.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * $0) & 63] }
        if start % 57 == 54 { encoded += [0x0D, 0x0A] }
    }
    require(Base64.decode(encoded, in: 0..<encoded.count, limit: .max / 2).bytes == bytes, "what is encoded decodes")
}
