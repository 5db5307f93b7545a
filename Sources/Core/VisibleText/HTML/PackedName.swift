/// An ASCII name, lower-cased and packed into two machine words, to compare tag, attribute and property names at once.
///
/// Equality is exact for names of up to 16 bytes; of a longer name the first 16 bytes and the length are kept.
struct PackedName: Equatable, Sendable {
    private(set) var low: UInt64 = 0
    private(set) var high: UInt64 = 0
    private(set) var count = 0

    static let exactBytes = 16

    init() {}

    init(_ name: some Sequence<UInt8>) {
        for byte in name { append(byte) }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let lower = UInt64(byte.asciiLowercased)
        if count < 8 {
            low |= lower &<< UInt64(truncatingIfNeeded: count &* 8)
        } else if count < Self.exactBytes {
            high |= lower &<< UInt64(truncatingIfNeeded: (count &- 8) &* 8)
        }
        count &+= 1
    }

    /// The name that stands in `range`.
    @inline(__always)
    init(_ input: Span<UInt8>, _ range: Range<Int>) {
        guard range.count <= Self.exactBytes, range.lowerBound &+ Self.exactBytes <= input.count else {
            for index in range { append(input[index]) }
            return
        }
        count = range.count
        let word = unsafe input.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self).littleEndian
        low = Self.lowercased(Self.prefix(word, count: count))
        guard count > 8 else { return }
        let next = unsafe input.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound &+ 8, as: UInt64.self).littleEndian
        high = Self.lowercased(Self.prefix(next, count: count &- 8))
    }

    @inline(__always)
    private static func prefix(_ word: UInt64, count: Int) -> UInt64 {
        count >= 8 ? word : word & (1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1)
    }

    /// Eight ASCII letters at once: adding what lacks to 0x80 shows in the high bit who is at least 'A', and who beyond 'Z'.
    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (ones &* 0x7F)
        let upper = (low &+ ones &* (0x80 - 0x41)) & ~(low &+ ones &* (0x7F - 0x5A)) & ~word & (ones &* 0x80)
        return word | upper &>> 2
    }

    @inline(__always)
    var hash: Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed &>> 32)
    }
}
