extension Charset {
    /// Longer than any label: what is longer is no label, and is not folded or hashed.
    private static let labelBytes = 32

    /// The charset of a label as in `charset="UTF-8"`; nil where the label is not known.
    ///
    /// The bytes are the label without quotes; case and white space around it do not matter. Source: WHATWG Encoding § 4.2.
    /// QUIRK: labels that the standard gives to "replacement" (one U+FFFD for the whole text: iso-2022-kr, iso-2022-cn,
    /// hz-gb-2312) and x-user-defined are not known here, so that such text is looked at as undeclared rather than lost.
    package init?(label: some Collection<UInt8>) {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }
        let start = label.prefix(Self.labelBytes).firstIndex { !isSpace($0) } ?? label.endIndex
        var folded: [UInt8] = []
        var trailing = 0
        for byte in label[start...] {
            trailing = isSpace(byte) ? trailing + 1 : 0
            guard folded.count - trailing < Self.labelBytes, trailing < Self.labelBytes else { return nil }
            folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        guard let known = Self.byLabel[folded.dropLast(trailing)] else { return nil }
        self = known
    }

    /// The standard's name, in lower case; what IANA calls it where the standard has none.
    package var name: String {
        guard let row = Self.labels.first(where: { $0.charset == self }) else { return "" }
        return String(row.labels.prefix { $0 != " " })
    }

    private static let byLabel: [ArraySlice<UInt8>: Charset] = {
        var found: [ArraySlice<UInt8>: Charset] = [:]
        for row in labels {
            for label in row.labels.split(separator: " ") { found[Array(label.utf8)[...]] = row.charset }
        }
        return found
    }()

    /// The name first, then the standard's other labels, then, after a double space, those that only mail has.
    private static let labels: [(charset: Charset, labels: String)] = [
        (.utf8, "utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8  utf8mb4 utf_8 cp65001 csutf8"),
        (.utf16le, "utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16  utf16 utf16le utf_16 ucs2 csutf16 csutf16le"),
        (.utf16be, "utf-16be unicodefffe  utf16be csutf16be"),
        (.utf32le, "utf-32le  utf32le csutf32le"),
        (.utf32be, "utf-32be  utf-32 utf32 utf32be csutf32 csutf32be ucs-4 iso-10646-ucs-4 csucs4"),
        (.utf7, "utf-7  utf7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 csutf7 csunicode11utf7 cp65000"),
        (.gb18030, "gb18030  gb-18030 csgb18030 cp54936"),
        (.gbk, "gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk  cp936 ms936 windows-936 csgbk euc-cn x-euc-cn gb2312-80 gb"),
        (.big5, "big5 big5-hkscs cn-big5 csbig5 x-x-big5  big-5 big5hkscs csbig5hkscs cp950 windows-950 ms950"),
        (.eucJP, "euc-jp cseucpkdfmtjapanese x-euc-jp  eucjp euc_jp x-euc ujis cp51932"),
        (.iso2022JP, "iso-2022-jp csiso2022jp  iso2022jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-ms csiso2022jp2 jis cp50220 cp50221"),
        (
            .shiftJIS,
            "shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"
                + "  cp932 x-ms-cp932 windows-932 cswindows31j shiftjis x-shift-jis cp943"
        ),
        (
            .eucKR,
            "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
                + "  euckr x-euc-kr cp949 ms949 uhc ks_c_5601"
        ),
        (.usASCII, "us-ascii ansi_x3.4-1968 ascii  ansi_x3.4-1986 csascii iso-ir-6 iso646-us iso_646.irv:1991 us cp367 ibm367 646 7bit"),
        (
            .windows1252,
            "windows-1252 cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 x-cp1252"
                + "  win-1252 cswindows1252 latin-1 iso8859_1 x-ansi ansi"
        ),
        (.ibm866, "ibm866 866 cp866 csibm866  dos-866"),
        (.iso8859_2, "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2  latin-2"),
        (.iso8859_3, "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        (.iso8859_4, "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        (.iso8859_5, "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        (
            .iso8859_6,
            "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596"
                + " iso_8859-6 iso_8859-6:1987"
        ),
        (
            .iso8859_7,
            "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"
        ),
        (
            .iso8859_8,
            "iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"
                // Logical order, the same bytes: ISO-8859-8-I of RFC 1556.
                + " csiso88598i iso-8859-8-i logical"
        ),
        (.iso8859_10, "iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
        (.iso8859_13, "iso-8859-13 iso8859-13 iso885913"),
        (.iso8859_14, "iso-8859-14 iso8859-14 iso885914"),
        (.iso8859_15, "iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9  latin9 latin-9 iso8859_15"),
        (.iso8859_16, "iso-8859-16"),
        (.koi8r, "koi8-r cskoi8r koi koi8 koi8_r"),
        (.koi8u, "koi8-u koi8-ru"),
        (.macintosh, "macintosh csmacintosh mac x-mac-roman  macroman"),
        (.windows874, "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620  cp874 tis620 ibm874 x-windows-874"),
        (.windows1250, "windows-1250 cp1250 x-cp1250  win-1250 cswindows1250"),
        (.windows1251, "windows-1251 cp1251 x-cp1251  win-1251 win1251 cswindows1251"),
        (.windows1253, "windows-1253 cp1253 x-cp1253  win-1253 cswindows1253"),
        (
            .windows1254,
            "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254"
                + "  win-1254 cswindows1254 latin-5"
        ),
        (.windows1255, "windows-1255 cp1255 x-cp1255  win-1255 cswindows1255"),
        (.windows1256, "windows-1256 cp1256 x-cp1256  win-1256 cswindows1256"),
        (.windows1257, "windows-1257 cp1257 x-cp1257  win-1257 cswindows1257"),
        (.windows1258, "windows-1258 cp1258 x-cp1258  win-1258 cswindows1258"),
        (.xMacCyrillic, "x-mac-cyrillic x-mac-ukrainian"),
        (.ibm437, "ibm437  437 cp437 cspc8codepage437 dos-437"),
        (.ibm850, "ibm850  850 cp850 cspc850multilingual dos-850"),
        (.ibm852, "ibm852  852 cp852 cspcp852 dos-852"),
    ]
}
