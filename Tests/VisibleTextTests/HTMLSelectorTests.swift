import Testing

@testable import VisibleText

@Suite struct HTMLSelectorTests {
    /// `x` is what a browser does not show.
    @Test(arguments: [
        ("div .x{display:none}", "<div><p><b class=x>x</b></p>a</div><p class=x>b", "a\n\nb"),
        ("DIV>.x{display:none}", "<div><b class=x>x</b><p><b class=x>a</b></p></div>", "a"),
        ("div > p > b{display:none}", "<div><p><b>x</b><i>a<b>b</b></i></p></div>", "ab"),
        (".a .b .c{display:none}", "<i class=a><i class=b><i class=c>x</i></i></i><i class=b><i class=a><i class=c>a</i></i></i>", "a"),
        // The nearest is not the one that helps.
        (".a > .b .c{display:none}", "<i class=a><i class=b><i class=z><i class=b><i class=c>x</i></i></i></i></i>a", "a"),
        ("#w .x{font-size:0}", "<div id=w><b class=x>x</b>a</div>", "a"),
        ("#w.k b{font-size:0}", "<div id=w class='j k'><b>x</b>a</div><div id=w><b>b</b></div>", "a\nb"),
        (".a.b{display:none}", "<b class='b a'>x</b><b class=a>a</b><b class=b>b</b>", "ab"),
        ("b#i.k{display:none}", "<b id=i class=k>x</b><b id=j class=k>a</b><b id=i>b</b><i id=i class=k>c</i>", "abc"),
        ("[data-x]{display:none}", "<b data-x>x</b><b>a</b>", "a"),
        ("b[title=foo]{display:none}", "<b title=foo>x</b><b title=bar>a</b><i title=foo>b</i>", "ab"),
        ("[class^='fo']{display:none}", "<b class=foo>x</b><b class=ofo>a</b>", "a"),
        ("[class$=\"oo\"]{display:none}", "<b class=foo>x</b><b class=oof>a</b>", "a"),
        ("[class*=oo]{display:none}", "<b class=foot>x</b><b class=o>a</b>", "a"),
        ("[class~=foo]{display:none}", "<b class='z foo'>x</b><b class=foot>a</b>", "a"),
        ("[lang|=en]{display:none}", "<b lang=en-US>x</b><b lang=en>x</b><b lang=eng>a</b>", "a"),
        ("p[class] b{display:none}", "<p class=k><b class=z>x</b>a", "xa"),
        ("body .x, html > body > .y{display:none}", "<b class=x>x</b><b class=y>x</b><i><b class=y>a</b></i>", "a"),
        (".k .x{display:none}", "<body class=k><b class=x>x</b>a", "a"),
        (":root .x{display:none}", "<b class=x>x</b>a", "a"),
        // The more names, the stronger, whatever comes last.
        ("div .x{display:none} .x{display:block}", "<div><b class=x>x</b></div>a", "a"),
        ("div .x{display:none} div p .x{display:inline}", "<div><b class=x>x</b><p><b class=x>a</b></p></div>", "a"),
        (".x{display:none} .y .x{display:inline}", "<b class=x>x</b><i class=y><b class=x>a</b></i>", "a"),
        ("#i b{display:none} .a .b .c b{display:inline}", "<i id=i class=a><i class=b><i class=c><b>x</b></i></i></i>a", "a"),
    ])
    func `elements around another decide`(css: String, html: String, expected: String) {
        #expect(text("<style>\(css)</style>\(html)") == expected)
    }

    /// Where the tree is not known well enough, a text is shown.
    @Test(arguments: [
        // In the tree there is a `tbody`, and the `div` stands before the table.
        ("table > tr > td{display:none}", "<table><tr><td>a</table>"),
        ("table .x{display:none}", "<table><div class=x>a</div></table>"),
        (".x{display:none} tbody .x{display:inline}", "<table><tr><td><b class=x>a</b></table>"),
        // The outermost elements of a deep nesting are forgotten.
        (".x{display:none} .o .x{display:inline}", "<i class=o>" + String(repeating: "<i>", count: 600) + "<b class=x>a"),
        // Rules that there is no room for.
        (
            ".x{display:none}" + (0..<5000).map { ".n\($0){color:red}" }.joined() + ".x{display:inline}", "<b class=x>a"
        ),
        (".x{display:none}" + (0..<60).map { ".k\($0) .x{display:inline}" }.joined(), "<i class=k59><b class=x>a"),
        ((0..<60).map { ".n\($0){display:none}" }.joined() + "b{display:inline!important}", "<b class='\((0..<60).map { "n\($0)" }.joined(separator: " "))'>a"),
    ])
    func `a rule that may hold does not hide`(css: String, html: String) {
        #expect(text("<style>\(css)</style>\(html)") == "a")
    }

    /// Each element asks the whole way up for each rule: more than is granted, so that the rules become possible ones.
    @Test func lookingAroundIsBounded() {
        let css = (0..<20).map { ".z .a .a .a .a .x\($0){display:none}" }.joined()
        let classes = (0..<20).map { "x\($0)" }.joined(separator: " ")
        let deep = "<i class=a>" + String(repeating: "<i class='a z'>", count: 500)
        let html = "<style>\(css)</style><i class=z></i>\(deep)" + String(repeating: "<b class='\(classes)'>a</b>", count: 5_000)
        let time = processorTime { _ = text(html) }
        #expect(time < 5, "\(time)")
    }

    private func text(_ html: String) -> String { String(decoding: HTMLText(reading: Array(html.utf8)).text, as: UTF8.self) }
}
