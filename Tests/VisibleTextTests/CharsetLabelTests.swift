import Testing

@testable import VisibleText

struct CharsetLabelTests {
    private func charset(_ label: String) -> Charset? { Charset(label: Array(label.utf8)) }

    @Test(arguments: [
        ("UTF-8", Charset.utf8), ("utf8mb4", .utf8), (" Utf-8\t", .utf8), ("\r\n\u{0C}latin1 ", .windows1252), ("US-ASCII", .usASCII),
        ("ANSI_X3.4-1968", .usASCII), ("ISO_8859-1:1987", .windows1252), ("iso-8859-9", .windows1254), ("cp1252", .windows1252), ("x-sjis", .shiftJIS),
        ("CP932", .shiftJIS), ("gb2312", .gbk), ("GB18030", .gb18030), ("ks_c_5601-1987", .eucKR), ("iso-8859-8-i", .iso8859_8), ("TIS-620", .windows874),
        ("utf-16", .utf16le), ("UTF-32", .utf32be), ("unicode-1-1-utf-7", .utf7), ("koi8-ru", .koi8u), ("x-mac-ukrainian", .xMacCyrillic), ("cp850", .ibm850),
    ])
    func isKnown(label: String, expected: Charset) { #expect(charset(label) == expected) }

    @Test(arguments: ["", " ", "utf", "utf-8 utf-8", "utf\u{0B}8", "\u{0B}utf-8", "unknown-8bit", "iso-2022-kr", "hz-gb-2312", "x-user-defined", "utf‑8"])
    func isUnknown(label: String) { #expect(charset(label) == nil) }

    @Test func longLabelsAreUnknown() {
        #expect(charset(String(repeating: "a", count: 1_000_000)) == nil)
        #expect(charset(String(repeating: " ", count: 1_000_000)) == nil)
        #expect(charset("utf-8" + String(repeating: " ", count: 1_000_000)) == nil)
    }

    @Test func everyCharsetHasItsName() {
        for charset in Charset.allCases { #expect(self.charset(charset.name) == charset) }
        #expect(Charset.shiftJIS.name == "shift_jis")
    }
}
