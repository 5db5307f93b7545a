/// Looks for the bytes that need decoding at all: most mail has none.
enum ASCIIScan {
    /// The end of the run of bytes below 80 that begins at `start`.
    static func prefix(_ input: Span<UInt8>, from start: Int) -> Int {
        let raw = input.bytes
        var position = start
        while position <= input.count - 64 {
            var high: UInt64 = 0
            for offset in stride(from: 0, to: 64, by: 8) { high |= raw.unsafeLoadUnaligned(fromByteOffset: position &+ offset, as: UInt64.self) }
            if high & highBits != 0 { break }
            position &+= 64
        }
        return shortPrefix(input, from: position)
    }

    /// The same, for runs that are expected to be short.
    @inline(__always)
    static func shortPrefix(_ input: Span<UInt8>, from start: Int) -> Int {
        let raw = input.bytes
        var position = start
        while position <= input.count - 8 {
            let high = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian & highBits
            if high != 0 { return position &+ high.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < input.count, input[position] < 0x80 { position &+= 1 }
        return position
    }

    /// The first place of a byte at or after `start`, or the end.
    static func firstIndex(of wanted: UInt8, in input: Span<UInt8>, from start: Int) -> Int {
        let raw = input.bytes
        let pattern = UInt64(wanted) &* ones
        var position = start
        while position <= input.count - 32 {
            var found: UInt64 = 0
            for offset in stride(from: 0, to: 32, by: 8) {
                // A byte that equals becomes zero, and only a zero byte (or one above it) borrows into its high bit.
                let difference = raw.unsafeLoadUnaligned(fromByteOffset: position &+ offset, as: UInt64.self) ^ pattern
                found |= (difference &- ones) & ~difference & highBits
            }
            if found != 0 { break }
            position &+= 32
        }
        while position < input.count, input[position] != wanted { position &+= 1 }
        return position
    }

    static func contains(_ input: Span<UInt8>, _ wanted: UInt8) -> Bool { firstIndex(of: wanted, in: input, from: 0) < input.count }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
}

/// U+FEFF at the beginning of text, which says how it is encoded (WHATWG Encoding § 6).
enum ByteOrderMark {
    case utf8, utf16le, utf16be, utf32le, utf32be

    var bytes: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16le: [0xFF, 0xFE]
        case .utf16be: [0xFE, 0xFF]
        case .utf32le: [0xFF, 0xFE, 0, 0]
        case .utf32be: [0, 0, 0xFE, 0xFF]
        }
    }

    func begins(_ input: Span<UInt8>) -> Bool {
        let mark = bytes
        return input.count >= mark.count && mark.indices.allSatisfy { input[$0] == mark[$0] }
    }
}
