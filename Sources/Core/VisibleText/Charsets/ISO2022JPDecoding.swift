/// ISO-2022-JP (RFC 1468; WHATWG Encoding § 12.2): 7-bit text whose escape sequences choose the character set.
struct ISO2022JPDecoding {
    private enum Mode { case ascii, roman, katakana, jis0208 }

    private var mode = Mode.ascii
    /// An escape sequence that follows another at once is malformed.
    private var followsEscape = false
    private let index = CharsetTables.shared.jis0208

    static func decode(_ input: Span<UInt8>, into writer: inout ScalarWriter) {
        var decoding = ISO2022JPDecoding()
        var position = 0
        while position < input.count {
            position &+= input[position] == 0x1B ? decoding.escape(input, at: position, &writer) : decoding.character(input, at: position, &writer)
        }
    }

    /// Text without these and without bytes from 80 on is ASCII.
    static func hasControls(_ input: Span<UInt8>) -> Bool {
        for control: UInt8 in [0x1B, 0x0E, 0x0F] where ASCIIScan.contains(input, control) { return true }
        return false
    }

    /// An escape to JIS X 0208 or 0201 stands in the text, as in no other 7-bit text.
    static func choosesJapanese(_ input: Span<UInt8>) -> Bool {
        var position = 0
        while true {
            position = ASCIIScan.firstIndex(of: 0x1B, in: input, from: position)
            guard position &+ 2 < input.count else { return false }
            if let mode = mode(input[position &+ 1], input[position &+ 2]), mode != .ascii { return true }
            position &+= 1
        }
    }

    /// The escape sequence whose ESC is at `position`; gives how many bytes were taken.
    private mutating func escape(_ input: Span<UInt8>, at position: Int, _ writer: inout ScalarWriter) -> Int {
        guard position &+ 2 < input.count, let next = Self.mode(input[position &+ 1], input[position &+ 2]) else {
            followsEscape = false
            writer.appendMalformed(source: position, length: 1)
            return 1
        }
        mode = next
        if followsEscape { writer.appendMalformed(source: position, length: 3) }
        followsEscape = true
        return 3
    }

    private static func mode(_ second: UInt8, _ third: UInt8) -> Mode? {
        switch (second, third) {
        case (0x28, 0x42): .ascii
        case (0x28, 0x4A): .roman
        case (0x28, 0x49): .katakana
        case (0x24, 0x40), (0x24, 0x42): .jis0208
        default: nil
        }
    }

    /// The character at `position`, which is not ESC; gives how many bytes were taken.
    private mutating func character(_ input: Span<UInt8>, at position: Int, _ writer: inout ScalarWriter) -> Int {
        followsEscape = false
        let byte = input[position]
        switch mode {
        case .ascii, .roman:
            if byte >= 0x80 || byte == 0x0E || byte == 0x0F {
                writer.appendMalformed(source: position, length: 1)
            } else if mode == .roman, byte == 0x5C || byte == 0x7E {
                writer.append(byte == 0x5C ? 0xA5 : 0x203E, source: position, length: 1)
            } else {
                writer.appendASCII(byte, source: position)
            }
            return 1
        case .katakana:
            if (0x21...0x5F).contains(byte) {
                writer.append(0xFF61 &- 0x21 &+ UInt32(byte), source: position, length: 1)
            } else {
                writer.appendMalformed(source: position, length: 1)
            }
            return 1
        case .jis0208: return double(input, at: position, &writer)
        }
    }

    private func double(_ input: Span<UInt8>, at position: Int, _ writer: inout ScalarWriter) -> Int {
        let lead = input[position]
        let trail = position &+ 1 < input.count ? input[position &+ 1] : 0x1B
        guard (0x21...0x7E).contains(lead), trail != 0x1B else {
            writer.appendMalformed(source: position, length: 1)
            return 1
        }
        let pointer = (0x21...0x7E).contains(trail) ? (Int(lead) &- 0x21) &* 94 &+ Int(trail) &- 0x21 : -1
        if let scalar = index.codePoint(at: pointer) {
            writer.append(scalar, source: position, length: 2)
        } else {
            writer.appendMalformed(source: position, length: 2)
        }
        return 2
    }
}
