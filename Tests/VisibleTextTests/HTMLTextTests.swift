import MailMessage
import Testing

@testable import VisibleText

@Suite struct HTMLTextTests {
    private func read(_ html: String) -> HTMLText { HTMLText(reading: Array(html.utf8)) }

    private func text(_ html: String) -> String { String(decoding: read(html).text, as: UTF8.self) }

    /// What the HTML has where the map says that the first `word` of the text came from.
    private func sources(of word: String, in html: String) -> [String] {
        let result = read(html)
        let pattern = Array(word.utf8)
        guard let start = result.text.indices.first(where: { result.text[$0...].starts(with: pattern) }) else { return [] }
        return result.map.sources(of: start..<start + pattern.count).map { String(decoding: Array(html.utf8)[$0], as: UTF8.self) }
    }

    // MARK: spacing

    static let spacing: [(html: String, text: String)] = [
        ("", ""),
        ("plain", "plain"),
        ("  a \t\r\n b  ", "a b"),
        ("a<b> b</b> c", "a b c"),
        ("pass<b>word</b>", "password"),
        ("pass<!-- x -->word", "password"),
        ("pass<wbr>word", "password"),
        ("a\u{0}b", "ab"),
        ("<p>one<p>two</p>three", "one\n\ntwo\n\nthree"),
        ("<div>one</div><div>two</div>three", "one\ntwo\nthree"),
        ("<div><div><div>one</div></div></div>", "one"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a<br> <br>b<br><br><br><br>c", "a\n\nb\n\nc"),
        ("a <br> b", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd"),
        ("<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>", "a\tb"),
        ("<ul><li>one<li>two</ul>x", "one\ntwo\n\nx"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc"),
        ("<h1>Title</h1>text", "Title\n\ntext"),
        ("<pre>\n a  b\r\nc</pre>d", " a  b\nc\n\nd"),
        ("<div style='white-space:pre'>a  b</div>", "a  b"),
        ("<pre style='white-space:normal'>a  b</pre>", "a b"),
        ("<textarea>a <b> &amp;</textarea>", "a <b> &"),
        ("<span style='display:block'>a</span>b", "a\nb"),
        ("<div style='display:inline'>pass</div><div style='display: inline-block'>word</div>", "password"),
        ("a<hr>b", "a\nb"),
        ("<select><option>a<option>b</select>", "a\nb"),
    ]

    @Test("spacing", arguments: spacing)
    func setsTextApart(html: String, expected: String) { #expect(text(html) == expected) }

    static let references: [(html: String, text: String)] = [
        ("a&amp;b", "a&b"),
        ("&nbsp;a&nbsp; b", "\u{A0}a\u{A0} b"),
        ("pa&#115;s&#x77;ord", "password"),
        ("a&#32;&#32;b", "a b"),
        ("&copy 2024 &notit; &unknown; & &#; &#x;", "© 2024 ¬it; &unknown; & &#; &#x;"),
        ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&#128;&NotEqualTilde;", "€≂̸"),
    ]

    @Test("character references", arguments: references)
    func decodesReferences(html: String, expected: String) { #expect(text(html) == expected) }

    static let notText: [(html: String, text: String)] = [
        ("a<img src=x alt='picture'>b", "ab"),
        ("<style>p { color: red }</style>a", "a"),
        ("<script>if (a < b) document.write('<p>x</p>')</script>a", "a"),
        ("<script><!-- <script> </script> --></script>a", "a"),
        ("<template><p>x</p></template>a", "a"),
        ("<noscript>shown</noscript>", "shown"),
        ("<iframe><p>x</iframe>a", "a"),
        ("<!--[if mso]><p>x</p><![endif]-->a<![if !mso]>b<![endif]>", "ab"),
        ("a<unfinished href=", "a"),
        ("<title>x</title>a", "a"),
        ("<svg><style>.x{}</style><path/></svg>a", "a"),
        ("<svg><style>x<p>a</style>b", "ab"),
        ("<math><title>x<span>a", "a"),
        ("<svg/><title>x</title>a", "a"),
        ("a < b > c", "a < b > c"),
    ]

    @Test("what is no text", arguments: notText)
    func leavesOut(html: String, expected: String) { #expect(text(html) == expected) }

    // MARK: the map

    @Test(
        "a word's sources",
        arguments: [
            ("<p>Hello <b>wor</b>ld</p>", "world", ["wor", "ld"]),
            ("<p>Hello   <b>wor</b>ld</p>", "Hello", ["Hello"]),
            ("x y\nz", "x y z", ["x y\nz"]),
            ("x   y", "x y", ["x   y"]),
            ("<p>a</p> <p>b</p>", "a\n\nb", ["a</p>", "b"]),
            ("pa&#115;s", "pas", ["pa&#115;"]),
            ("a&nbsp;b", "\u{A0}", ["&nbsp;"]),
            ("pass<i hidden>x</i>word", "password", ["pass", "word"]),
        ])
    func mapsBack(html: String, word: String, expected: [String]) { #expect(sources(of: word, in: html) == expected) }

    // MARK: misnesting

    @Test(
        "misnested and unclosed tags",
        arguments: [
            ("<b><i>a</b>b</i>c", "abc"),
            ("</p>a</div></table>b", "ab"),
            ("<div hidden>x<p>y</div>a", "a"),
            ("<table><tr><td><span hidden>x<td>a</table>", "a"),
            ("<p hidden>x<div>a</div>", "a"),
            ("<ul><li hidden>x<li>a</ul>", "a"),
            ("<p>x</br>a", "x\na"),
        ])
    func closesWhatIsOpen(html: String, expected: String) { #expect(text(html) == expected) }

    @Test("nesting without end", arguments: [100, 600, 100_000])
    func nestsDeeply(depth: Int) {
        let many = { (unit: String) in String(repeating: unit, count: depth) }
        #expect(text(many("<div>") + "a" + many("</div>") + "<div hidden>x</div>b") == "a\nb")
        // A hidden element that ends does not hide what follows, however much is open inside.
        #expect(text("<div hidden>" + many("<b>") + "</div>a") == "a")
        #expect(text("<p hidden>" + many("<b>") + "<div>a</div></p>") == "a")
        #expect(text("<template>" + many("<b>") + "</template>a") == "a")
        #expect(text(many("<b>") + "pass<i hidden>x</i>word") == "password")
    }
}
