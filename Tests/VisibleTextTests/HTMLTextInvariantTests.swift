import MailMessage
import Testing

@testable import VisibleText

/// Whatever bytes come: a text, a map into the HTML that never goes back, and a time in proportion.
@Suite struct HTMLTextInvariantTests {
    /// SplitMix64, so that a failure can be had again.
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed &>> 31
        }
    }

    static let fragments: [String] = [
        "<", ">", "</", "<!--", "-->", "--!>", "<!", "<?", "<![CDATA[", "]]>", "<!DOCTYPE html", " PUBLIC \"", "'", "\"", "&", "&#", "&#x", ";", "&nGt;",
        "&amp", "&nbsp;", "&#99999999999;", "<p>", "</p>", "<div style=\"", "display:none", "font-size:", "-1e9px", "color:#", "rgb(", "rgba(1,2", "%", "!",
        "!important", "\\", "\\41 ", "/*", "*/", "url(", ")", "(", "{", "}", "@media ", "@", ".x", "#y", ":not(", "[a=", ",", "<style>", "</style>",
        "<script>", "</script>", "<!--<script", "<title>", "</title>", "<textarea>", "</textarea", "<pre>\r\n", "<plaintext>", "<xmp>", "<table>", "<td>",
        "<tr>", "<li>", "<br>", "<a href=", "<body bgcolor=", "<font color=", " class=x", " id=y", " hidden", "=", "/", "\r", "\n", "\t", " ", "a", "word",
        "\u{0}", "é", "\u{FFFD}", "<b>", "</b>", "</i>", "<svg>", "<svg/>", "<math>",
        "<template>", "<select>", "<option>", "<body>", "<html style=", "width:0;overflow:hidden;", "position:absolute;left:-1000px", "opacity:0",
    ]

    private func check(_ html: [UInt8], _ name: String) {
        let result = HTMLText(reading: html)
        #expect(result.text.count <= HTMLText.maxGrowth * html.count, "\(name)")
        var end = 0
        for source in result.map.sources(of: 0..<result.text.count) {
            #expect(source.lowerBound >= end && source.upperBound <= html.count, "\(name)")
            end = source.upperBound
        }
        var start = 0
        for index in result.text.indices {
            guard let source = result.map.sources(of: index..<index + 1).first else {
                Issue.record("\(name): no source at \(index)")
                return
            }
            #expect(source.lowerBound >= start && source.upperBound <= html.count, "\(name) at \(index)")
            start = source.lowerBound
        }
        var hiddenEnd = 0
        for hidden in result.hidden {
            #expect(hidden.source.lowerBound >= hiddenEnd && hidden.source.upperBound <= html.count && hidden.byteCount > 0, "\(name)")
            hiddenEnd = hidden.source.upperBound
        }
    }

    @Test func randomBytes() {
        var random = Random(state: 1)
        for round in 0..<1500 {
            let alphabet: ClosedRange<UInt8> = round.isMultiple(of: 2) ? 0...255 : 32...64
            check((0..<Int.random(in: 0...120, using: &random)).map { _ in .random(in: alphabet, using: &random) }, "bytes \(round)")
        }
    }

    @Test func randomFragments() {
        var random = Random(state: 2)
        for round in 0..<3000 {
            var html: [UInt8] = []
            for _ in 0..<Int.random(in: 1...40, using: &random) { html += Array(Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)].utf8) }
            check(html, "fragments \(round)")
        }
    }

    @Test func everyPrefix() {
        let html = Array(
            """
            <!DOCTYPE html PUBLIC "x" 'y'><title>&lt;</title><style>@media screen{.x,#y{display:none}}</style><body bgcolor=#fff><p class="x" id='y'>a&amp;b
            <script><!--<script></script>--></script><div style="color:rgb(1,2,3);font:1px x">c<!-- x --><br/></div><![CDATA[x]]></p>
            """.utf8)
        for end in html.indices { check(Array(html[..<end]), "prefix \(end)") }
    }

    @Test(
        "time in proportion to length",
        arguments: [
            "<b>", "</b>", "<p>", "<div>", "</div>", "<td>", "<li>", "<b></i>", "&amp;", "&nosuchname", "&#1;", "<", "&", "<a b=c>", "<!--", "<![", "<style>",
            "<style>.x{color:red}</style><p class=x>y", "a<i hidden>b</i>", "<div style='display:none;color:#123;font:0 a;background:url(x) red'>", " x  y",
            "<script><!--", "</title><title>", "<!doctype", "<p class='a b c d e'>", "<textarea></textare>", "\r\n\r\n",
        ])
    func isLinear(unit: String) {
        let time = { (count: Int) in
            let html = Array(String(repeating: unit, count: count).utf8)
            return (0..<3).map { _ in processorTime { #expect(HTMLText(reading: html).text.count <= 2 * html.count) } }.min() ?? 0
        }
        // Quadratic would be 64 times as long; three times is room for a busy machine.
        #expect(time(32_000) < time(4_000) * 24 + 0.02)
    }

    @Test func oneLongAttributeOrSheet() {
        let many = { (unit: String) in String(repeating: unit, count: 100_000) }
        for html in [
            "<a \(many("b "))>", "<a \(many("style=x "))>", "<p class='\(many("x "))'>", "<p style='\(many("a:b;"))'>", "<p style='\(many("("))'>",
            "<style>\(many(".a{color:red}"))</style>", "<style>\(many("@media x{"))</style>", "<style>\(many("a,"))</style>", "<style>\(many("{"))</style>",
            "<p style='\(many("/*"))'>", "<p style='\(many("\""))'>", "<p style='color:\(many("!"))'>", "<p style='background:\(many("a "))'>",
            "<p style='font:\(many("1 "))'>", "&#\(many("1"));", "&\(many("a"));",
        ] {
            let time = processorTime { #expect(HTMLText(reading: Array(html.utf8)).text.count <= 2 * html.utf8.count) }
            #expect(time < 5, "\(html.prefix(40))")
        }
    }
}
