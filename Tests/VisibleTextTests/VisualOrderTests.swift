import MailMessage
import Testing

@testable import VisibleText

struct VisualOrderTests {
    @Test(arguments: [
        ("my \u{202E}drowssap\u{202C} is", "my password is"),
        ("\u{202E}!won evil\nto you", "live now!\nto you"),
        ("\u{202E}drowssap ruoy", "your password"),
        ("\u{202E}(no) era uoy", "you are (on)"),
        ("\u{202E}dna \u{202D}bitcoin\u{202C} yap\u{202C}.", "pay bitcoin and."),
        ("\u{202E}o\u{301}edi\u{301}v", "vi\u{301}deo\u{301}"),
        ("\u{202E}\u{202E}yap\u{202C}\u{202C} me", "pay me"),
        ("\u{202E}a\u{202C}\u{202E}yap", "\u{202E}a\u{202C}pay"),
    ])
    func `what an override turns round stands as it is seen`(text: String, expected: String) throws {
        #expect(String(decoding: try #require(VisualOrder(Array(text.utf8))).text, as: UTF8.self) == expected)
        #expect(sections(text).last?.text == Array(expected.utf8))
    }

    @Test(arguments: ["plain", "\u{202B}embedded\u{202C}", "\u{202D}left\u{202C}"])
    func `text without an override is left alone`(text: String) {
        #expect(VisualOrder(Array(text.utf8)) == nil)
    }

    @Test
    func `who reads from right to left reads it so`() {
        #expect(sections("\u{202E}שלום\u{202C}").last?.text == Array("\u{202E}שלום\u{202C}".utf8))
    }

    @Test
    func `a word that was turned round leads back to the override`() throws {
        let message = Message(parsing: Array("Content-Type: text/html; charset=utf-8\n\n<b>my &#x202E;drow<i>ssap</i>&#x202C; is</b>".utf8))
        let section = try #require(Reading(of: message).sections.last)
        #expect(String(decoding: section.folded.bytes, as: UTF8.self) == "\nmy password is\n")
        let word = section.folded.map.sources(of: 4..<12)
        let spans = word.flatMap { section.spans(of: $0, in: message) }
        #expect(spans.map { String(decoding: message.bytes[$0], as: UTF8.self) }.joined().contains("drow"))
        #expect(spans.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= message.bytes.count })
    }

    @Test(arguments: [0xE2, 0x80, 0xAE, 0xAC, 0xAD, 0x41, 0x0A, 0xCC] as [UInt8])
    func `any bytes keep their map in order`(last: UInt8) {
        let pieces: [[UInt8]] = [
            [0xE2, 0x80, 0xAE], [0xE2, 0x80, 0xAC], [0xE2, 0x80, 0xAD], [0xE2, 0x81, 0xA6], [0x41], [0x28], [0xCC, 0x81], [0xE2], [0x0A], [last],
        ]
        var state: UInt64 = UInt64(last)
        for _ in 0..<500 {
            let text = (0..<20).flatMap { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return pieces[Int(state >> 33) % pieces.count]
            }
            guard let visual = VisualOrder(text) else { continue }
            var least = 0
            for index in visual.text.indices {
                let sources = visual.map.sources(of: index..<index + 1)
                #expect(sources.count == 1 && sources[0].lowerBound >= least && sources[0].upperBound <= text.count)
                least = sources.first?.lowerBound ?? 0
            }
        }
    }

    private func sections(_ text: String) -> [Section] {
        Reading(of: Message(parsing: Array("Content-Type: text/plain; charset=utf-8\n\n\(text)".utf8))).sections
    }
}
