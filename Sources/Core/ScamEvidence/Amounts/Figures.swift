/// Decimal figures as people of many scripts type them: `0`…`9`, full-width `０`…`９`, Arabic `٠`…`٩` and Persian `۰`…`۹`.
enum Figures {
    /// The figure at a place and its bytes; nil where none stands there.
    @inline(__always)
    static func read(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt8, width: Int)? {
        guard position < text.count else { return nil }
        let byte = text[position]
        if byte < 0x80 { return AddressBytes.isDigit(byte) ? (byte & 0x0F, 1) : nil }
        return byte == 0xEF || byte == 0xD9 || byte == 0xDB ? readBeyondASCII(text, at: position) : nil
    }

    private static func readBeyondASCII(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt8, width: Int)? {
        let (scalar, width) = decodeScalar(text, at: position)
        return switch scalar {
        case 0xFF10...0xFF19: (UInt8(scalar - 0xFF10), width)
        case 0x660...0x669: (UInt8(scalar - 0x660), width)
        case 0x6F0...0x6F9: (UInt8(scalar - 0x6F0), width)
        default: nil
        }
    }

    /// The figure that ends just before a place.
    static func isThere(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        guard end > 0 else { return false }
        if text[end - 1] < 0x80 { return AddressBytes.isDigit(text[end - 1]) }
        return (2...3).contains { width in end >= width && read(text, at: end - width)?.width == width }
    }
}
