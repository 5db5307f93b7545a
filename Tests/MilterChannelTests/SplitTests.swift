import ChannelKit
import Examination
import Testing

@testable import MilterChannel

/// However the network cuts the bytes, the same is heard.
@Suite struct SplitTests {
    private static let dialogue =
        Frames.postfix + Frames.macro("C", "j", "mx.example.org") + Frames.connect("4", "192.0.2.1") + Frames.frame("H", "client.example.com")
        + Frames.macro("M", "{auth_type}", "PLAIN")
        + Frames.mail() + Frames.envelope + Frames.frame("A") + Frames.frame("U", "XYZZY") + Frames.mail("Another\r\n") + Frames.frame("E") + Frames.frame("K")
        + Frames.connect("6", "2001:db8::1") + Frames.mail() + Frames.quit

    private static let action = Action(removedFields: ["Subject"], addedFields: [.init(name: "X-A", value: "b")])

    private static func talk(_ pieces: [[UInt8]]) -> ([String], [[UInt8]]) {
        var talk = Talk(action: action)
        for piece in pieces { talk.say(piece) }
        return (talk.heard, talk.mails.map(\.bytes))
    }

    @Test func atEachByte() {
        let whole = Self.talk([Self.dialogue])
        #expect(whole.1.count == 3 && whole.0.last == "close")
        for place in 0...Self.dialogue.count {
            let split = Self.talk([Array(Self.dialogue[..<place]), Array(Self.dialogue[place...])])
            #expect(split == whole, "split at \(place)")
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64]) func inPieces(_ length: Int) {
        let pieces = stride(from: 0, to: Self.dialogue.count, by: length).map { Array(Self.dialogue[$0..<min($0 + length, Self.dialogue.count)]) }
        #expect(Self.talk(pieces) == Self.talk([Self.dialogue]))
    }

    /// A megabyte in one frame, a byte at a time: this would take minutes if each byte cost the whole.
    @Test func aLargeFrameByteByByte() {
        var talk = Talk(limit: 2 << 20)
        talk.say(Frames.offer(6, 0x1FF, 0x3FFF_FFFF) + Frames.envelope)
        for byte in Frames.frame("B", [UInt8](repeating: 0x78, count: 1 << 20 - 1)) { talk.say([byte]) }
        talk.say(Frames.frame("E"))
        #expect(talk.mails.first?.bytes.count == 1 << 20 + 1)
    }
}
