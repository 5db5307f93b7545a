/// Bytes of any length that an ill-meaning sender would choose to make a parser slow.
struct WorstCase: Sendable {
    let name: String
    let measures: [Measure]
    let bytes: @Sendable (_ size: Int) -> [UInt8]

    /// A body or header made of one unit again and again, between a beginning and an end.
    private init(_ name: String, _ measures: [Measure], after start: String = "", _ unit: String, end: String = "") {
        self.init(name, measures) { size in
            Array(start.utf8) + Self.repeated(Array(unit.utf8), size - start.utf8.count - end.utf8.count) + Array(end.utf8)
        }
    }

    init(_ name: String, _ measures: [Measure], bytes: @escaping @Sendable (_ size: Int) -> [UInt8]) {
        self.name = name
        self.measures = measures
        self.bytes = bytes
    }

    static func repeated(_ unit: [UInt8], _ size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + unit.count)
        while bytes.count < size { bytes += unit }
        return bytes
    }

    /// Units that each hold a number, so that no two are the same.
    static func counted(_ size: Int, _ unit: (Int) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 100)
        var number = 0
        while bytes.count < size {
            bytes += Array(unit(number).utf8)
            number += 1
        }
        return bytes
    }

    private static let plain = "From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    private static let html = "From: a@b.example\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
    private static let mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
    private static let address = "1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvs"

    static let all = structure + headers + encodings + packed + tags + words + addresses
}

