import ChannelKit
import SenderIdentity
import Testing

@testable import MilterChannel

@Suite struct EnvelopeTests {
    private static func envelope(_ bytes: [UInt8]) -> Envelope? {
        var talk = Talk()
        talk.say(Frames.postfix + bytes + Frames.frame("E"))
        return talk.mails.last?.envelope
    }

    static let clients: [(bytes: [UInt8], client: String?)] = [
        (Frames.connect("4", "192.0.2.1"), "192.0.2.1"),
        (Frames.connect("6", "2001:db8::1"), "2001:db8::1"),
        (Frames.connect("6", "IPv6:2001:db8::1"), "2001:db8::1"),
        (Frames.connect("6", "ipv6:2001:DB8::1"), "2001:db8::1"),
        (Frames.connect("6", "::ffff:192.0.2.1"), "192.0.2.1"),
        (Frames.connect("4", "192.0.2.1.5"), nil),
        (Frames.connect("4", ""), nil),
        (Frames.connect("4", String(repeating: "1", count: 2_000)), nil),
        (Frames.connect("L", "/192.0.2.1"), nil),
        (Frames.frame("C", [0x61, 0, 0x55]), nil),
        (Frames.frame("C", [0x61, 0, 0x34]), nil),
        (Frames.frame("C", [0x61, 0, 0x34, 0]), nil),
        (Frames.frame("C", [0x61, 0]), nil),
        (Frames.connect("4", "192.0.2.1") + Frames.frame("K") + Frames.connect("U", ""), nil),
        (Frames.connect("4", "192.0.2.1") + Frames.connect("4", "192.0.2.2"), "192.0.2.2"),
        (Frames.macro("C", "{client_addr}", "192.0.2.7") + Frames.connect("U", ""), nil),
        (Frames.connect("U", "") + Frames.macro("C", "{client_addr}", "192.0.2.7"), "192.0.2.7"),
    ]

    @Test(arguments: clients) func client(_ bytes: [UInt8], _ client: String?) {
        #expect(Self.envelope(bytes + Frames.envelope)?.client?.description == client)
    }

    static let clientNames: [(bytes: [UInt8], name: String?)] = [
        (Frames.connect("4", "192.0.2.1"), "client.example.com"),
        (Frames.connect("6", "2001:db8::1", name: "unknown"), "unknown"),
        (Frames.connect("4", "192.0.2.1", name: ""), nil),
        (Frames.connect("4", "192.0.2.1", name: String(repeating: "a", count: 1_025)), nil),
        (Frames.connect("4", "somewhere"), nil),
        (Frames.connect("L", "/run/socket"), nil),
        (Frames.connect("4", "192.0.2.1") + Frames.frame("K"), nil),
        (Frames.connect("4", "192.0.2.1") + Frames.connect("U", ""), nil),
        ([], nil),
    ]

    @Test(arguments: clientNames) func clientName(_ bytes: [UInt8], _ name: String?) {
        #expect(Self.envelope(bytes + Frames.envelope)?.clientName == name)
    }

    static let paths: [(argument: String, path: String?)] = [
        ("<anna@example.com>", "anna@example.com"),
        ("<>", ""),
        ("anna@example.com", "anna@example.com"),
        ("root", "root"),
        ("<anna@example.com", "<anna@example.com"),
        ("<", "<"),
        ("<\"a b\"@example.com>", "\"a b\"@example.com"),
        ("<@relay.example.net:anna@example.com>", "@relay.example.net:anna@example.com"),
        ("<ännä@example.com>", "ännä@example.com"),
        ("", nil),
        ("<" + String(repeating: "a", count: 2_000) + "@example.com>", nil),
    ]

    @Test(arguments: paths) func path(_ argument: String, _ path: String?) {
        let envelope = Self.envelope(Frames.frame("M", argument, "SIZE=1000", "BODY=8BITMIME") + Frames.frame("R", argument, "NOTIFY=NEVER"))
        #expect(envelope?.mailFrom == path)
        #expect(envelope?.recipients == (path.map { [$0] } ?? []))
    }

