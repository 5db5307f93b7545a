import Testing

@testable import VisibleText

/// Every byte, every pair of bytes, every longer code, and 200,000 drawn bytes a charset, against encoding_rs.
///
/// The digests are FNV-1a (64 bits) of the decoded UTF-8, computed by script/generate/check-charsets.rs; check-charsets.mjs
/// compares them with node's decoder.
struct CharsetDigestTests {
    static let digests: [(String, UInt64)] = [
        ("utf-8", 0x9FE6498825A09DA7),
        ("utf-16le", 0xBFB6961336662380),
        ("utf-16be", 0xE6B6EBA371094845),
        ("gb18030", 0x0FE5CD9F4AC3CA18),
        ("gbk", 0xA4F87CF5E95C6AA7),
        ("big5", 0x68C290397C32F2E7),
        ("euc-jp", 0xEBC7E2A7D9BF50A7),
        ("iso-2022-jp", 0xBFD3D60643935794),
        ("shift_jis", 0x9B05AD6BB627DCCC),
        ("euc-kr", 0xED8DEFE67237914F),
        ("windows-1252", 0xFF1360EA02581EEA),
        ("ibm866", 0x85E6D83DAB46C8C7),
        ("iso-8859-2", 0x695E9A5D20F1443B),
        ("iso-8859-3", 0x6136524E1AD1C286),
        ("iso-8859-4", 0xC4F9A9894E903398),
        ("iso-8859-5", 0xFDE68035FEF6749D),
        ("iso-8859-6", 0x269FBF505C9CF47D),
        ("iso-8859-7", 0xA37053ECDEBF3F26),
        ("iso-8859-8", 0x3E06AFC602EC9C17),
        ("iso-8859-10", 0x462B37DA79234CF2),
        ("iso-8859-13", 0x73E63F09A219AAB5),
        ("iso-8859-14", 0x46241248C2FD21DD),
        ("iso-8859-15", 0xFADE5D538DE0F4AC),
        ("iso-8859-16", 0xE1021A342FA83412),
        ("koi8-r", 0xAF9F93EEF1A306FC),
        ("koi8-u", 0x179FE05E6C0EA90E),
        ("macintosh", 0x9295AA1DD64D4DAC),
        ("windows-874", 0xFEB2B8B979AB610E),
        ("windows-1250", 0xF48ED9BEF5B2C153),
        ("windows-1251", 0xCB373C18A830E99C),
        ("windows-1253", 0xAD14CBDDF5243716),
        ("windows-1254", 0x7C614A328B9376BC),
        ("windows-1255", 0xD8042C8BF41E6FC9),
        ("windows-1256", 0x3F294C04B7AEA941),
        ("windows-1257", 0x688D261ACE86F825),
        ("windows-1258", 0x992B9AEAA514AD40),
        ("x-mac-cyrillic", 0x577AED1E2146B632),
        ("us-ascii", 0xFF1360EA02581EEA),
    ]

    @Test(arguments: digests)
    func decodesAsEncodingRS(label: String, expected: UInt64) throws {
        let charset = try #require(Charset(label: Array(label.utf8)))
        let decoded = charset.decode(Self.probe(label))
        #expect(Self.digest(decoded.text) == expected)
    }

    /// Bytes that matter to one charset or another: drawn at random, they meet each other in every order.
    static let alphabet: [UInt8] = [
        0x00, 0x0A, 0x0E, 0x1B, 0x1B, 0x20, 0x21, 0x24, 0x24, 0x28, 0x28, 0x30, 0x35, 0x39, 0x40, 0x42, 0x49, 0x4A, 0x61, 0x7E, 0x7F, 0x80,
        0x81, 0x84, 0x8E, 0x8F, 0xA0, 0xA1, 0xA4, 0xB0, 0xBF, 0xC2, 0xD8, 0xDC, 0xE0, 0xE3, 0xED, 0xF0, 0xF4, 0xFF,
    ]

    static func probe(_ label: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for a: UInt8 in 0...0xFF { bytes += [a, 10] }
        for a: UInt8 in 0x80...0xFF { for b: UInt8 in 0...0xFF { bytes += [a, b, 10] } }
        if label == "euc-jp" { for a: UInt8 in 0xA0...0xFF { for b: UInt8 in 0xA0...0xFF { bytes += [0x8F, a, b, 10] } } }
        if label == "iso-2022-jp" {
            for a: UInt8 in 0x20...0x7F { for b: UInt8 in 0x20...0x7F { bytes += [0x1B, 0x24, 0x42, a, b, 0x1B, 0x28, 0x42, 10] } }
        }
        if label == "gb18030" { appendFourByteCodes(to: &bytes) }
        return bytes + drawn(200_000)
    }

    private static func appendFourByteCodes(to bytes: inout [UInt8]) {
        for a: UInt8 in 0x81...0xFE {
            for b: UInt8 in 0x30...0x39 {
                for c: UInt8 in 0x81...0xFE {
                    for d: UInt8 in 0x30...0x39 {
                        bytes.append(a)
                        bytes.append(b)
                        bytes.append(c)
                        bytes.append(d)
                        bytes.append(10)
                    }
                }
            }
        }
    }

    static func drawn(_ count: Int, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return alphabet[Int(state >> 33) % alphabet.count]
        }
    }

    static func digest(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
