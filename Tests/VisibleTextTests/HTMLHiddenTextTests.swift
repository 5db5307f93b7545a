import Testing

@testable import VisibleText

@Suite struct HTMLHiddenTextTests {
    private func read(_ html: String) -> HTMLText { HTMLText(reading: Array(html.utf8)) }

    private func text(_ html: String) -> String { String(decoding: read(html).text, as: UTF8.self) }

    @Test(
        "style attributes that hide",
        arguments: [
            ("display:none", HiddenText.Reason.displayNone),
            ("DISPLAY : NONE !important", .displayNone),
            ("display:none;display", .displayNone),
            ("display:/* x */none", .displayNone),
            ("d\\69splay:none", .displayNone),
            ("display&colon;none", .displayNone),
            ("display:none!important;display:block", .displayNone),
            ("visibility:hidden", .visibility),
            ("font-size:0", .fontSize),
            ("font-size:1px", .fontSize),
            ("font-size:2pt", .fontSize),
            ("font-size:.1em", .fontSize),
            ("font-size:10%", .fontSize),
            ("font:0/0 a", .fontSize),
            ("opacity:0", .opacity),
            ("opacity:0.05", .opacity),
            ("opacity:3%", .opacity),
            ("color:#fff", .color),
            ("color:white", .color),
            ("color:rgb(255, 255, 255)", .color),
            ("color:rgb(100% 100% 99%)", .color),
            ("color:#fdfefc", .color),
            ("color:transparent", .color),
            ("color:rgba(0,0,0,0)", .color),
            ("color:black;background:#000", .color),
            ("background-color:navy;color:#000080", .color),
            ("position:absolute;left:-9999px", .offScreen),
            ("position:fixed;top:-100em", .offScreen),
            ("position:absolute;left:9999px", .offScreen),
            ("position:absolute;right:9999px", .offScreen),
            ("position:fixed;bottom:9999px", .offScreen),
            ("position:relative;left:-9999px", .offScreen),
            ("margin-left:-9999px", .offScreen),
            ("margin:0 0 0 -9999px", .offScreen),
            ("position:absolute;transform:translate(-9999px,0)", .offScreen),
            ("position:absolute;clip:rect(0,0,0,0)", .zeroSize),
            ("position:absolute;clip:rect(1px 1px 1px 1px)", .zeroSize),
            ("clip-path:inset(50%)", .zeroSize),
            ("clip-path:circle(0 at 5px 5px)", .zeroSize),
            ("position:absolute;transform:rotate(3deg) scale(0)", .zeroSize),
            ("position:absolute;scale:0", .zeroSize),
            ("position:absolute;max-height:0;overflow:hidden", .zeroSize),
            ("position:absolute;height:1px;width:1px;overflow:auto", .zeroSize),
            ("filter:opacity(0)", .opacity),
            ("filter:alpha(opacity=0)", .opacity),
            ("color:hsl(0, 0%, 100%)", .color),
            ("color:white;-webkit-text-stroke-width:0px;text-shadow:none;background-clip:border-box", .color),
            ("color:hsla(120 50% 99% / 1)", .color),
        ])
    func hides(style: String, reason: HiddenText.Reason) {
        let html = "pass<span style=\"\(style)\">salt<b>and</b>salt</span>word"
        let result = read(html)
        #expect(String(decoding: result.text, as: UTF8.self) == "password")
        #expect(result.hidden.map(\.reason) == [reason])
        #expect(result.hidden.first.map { String(decoding: Array(html.utf8)[$0.source], as: UTF8.self) } == "salt<b>and</b>salt")
    }

