package import MailMessage

/// Text that was decoded to UTF-8.
package struct CharsetText: Sendable {
    /// Valid UTF-8 always, without a byte order mark; a malformed sequence is one U+FFFD, as the WHATWG standard counts them.
    package var text: [UInt8]
    /// Each byte of `text` to the input bytes it stands for. Empty (the identity) where the input is the text.
    package var map: OffsetMap
    /// What it was decoded as.
    package var charset: Charset
    /// Sequences that stand for no character.
    package var malformedCount: Int
    /// The bytes are in no declared charset, and nothing but their frequencies told which to use.
    package var isGuess: Bool
    /// What was odd, each kind at most once: `charsetMalformed`, `charsetMislabelled`.
    package var defects: [Defect]
}

extension Charset {
    /// The text as UTF-8, a byte order mark of this charset taken away.
    ///
    /// Source: WHATWG Encoding, RFC 2152 for UTF-7. Text that is UTF-8 already (ASCII in most charsets) is given back as it is.
    package func decode(_ bytes: [UInt8]) -> CharsetText {
        if isPassedThrough(bytes) { return CharsetText(text: bytes, map: OffsetMap(), charset: self, malformedCount: 0, isGuess: false, defects: []) }
        return ScalarWriter.text(of: bytes, as: self) { input, writer in
            switch self {
            case .utf8: UTF8Decoding.decode(input, into: &writer)
            case .utf16le, .utf16be: UTF16Decoding.decode(input, bigEndian: self == .utf16be, into: &writer)
            case .utf32le, .utf32be: UTF32Decoding.decode(input, bigEndian: self == .utf32be, into: &writer)
            case .utf7: UTF7Decoding.decode(input, into: &writer)
            case .gb18030, .gbk: GB18030Decoding.decode(input, into: &writer)
            case .big5: Big5Decoding.decode(input, into: &writer)
            case .eucJP: EUCJPDecoding.decode(input, into: &writer)
            case .iso2022JP: ISO2022JPDecoding.decode(input, into: &writer)
            case .shiftJIS: ShiftJISDecoding.decode(input, into: &writer)
            case .eucKR: EUCKRDecoding.decode(input, into: &writer)
            default: SingleByteDecoding.decode(input, row: singleByteRow, into: &writer)
            }
        }
    }

    package func decode(_ bytes: ArraySlice<UInt8>) -> CharsetText { decode(Array(bytes)) }

    private func isPassedThrough(_ bytes: [UInt8]) -> Bool {
        let input = bytes.span
        switch self {
        case .utf8: return UTF8Decoding.validPrefix(input) == input.count && !ByteOrderMark.utf8.begins(input)
        case .utf7: return ASCIIScan.prefix(input, from: 0) == input.count && !ASCIIScan.contains(input, UInt8(ascii: "+"))
        case .iso2022JP: return ASCIIScan.prefix(input, from: 0) == input.count && !ISO2022JPDecoding.hasControls(input)
        default: return isASCIISuperset && ASCIIScan.prefix(input, from: 0) == input.count
        }
    }
}
