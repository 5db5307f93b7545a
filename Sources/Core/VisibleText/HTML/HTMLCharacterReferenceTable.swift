import EmbeddedData

/// The 2,231 named character references of HTML § 13.5, with and without semicolon.
///
/// The layout of the bytes is told in script/generate/character-references.py.
enum HTMLCharacterReferenceTable {
    /// The longest name is `CounterClockwiseContourIntegral`.
    static let maxNameBytes = 31
    /// Of the names that count without semicolon, the longest are such as `Aacute`, the shortest such as `lt`.
    static let legacyNameBytes = 2...6

    private static let slotMask: UInt32 = 4095

    private static let bytes: [UInt8] = {
        let table = embedded_character_references()
        return unsafe Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
    }()

    struct Value {
        var packedBytes: UInt64
        var byteCount: Int
        var countsWithoutSemicolon: Bool
    }

    /// The value of the name that stands in `range`, without '&' and ';'.
    static func value(of range: Range<Int>, in input: Span<UInt8>) -> Value? {
        let table = bytes
        var hash: UInt32 = 0x811C_9DC5
        for index in range { hash = (hash ^ UInt32(input[index])) &* 0x0100_0193 }
        var slot = Int((hash ^ hash &>> 15) & slotMask)
        while true {
            let entry = Int(table[slot &* 2]) | Int(table[slot &* 2 &+ 1]) &<< 8
            if entry == 0 { return nil }
            if matches(table, entry, range, input) { return value(table, at: entry &+ 1 &+ range.count) }
            slot = (slot &+ 1) & Int(slotMask)
        }
    }

    private static func matches(_ table: [UInt8], _ entry: Int, _ range: Range<Int>, _ input: Span<UInt8>) -> Bool {
        guard Int(table[entry]) == range.count else { return false }
        var index = entry
        for source in range {
            index &+= 1
            if table[index] != input[source] { return false }
        }
        return true
    }

    private static func value(_ table: [UInt8], at start: Int) -> Value {
        let count = Int(table[start &+ 1])
        var packed: UInt64 = 0
        for index in 0..<count { packed |= UInt64(table[start &+ 2 &+ index]) &<< UInt64(index &* 8) }
        return Value(packedBytes: packed, byteCount: count, countsWithoutSemicolon: table[start] == 1)
    }
}