    @Test(
        "style attributes that hide a box and all in it",
        arguments: [
            ("text-indent:-9999px", HiddenText.Reason.offScreen),
            ("max-height:0;overflow:hidden", .zeroSize),
            ("height:1px;width:1px;overflow:hidden", .zeroSize),
            ("transform:scaleY(0)", .zeroSize),
            ("transform:translateX(-9999px)", .offScreen),
        ])
    func hidesBox(style: String, reason: HiddenText.Reason) {
        for hides in ["<div style=\"\(style)\">", "<span style=\"display:inline-block;\(style)\">", "<td style=\"display:block;\(style)\">"] {
            let result = read("<table><tr><td>a\(hides)salt<b>salt</b>")
            #expect(String(decoding: result.text, as: UTF8.self) == "a")
            #expect(result.hidden.map(\.reason) == [reason])
        }
        // CSS asks none of these of what is part of a line.
        #expect(text("a<span style=\"\(style)\">b</span>") == "ab")
        #expect(text("a<div style=\"display:inline;\(style)\">b</div>") == "ab")
    }

    @Test("parts of a table are as large as their text", arguments: ["height:0", "max-height:0", "width:0"])
    func showsCells(size: String) {
        #expect(text("<table style='\(size);overflow:hidden'><tr><td style='\(size);overflow:hidden'>a</td></tr></table>") == "a")
    }

