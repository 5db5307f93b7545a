/// Text as a header field can carry it: as it is where it is ASCII, else as encoded words (RFC 2047) in UTF-8.
enum EncodedText {
    /// RFC 2047 § 2: lines of 76 characters. 33 bytes are 44 letters of Base64, with `=?utf-8?B?` and `?=` 56: so a word fits behind our longest field's name.
    private static let wordBytes = 33

    /// ASCII words, to be set apart by a space or a fold. Control characters are left out.
    static func words(of text: String) -> [String] {
        let text = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        return isPlain(text) ? text.split(separator: " ").map(String.init) : encodedWords(of: text)
    }

    /// The same where nothing may stand as it is: in an address field, a name's quotes and commas would be read.
    static func encodedWords(of text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        // § 5 (3): a word holds whole characters.
        for scalar in text.unicodeScalars {
            let character = Array(String(scalar).utf8)
            if bytes.count + character.count > wordBytes {
                words.append(word(bytes))
                bytes = []
            }
            bytes += character
        }
        if !bytes.isEmpty { words.append(word(bytes)) }
        return words
    }

    /// Whether the text needs no encoding: ASCII, and nothing in it that would be read as an encoded word.
    static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?") }

    private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?" + base64(bytes) + "?=" }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// RFC 4648 § 4.
    static func base64(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let unit = bytes[start..<min(start + 3, bytes.count)]
            var bits = unit.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - unit.count))
            for letter in 0..<4 { letters.append(letter <= unit.count ? alphabet[Int(bits >> UInt32(18 - 6 * letter) & 0x3F)] : UInt8(ascii: "=")) }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
