import MailMessage

/// One pass over a text that writes its folding.
///
/// Each source byte is covered by the output: what falls out of a word (a mark, an invisible character) counts to the letter or
/// separator after it, so that a match is one range of the visible text.
struct FoldingPass {
    let source: FoldingSource
    let output: UnsafeMutableBufferPointer<UInt8>
    let mostlyLatin: Bool
    /// Whether letters of other scripts in Latin words are left out, look-alikes or not.
    let dropsForeign: Bool
    /// Latin words with such letters, close look-alikes not counted.
    var tornWords = 0
    var written = 0
    /// Source bytes that the output so far stands for.
    var covered = 0
    var map = OffsetMap()
    /// Folded bytes of words that are Latin, and that are of other scripts, whatever the text around them is.
    var latinBytes = 0
    var otherBytes = 0
    /// Whether a word was read one way only because of `mostlyLatin`.
    var sawUndecided = false
    /// Letters set apart that the last word was made of.
    var spaced: FoldingSource.SpacedLetters?
    /// Whether a right-to-left override (U+202E) fell out.
    var sawOverride = false
    /// Source minus output of the map's open linear run; nil after an atomic segment.
    private var linearDistance: Int?

    init(source: FoldingSource, output: UnsafeMutableBufferPointer<UInt8>, mostlyLatin: Bool, dropsForeign: Bool) {
        self.dropsForeign = dropsForeign
        self.source = source
        self.output = output
        self.mostlyLatin = mostlyLatin
        // Two segments for each sign between words.
        map.reserveCapacity(source.text.count / 16)
    }

    mutating func run() {
        let count = source.text.count
        guard count > 0 else { return }
        var position = foldSeparators(from: 0)
        while position < count {
            position = foldWord(at: position)
            position = foldSeparators(from: position)
        }
    }

    /// Folds the word at `position`, which is a word's beginning; gives where it ends.
    @inline(__always)
    private mutating func foldWord(at position: Int) -> Int {
        foldPlainWord(at: position) ?? foldAnyWord(at: position)
    }

    /// The usual cases: at least two ASCII letters, or a number in ASCII digits, up to something that can only separate. Else nil, and
    /// nothing was done.
    @inline(__always)
    private mutating func foldPlainWord(at position: Int) -> Int? {
        let text = source.text
        let letters = lowerLetters(at: position)
        let digits = letters == 0 ? copyDigits(at: position) : 0
        let length = letters + digits
        guard letters > 1 || digits > 0, position + length == text.count || Self.endsWord(text[position + length]) else { return nil }
        mapLinear(from: position)
        written += length
        latinBytes += letters
        covered = position + length
        return covered
    }

    /// Puts the run of ASCII letters at `position` behind the output, in lower case; gives how many they are.
    ///
    /// Eight at a time: most words end within the first eight, which leaves the processor nothing to guess.
    @inline(__always)
    private func lowerLetters(at position: Int) -> Int {
        let room = min(source.text.count - position, output.count - written)
        let input = UnsafeRawBufferPointer(source.text)
        let lowered = UnsafeMutableRawBufferPointer(output)
        var length = 0
        while length + 8 <= room {
            let letters = PlainLetters(input.loadUnaligned(fromByteOffset: position + length, as: UInt64.self).littleEndian)
            lowered.storeBytes(of: letters.lower.littleEndian, toByteOffset: written + length, as: UInt64.self)
            if letters.others != 0 { return length + letters.others.trailingZeroBitCount / 8 }
            length += 8
        }
        while length < room, source.text[position + length] | 0x20 &- 0x61 < 26 {
            output[written + length] = source.text[position + length] | 0x20
            length += 1
        }
        return length
    }

    @inline(__always)
    private func copyDigits(at position: Int) -> Int {
        let room = min(source.text.count - position, output.count - written)
        var length = 0
        while length < room, source.text[position + length] &- 0x30 < 10 {
            output[written + length] = source.text[position + length]
            length += 1
        }
        return length
    }

    /// Space, tab, line break and the signs that are never read as letters.
    @inline(__always)
    private static func endsWord(_ byte: UInt8) -> Bool {
        // ␉␊␍ space " # % ( ) * + , - . / : ; < = > ? [ \ ] ^ _ { | } ~
        let low: UInt64 = 0xFC00_FF2D_0000_2600
        let high: UInt64 = 0x7800_0000_F800_0000
        if byte >= 0x80 { return false }
        return (byte < 0x40 ? low >> UInt64(byte) : high >> UInt64(byte - 0x40)) & 1 == 1
    }

    // MARK: Output

    /// From here on, output bytes are source bytes.
    @inline(__always)
    mutating func mapLinear(from position: Int) {
        guard linearDistance != position - written else { return }
        map.appendLinear(output: written, source: position)
        linearDistance = position - written
    }

    /// Notes that the next `count` output bytes stand for the source from `covered` to `end`.
    @inline(__always)
    private mutating func mapNext(_ count: Int, upTo end: Int) {
        if end - covered == count {
            mapLinear(from: covered)
        } else {
            // At the text's ends the separator has no source of its own and shares that of its neighbour.
            let start = min(covered, max(source.text.count - 1, 0))
            map.appendAtomic(output: written, source: start..<max(end, start))
            linearDistance = nil
        }
        covered = end
    }

    @inline(__always)
    mutating func write(_ byte: UInt8, upTo end: Int) {
        guard written < output.count else { return }
        mapNext(1, upTo: end)
        output[written] = byte
        written += 1
    }

    /// Writes bytes of the pool.
    @inline(__always)
    mutating func write(pool range: Range<Int>, upTo end: Int) {
        if range.count == 1 { return write(source.pool[range.lowerBound], upTo: end) }
        guard written + range.count <= output.count else { return }
        mapNext(range.count, upTo: end)
        for index in range {
            output[written] = source.pool[index]
            written += 1
        }
    }

    /// Writes a code point as it is.
    @inline(__always)
    mutating func write(scalar: UInt32, upTo end: Int) {
        let count = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        guard written + count <= output.count else { return }
        mapNext(count, upTo: end)
        store(scalar, count, at: written)
        written += count
    }

    /// RFC 3629 § 3.
    @inline(__always)
    mutating func store(_ scalar: UInt32, _ count: Int, at index: Int) {
        guard count > 1 else { return output[index] = UInt8(truncatingIfNeeded: scalar) }
        var rest = scalar
        for offset in stride(from: count - 1, to: 0, by: -1) {
            output[index + offset] = UInt8(truncatingIfNeeded: 0x80 | rest & 0x3F)
            rest >>= 6
        }
        output[index] = UInt8(truncatingIfNeeded: 0xF00 >> UInt32(count) | rest)
    }
}

/// Eight bytes, of which the ASCII letters are made small.
struct PlainLetters {
    let lower: UInt64
    /// The high bit of each byte that is no letter.
    let others: UInt64

    @inline(__always)
    init(_ bytes: UInt64) {
        lower = bytes | 0x2020_2020_2020_2020
        // Adding what lacks to 0x80 shows in a byte's high bit who is at least 'a', and who beyond 'z'.
        let low = lower & 0x7F7F_7F7F_7F7F_7F7F
        others = (~(low &+ 0x1F1F_1F1F_1F1F_1F1F) | (low &+ 0x0505_0505_0505_0505) | lower) & 0x8080_8080_8080_8080
    }
}
