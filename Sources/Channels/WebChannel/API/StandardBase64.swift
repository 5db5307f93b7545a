/// RFC 4648 § 4, strictly but for line ends, which old encoders put in, and the padding, which some leave out.
///
/// Mail is decoded elsewhere, and leniently: here a mistake is a program's, which should hear of it.
enum StandardBase64 {
    /// With padding, on one line.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let bits = UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0) | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(letters[Int(bits >> 18)])
            text.append(letters[Int(bits >> 12 & 63)])
            text.append(left > 1 ? letters[Int(bits >> 6 & 63)] : UInt8(ascii: "="))
            text.append(left > 2 ? letters[Int(bits & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Nil for any other byte, or a length that none has.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 3)
        var unit: UInt32 = 0
        var letters = 0
        var padding = 0
        for letter in text {
            if letter == 0x0A || letter == 0x0D { continue }
            if letter == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard let value = value(letter), padding == 0 else { return nil }
            unit = unit << 6 | value
            letters += 1
            if letters % 4 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: unit >> 16))
                bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
                bytes.append(UInt8(truncatingIfNeeded: unit))
                unit = 0
            }
        }
        switch letters % 4 {
        case 0: return padding == 0 ? bytes : nil
        case 2 where padding == 0 || padding == 2: return bytes + [UInt8(truncatingIfNeeded: unit >> 4)]
        case 3 where padding <= 1: return bytes + [UInt8(truncatingIfNeeded: unit >> 10), UInt8(truncatingIfNeeded: unit >> 2)]
        default: return nil
        }
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x61...0x7A: UInt32(letter - 0x61 + 26)
        case 0x30...0x39: UInt32(letter - 0x30 + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
