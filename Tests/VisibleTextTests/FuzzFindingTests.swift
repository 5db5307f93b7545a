import MailMessage
import Testing

@testable import VisibleText

/// What script/fuzz and script/growth found, each as small as it could be made.
@Suite struct FuzzFindingTests {
    @Test(arguments: ["<pre>\n\na\n</pre>", "<plaintext>a\n\n", "<pre>&#10;a&#10;</pre>", "<pre>a\r\n<b></b></pre>"])
    func `no line break begins or ends text whose line breaks are kept`(html: String) {
        #expect(HTMLText(reading: Array(html.utf8)).text == Array("a".utf8))
    }

    @Test func `a byte is quoted where its line is`() {
        let reading = Reading(of: Message(text: Array("> a\nb\n> c\n> d\ne\n".utf8)))
        let quoted = (0..<16).filter { reading.sections[0].isQuoted(at: $0) }
        #expect(quoted == Array(0..<4) + Array(6..<14))
    }
}
