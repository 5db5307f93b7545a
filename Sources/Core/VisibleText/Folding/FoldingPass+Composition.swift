/// Letters that come in parts and are one letter to their readers.
extension FoldingPass {
    /// Puts a mark that makes another letter onto the letter just written: и and breve are й, か and the voicing mark が.
    ///
    /// The composed letter has as many bytes as the plain one, so nothing else moves.
    mutating func composeMark(_ mark: UInt32) {
        switch mark {
        case 0x306, 0x308: composeCyrillic(mark)
        case 0x3099, 0xFF9E: composeKana(voiced: true)
        case 0x309A, 0xFF9F: composeKana(voiced: false)
        default: break
        }
    }

    private mutating func composeCyrillic(_ mark: UInt32) {
        let composed: UInt32? =
            switch (lastScalar(2), mark) {
            case (0x438, 0x306): 0x439
            case (0x456, 0x308): 0x457
            case (0x443, 0x306): 0x45E
            default: nil
            }
        if let composed { store(composed, 2, at: written - 2) }
    }

    /// U+304B か … U+307B ほ and the same in katakana: the voiced letter follows the plain one, ぱ follows ば.
    private mutating func composeKana(voiced: Bool) {
        guard let scalar = lastScalar(3), (0x3041...0x30FA).contains(scalar) else { return }
        let hiragana = scalar >= 0x30A1 ? scalar - 0x60 : scalar
        switch hiragana {
        case 0x3046 where voiced: store(scalar + 0x4E, 3, at: written - 3)
        case 0x304B...0x3061 where voiced && hiragana % 2 == 1: store(scalar + 1, 3, at: written - 3)
        case 0x3064...0x3068 where voiced && hiragana % 2 == 0: store(scalar + 1, 3, at: written - 3)
        case 0x306F...0x307B where hiragana % 3 == 0: store(scalar + (voiced ? 1 : 2), 3, at: written - 3)
        default: break
        }
    }

    /// Puts a vowel or final jamo onto the syllable just written (Unicode § 3.12); false where it makes none.
    mutating func composeJamo(_ jamo: UInt32) -> Bool {
        guard (0x1161...0x11C2).contains(jamo), let last = lastScalar(3) else { return false }
        if (0x1100...0x1112).contains(last), jamo <= 0x1175 {
            store(0xAC00 + ((last - 0x1100) * 21 + (jamo - 0x1161)) * 28, 3, at: written - 3)
            return true
        }
        guard (0xAC00...0xD7A3).contains(last), (last - 0xAC00) % 28 == 0, jamo >= 0x11A8 else { return false }
        store(last + jamo - 0x11A7, 3, at: written - 3)
        return true
    }

    /// The last letter written, if it has `count` bytes, 2 or 3.
    private mutating func lastScalar(_ count: Int) -> UInt32? {
        guard written >= count else { return nil }
        let lead = UInt32(output[written - count])
        guard count == 2 ? lead & 0xE0 == 0xC0 : lead & 0xF0 == 0xE0 else { return nil }
        return (1..<count).reduce(lead & (count == 2 ? 0x1F : 0x0F)) { $0 << 6 | UInt32(output[written - count + $1]) & 0x3F }
    }
}
