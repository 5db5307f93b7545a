/// Text of a stranger as a page may show it: it is read, and acts on nothing around it.
///
/// Guaranteed: valid Unicode (what is none is U+FFFD); of the controls of C0 and C1 only tab and line feed, the others are U+FFFD; every kind of line end
/// is one line feed; no control of the bidirectional algorithm (UAX #9 § 2) and no other invisible character, but for the joiners and variation selectors
/// that scripts and emoji need. These are left out: `VisualOrder` has already put the letters where the mail's reader sees them.
///
/// Not done here: `<`, `&` and quotes stand as they are, and letters of right-to-left scripts still need an element of their own (`dir="auto"`). Both are the template's work.
public enum InertText {
    /// A run of a text. The results of neighbouring runs, joined, are the result of the whole, where no run begins within a character.
    public static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        if bytes[range].allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }), !isSecondHalf(bytes, range.lowerBound) {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var safe = String.UnicodeScalarView()
        var isAfterReturn = isSecondHalf(bytes, range.lowerBound)
        for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
            switch treatment(of: scalar) {
            case .keep: safe.append(scalar)
            case .leaveOut: break
            case .replace: safe.append("\u{FFFD}")
            case .lineEnd: if !(isAfterReturn && scalar == "\n") { safe.append("\n") }
            }
            isAfterReturn = scalar == "\r"
        }
        return String(safe)
    }

    /// Everything on one line: white space is one space, and none stands at the ends. At most `limit` characters; an ellipsis says that there were more.
    public static func line(_ text: String, atMost limit: Int = 300) -> String {
        var safe = String.UnicodeScalarView()
        var count = 0
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            let treatment = treatment(of: scalar)
            if treatment == .lineEnd || scalar.properties.isWhitespace {
                isSpaceDue = count > 0
            } else if treatment != .leaveOut {
                if count >= limit { return String(safe) + "…" }
                if isSpaceDue { safe.append(" ") }
                isSpaceDue = false
                safe.append(treatment == .replace ? "\u{FFFD}" : scalar)
                count += 1
            }
        }
        return String(safe)
    }

    /// Bytes of a message on one line: only so many are looked at as the line can need.
    static func line(_ bytes: [UInt8], _ range: Range<Int>, atMost limit: Int = 300) -> String {
        let end = characterEnd(bytes, min(range.upperBound, range.lowerBound + 8 * limit))
        return line(String(decoding: bytes[range.lowerBound..<min(end, range.upperBound)], as: UTF8.self), atMost: limit)
    }

    /// The beginning of the character that a position is in; the position itself in what is no UTF-8.
    static func characterStart(_ bytes: [UInt8], _ position: Int) -> Int {
        for start in stride(from: position, through: max(0, position - 3), by: -1) where start >= bytes.count || bytes[start] & 0xC0 != 0x80 { return start }
        return position
    }

    /// Behind the character that a position is in; the position itself at a character's beginning, and in what is no UTF-8.
    static func characterEnd(_ bytes: [UInt8], _ position: Int) -> Int {
        guard position > 0 else { return position }
        for end in position...position + 3 where end >= bytes.count || bytes[end] & 0xC0 != 0x80 { return min(end, bytes.count) }
        return position
    }

    private enum Treatment { case keep, leaveOut, replace, lineEnd }

    private static func treatment(of scalar: Unicode.Scalar) -> Treatment {
        switch scalar.value {
        case 0x09: .keep
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: .lineEnd
        case 0...0x1F, 0x7F...0x9F: .replace
        case 0x20...0x7E: .keep
        case 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE007F:
            .leaveOut
        // Noncharacters: Unicode § 23.7.
        case 0xFDD0...0xFDEF: .replace
        case let value where value & 0xFFFE == 0xFFFE: .replace
        default: .keep
        }
    }

    /// Whether a line feed at the position is the second half of CRLF.
    private static func isSecondHalf(_ bytes: [UInt8], _ position: Int) -> Bool {
        position > 0 && position < bytes.count && bytes[position] == 0x0A && bytes[position - 1] == 0x0D
    }
}
