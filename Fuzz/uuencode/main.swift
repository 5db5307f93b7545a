import Fuzzing
@testable import MailMessage

// uuencode: what is written is read again; a text is cut at its files and nothing of it is lost; each decoded byte knows its place.
fuzz { bytes in
    let decoded = UUEncode.decode(bytes, in: 0..<bytes.count, limit: .max)
    require(decoded.bytes.count <= bytes.count * 3, "\(decoded.bytes.count) bytes of \(bytes.count)")
    requireMap(decoded.map, output: decoded.bytes.count, input: bytes.count, "uuencode")

    let header = Array("A: b\n\n".utf8)
    let message = Message(parsing: header + bytes)
    requireParts(message)
    let texts = message.parts.filter { !$0.body.isEmpty }.map(\.body)
    requireApart(texts, within: header.count..<header.count + bytes.count, "texts and files")
    require(message.defects.contains(.tooManyParts) || texts.reduce(0) { $0 + $1.count } == bytes.count, "nothing is lost: \(texts) of \(bytes.count)")

    var encoded = Array("begin 644 a.txt\n".utf8)
    let letter = { (bits: Int) in UInt8(bits & 63 == 0 ? 0x60 : 0x20 + bits & 63) }
    for start in stride(from: 0, to: bytes.count, by: 45) {
        let line = Array(bytes[start..<min(start + 45, bytes.count)])
        encoded.append(letter(line.count))
        for unit in stride(from: 0, to: line.count, by: 3) {
            let bits = (Array(line[unit..<min(unit + 3, line.count)]) + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
            encoded += [18, 12, 6, 0].map { letter(bits >> $0) }
        }
        encoded.append(0x0A)
    }
    encoded += Array("`\nend\n".utf8)
    require(UUEncode.decode(encoded, in: 0..<encoded.count, limit: .max).bytes == bytes, "what is encoded decodes")
}
