/// UTF-8 (RFC 3629; WHATWG Encoding § 8).
enum UTF8Decoding {
    /// The text with each malformed sequence (its longest well-formed beginning, or one byte) as U+FFFD.
    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        var position = ByteOrderMark.utf8.begins(input) ? 3 : 0
        var start = position
        while position < input.count {
            position = ASCIIScan.shortPrefix(input, from: position)
            guard position < input.count else { break }
            let sequence = sequence(input, at: position)
            if !sequence.isValid {
                writer.copy(input, start..<position)
                writer.appendMalformed(source: position, length: sequence.length)
                start = position &+ sequence.length
            }
            position &+= sequence.length
        }
        writer.copy(input, start..<input.count)
    }

    /// The sequence that begins at a byte from 80 on: its length, which for a malformed one is that of its well-formed beginning.
    @inline(__always)
    static func sequence(_ input: Span<UInt8>, at position: Int) -> (length: Int, isValid: Bool) {
        let lead = input[position]
        let needed = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
        guard lead >= 0xC2, lead <= 0xF4 else { return (1, false) }
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte (Unicode table 3-7).
        var lower: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        var upper: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        var length = 1
        while length <= needed {
            guard position &+ length < input.count, input[position &+ length] >= lower, input[position &+ length] <= upper else { return (length, false) }
            (lower, upper) = (0x80, 0xBF)
            length &+= 1
        }
        return (length, true)
    }

    /// How many bytes from the beginning are valid UTF-8, whole sequences only.
    static func validPrefix(_ input: Span<UInt8>) -> Int {
        var position = 0
        while position < input.count {
            position = ASCIIScan.prefix(input, from: position)
            guard position < input.count else { break }
            let end = validBlocks(input, from: position)
            if end > position {
                position = end
                continue
            }
            let sequence = sequence(input, at: position)
            guard sequence.isValid else { return position }
            position &+= sequence.length
        }
        return position
    }

    /// The end of the last whole sequence of the valid blocks of 32 bytes from `start`, which begins a sequence; it goes on to
    /// the first block that is malformed, or that is plain ASCII.
    ///
    /// A deterministic automaton whose states are shifts: each byte's row is a word of nine 6-bit next states, so a step is one
    /// load and one shift, whatever the bytes are.
    private static func validBlocks(_ input: Span<UInt8>, from start: Int) -> Int {
        automaton.withUnsafeBufferPointer { rows in
            var position = start
            var state = accept
            while position <= input.count &- blockBytes {
                var high: UInt8 = 0
                let block = position
                var next = state
                for offset in 0..<blockBytes {
                    let byte = input[unchecked: block &+ offset]
                    high |= byte
                    next = rows[Int(byte)] &>> next
                }
                if next & 63 == reject || high < 0x80 { break }
                state = next
                position &+= blockBytes
            }
            return wholeSequences(input, from: start, to: position)
        }
    }

    /// The last boundary between sequences at or before `end`, in text that is valid up to there.
    private static func wholeSequences(_ input: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var lead = end
        while lead > start, end &- lead < 4 {
            lead &-= 1
            let byte = input[lead]
            if byte < 0x80 { return end }
            if byte >= 0xC0 {
                let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                return lead &+ length <= end ? end : lead
            }
        }
        return end
    }

    private static let blockBytes = 32
    private static let accept: UInt64 = 0
    private static let reject: UInt64 = 6

    /// States, each a multiple of 6: accept, reject, then what is still to come: one byte, two, three, and the four second bytes
    /// that are bounded (after E0, ED, F0, F4).
    private static let automaton: [UInt64] = {
        let (one, two, three, e0, ed, f0, f4): (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (12, 18, 24, 30, 36, 42, 48)
        return (0...255).map { (byte: Int) -> UInt64 in
            var row: UInt64 = 0
            for state in stride(from: UInt64(0), through: 48, by: 6) {
                let isTrail = (0x80...0xBF).contains(byte)
                let next: UInt64 =
                    switch (state, byte) {
                    case (accept, 0x00...0x7F): accept
                    case (accept, 0xC2...0xDF): one
                    case (accept, 0xE0): e0
                    case (accept, 0xED): ed
                    case (accept, 0xE1...0xEF): two
                    case (accept, 0xF0): f0
                    case (accept, 0xF1...0xF3): three
                    case (accept, 0xF4): f4
                    case (one, _) where isTrail: accept
                    case (two, _) where isTrail: one
                    case (three, _) where isTrail: two
                    case (e0, 0xA0...0xBF), (ed, 0x80...0x9F): one
                    case (f0, 0x90...0xBF), (f4, 0x80...0x8F): two
                    default: reject
                    }
                row |= next << state
            }
            return row
        }
    }()

    /// The UTF-8 bytes of a code point, lowest byte first, and their number in the top byte where that is free.
    @inline(__always)
    static func packed(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar | 1 << 24 }
        if scalar < 0x800 { return (0xC0 | scalar >> 6) | (0x80 | scalar & 63) << 8 | 2 << 24 }
        if scalar < 0x10000 {
            guard scalar & 0xF800 != 0xD800 else { return 0x03BD_BFEF }
            return (0xE0 | scalar >> 12) | (0x80 | scalar >> 6 & 63) << 8 | (0x80 | scalar & 63) << 16 | 3 << 24
        }
        guard scalar <= 0x10FFFF else { return 0x03BD_BFEF }
        return (0xF0 | scalar >> 18) | (0x80 | scalar >> 12 & 63) << 8 | (0x80 | scalar >> 6 & 63) << 16 | (0x80 | scalar & 63) << 24
    }
}
