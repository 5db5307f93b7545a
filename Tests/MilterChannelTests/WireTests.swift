import Testing

@testable import MilterChannel

@Suite struct WireTests {
    static let answers: [(MilterAnswer, [UInt8])] = [
        (.continue, Frames.frame("c")),
        (.accept, Frames.frame("a")),
        (.skip, Frames.frame("s")),
        (.progress, Frames.frame("p")),
        (.reply("550 5.7.1 No"), Frames.frame("y", "550 5.7.1 No")),
        (.quarantine(reason: "scam"), Frames.frame("q", "scam")),
        (.changeField(name: "A", index: 258, value: [0x62]), Frames.frame("m", [0, 0, 1, 2, 0x41, 0, 0x62, 0])),
        (.changeField(name: "A", index: 1, value: []), Frames.frame("m", [0, 0, 0, 1, 0x41, 0, 0])),
        (.insertField(name: "A", index: 0, value: [0x62]), Frames.frame("i", [0, 0, 0, 0, 0x41, 0, 0x62, 0])),
        (.addField(name: "A", value: [0x62]), Frames.frame("h", [0x41, 0, 0x62, 0])),
        (.replaceBody([1, 0, 255]), Frames.frame("b", [1, 0, 255])),
    ]

    @Test(arguments: answers) func frame(_ answer: MilterAnswer, _ bytes: [UInt8]) {
        var encoded: [UInt8] = [9]
        answer.encode(into: &encoded)
        #expect(encoded == [9] + bytes)
    }

    static let beginnings: [([UInt8], FrameReader.Next)] = [
        ([], .incomplete),
        ([0, 0, 0], .incomplete),
        ([0, 0, 0, 1], .incomplete),
        ([0, 0, 0, 1, 0x51], .frame(command: 0x51, data: 5..<5)),
        ([0, 0, 0, 2, 0x51, 7], .frame(command: 0x51, data: 5..<6)),
        ([0, 0, 0, 3, 0x51, 7], .incomplete),
        ([0, 0, 0, 0], .badLength),
        ([0xFF, 0xFF, 0xFF, 0xFF], .badLength),
        ([0x80, 0, 0, 0], .badLength),
        ([0, 0x10, 0, 1], .badLength),
        ([0, 0x10, 0, 0], .incomplete),
    ]

    @Test(arguments: beginnings) func beginning(_ bytes: [UInt8], _ next: FrameReader.Next) {
        #expect(FrameReader.next(in: bytes.span, from: 0) == next)
        #expect(FrameReader.next(in: (bytes + [1]).span, from: bytes.count) == .incomplete)
    }

    /// Nothing that was read in one go with a bad length is taken for more than it is.
    @Test(arguments: [0, 0x10_0001, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32]) func badLength(_ length: UInt32) {
        #expect(talk(Frames.postfix + Frames.number(length) + Frames.mail()) == ["agree 6 133 17f7c0", "! length", "close"])
    }

    static let values: [(String, String)] = [
        ("plain", "plain"),
        ("folded\r\n behind", "folded\n behind"),
        ("folded\n\tbehind", "folded\n\tbehind"),
        ("next\r\nX-Other: forged", "next\n X-Other: forged"),
        ("next\n\n\nX-Other: forged", "next\n X-Other: forged"),
        ("bare\rreturn", "barereturn"),
        ("end\r\n", "end"),
        ("nul\0behind", "nulbehind"),
        ("\r\n\0", ""),
        ("", ""),
    ]

    @Test(arguments: values) func value(_ value: String, _ wire: String) {
        #expect(WireText.value(Array(value.utf8), leadingSpace: false).text == wire)
        #expect(WireText.value(Array(value.utf8), leadingSpace: true).text == " " + wire)
    }
}
