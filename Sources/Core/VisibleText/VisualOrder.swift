internal import MailMessage

/// Text in which right-to-left overrides (U+202E) are resolved: the letters stand as they are seen from left to right.
///
/// `\u{202E}drowssap` is seen as `password`, and real mails write the words that give them away so. Source: UAX #9, rules X1 to X8 and
/// L1 to L4, for what such an override reaches: up to its end mark, or the end of the line. Embeddings in it are seen from left to right,
/// as Latin letters are. An override around letters that are read from right to left is left as it is: their readers read it so.
struct VisualOrder {
    /// UTF-8; what is no UTF-8 stays as it is.
    private(set) var text: [UInt8] = []
    /// To the text as it came: all of an override shares the bytes it stands in.
    private(set) var map = OffsetMap()

    /// UAX #9 has 125; each costs time, and nobody has a use for three.
    private static let maxLevels = 8

    /// Nil where there is no override, which is nearly always.
    init?(_ source: [UInt8]) {
        guard var start = Self.nextOverride(in: source, from: 0) else { return nil }
        text.reserveCapacity(source.count)
        var copied = 0
        while true {
            let run = OverrideRun(source, from: start)
            if run.isSeenReversed {
                copy(source, copied..<start)
                map.appendAtomic(output: text.count, source: start..<run.end)
                text += run.visual(source, maxLevels: Self.maxLevels)
                copied = run.end
            }
            guard let next = Self.nextOverride(in: source, from: run.end) else { break }
            start = next
        }
        copy(source, copied..<source.count)
    }

    private mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        map.appendLinear(output: text.count, source: range.lowerBound)
        text += source[range]
    }

    private static func nextOverride(in source: [UInt8], from start: Int) -> Int? {
        let span = source.span
        var index = start
        while true {
            // The last byte, as curly quotes begin with the same two.
            index = span.firstIndex(of: 0xAE, or: 0xAE, from: index, to: span.count)
            guard index < span.count else { return nil }
            if index >= start + 2, span[index - 1] == 0x80, span[index - 2] == 0xE2 { return index - 2 }
            index += 1
        }
    }
}

/// What one outermost override reaches.
private struct OverrideRun {
    private struct Letter {
        /// With the marks on it.
        var bytes: Range<Int>
        var level: Int
    }

    private(set) var end: Int
    private var letters: [Letter] = []
    private var hasRightToLeft = false

    var isSeenReversed: Bool { !hasRightToLeft && letters.count > 1 }

    init(_ source: [UInt8], from start: Int) {
        end = start
        var levels: [Int] = []
        while end < source.count, source[end] != 0x0A, source[end] != 0x0D {
            let scalar = Self.scalar(source, at: end)
            let next = end + scalar.length
            switch scalar.value {
            case 0x202E: levels.append(Self.level(above: levels.last ?? 0, isOdd: true))
            case 0x202A, 0x202B, 0x202D, 0x2066...0x2068: levels.append(Self.level(above: levels.last ?? 0, isOdd: false))
            case 0x202C, 0x2069:
                levels.removeLast()
                if levels.isEmpty {
                    end = next
                    return
                }
            case 0x2029: return
            default: append(scalar.value, end..<next, level: levels.last ?? 0)
            }
            end = next
        }
    }

    private static func level(above level: Int, isOdd: Bool) -> Int { (level % 2 == 1) == isOdd ? level + 2 : level + 1 }

    private mutating func append(_ scalar: UInt32, _ bytes: Range<Int>, level: Int) {
        if Self.isRightToLeft(scalar) { hasRightToLeft = true }
        let record = scalar < FoldingTable.limit ? FoldingTable.shared.record(of: scalar) : FoldingTable.recordByRange(scalar)
        // A mark stays behind its letter (L3).
        if record.kind == FoldingClass.drop, let last = letters.last, last.level == level, last.bytes.upperBound == bytes.lowerBound {
            letters[letters.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
        } else {
            letters.append(Letter(bytes: bytes, level: level))
        }
    }

    /// Hebrew, Arabic and the scripts beside them.
    private static func isRightToLeft(_ scalar: UInt32) -> Bool {
        (0x590...0x8FF).contains(scalar) || (0xFB1D...0xFDFF).contains(scalar) || (0xFE70...0xFEFE).contains(scalar) || (0x10800...0x10FFF).contains(scalar)
    }

    private static func scalar(_ source: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
        let lead = source[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, index + length <= source.count else { return (UInt32(lead), 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for next in source[index + 1..<index + length] {
            guard next & 0xC0 == 0x80 else { return (UInt32(lead), 1) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        return (value, length)
    }

    /// From the highest level down, all that is as high or higher is turned round (L2); brackets are mirrored (L4).
    func visual(_ source: [UInt8], maxLevels: Int) -> [UInt8] {
        var ordered = letters
        for level in stride(from: min(letters.reduce(0) { max($0, $1.level) }, maxLevels), to: 0, by: -1) {
            var start = 0
            while start < ordered.count {
                var end = start
                while end < ordered.count, ordered[end].level >= level { end += 1 }
                ordered[start..<end].reverse()
                start = end + 1
            }
        }
        var visual: [UInt8] = []
        visual.reserveCapacity(letters.last.map { $0.bytes.upperBound - letters[0].bytes.lowerBound } ?? 0)
        for letter in ordered {
            if letter.level % 2 == 1, letter.bytes.count == 1 {
                visual.append(Self.mirrored(source[letter.bytes.lowerBound]))
            } else {
                visual += source[letter.bytes]
            }
        }
        return visual
    }

    private static func mirrored(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "("): UInt8(ascii: ")")
        case UInt8(ascii: ")"): UInt8(ascii: "(")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "]"): UInt8(ascii: "[")
        case UInt8(ascii: "<"): UInt8(ascii: ">")
        case UInt8(ascii: ">"): UInt8(ascii: "<")
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "}"): UInt8(ascii: "{")
        default: byte
        }
    }
}
