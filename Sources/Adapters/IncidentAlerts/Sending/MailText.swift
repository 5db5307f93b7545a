/// Text as it stands in a mail of ASCII.
enum MailText {
    /// Of a line with an encoded word (RFC 2047 § 2), and of quoted-printable.
    private static let lineLength = 76
    private static let frame = (start: "=?utf-8?Q?", end: "?=")

    /// The value of the field `name`: as it is where it is short and printable ASCII, else encoded words (RFC 2047), folded.
    static func header(_ text: String, of name: String) -> String {
        // `=?` would be taken for the beginning of one.
        if text.utf8.count <= 700, !text.contains("=?"), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var words: [String] = []
        var word = ""
        let room = lineLength - frame.start.utf8.count - frame.end.utf8.count
        for scalar in text.unicodeScalars {
            let encoded = Self.encoded(scalar)
            let indent = words.isEmpty ? name.utf8.count + 2 : 1
            // A character is not cut: RFC 2047 § 5.
            if indent + word.utf8.count + encoded.utf8.count > room {
                words.append(word)
                word = ""
            }
            word += encoded
        }
        words.append(word)
        return words.map { frame.start + $0 + frame.end }.joined(separator: "\r\n ")
    }

    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-.@:,".unicodeScalars.contains(scalar))
        return isPlain ? String(scalar) : String(scalar).utf8.map(escape).joined()
    }

    /// RFC 2045 § 6.7. LF ends a line, and becomes CRLF.
    static func quotedPrintable(_ text: String) -> String {
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0) {
            var length = 0
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                // A blank at the end would be lost on the way.
                let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || byte == 0x20 && !isLast
                let piece = isPlain ? String(Unicode.Scalar(byte)) : escape(byte)
                if length + piece.utf8.count > lineLength - (isLast ? 0 : 1) {
                    result += "=\r\n"
                    length = 0
                }
                result += piece
                length += piece.utf8.count
            }
            result += "\r\n"
        }
        return result
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