    @Test func recipientsHaveABound() {
        let many = (0..<10_002).flatMap { Frames.frame("R", "<a\($0)@example.org>") }
        var talk = Talk()
        talk.say(Frames.postfix + Frames.frame("M", "<>") + many + Frames.frame("E"))
        #expect(talk.mails[0].envelope.recipients.count == 10_000)
        #expect(talk.heard.filter { $0 == "! malformed" }.count == 2)
    }

    @Test func helo() {
        #expect(Self.envelope(Frames.frame("H", "mx.example.com") + Frames.envelope)?.helo == "mx.example.com")
        #expect(Self.envelope(Frames.frame("H", "mx.example.com") + Frames.frame("H", "other.example.com") + Frames.envelope)?.helo == "other.example.com")
        #expect(Self.envelope(Frames.frame("H", [0x6D, 0x78]) + Frames.envelope)?.helo == "mx")
        #expect(Self.envelope(Frames.frame("H", String(repeating: "a", count: 1_025)) + Frames.envelope)?.helo == "")
        #expect(Self.envelope(Frames.envelope)?.helo == "")
    }

    static let accounts: [(bytes: [UInt8], account: String?)] = [
        ([], nil),
        (Frames.macro("M", "{auth_authen}", "anna"), "anna"),
        (Frames.macro("M", "auth_authen", "anna"), "anna"),
        (Frames.macro("M", "{auth_type}", "PLAIN", "{auth_authen}", "anna", "{mail_addr}", "x"), "anna"),
        (Frames.macro("M", "{auth_type}", "PLAIN"), ""),
        (Frames.macro("M", "{auth_type}", "", "{auth_authen}", ""), nil),
        (Frames.macro("H", "{auth_authen}", "anna"), "anna"),
        (Frames.macro("M", "{auth_authen}", "anna") + Frames.macro("M", "i", "1"), nil),
        // Whose mail was given up has not logged in for the next one.
        (Frames.macro("M", "{auth_authen}", "anna") + Frames.envelope + Frames.frame("A"), nil),
        (Frames.macro("M", "{auth_authen}", "anna") + Frames.frame("A"), nil),
        (Frames.macro("M", "{auth_authen}", "anna") + Frames.mail(), nil),
        (Frames.macro("M", "{auth_authen}", "anna") + Frames.frame("M", "<>"), nil),
        (Frames.macro("H", "{auth_authen}", "anna") + Frames.frame("K"), nil),
    ]

    @Test(arguments: accounts) func account(_ bytes: [UInt8], _ account: String?) {
        #expect(Self.envelope(bytes + Frames.envelope)?.account == account)
    }

    static let queueIDs: [(bytes: [UInt8], id: String)] = [
        (Frames.envelope, ""),
        (Frames.envelope + Frames.macro("E", "i", "4Q2x"), "4Q2x"),
        (Frames.envelope + Frames.macro("E", "{i}", "4Q2x"), "4Q2x"),
        (Frames.envelope + Frames.macro("T", "i", "4Q2x") + Frames.frame("T"), "4Q2x"),
        (Frames.macro("M", "i", "4Q2x") + Frames.envelope, "4Q2x"),
        (Frames.macro("M", "i", "old") + Frames.envelope + Frames.macro("E", "i", "new"), "new"),
        (Frames.macro("M", "i", "4Q2x") + Frames.mail() + Frames.envelope, ""),
        (Frames.envelope + Frames.macro("E", "j", "mx", "i", "4Q2x", "v", "Postfix", "{rcpt_addr}", String(repeating: "a", count: 5_000)), "4Q2x"),
    ]

    @Test(arguments: queueIDs) func queueID(_ bytes: [UInt8], _ id: String) {
        var talk = Talk()
        talk.say(Frames.postfix + bytes + Frames.frame("E"))
        #expect(talk.mails.last?.queueID == id)
    }
}
