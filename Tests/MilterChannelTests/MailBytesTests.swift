import ChannelKit
import Testing

@testable import MilterChannel

/// The mail's bytes, as the mail server got them.
@Suite struct MailBytesTests {
    /// A field as it came to the mail server, and how Postfix and Sendmail send it with and without the leading space.
    static let fields: [(field: String, name: String, with: String, without: String)] = [
        ("Subject: One", "Subject", " One", "One"),
        ("Subject:One", "Subject", "One", ""),
        ("Subject:  Two spaces", "Subject", "  Two spaces", " Two spaces"),
        ("Subject:\tTab", "Subject", "\tTab", "\tTab"),
        ("Subject:\r\n folded at once", "Subject", "\n folded at once", "\n folded at once"),
        ("To: a@example.com,\r\n\tb@example.com", "To", " a@example.com,\n\tb@example.com", "a@example.com,\n\tb@example.com"),
        ("To: a,\r\n b,\r\n c", "To", " a,\r\n b,\r\n c", "a,\r\n b,\r\n c"),
        ("Empty:", "Empty", "", ""),
        ("Eight-Bit: \u{E9}\u{FF}", "Eight-Bit", " \u{E9}\u{FF}", "\u{E9}\u{FF}"),
        ("Nul: a\0b", "Nul", " a\0b", "a\0b"),
        ("Return: a\rb", "Return", " a\rb", "a\rb"),
    ]

    @Test(arguments: fields) func field(_ field: String, _ name: String, _ with: String, _ without: String) {
        func bytes(_ offer: [UInt8], _ value: String) -> String {
            var talk = Talk()
            talk.say(offer + Frames.envelope + Frames.frame("L", name, value) + Frames.frame("E"))
            return talk.mails[0].bytes.text
        }
        #expect(bytes(Frames.postfix, with) == field + "\r\n\r\n")
        // Who eats one space has eaten it from most: only of a field without one cannot be told.
        if !without.isEmpty || with.isEmpty { #expect(bytes(Frames.oldest, without) == field + "\r\n\r\n") }
    }

    @Test func anyByteOfABodyStays() {
        let body = (0...255).map { UInt8($0) } + Array("\r\n\n\r\0.\r\n".utf8)
        var talk = Talk()
        talk.say(Frames.postfix + Frames.envelope + Frames.frame("N") + Frames.frame("B", body) + Frames.frame("B", body) + Frames.frame("E", [1]))
        #expect(talk.mails[0].bytes == [13, 10] + body + body + [1])
    }

    @Test func aFieldWithoutItsLastNul() {
        var talk = Talk()
        talk.say(Frames.postfix + Frames.envelope + Frames.frame("L", [0x41, 0, 0x20, 0x62]) + Frames.frame("L", [0x43, 0]) + Frames.frame("E"))
        #expect(talk.mails[0].bytes.text == "A: b\r\nC:\r\n\r\n")
    }

    static let cuts: [(limit: Int, offer: [UInt8], bytes: String, heard: [String])] = [
        (100, Frames.postfix, "Subject: One\r\n\r\n12345678", ["continue", "continue", "mail", "accept"]),
        (24, Frames.postfix, "Subject: One\r\n\r\n12345678", ["continue", "continue", "mail", "accept"]),
        (23, Frames.postfix, "Subject: One\r\n\r\n1234567", ["continue", "skip", "cut", "mail", "accept"]),
        (18, Frames.postfix, "Subject: One\r\n\r\n12", ["skip", "skip", "cut", "mail", "accept"]),
        (18, Frames.offer(6, 0x1FF, 0x17_F3C0), "Subject: One\r\n\r\n12", ["continue", "continue", "cut", "mail", "accept"]),
        (18, Frames.offer(6, 0x1FF, 0x1F_FBFF), "Subject: One\r\n\r\n12", ["cut", "mail", "accept"]),
        (5, Frames.postfix, "\r\n", ["skip", "skip", "cut", "mail", "accept"]),
    ]

    @Test(arguments: cuts) func cut(_ limit: Int, _ offer: [UInt8], _ bytes: String, _ heard: [String]) {
        var talk = Talk(limit: limit)
        let body = Frames.frame("B", Array("1234".utf8)) + Frames.frame("B", Array("5678".utf8))
        talk.say(offer + Frames.envelope + Frames.frame("L", "Subject", " One") + body + Frames.frame("E"))
        // That it was cut is told to the desk, which counts it.
        #expect(Array(talk.heard.dropFirst()) == heard.filter { $0 != "cut" })
        #expect(talk.mails[0].bytes.text == bytes)
        #expect(talk.mails[0].isCut == heard.contains("cut"))
    }

    /// Behind a field that has no room nothing is taken, or the mail would have a hole.
    @Test func nothingBehindAHole() {
        var talk = Talk(limit: 40)
        let long = String(repeating: "x", count: 50)
        talk.say(
            Frames.postfix + Frames.envelope + Frames.frame("L", "A", " b") + Frames.frame("L", "Long", long) + Frames.frame("L", "C", " d")
                + Frames.frame("E", [1]))
        #expect(talk.mails[0].bytes.text == "A: b\r\n\r\n")
        #expect(talk.mails[0].isCut)
    }
}
