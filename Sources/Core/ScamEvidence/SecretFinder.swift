/// Finds what a sender quotes as the person's password: proof that is none, since it comes from an old breach.
///
/// The phrases say where to look ("your password is …", "… is your password"); here it is decided whether a word that
/// stands there can be a secret. A word of small letters alone is one only where it is set off by a colon or quotes.
struct SecretFinder {
    /// Longer words are no passwords that a sender would quote.
    static let longest = 64
    /// Shorter ones are refused by every service.
    static let shortest = 4

    /// Phrases come in the order of the text, so that only the last few places can be met again.
    private static let neighbours = 8

    let text: [UInt8]
    /// In visible bytes, without the quotes around them.
    private(set) var found: [Range<Int>] = []

    init(text: [UInt8]) { self.text = text }

    mutating func look(behind phrase: Range<Int>) {
        var position = phrase.upperBound
        var isSetOff = false
        while position < text.count, let mark = Self.mark(text[position]) {
            isSetOff = isSetOff || mark == .settingOff
            position += 1
        }
        var end = position
        while end < text.count, !Self.isSpace(text[end]), end - position <= Self.longest { end += 1 }
        add(position..<end, isSetOff: isSetOff)
    }

    mutating func look(before phrase: Range<Int>) {
        var end = phrase.lowerBound
        var isSetOff = false
        while end > 0, let mark = Self.mark(text[end - 1]) {
            isSetOff = isSetOff || mark == .settingOff
            end -= 1
        }
        var start = end
        while start > 0, !Self.isSpace(text[start - 1]), end - start <= Self.longest { start -= 1 }
        add(start..<end, isSetOff: isSetOff)
    }

    private mutating func add(_ range: Range<Int>, isSetOff: Bool) {
        var range = range
        while let last = range.last, Self.isClosing(text[last]) { range = range.lowerBound..<last }
        while let first = range.first, Self.mark(text[first]) != nil { range = first + 1..<range.upperBound }
        guard range.count >= Self.shortest, range.count <= Self.longest, !found.suffix(Self.neighbours).contains(where: { $0.overlaps(range) }) else { return }
        if isSetOff ? !isAddress(range) : looksLikeSecret(range) { found.append(range) }
    }

    /// A digit, a sign or a capital inside: no ordinary word has them.
    private func looksLikeSecret(_ range: Range<Int>) -> Bool {
        guard !isAddress(range) else { return false }
        return text[range].dropFirst().contains { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || Self.isSign($0) }
    }

    /// Links and mail addresses are quoted behind the same words.
    private func isAddress(_ range: Range<Int>) -> Bool {
        let word = text[range]
        return word.contains(0x40) && word.contains(0x2E) || word.starts(with: Array("http".utf8)) || word.starts(with: Array("www.".utf8))
    }

    private enum Mark { case space, settingOff }

    private static func mark(_ byte: UInt8) -> Mark? {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: .space
        case 0x3A, 0x3D: .settingOff  // ":" "="
        case 0x22, 0x27, 0x60, 0x28, 0x5B, 0x3C, 0x2A: .settingOff  // quotes, brackets, "*"
        case 0x2D, 0x2C: .space  // "-" ","
        default: nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// Sentence marks, quotes and brackets at a secret's end are not its own.
    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x22, 0x27, 0x60, 0x29, 0x5D, 0x3E, 0x2A: true
        default: false
        }
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x26, 0x2B, 0x2D, 0x2F, 0x40, 0x5C, 0x5E, 0x5F, 0x7E: true
        default: false
        }
    }
}