extension WorstCase {
    private static let structure = [
        WorstCase("nested-multiparts", [.message, .examination]) { counted($0) { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" } },
        WorstCase("nested-messages", [.message, .examination], "Content-Type: message/rfc822\n\n"),
        WorstCase("nested-same-boundary", [.message, .examination], "Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
        WorstCase("tiny-parts", [.message, .examination, .marked], after: mixed, "--b\n\nx\n"),
        WorstCase("tiny-messages", [.message, .examination], after: mixed, "--b\nContent-Type: message/rfc822\n\nSubject: a\n\nx\n"),
        WorstCase("dashes-in-64-multiparts", [.message, .examination]) { size in
            let dashes = String(repeating: "-", count: 60)
            let open = (0..<63).map { "Content-Type: multipart/mixed; boundary=\(dashes)\($0)\n\n--\(dashes)\($0)\n" }.joined()
            return Array(open.utf8) + repeated(Array("--\(dashes)x\n".utf8), size)
        },
        WorstCase("one-line", [.message, .examination, .marked, .abuseReport, .redacted], after: plain, "a"),
        WorstCase("line-breaks", [.message, .examination, .marked], after: plain, "\r\n"),
        WorstCase("quoted-lines", [.message, .examination, .report, .marked], after: plain, "> a\nb\n"),
        WorstCase("dashed-lines", [.abuseReport], after: plain, "--u-unbluff-1\n"),
        WorstCase("recipients", [.abuseReport, .redacted]) { size in
            Array("Subject: x\nTo: ".utf8) + counted(min(size / 2, 60_000)) { "aaaaaaaa\($0)@b.example, " } + Array("me@b.example\n\n".utf8)
                + repeated(Array("aaaaaaaa1@b.example ".utf8), size / 2)
        },
        WorstCase("mbox", [.mbox], "From a@b.example Mon Nov 23 12:00:00 2026\nSubject: a\n\nx\n\n"),
        WorstCase("mbox-one-line", [.mbox], after: "From a@b.example Mon Nov 23 12:00:00 2026\n\n", "From "),
    ]

    private static let headers = [
        WorstCase("header-fields", [.message, .examination], "X-A: b\n"),
        WorstCase("content-types", [.message, .examination], "Content-Type: text/plain; charset=a\n"),
        WorstCase("huge-header", [.message, .examination], after: "Subject: ", "a"),
        WorstCase("folded-header", [.message, .examination], after: "Subject: ", "a\n "),
        WorstCase("lines-without-colon", [.message, .examination], "To: a\nb\n"),
        WorstCase("parameters", [.message, .examination], after: "Content-Type: multipart/mixed", "; a*0*=b", end: "; boundary=b\n\n"),
        WorstCase("encoded-words", [.header, .examination], "=?utf-8?q?a?= "),
        WorstCase("encoded-words-of-two-charsets", [.header], "=?utf-8?q?a?= =?koi8-r?b?wQ==?= "),
        WorstCase("encoded-words-open", [.header], "=?utf-8?q?a"),
        WorstCase("encoded-words-begun", [.header], "=?"),
        WorstCase("equals-signs", [.header], "="),
        WorstCase("mailboxes", [.header], "a <b@c>, "),
        WorstCase("comments", [.header], "("),
        WorstCase("angle-brackets", [.header], "<"),
        WorstCase("raw-8-bit-folds", [.header], "é\n "),
    ]

    private static let encodings = [
        WorstCase("escapes", [.quotedPrintable], "=41"),
        WorstCase("soft-breaks", [.quotedPrintable], "a=\n"),
        WorstCase("broken-escapes", [.quotedPrintable], "= = \t"),
        WorstCase("equals-and-blanks", [.quotedPrintable], after: "=", " "),
        WorstCase("base64", [.base64], "QUJD"),
        WorstCase("base64-a-letter-a-line", [.base64], "Q\n"),
        WorstCase("base64-padding", [.base64], "QQ=="),
        WorstCase("base64-not", [.base64], "!"),
        WorstCase("unlabelled-8-bit", [.unlabelled]) { repeated([0xC0, 0xE5, 0x20, 0xFF, 0x41], $0) },
        WorstCase("malformed-utf8", [.utf8, .unlabelled]) { repeated([0xE2, 0x82], $0) },
        WorstCase("utf8", [.utf8], "é"),
        WorstCase("utf7-shifts", [.utf7], "+AOk-"),
        WorstCase("utf7-open", [.utf7], "+"),
        WorstCase("utf16", [.utf16]) { repeated([0x41, 0x00, 0xE9, 0x00], $0) },
        WorstCase("utf16-surrogates", [.utf16]) { repeated([0x00, 0xD8], $0) },
        WorstCase("gb18030-four-bytes", [.gb18030]) { repeated([0x81, 0x30, 0x81, 0x30], $0) },
        WorstCase("gb18030-broken", [.gb18030]) { repeated([0x81, 0x30, 0x81], $0) },
        WorstCase("iso2022jp-escapes", [.iso2022jp], "\u{1B}$B$\"\u{1B}(B"),
        WorstCase("big5", [.big5]) { repeated([0x88, 0x62, 0xA4, 0x40], $0) },
        WorstCase("windows1251", [.windows1251]) { repeated([0xC0, 0x41], $0) },
    ]
}

extension WorstCase {
    private static let tags = [
        WorstCase("tags-flat", [.html, .examination], after: html, "<b>x</b>"),
        WorstCase("tags-nested", [.html, .examination], after: html, "<div>"),
        WorstCase("tags-nested-inline", [.html], "<b>x"),
        WorstCase("tags-misnested", [.html], "<b><i></b>"),
        WorstCase("tags-closed-only", [.html], "</p>"),
        WorstCase("attributes", [.html], after: "<p ", "a=b ", end: ">x"),
        WorstCase("classes", [.html], after: "<style>.a{color:red}</style><p class='", "a ", end: "'>x"),
        WorstCase("declarations", [.html], after: "<p style='", "color:red;", end: "'>x"),
        WorstCase("selectors", [.html]) { size in
            Array("<style>".utf8) + counted(size / 2) { ".a\($0){color:red}" } + Array("</style>".utf8) + counted(size / 2) { "<p class='a\($0) b'>x" }
        },
        WorstCase("selectors-of-one-class", [.html]) { size in
            Array("<style>".utf8) + repeated(Array(".a{color:red}".utf8), size / 2) + Array("</style>".utf8) + repeated(Array("<p class=a>x".utf8), size / 2)
        },
        WorstCase("selectors-of-an-element", [.html]) { size in
            Array("<style>".utf8) + counted(size / 2) { "p.a\($0){color:red}" } + Array("</style>".utf8) + repeated(Array("<p class=a>x".utf8), size / 2)
        },
        WorstCase("selectors-around", [.html]) { size in
            let rules = (0..<20).map { ".z .a .a .a .x\($0){display:none}" }.joined()
            let open = "<i class=z></i><i class=a>" + String(repeating: "<i class='a z'>", count: 500)
            let classes = (0..<20).map { "x\($0)" }.joined(separator: " ")
            return Array("<style>\(rules)</style>\(open)".utf8) + repeated(Array("<b class='\(classes)'>x</b>".utf8), size)
        },
        WorstCase("selectors-around-nested", [.html], after: "<style>.z>.a .a{color:red}.b .c .a{color:red}</style>", "<i class=a>x"),
        WorstCase("rules-in-turn", [.html]) { size in
            Array("<style>".utf8) + repeated(Array(".a{color:red}.b{color:red}".utf8), size / 2) + Array("</style>".utf8)
                + repeated(Array("<p class=a>x".utf8), size / 2)
        },
        WorstCase("late-sheets", [.html], "<p class=a>x<style>.a{color:red}</style>"),
        WorstCase("hidden-runs", [.html, .examination, .report, .marked], after: html, "<i hidden>x</i>y"),
        WorstCase("white-on-white", [.html], "<font color=#fff>x</font>"),
        WorstCase("entities", [.html, .examination], after: html, "&amp;"),
        WorstCase("entities-unknown", [.html], "&nosuchname"),
        WorstCase("less-than-signs", [.html, .examination], after: html, "<"),
        WorstCase("number-signs", [.html, .examination], after: html, "&#"),
        WorstCase("digits-of-one-entity", [.html], after: "&#", "1"),
        WorstCase("comments-begun", [.html], "<!--"),
        WorstCase("scripts-begun", [.html], "<script><!--"),
        WorstCase("cells", [.html], "<table><tr><td>"),
        WorstCase("line-break-tags", [.html], "<br>"),
        WorstCase("preserved-line-breaks", [.html], after: "<pre>", "\r\n"),
    ]

    private static let words = [
        WorstCase("invisible", [.folding, .addresses, .amounts, .examination], after: plain, "a\u{200B}"),
        WorstCase("invisible-only", [.folding, .addresses, .examination], after: plain, "\u{200B}"),
        WorstCase("marks", [.folding], after: "a", "\u{301}"),
        WorstCase("look-alikes", [.folding, .examination], after: plain, "раy "),
        WorstCase("filler", [.folding], "pаsжswжord "),
        WorstCase("filler-foreign", [.folding, .examination], after: plain, "pกaขsคsกwขoคrกd "),
        WorstCase("filler-one-word", [.folding], "aก"),
        WorstCase("overrides", [.examination, .marked], after: plain, "\u{202E}drowssap\u{202C} "),
        WorstCase("overrides-open", [.examination], after: plain, "\u{202E}a\u{202D}b"),
        WorstCase("spaced-letters-in-twos", [.folding], "a b, "),
        WorstCase("spaced-letters", [.folding, .addresses, .examination], after: plain, "h a c k e d "),
        WorstCase("signs", [.folding], "p@$$w0rd "),
        WorstCase("sign-run", [.folding], "@$"),
        WorstCase("references", [.folding, .examination], after: plain, "&#1077;"),
        WorstCase("ampersands", [.folding], "&"),
        WorstCase("one-word", [.folding], "a"),
        WorstCase("one-word-of-look-alikes", [.folding], "аbс"),
        WorstCase("one-word-of-numbers", [.folding], "a1"),
        WorstCase("jamo", [.folding], "\u{1100}\u{1161}\u{11A8}"),
        WorstCase("half-width", [.folding], "ｶﾞ"),
        WorstCase("claims", [.examination, .report, .marked, .redacted], after: plain, "I hacked your device and recorded you with your camera. "),
        WorstCase("claims-without-end", [.examination, .report, .marked], after: plain, "your device hacked "),
        WorstCase("secrets", [.examination, .report, .marked, .redacted]) { size in Array(plain.utf8) + counted(size) { "your password is Aa1\($0)\n" } },
        WorstCase("secrets-of-short-repeats", [.examination, .report]) { size in
            Array(plain.utf8) + (1...60).flatMap { Array("your password is \(String(repeating: "A", count: $0))b7\n".utf8) } + repeated([0x41], size)
        },
        WorstCase("personal-details", [.examination, .report, .marked]) { size in
            Array(plain.utf8) + counted(size) { "you live at \($0 % 100_000) Example Street. your phone number is 030 \(1_000_000 + $0)\n" }
        },
        WorstCase("amounts", [.amounts, .examination, .report, .marked], after: plain, "$970 "),
        WorstCase("amounts-in-words", [.amounts, .examination], after: plain, "nine hundred "),
        WorstCase("digits", [.amounts, .deadlines, .folding, .addresses], "1"),
        WorstCase("digit-groups", [.amounts, .deadlines], "1,234"),
        WorstCase("deadlines", [.deadlines, .examination, .report], after: plain, "within 48 hours "),
        WorstCase("within", [.deadlines], "within"),
    ]

    private static let addresses = [
        WorstCase("addresses", [.addresses, .examination, .report, .marked], after: plain, "\(address) "),
        WorstCase("addresses-broken", [.addresses, .examination], after: plain, "1BaA GtjM aH27 cCdE Xqm1 QMZD tvk9 CaQt vt "),
        WorstCase("addresses-mistyped", [.addresses, .examination], after: plain, "1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvt "),
        WorstCase("addresses-glued", [.addresses], "x\(address)"),
        WorstCase("addresses-in-a-link", [.addresses, .examination], after: plain + "https://a.example/", "\(address)/"),
        WorstCase("addresses-split", [.addresses], "1BaAGtjMaH27cCdEX ... the rest is ... "),
        WorstCase("address-of-one-letter", [.addresses], "1 "),
        WorstCase("address-beginnings", [.addresses], "bc1"),
        WorstCase("address-mixed-letters", [.addresses], "a1B2"),
        WorstCase("address-hexadecimal", [.addresses], after: "0x", "aB1"),
        WorstCase("address-look-alikes", [.addresses], "１Ва"),
        WorstCase("address-zcash", [.addresses], "u1\(String(repeating: "q", count: 120)) "),
        WorstCase("address-monero", [.addresses], "41d7FXjswpK1111111111111111111111111111111111111111111111111111111111111111111111111111112KhNi4 "),
        WorstCase("address-dots", [.addresses], "1.B.a.A.G.t.j.M.a.H.2.7."),
        WorstCase("address-stars", [.addresses], "1B*aA*Gt*jM*aH*27*cC*dE*"),
    ]
}
