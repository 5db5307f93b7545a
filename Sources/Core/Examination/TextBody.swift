/// A text as the body of a text/plain part: RFC 2045 § 6. ASCII in short lines stands as it is, everything else is quoted-printable.
struct TextBody {
    private(set) var bytes: [UInt8] = []
    let encoding: String

    /// RFC 2045 § 6.7 (5): the `=` of a soft line break included.
    private static let lineLength = 76

    /// - Parameter text: lines end with LF or CRLF.
    init(_ text: [UInt8], lineBreak: [UInt8]) {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        let isPlain = lines.allSatisfy { $0.count <= 78 && $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
        encoding = isPlain ? "7bit" : "quoted-printable"
        for (index, line) in lines.enumerated() {
            if index > 0 { bytes += lineBreak }
            if isPlain { bytes += line } else { quote(line, lineBreak) }
        }
    }

    private mutating func quote(_ line: ArraySlice<UInt8>, _ lineBreak: [UInt8]) {
        var column = 0
        for (index, byte) in zip(line.indices, line) {
            let isLiteral = byte >= 0x21 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x20 && index + 1 < line.endIndex
            if column + (isLiteral ? 1 : 3) > Self.lineLength - 1 {
                bytes.append(UInt8(ascii: "="))
                bytes += lineBreak
                column = 0
            }
            if isLiteral {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "="))
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 0xF)])
            }
            column += isLiteral ? 1 : 3
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
