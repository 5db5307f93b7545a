import MailMessage
import Testing

@testable import VisibleText

struct CharsetRecoveryTests {
    /// Short sentences of the kind that mail has; the bytes are made with the table's own rows, backwards.
    static let russian = "Добрый день, это письмо о вашей безопасности"
    static let japanese = "こんにちは、パスワードを変更してください。"
    static let chinese = "您好，请您尽快更改密码，谢谢。"
    static let taiwanese = "您好，請您盡快更改密碼，謝謝。"
    static let korean = "안녕하세요 비밀번호를 변경해 주십시오"

    static func encoded(_ text: String, as charset: Charset) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            if scalar.value < 0x80 { return [UInt8(scalar.value)] }
            if charset.isSingleByte { return (0x80...0xFF).first { decodes([$0], charset, scalar) }.map { [$0] } ?? [0x3F] }
            for lead: UInt8 in 0x81...0xFE { for trail: UInt8 in 0x40...0xFE where decodes([lead, trail], charset, scalar) { return [lead, trail] } }
            return [0x3F]
        }
    }

    private static func decodes(_ bytes: [UInt8], _ charset: Charset, _ scalar: Unicode.Scalar) -> Bool {
        let tables = CharsetTables.shared
        let (lead, trail) = (Int(bytes[0]), Int(bytes.last!))
        let unit: UInt32? =
            switch charset {
            case .gbk: tables.gb18030.codePoint(at: trail == 0x7F ? -1 : (lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41))
            case .eucKR: trail < 0x41 ? nil : tables.eucKR.codePoint(at: (lead - 0x81) * 190 + trail - 0x41)
            case .eucJP: lead < 0xA1 || trail < 0xA1 ? nil : tables.jis0208.codePoint(at: (lead - 0xA1) * 94 + trail - 0xA1)
            case .shiftJIS:
                (0xA0...0xDF).contains(lead) || trail == 0x7F || trail > 0xFC
                    ? nil : tables.jis0208.codePoint(at: (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41))
            case .big5:
                lead < 0xA1 || (0x7F...0xA0).contains(trail)
                    ? nil : tables.big5.codePoint(at: (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62))
            default: tables.singleByte.codePoint(at: charset.singleByteRow * 128 + lead - 0x80)
            }
        return unit == scalar.value
    }

    @Test(arguments: [
        (Charset.koi8r, russian), (.koi8r, "Привет"), (.windows1251, russian), (.windows1251, "ПРИВЕТ, ЭТО ПИСЬМО"), (.koi8r, "ПРИВЕТ, ЭТО ПИСЬМО"),
        (.windows1251, "Новый Доступ"), (.koi8r, "Новый Доступ"), (.gbk, "公版廣告信範例"),
        (.shiftJIS, japanese), (.eucJP, japanese), (.gbk, chinese), (.big5, taiwanese), (.eucKR, korean), (.eucKR, "안녕하세요"), (.gbk, "您好"),
        (.windows1252, "Grüße aus Köln, schöne Füße"), (.windows1252, "Ça a été très bien, où êtes-vous, à bientôt"),
        (.windows1252, "I don´t know what you´re up to; it´s £500"),
        (.windows1252, "ÄÖÜ ÅÄÖ ÑANDÚ"), (.windows1252, "“quoted” — it’s €5…"),
    ])
    func guessesUnlabelledText(charset: Charset, text: String) {
        let bytes = Self.encoded(text, as: charset)
        for declared in [nil, Charset.usASCII, .utf8] {
            let decoded = Charset.decode(bytes, declared: declared)
            #expect(decoded.charset == charset)
            #expect(String(decoding: decoded.text, as: UTF8.self) == text)
            #expect(decoded.isGuess && decoded.defects == (declared == nil ? [] : [.charsetMislabelled]))
        }
    }

    @Test(arguments: [nil, Charset.usASCII, .windows1252, .utf8, .gbk, .shiftJIS, .eucKR])
    func readsUTF8WhateverItsLabel(declared: Charset?) {
        let bytes = Array("Grüße, schöne Füße – €5 … ’tis “naïve”".utf8)
        let decoded = Charset.decode(bytes, declared: declared)
        #expect(decoded.charset == .utf8 && decoded.text == bytes && decoded.map == OffsetMap())
        #expect(decoded.defects == (declared == nil || declared == .utf8 ? [] : [.charsetMislabelled]))
    }

    @Test func keepsWindows1252WhereUTF8IsNoText() {
        // One sequence may be chance ("Ã©" is what somebody quoted), and C2 80 … C2 9F alone is no text.
        #expect(Charset.decode([0xC3, 0xA9, 0x20, 0x41], declared: .windows1252).charset == .windows1252)
        #expect(Charset.decode([0xC2, 0x80, 0xC2, 0x81, 0xC2, 0x9F], declared: .windows1252).charset == .windows1252)
    }

    @Test func keepsUTF8WithAFewFaults() {
        let bytes = Array("schöne Grüße an alle".utf8) + [0xFF] + Array(" und später mehr".utf8)
        let decoded = Charset.decode(bytes, declared: .utf8)
        #expect(decoded.charset == .utf8 && decoded.malformedCount == 1 && decoded.defects == [.charsetMalformed])
        #expect(Charset.decode(Array("abc".utf8) + [0xE2, 0x82], declared: .utf8).charset == .utf8)
        #expect(Charset.decode(Array("caf".utf8) + [0xE9], declared: .utf8).charset == .windows1252)
    }

    @Test func byteOrderMarksWin() {
        #expect(Charset.decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], declared: .koi8r).text == Array("é".utf8))
        #expect(Charset.decode([0xFF, 0xFE, 0x41, 0x00], declared: .utf8).text == [0x41])
        #expect(Charset.decode([0xFE, 0xFF, 0x00, 0x41], declared: nil).text == [0x41])
        #expect(Charset.decode([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], declared: .utf16le).text == [0x41])
        #expect(Charset.decode([0xFE, 0xFF, 0x4E, 0x2D, 0x65, 0x87], declared: .utf8).text == Array("中文".utf8))
    }

    /// A mark or a label must not turn a threat into Chinese for us alone.
    @Test(arguments: [nil, Charset.utf16le, .utf16be, .utf32be, .windows1252, .utf8])
    func asciiStaysASCII(declared: Charset?) {
        let threat = Array("I recorded you. Pay 500 USD in bitcoin.".utf8)
        #expect(Charset.decode(threat, declared: declared).text == threat)
        guard declared?.isWide != true else { return }
        #expect(String(decoding: Charset.decode([0xFF, 0xFE] + threat, declared: declared).text, as: UTF8.self).hasSuffix("Pay 500 USD in bitcoin."))
    }

    @Test(arguments: [Charset.utf16le, .utf16be, .utf32le, .utf32be])
    func recognisesWideTextByItsZeros(charset: Charset) {
        let bytes = "I recorded you.".unicodeScalars.flatMap { scalar -> [UInt8] in
            let wide: [UInt8] = [0, 0, 0, UInt8(scalar.value)]
            let units = charset == .utf16le || charset == .utf16be ? Array(wide.suffix(2)) : wide
            return charset == .utf16le || charset == .utf32le ? units.reversed() : units
        }
        for declared in [nil, Charset.usASCII, .utf8, .utf16le, .utf16be] {
            let decoded = Charset.decode(bytes, declared: declared)
            #expect(decoded.charset == charset && decoded.text == Array("I recorded you.".utf8))
        }
    }

    @Test func recognisesJapaneseEscapes() {
        let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42]
        #expect(Charset.decode(bytes, declared: nil).text == Array("日本".utf8))
        #expect(Charset.decode(bytes, declared: .usASCII).defects == [.charsetMislabelled])
    }

    @Test func trustsTheOtherLabels() {
        let bytes = Self.encoded(Self.russian, as: .windows1251)
        #expect(Charset.decode(bytes, declared: .iso8859_2).charset == .iso8859_2)
        #expect(Charset.decode(bytes, declared: .windows1252).charset == .windows1252)
        #expect(Charset.decode([], declared: nil).text == [] && Charset.decode([], declared: .utf16le).text == [])
    }
}
