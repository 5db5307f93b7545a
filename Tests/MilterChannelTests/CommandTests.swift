import ChannelKit
import SenderIdentity
import Testing

@testable import MilterChannel

/// What each command is answered, with a mail server that can do everything (Postfix 3) and with one that can do nothing (version 2).
@Suite struct CommandTests {
    private static let start = Frames.connect("4", "192.0.2.1") + Frames.frame("H", "client.example.com")

    static let commands: [(name: String, bytes: [UInt8], newest: [String], oldest: [String])] = [
        ("CONNECT", Frames.connect("4", "192.0.2.1"), [], ["continue"]),
        ("CONNECT that cannot be read", Frames.connect("4", "somewhere"), ["! malformed"], ["! malformed", "continue"]),
        ("CONNECT that is cut", Frames.frame("C", [0x61]), ["! malformed"], ["! malformed", "continue"]),
        ("CONNECT that is empty", Frames.frame("C"), ["! malformed"], ["! malformed", "continue"]),
        ("CONNECT from nowhere", Frames.frame("C", [0x61, 0, 0x55]), [], ["continue"]),
        ("CONNECT from a socket", Frames.connect("L", "/run/socket"), [], ["continue"]),
        ("CONNECT of another family", Frames.connect("7", "192.0.2.1"), ["! malformed"], ["! malformed", "continue"]),
        ("HELO", Frames.frame("H", "client.example.com"), [], ["continue"]),
        ("MAIL", Frames.frame("M", "<a@example.com>", "SIZE=100"), [], ["continue"]),
        ("MAIL that is empty", Frames.frame("M"), ["! malformed"], ["! malformed", "continue"]),
        ("RCPT before MAIL", Frames.frame("R", "<a@example.com>"), ["! sequence"], ["! sequence", "continue"]),
        ("RCPT", Frames.envelope, [], ["continue", "continue"]),
        ("RCPT that is empty", Frames.envelope + Frames.frame("R"), ["! malformed"], ["continue", "continue", "! malformed", "continue"]),
        ("DATA", Frames.envelope + Frames.frame("T"), [], ["continue", "continue", "continue"]),
        ("an unknown SMTP command", Frames.frame("U", "XYZZY"), [], ["continue"]),
        ("a field before MAIL", Frames.frame("L", "A", "b"), ["! sequence"], ["! sequence", "continue"]),
        ("a field without a name", Frames.envelope + Frames.frame("L", "", "b"), ["! malformed"], ["continue", "continue", "! malformed", "continue"]),
        ("a field without NUL", Frames.envelope + Frames.frame("L", [0x41]), ["! malformed"], ["continue", "continue", "! malformed", "continue"]),
        ("end of header before MAIL", Frames.frame("N"), ["! sequence"], ["! sequence", "continue"]),
        ("a chunk before MAIL", Frames.frame("B", [1]), ["! sequence", "continue"], ["! sequence", "continue"]),
        ("an end before MAIL", Frames.frame("E"), ["! sequence", "accept"], ["! sequence", "accept"]),
        (
            "ABORT", Frames.envelope + Frames.frame("A") + Frames.frame("R", "<a@example.com>"), ["! sequence"],
            ["continue", "continue", "! sequence", "continue"]
        ),
        ("macros", Frames.macro("C", "j", "mx", "{daemon_name}", "") + Frames.macro("M"), [], []),
        ("macros that are cut", Frames.frame("D", [0x43, 0x6A, 0, 0x6D]), ["! malformed"], ["! malformed"]),
        ("macros of no command", Frames.frame("D", [0x21, 0x6A, 0, 0x6D, 0]), ["! malformed"], ["! malformed"]),
        ("macros that are empty", Frames.frame("D"), ["! malformed"], ["! malformed"]),
        ("QUIT_NC", Frames.frame("K") + Frames.connect("6", "IPv6:2001:db8::1"), [], ["continue"]),
        ("QUIT", Frames.quit + Frames.frame("M", "<>"), ["close"], ["close"]),
        ("no command of the protocol", Frames.frame("?") + Frames.frame("M", "<>"), ["! unknown-command", "close"], ["! unknown-command", "close"]),
        ("a reply of ours", Frames.frame("a"), ["! unknown-command", "close"], ["! unknown-command", "close"]),
        ("MAIL twice", Frames.envelope + Frames.frame("M", "<>"), ["! sequence"], ["continue", "continue", "! sequence", "continue"]),
        (
            "HELO within a mail", Frames.envelope + Frames.frame("H", "x") + Frames.frame("R", "<a@b>"), ["! sequence"],
            ["continue", "continue", "continue", "! sequence", "continue"]
        ),
    ]

    @Test(arguments: commands) func command(_ name: String, _ bytes: [UInt8], _ newest: [String], _ oldest: [String]) {
        #expect(Array(talk(Frames.postfix + Self.start + bytes).dropFirst()) == newest, "\(name)")
        #expect(Array(talk(Frames.oldest + Self.start + bytes).dropFirst(3)) == oldest, "\(name)")
    }

    @Test func mail() {
        #expect(
            talk(Frames.postfix + Frames.mail() + Frames.mail() + Frames.quit) == [
                "agree 6 133 17f7c0", "continue", "mail", "accept", "continue", "mail", "accept", "close",
            ])
        let answers = ["continue", "continue", "continue", "continue", "continue", "mail", "accept"]
        #expect(talk(Frames.oldest + Frames.mail() + Frames.mail()) == ["agree 2 33 40"] + answers + answers)
    }

    static let orders: [(name: String, bytes: [UInt8], heard: [String], mail: String)] = [
        ("no header", Frames.envelope + Frames.frame("B", [0x78]) + Frames.frame("E"), ["continue", "mail", "accept"], "\r\nx"),
        ("no body", Frames.envelope + Frames.frame("L", "A", " b") + Frames.frame("E"), ["mail", "accept"], "A: b\r\n\r\n"),
        ("nothing", Frames.envelope + Frames.frame("E"), ["mail", "accept"], "\r\n"),
        (
            "the last chunk at the end", Frames.envelope + Frames.frame("N") + Frames.frame("B", [0x78]) + Frames.frame("E", [0x79]),
            ["continue", "mail", "accept"], "\r\nxy"
        ),
        (
            "a field behind the body", Frames.envelope + Frames.frame("B", [0x78]) + Frames.frame("L", "A", " b") + Frames.frame("E"),
            ["continue", "! sequence", "mail", "accept"], "\r\nx"
        ),
        (
            "a recipient behind the header", Frames.envelope + Frames.frame("L", "A", " b") + Frames.frame("R", "<c@d>") + Frames.frame("E"),
            ["! sequence", "mail", "accept"], "A: b\r\n\r\n"
        ),
        (
            "two ends of the header", Frames.envelope + Frames.frame("N") + Frames.frame("N") + Frames.frame("B", [0x78]) + Frames.frame("E"),
            ["continue", "mail", "accept"], "\r\nx"
        ),
        ("an empty chunk", Frames.envelope + Frames.frame("B") + Frames.frame("E"), ["continue", "mail", "accept"], "\r\n"),
    ]

    @Test(arguments: orders) func order(_ name: String, _ bytes: [UInt8], _ heard: [String], _ mail: String) {
        var talk = Talk()
        talk.say(Frames.postfix + bytes)
        #expect(Array(talk.heard.dropFirst()) == heard, "\(name)")
        #expect(talk.mails.map(\.bytes.text) == [mail], "\(name)")
        #expect(talk.mails[0].envelope.recipients == ["bert@example.org"], "\(name)")
    }
}