    @Test(
        "style attributes that do not hide",
        arguments: [
            "display:block", "visibility:visible", "font-size:10px", "font-size:80%", "font:700 14px/0 Arial", "opacity:.5", "color:#999", "color:nonsense",
            "color:white;background:navy", "color:white;background:url(x.png)", "color:white;background-image:linear-gradient(red,blue);background-color:white",
            "color:white;background:rgba(0,0,0,.5)", "left:-9999px", "position:absolute;left:-100px", "text-indent:-20px", "height:0", "max-height:0",
            "overflow:hidden;height:auto", "background:url(a;display:none", "content:'; display:none;'", "display:none;display:block", "mso-hide:all",
            "font-size:0;font-size:12px", "font-size:0;font:12px a", "font-size:12px!important;font-size:.1em", "font-size:1em!important;font-size:0",
            "color:var(--x)", "clip:rect(0,0,0,0)", "clip:auto;position:absolute", "clip-path:none", "clip-path:inset(0)",
            "clip-path:inset(50%);clip-path:none",
            "transform:scale(0)", "position:absolute;transform:scale(.5)", "position:absolute;transform:scale(0);transform:none",
            "position:absolute;left:300px", "left:9999px", "margin-left:-20px", "margin:-9999px 0 0", "filter:none", "filter:opacity(1)",
            "color:white;text-shadow:0 0 2px #000", "color:white;-webkit-text-fill-color:black", "color:transparent;-webkit-background-clip:text",
            "color:white;filter:invert(1)", "color:white;mix-blend-mode:difference", "color:hsl(0,0%,50%)", "color:hsl(240,100%,50%)",
        ])
    func shows(style: String) { #expect(text("pass<span style=\"\(style)\">word</span>").filter { $0 != "\n" } == "password") }

    @Test(
        "inheritance",
        arguments: [
            ("<div style='opacity:.2'>a<b style='opacity:.2'>x</b></div>", "a"),
            ("<div style='color:white'><font color=transparent>x</font><font color=inherit>a</font></div>", "a"),
            // Any text is a colour: the first is #0F0F0F, the second #FFF0FF.
            ("<font color=fff>a</font><font color='#ffff'>b</font>", "ab"),
            ("<font color='#fffffffff'>x</font>a", "a"),
            ("<svg><desc>x</desc><text>a</text></svg>", "a"),
            ("<div style='visibility:hidden'>x<b style='visibility:visible'>a</b></div>", "a"),
            ("<div style='display:none'>x<b style='display:block'>x</b></div>a", "a"),
            ("<div style='font-size:0'>x<b style='font-size:12px'>a</b><i style='font-size:5em'>x</i></div>", "a"),
            ("<!DOCTYPE html><div style='font-size:0'><table><tr><td>x</table></div>a", "a"),
            ("<div style='font-size:0'><table><tr><td>quirk</table></div>", "quirk"),
            ("<table bgcolor=black><tr><td><font color=white>a</font><font color=black>x</font></table>", "a"),
            ("<table bgcolor='#000080'><tr><td><font color=000080>x</font>a</table>", "a"),
            ("<body bgcolor=black text=white>a<font color=black>x</font>", "a"),
            ("<table><td background=x.png><font color=white>a</font>", "a"),
            ("<div style='color:white'>x<a href=y>a</a></div>", "a"),
            ("<div style='color:white'>x<a href=y style='color:inherit'>a</a></div>", "a"),
            ("a<br style='display:none'>b<hr hidden>c", "abc"),
            ("<span hidden>x</span><span style=display:block hidden>a</span>", "a"),
        ])
    func inherits(html: String, expected: String) { #expect(text(html) == expected) }

    @Test(
        "elements that end in another order than they began",
        arguments: [
            // What a formatting element hides, it hides until its own end tag.
            ("<div><i style='font-size:0'></div>x</i>a", "a"),
            ("<b><i style='font-size:0'>x</b>x</i>a", "a"),
            ("<p style='opacity:1'><i style='font-size:0'><p>x</i>a", "a"),
            ("<i style='font-size:0'><div>x</i>a</div>b", "a\nb"),
            ("<a style='font-size:0'>x<a href=y>a</a>", "a"),
            ("<table><tr><td><i style='font-size:0'>x<td>a</table>b", "a\nb"),
            ("<table><i style='display:none'><tr><td>a</table>x", "a"),
            // An end tag in a cell ends nothing outside of it.
            ("<div style='display:none'><table><tr><td></div>x</table></div>a", "a"),
            ("<div style='background:black'><table><tr><td></div><font color=white>a</font></table></div>", "a"),
            ("<a style='color:white'><table bgcolor=black><tr><td></a><font color=white>a</font></table>", "a"),
            // One of no meaning ends nothing outside a block.
            ("<span style='display:none'><p>x</span>x</p></span>a", "a"),
            ("<h1 style='font-size:0'>x</h2>a", "a"),
            // Parts of a table are nothing without one.
            ("<thead style='display:none'><tr hidden>a<tbody>b", "ab"),
            ("<blockquote hidden>x<tfoot>x</blockquote>a", "a"),
        ])
    func endsInOrder(html: String, expected: String) { #expect(text(html) == expected) }

    @Test(
        "style sheets",
        arguments: [
            ("<style>.x{display:none}</style><p class='a x b'>x</p>a", "a"),
            ("<style><!-- .X{display:none} --></style><p class=x>a</p>", "a"),
            ("<style>#x, q{font-size:0}</style><p id=x>x</p><q>x</q>a", "a"),
            ("<style>p.x{display:none}</style><p class=x>x</p><b class=x>a</b>", "a"),
            ("<style>@media screen{.x{display:none}}</style><p class=x>x</p>a", "a"),
            ("<style>@media print{.x{display:none}}</style><p class=x>a</p>", "a"),
            ("<style>@media (max-width:600px){.x{display:none}}</style><p class=x>a</p>", "a"),
            ("<style>/* } */ .y{color:red} @import 'x'; @font-face{src:url(x)} .x{display:none}</style><p class=x>x</p>a", "a"),
            ("<p class=x>x</p>a<style>.x{display:none}</style>", "a"),
            ("<style>p{display:none}.x{display:block}</style><p>x</p><p class=x>a</p>", "a"),
            ("<style>p{display:none}</style><p>x</p><p style='display:block'>a</p>", "a"),
            ("<style>p{display:none!important}</style><p style='display:block'>x</p>a", "a"),
            // The body is there without a tag, and so is the root.
            ("<style>body{background:black}</style><font color=white>a</font>", "a"),
            ("<style>html{background:black}</style><font color=white>a</font>", "a"),
            ("<html style='background:black'><style>p{color:red}</style><font color=white>a</font>", "a"),
            ("<style>body{color:white}</style><body>x<b style='color:red'>a</b>", "a"),
            ("<div><body bgcolor=black><font color=white>a</font>", "a"),
            ("a<!DOCTYPE html><div style='font-size:0'><table><tr><td>quirk</table></div>", "a\nquirk"),
            // A rule that may or may not hold never hides, and may show.
            ("<style>b + .x{display:none}</style><b></b><p class=x>a</p>", "a"),
            ("<style>.x{display:none} b+.x{display:block}</style><p class=x>a</p>", "a"),
            ("<style>[lang] .x{display:none}</style><p class=x>a</p>", "a"),
            ("<style>@media (min-width:1px){.x{display:block!important}}</style><p class=x style='display:none'>a</p>", "a"),
            ("<style>div ~ p{background:black}</style><p style='color:white'>a</p>", "a"),
            ("<style>.x{display:none} .x:hover{display:block}</style><p class=x>x</p>a", "a"),
            ("<style>@media only screen{.x{display:none}}</style><p class=x>x</p>a", "a"),
            ("<style>.x{display:none</style><p class=x>x</p>a", "a"),
            // Not all rules with one name count from where the last of them stands.
            ("<style>.x{display:none}.y{display:block}.x{color:red}</style><p class='x y'>a</p>", "a"),
        ])
    func readsSheets(html: String, expected: String) { #expect(text(html) == expected) }

    @Test(
        "the room that hidden text leaves",
        arguments: [
            ("a<i style='color:white'> x </i>b", "a b"),
            ("a<i style='color:white'>&nbsp;</i>b<i style='color:white'>\u{A0}</i>c", "a b c"),
            ("a<i style='visibility:hidden'>x y</i>b", "a b"),
            ("a<i style='visibility:hidden;position:absolute'>x y</i>b", "ab"),
            ("a<i style='color:white;font-size:0'>x y</i>b", "ab"),
            ("a<i style='display:none'> x </i>b", "ab"),
        ])
    func leavesRoom(html: String, expected: String) { #expect(text(html) == expected) }

    @Test func coloursAreNotTrustedAgainstAllOfTheText() {
        let letter = String(repeating: "a letter ", count: 40)
        let result = read("<div style='position:absolute;background:black'></div><p style='color:white'>\(letter)</p>")
        #expect(result.text.count == letter.utf8.count - 1)
        #expect(result.hidden.map(\.reason) == [.color])
        #expect(text("<p>\(letter)\(letter)</p><p style='color:white'>\(letter)</p>").utf8.count == 2 * letter.utf8.count - 1)
    }

    /// Beside a message of its own, much text in the colour of its background may be salt, or the message itself on a ground that is not understood.
    @Test func muchTextInTheColourOfItsBackgroundIsToldApart() {
        let letter = String(repeating: "a letter ", count: 40)
        let message = String(repeating: "seen ", count: 20)
        let result = read("<p>\(message)</p><p style='color:white'>\(letter)<i hidden>never</i></p><p style='display:none'>gone</p>")
        #expect(String(decoding: result.text, as: UTF8.self) == message.dropLast())
        #expect(result.doubtful.map { String(decoding: $0.text, as: UTF8.self) } == "\(message.dropLast())\n\n\(letter.dropLast())")
        #expect(read("<p>\(message)</p><p style='color:white'>short</p>").doubtful == nil)
        #expect(read("<p style='color:white'>\(letter)</p>").doubtful == nil)
    }

    @Test func layoutFillersAreNoHiddenText() {
        #expect(read("<td style='font-size:0'>&nbsp; &nbsp;\u{A0}\n</td>a").hidden.isEmpty)
    }

    @Test func adjacentRunsMerge() {
        let html = "a<i hidden>one</i> <i hidden>two  &amp;</i>b<i hidden>three</i><title>four</title>"
        let hidden = read(html).hidden
        #expect(hidden.map(\.byteCount) == [7, 5, 4])
        #expect(hidden.map(\.reason) == [.hiddenAttribute, .hiddenAttribute, .title])
    }
}
