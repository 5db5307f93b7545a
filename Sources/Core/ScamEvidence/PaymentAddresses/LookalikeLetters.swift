/// Characters outside ASCII as a person reads them inside an address: ASCII letters and digits in another dress,
/// separators, and what cannot be seen at all.
///
/// Case is kept: a Cyrillic capital stands for a Latin capital. Small on purpose: only letters that are drawn alike and
/// occur in base58, Bech32 or hexadecimal (Unicode UTS #39, "confusables", restricted to these).
enum LookalikeLetters {
    enum Reading: Equatable {
        /// Reads as this ASCII letter or digit.
        case letter(UInt8)
        /// A space, dash or dot of another script or width.
        case separator
        /// Takes no room: zero-width characters, the soft hyphen, marks upon the letter before.
        case invisible
        case other
    }

    static func reading(of scalar: UInt32) -> Reading {
        switch scalar {
        case 0xAD, 0x34F, 0x61C, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF: .invisible
        case 0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x20D0...0x20FF, 0xE0000...0xE0FFF: .invisible
        case 0xA0, 0xB7, 0x1680, 0x2000...0x200A, 0x2010...0x2015, 0x2022, 0x2024, 0x2027...0x2029, 0x202F, 0x2043, 0x205F, 0x2212, 0x2219: .separator
        case 0x22C5, 0x3000, 0x30FB, 0xFF0A, 0xFF0D, 0xFF0E, 0xFF3F, 0xFF65: .separator
        case 0xFF10...0xFF19: .letter(UInt8(scalar - 0xFF10) + 0x30)
        case 0xFF21...0xFF3A: .letter(UInt8(scalar - 0xFF21) + 0x41)
        case 0xFF41...0xFF5A: .letter(UInt8(scalar - 0xFF41) + 0x61)
        case 0x1D400...0x1D6A3: mathematical(scalar - 0x1D400)
        case 0x1D7CE...0x1D7FF: .letter(UInt8((scalar - 0x1D7CE) % 10) + 0x30)
        case 0x24B6...0x24CF: .letter(UInt8(scalar - 0x24B6) + 0x41)
        case 0x24D0...0x24E9: .letter(UInt8(scalar - 0x24D0) + 0x61)
        default: (pairs[scalar] ?? MarkedLatinLetters.base(of: scalar)).map(Reading.letter) ?? .other
        }
    }

    /// Mathematical alphabets (U+1D400 on): styles of 26 capitals and 26 small letters.
    private static func mathematical(_ index: UInt32) -> Reading {
        let place = UInt8(index % 52)
        return .letter(place < 26 ? place + 0x41 : place - 26 + 0x61)
    }

    private static let pairs: [UInt32: UInt8] = {
        var table: [UInt32: UInt8] = [:]
        for (written, read) in zip(written.unicodeScalars, read.utf8) { table[written.value] = read }
        return table
    }()

    // Greek, Cyrillic, Armenian and Latin letters outside ASCII above the ASCII ones they look like.
    private static let written =
        "ΑΒΕΖΗΚΜΝΡΤΥΧονυκχρϲϳγιΙαωτη" + "АВЕЗКМНРСТХУЅЈҮԌԚԜасеорухѕіјԁһԛԝзбкгІӀӏԍ" + "ԱՏՕօսոհցɑɡıʏʜᴄᴠᴡᴢɩƅ"
    private static let read =
        "ABEZHKMNPTYXovukxpcjyi1awtn" + "ABE3KMHPCTXYSJYGQWaceopyxsijdhqw36kr111G" + "USOounhgagiyhcvwzib"
}

/// Decodes one scalar of valid UTF-8 (RFC 3629 § 3).
///
/// Cut or wrong sequences give U+FFFD and a width of at least one, never beyond the end.
@inline(__always)
func decodeScalar(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (scalar: UInt32, width: Int) {
    let lead = UInt32(text[position])
    if lead < 0x80 { return (lead, 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard width > 1, position &+ width <= text.count else { return (0xFFFD, 1) }
    var scalar = lead & (0x7F >> UInt32(width))
    for offset in 1..<width { scalar = scalar << 6 | UInt32(text[position &+ offset] & 0x3F) }
    return (scalar, width)
}
