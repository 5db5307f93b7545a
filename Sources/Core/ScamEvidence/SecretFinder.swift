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
    /// Words that stand where a secret would, but may be any word: no evidence, and not to be quoted either.
    private(set) var doubtful: [Range<Int>] = []

    init(text: [UInt8]) { self.text = text }

    mutating func look(behind phrase: Range<Int>) {
        var position = phrase.upperBound
        var isSetOff = false
        while let (mark, length) = mark(at: position) {
            isSetOff = isSetOff || mark == .settingOff
            position += length
        }
        var end = position
        while end < text.count, !Self.isSpace(text[end]), !isUnspaced(at: end), !isWideMark(at: end), end - position <= Self.longest { end += 1 }
        guard add(position..<end, isSetOff: isSetOff) else { return }
        // "Your password then was: …": what a shorter phrase took for one stands inside of this.
        while let last = doubtful.last, phrase.contains(last.lowerBound) { doubtful.removeLast() }
    }

    mutating func look(before phrase: Range<Int>) {
        var end = phrase.lowerBound
        var isSetOff = false
        while let (mark, length) = mark(before: end) {
            isSetOff = isSetOff || mark == .settingOff
            end -= length
        }
        var start = end
        while start > 0, !Self.isSpace(text[start - 1]), !isUnspaced(before: start), !isWideMark(before: start), end - start <= Self.longest { start -= 1 }
        _ = add(start..<end, isSetOff: isSetOff)
    }

    private func mark(at position: Int) -> (Mark, length: Int)? {
        guard position < text.count else { return nil }
        if let mark = Self.mark(text[position]) { return (mark, 1) }
        return Self.wideMark(text[position...].prefix(3))
    }

    private func mark(before end: Int) -> (Mark, length: Int)? {
        guard end > 0 else { return nil }
        if let mark = Self.mark(text[end - 1]) { return (mark, 1) }
        for length in 2...3 where end >= length {
            if let (mark, found) = Self.wideMark(text[end - length..<end]), found == length { return (mark, length) }
        }
        return nil
    }

    private func isWideMark(at position: Int) -> Bool { text[position] >= 0xC2 && Self.wideMark(text[position...].prefix(3)) != nil }

    private func isWideMark(before end: Int) -> Bool { text[end - 1] >= 0x80 && mark(before: end) != nil }

    /// Chinese and Japanese are written without spaces: a secret ends where they go on, and so it does before a Korean particle.
    private func isUnspaced(at position: Int) -> Bool { (0xE3...0xED).contains(text[position]) }

    private func isUnspaced(before end: Int) -> Bool { end >= 3 && text[end - 1] & 0xC0 == 0x80 && (0xE3...0xED).contains(text[end - 3]) }

    /// U+00A0, guillemets, the spaces, dashes and quotes of U+2000–U+203F, East Asian brackets and full-width colons.
    private static func wideMark(_ bytes: ArraySlice<UInt8>) -> (Mark, length: Int)? {
        let first = bytes.startIndex
        guard bytes.count >= 2 else { return nil }
        if bytes[first] == 0xC2 {
            switch bytes[first + 1] {
            case 0xA0: return (.space, 2)
            case 0xAB, 0xBB: return (.settingOff, 2)
            default: return nil
            }
        }
        guard bytes.count >= 3 else { return nil }
        switch (bytes[first], bytes[first + 1], bytes[first + 2]) {
        // 「」『』【】, and full-width colon, equals sign and brackets
        case (0xE3, 0x80, 0x8C...0x91), (0xEF, 0xBC, 0x9A), (0xEF, 0xBC, 0x9D), (0xEF, 0xBC, 0x88), (0xEF, 0xBC, 0x89): return (.settingOff, 3)
        // Full-width comma, ideographic comma and space
        case (0xEF, 0xBC, 0x8C), (0xE3, 0x80, 0x80), (0xE3, 0x80, 0x81): return (.space, 3)
        default: break
        }
        guard bytes[first] == 0xE2, bytes[first + 1] == 0x80 else { return nil }
        switch bytes[first + 2] {
        case 0x98...0x9F, 0xB9, 0xBA: return (.settingOff, 3)
        case 0x80...0x8A, 0x90...0x95, 0xAF: return (.space, 3)
        default: return nil  // invisible characters among them: a secret may hold one
        }
    }

    /// Whether a secret stands there.
    private mutating func add(_ range: Range<Int>, isSetOff: Bool) -> Bool {
        var range = range
        while let last = range.last, Self.isClosing(text[last]) { range = range.lowerBound..<last }
        while let first = range.first, Self.mark(text[first]) != nil { range = first + 1..<range.upperBound }
        guard !range.isEmpty else { return false }
        guard range.count >= Self.shortest, range.count <= Self.longest, isSetOff ? !isAddress(range) : looksLikeSecret(range) else {
            doubtful.append(range)
            return false
        }
        if !found.suffix(Self.neighbours).contains(where: { $0.overlaps(range) }) { found.append(range) }
        return true
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
