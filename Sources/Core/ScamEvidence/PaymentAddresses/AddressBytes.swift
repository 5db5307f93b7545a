/// What a byte can be inside a payment address: one table for all currencies.
enum AddressBytes {
    static let base58: UInt8 = 1
    /// Bech32's and cashaddr's 32 data characters, in either case.
    static let bech32: UInt8 = 2
    static let hexadecimal: UInt8 = 4
    static let digit: UInt8 = 8
    static let lower: UInt8 = 16
    static let upper: UInt8 = 32
    /// What people put between the pieces of an address to hide it from filters.
    static let separator: UInt8 = 64
    static let nonASCII: UInt8 = 128

    static let letter = lower | upper
    /// A run of such bytes is a token of the text.
    static let token = digit | letter | nonASCII

    static let classes: [UInt8] = (0..<256).map { classify(UInt8($0)) }

    private static let base58Letters = Set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let bech32Letters = Set("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let separators = Set(" \t\r\n.-*_=~|".utf8)

    private static func classify(_ byte: UInt8) -> UInt8 {
        if byte >= 0x80 { return nonASCII }
        var bits: UInt8 = 0
        if base58Letters.contains(byte) { bits |= base58 }
        if bech32Letters.contains(isUpper(byte) ? byte + 32 : byte) { bits |= bech32 }
        if isHexadecimal(byte) { bits |= hexadecimal }
        if isDigit(byte) { bits |= digit }
        if isLower(byte) { bits |= lower }
        if isUpper(byte) { bits |= upper }
        if separators.contains(byte) { bits |= separator }
        return bits
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    @inline(__always) static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    @inline(__always) static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    @inline(__always) static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLower(byte | 0x20) }
    @inline(__always) static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
    @inline(__always) static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}
