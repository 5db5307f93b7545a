/// Makes words of hostile mail safe to show: no control characters, no escape sequences, nothing that turns the direction of writing.
enum SafeText {
    /// Longer quotes are cut off.
    static let longestQuote = 160

    /// A file's name on one line. What may not be shown is U+FFFD, so that it is seen that there is something.
    static func name(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { safe.append(isUnsafe(scalar) || isLineEnd(scalar) ? "\u{FFFD}" : scalar) }
        return String(safe)
    }

    /// Quoted words on one line: white space is one space, invisible characters are left out, at most `longestQuote` characters.
    static func quote(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        var count = 0
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || isLineEnd(scalar) {
                isSpaceDue = count > 0
                continue
            }
            if isInvisible(scalar) { continue }
            if count >= longestQuote { return String(safe) + "…" }
            if isSpaceDue { safe.append(" ") }
            isSpaceDue = false
            safe.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
            count += 1
        }
        return String(safe)
    }

    /// JSON whose strings hold no character that a terminal obeys: they are written as escapes, so the value stays the same.
    static func json(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        guard bytes.contains(where: { $0 == 0x7F || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 }) else { return bytes }
        var safe: [UInt8] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if isUnsafe(scalar) || isLineEnd(scalar), scalar.value <= 0xFFFF {
                let digits = String(scalar.value, radix: 16)
                safe += Array("\\u".utf8) + Array(repeating: 0x30, count: 4 - digits.utf8.count) + Array(digits.utf8)
            } else {
                safe += Array(String(scalar).utf8)
            }
        }
        return safe
    }

    /// Controls of C0 and C1, and those of the bidirectional algorithm (UAX #9 § 2).
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x2028 || scalar.value == 0x2029 }

    /// Format characters, apart from the joiners that some scripts and emoji need.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x7F && scalar.properties.generalCategory == .format && scalar.value != 0x200C && scalar.value != 0x200D
    }
}
