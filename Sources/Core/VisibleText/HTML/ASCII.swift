/// A set of bytes below 64, where nearly all of the syntax of HTML and CSS is.
struct ByteSet: Sendable {
    private let bits: UInt64

    /// Bit n for byte n.
    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { byte < 64 && bits &>> UInt64(byte) & 1 != 0 }
}

extension UInt8 {
    @inline(__always)
    var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    @inline(__always)
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

    @inline(__always)
    var isASCIIDigit: Bool { self &- 0x30 < 10 }

    @inline(__always)
    var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

    /// Tab, line feed, form feed, carriage return, space: what HTML calls ASCII whitespace.
    @inline(__always)
    var isHTMLSpace: Bool { self <= 0x20 && (0x1_0000_3600 as UInt64) &>> UInt64(self) & 1 != 0 }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always)
    var hexDigit: UInt32? {
        if isASCIIDigit { return UInt32(self &- 0x30) }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? UInt32(letter) + 10 : nil
    }
}
