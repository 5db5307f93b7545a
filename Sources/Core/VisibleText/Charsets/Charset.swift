/// A character encoding that mail is written in.
///
/// The encodings of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org), and mail's UTF-7 (RFC 2152), UTF-32 and
/// three DOS code pages. `usASCII` decodes as windows-1252, as the standard has it, but is kept apart from it: a label of
/// US-ASCII on 8-bit text says that the sender's program knew nothing, so `decode(_:declared:)` looks for itself.
package enum Charset: UInt8, Sendable, CaseIterable {
    case utf8, utf16le, utf16be, utf32le, utf32be, utf7
    case gb18030, gbk, big5, eucJP, iso2022JP, shiftJIS, eucKR
    case usASCII
    // From here on in the order of the single-byte section of charsets.bin.
    case windows1252, ibm866, iso8859_2, iso8859_3, iso8859_4, iso8859_5, iso8859_6, iso8859_7, iso8859_8, iso8859_10, iso8859_13
    case iso8859_14, iso8859_15, iso8859_16, koi8r, koi8u, macintosh, windows874, windows1250, windows1251, windows1253
    case windows1254, windows1255, windows1256, windows1257, windows1258, xMacCyrillic, ibm437, ibm850, ibm852
}

extension Charset {
    /// Each code unit is one byte, and bytes below 80 are ASCII.
    var isSingleByte: Bool { rawValue >= Charset.usASCII.rawValue }

    /// Text all of whose bytes are below 80 means the same here as in ASCII.
    var isASCIISuperset: Bool {
        switch self {
        case .utf16le, .utf16be, .utf32le, .utf32be, .utf7, .iso2022JP: false
        default: true
        }
    }

    /// Units of two or four bytes.
    var isWide: Bool {
        switch self {
        case .utf16le, .utf16be, .utf32le, .utf32be: true
        default: false
        }
    }

    /// The row of the single-byte section of charsets.bin.
    var singleByteRow: Int { max(Int(rawValue) - Int(Charset.windows1252.rawValue), 0) }
}
