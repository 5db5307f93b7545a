extension UInt8 {
    /// Whether a letter whose UTF-8 begins with this byte is written without spaces, so that it counts as a word: Chinese characters and Japanese kana,
    /// U+3000 to U+9FFF. Public, as only so is it part of the loops of other modules instead of a call for each byte.
    @inlinable @inline(__always)
    public var leadsUnspacedLetter: Bool { self &- 0xE3 < 7 }
}
