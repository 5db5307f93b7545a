import MailMessage
import Testing

@testable import VisibleText

struct CharsetDecodingTests {
    private func text(_ charset: Charset, _ bytes: [UInt8]) -> String { String(decoding: charset.decode(bytes).text, as: UTF8.self) }

    @Test(arguments: [
        (Charset.utf8, "48 C3 A4", "Hä"), (.utf8, "EF BB BF 41", "A"), (.utf8, "41 E2 82 42", "A\u{FFFD}B"), (.utf8, "F0 9F 98 80 F0 9F", "😀\u{FFFD}"),
        (.utf8, "ED A0 80", "\u{FFFD}\u{FFFD}\u{FFFD}"), (.utf8, "C0 80", "\u{FFFD}\u{FFFD}"), (.usASCII, "93 68 69 94", "“hi”"),
        (.utf16le, "FF FE 3D D8 00 DE 41 00", "😀A"), (.utf16be, "D8 3D 00 41 00", "\u{FFFD}A\u{FFFD}"), (.utf16le, "41", "\u{FFFD}"),
        (.utf32be, "00 00 FE FF 00 01 F6 00 00 11 00 00", "😀\u{FFFD}"), (.utf32le, "41 00 00 00 00 D8 00 00 42", "A\u{FFFD}\u{FFFD}"),
        (.koi8r, "F0 D2 C9 D7 C5 D4", "Привет"), (.windows1251, "CF F0 E8 E2 E5 F2", "Привет"), (.ibm866, "8F E0 A8 A2 A5 E2", "Привет"),
        (.gb18030, "81 30 81 30 90 30 81 30 FE 59", "\u{80}\u{10000}龴"), (.gbk, "D6 D0 3C", "中<"), (.gbk, "D6 3C", "\u{FFFD}<"),
        (.big5, "A4 A4 88 62 87 7B", "中Ê̄\u{21D53}"), (.shiftJIS, "93 FA 96 7B B1 5C", "日本ｱ\\"), (.eucJP, "C6 FC CB DC 8E B1 8F B0 A1", "日本ｱ丂"),
        (.eucKR, "C7 D1 81 41", "한갂"), (.iso2022JP, "1B 24 42 46 7C 4B 5C 1B 28 42 41", "日本A"), (.windows874, "CA C7", "สว"), (.ibm437, "81 9D", "ü¥"),
    ])
    func decodes(charset: Charset, hex: String, expected: String) {
        let bytes = hex.split(separator: " ").map { UInt8($0, radix: 16)! }
        #expect(text(charset, bytes).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    /// RFC 2152 § Examples, and what is malformed.
    @Test(arguments: [
        ("A+ImIDkQ.", "A≢Α."), ("Hi Mom -+Jjo--!", "Hi Mom -☺-!"), ("+ZeVnLIqe-", "日本語"), ("Item 3 is +AKM-1.", "Item 3 is £1."), ("1 +- 1", "1 + 1"),
        ("+2D3eAA-", "😀"), ("+2D0-x", "\u{FFFD}x"), ("+3gA-", "\u{FFFD}"), ("a+", "a+"), ("+A", "\u{FFFD}"), ("+ACo", "*"), ("+AGEAYg-c", "abc"),
    ])
    func decodesUTF7(encoded: String, expected: String) {
        #expect(text(.utf7, Array(encoded.utf8)) == expected)
    }

    @Test(arguments: Charset.allCases)
    func asciiPassesThrough(charset: Charset) {
        let ascii = Array("I filmed you. Pay 500 USD.\r\n".utf8)
        guard charset.isASCIISuperset || charset == .utf7 || charset == .iso2022JP else { return }
        let decoded = charset.decode(ascii)
        #expect(decoded.text == ascii && decoded.map == OffsetMap() && decoded.defects.isEmpty)
    }

    @Test func mapsEachCharacterToItsBytes() {
        let decoded = Charset.shiftJIS.decode([0x41, 0x93, 0xFA, 0x42, 0x43, 0xFF, 0x44])
        #expect(String(decoding: decoded.text, as: UTF8.self) == "A日BC\u{FFFD}D")
        #expect(decoded.map.sources(of: 0..<1) == [0..<1])
        #expect(decoded.map.sources(of: 1..<4) == [1..<3])
        #expect(decoded.map.sources(of: 2..<3) == [1..<3])
        #expect(decoded.map.sources(of: 4..<6) == [3..<5])
        #expect(decoded.map.sources(of: 6..<9) == [5..<6])
        #expect(decoded.map.sources(of: 9..<10) == [6..<7])
        #expect(decoded.malformedCount == 1 && decoded.defects == [.charsetMalformed])
    }

    @Test func mapsShiftedCharactersOfUTF7() {
        let decoded = Charset.utf7.decode(Array("a+ZeVnLIqe-b".utf8))
        #expect(String(decoding: decoded.text, as: UTF8.self) == "a日本語b")
        #expect(decoded.map.sources(of: 0..<1) == [0..<1])
        #expect(decoded.map.sources(of: 1..<4) == [1..<5])
        #expect(decoded.map.sources(of: 10..<11) == [11..<12])
    }

    @Test(arguments: Charset.allCases)
    func holdsItsInvariants(charset: Charset) {
        for seed in 1...20 as ClosedRange<UInt64> {
            let bytes = CharsetDigestTests.drawn(Int(seed) * 11, seed: seed &* 0x9E37_79B9)
            check(charset.decode(bytes), of: bytes)
            for declared in [nil, charset] { check(Charset.decode(bytes, declared: declared), of: bytes) }
            // No state is left behind: the same bytes within a slice, decoded again, give the same text.
            #expect(charset.decode((bytes + bytes)[bytes.count...]).text == charset.decode(bytes).text)
        }
    }

    /// A line break ends every character but an UTF-16, UTF-32 or ISO-2022-JP one: lines may be decoded apart.
    @Test(arguments: Charset.allCases.filter(\.isASCIISuperset))
    func splitsAtLineBreaks(charset: Charset) {
        let (first, second) = (CharsetDigestTests.drawn(500, seed: 3) + [10], CharsetDigestTests.drawn(500, seed: 4))
        #expect(charset.decode(first + second).text == charset.decode(first).text + charset.decode(second).text)
    }

    @Test func everyPrefixOfAWordIsSafe() {
        let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x8F, 0xB0, 0xA1, 0x81, 0x30, 0x81, 0x30, 0xF0, 0x9F, 0x98, 0x80, 0x2B, 0x5A, 0xFF, 0xFE, 0x00, 0xD8]
        for charset in Charset.allCases {
            for start in bytes.indices { for end in start...bytes.count { check(charset.decode(bytes[start..<end]), of: Array(bytes[start..<end])) } }
        }
    }

    private func check(_ decoded: CharsetText, of bytes: [UInt8]) {
        #expect(String(validating: decoded.text, as: UTF8.self) != nil)
        #expect(decoded.text.count <= 3 * bytes.count)
        guard decoded.map != OffsetMap() else {
            #expect(decoded.text == bytes || decoded.text.isEmpty)
            return
        }
        var last = 0
        let isMapped = decoded.text.indices.allSatisfy { index in
            let sources = decoded.map.sources(of: index..<index + 1)
            guard sources.count == 1, sources[0].lowerBound >= last, sources[0].upperBound <= bytes.count, !sources[0].isEmpty else { return false }
            last = sources[0].lowerBound
            return true
        }
        #expect(isMapped)
    }

    @Test func hostileTextGetsACoarseMap() {
        let bytes = [UInt8](repeating: 0x80, count: ScalarWriter.exactSegments + 5_000)
        let decoded = Charset.windows1252.decode(bytes)
        #expect(decoded.text.count == 3 * bytes.count)
        let last = decoded.map.sources(of: decoded.text.count - 1..<decoded.text.count)
        #expect(last.count == 1 && last[0].upperBound <= bytes.count && last[0].contains(bytes.count - 1))
    }
}
