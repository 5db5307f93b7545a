import Fuzzing
@testable import MailMessage

// Quoted-printable: never longer than its source, mapped in order, a limit cuts, and what is encoded decodes.
fuzz { bytes in
    let decoded = QuotedPrintable.decode(bytes, in: 0..<bytes.count, limit: .max)
    require(decoded.bytes.count <= bytes.count, "\(decoded.bytes.count) bytes of \(bytes.count)")
    requireMap(decoded.map, output: decoded.bytes.count, input: bytes.count, "quoted-printable")
    let limit = Int(bytes.first ?? 0)
    require(QuotedPrintable.decode(bytes, in: 0..<bytes.count, limit: limit).bytes == Array(decoded.bytes.prefix(limit)), "a limit of \(limit) cuts")
    require(QuotedPrintable.decodeWord(bytes, in: 0..<bytes.count).bytes.count == decoded.bytes.count, "_ is one byte")

    let digits = Array("0123456789ABCDEF".utf8)
    let encoded = bytes.flatMap { $0.isMultiple(of: 7) ? [0x3D, 0x0D, 0x0A] : [0x3D, digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let kept = bytes.filter { !$0.isMultiple(of: 7) }
    require(QuotedPrintable.decode(encoded, in: 0..<encoded.count, limit: .max).bytes == kept, "what is encoded decodes")
}
