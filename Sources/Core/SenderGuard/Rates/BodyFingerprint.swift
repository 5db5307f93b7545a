/// A number that hardly differs where texts hardly do: SimHash (Charikar, STOC 2002) of 64 bits over each three words that follow one another.
///
/// Words with a digit, an `@` or a scheme (codes, amounts, payment and mail addresses, links) do not count: they differ in each copy of a sent text.
public enum BodyFingerprint {
    /// Bits in which two copies of one text may differ.
    public static let nearBits = 12
    /// Below it, no text is told from another: a line of thanks is the same for all.
    public static let fewestWords = 25
    /// Read of a text: what is the same so far is the same.
    public static let mostBytes = 16_384
    /// Longer ones are no words.
    private static let longestWord = 40

    /// Of visible text in UTF-8, best folded; nil where it has too few words.
    public static func of(_ text: [UInt8]) -> UInt64? {
        var counts = BitCounts()
        var words = 0
        var previous: (UInt64, UInt64) = (0, 0)
        var position = 0
        let end = min(text.count, mostBytes)
        while position < end {
            guard let word = nextWord(text, &position, end) else { continue }
            words += 1
            if words > 2 { counts.add(mixed(previous.0, previous.1, word)) }
            previous = (previous.1, word)
        }
        return words >= fewestWords ? counts.majority : nil
    }

    /// The number of the next run without blanks, from its letters; nil where it is no word.
    private static func nextWord(_ text: [UInt8], _ position: inout Int, _ end: Int) -> UInt64? {
        while position < end, text[position] <= 0x20 { position += 1 }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var letters = 0
        var isWord = true
        while position < end, text[position] > 0x20 {
            let byte = text[position]
            position += 1
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x80...:
                hash = (hash ^ UInt64(byte < 0x80 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
                letters += 1
            // Digits, `@` and `/`.
            case 0x2F...0x39, 0x40: isWord = false
            default: break
            }
        }
        return isWord && letters > 0 && letters <= longestWord ? hash : nil
    }

    private static func mixed(_ one: UInt64, _ two: UInt64, _ three: UInt64) -> UInt64 {
        var hash = one &* 0x9E37_79B9_7F4A_7C15
        hash = ((hash ^ hash >> 29) &+ two) &* 0xBF58_476D_1CE4_E5B9
        hash = ((hash ^ hash >> 32) &+ three) &* 0x94D0_49BB_1331_11EB
        hash = (hash ^ hash >> 31) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ hash >> 32
    }
}

/// For each of 64 bits, how often it was set: counters that lie across, one word for all first digits, one for all second ones.
private struct BitCounts {
    private var digits = SIMD16<UInt64>.zero
    private var total = 0

    /// At most 65,535 times: `mostBytes` has fewer words.
    mutating func add(_ hash: UInt64) {
        total += 1
        var carry = hash
        var digit = 0
        while carry != 0, digit < 16 {
            let old = digits[digit]
            digits[digit] = old ^ carry
            carry &= old
            digit += 1
        }
    }

    /// The bits that were set in more than half.
    var majority: UInt64 {
        var result: UInt64 = 0
        for bit in 0..<UInt64(64) {
            let count = (0..<16).reduce(0) { $0 + Int(digits[$1] >> bit & 1) << $1 }
            if 2 * count > total { result |= 1 << bit }
        }
        return result
    }
}
