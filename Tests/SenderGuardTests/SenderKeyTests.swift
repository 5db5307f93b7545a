import Glibc
import SenderIdentity
import Testing

@testable import SenderGuard

@Suite struct SenderKeyTests {
    @Test(arguments: [
        ("account:anna@example.org", "account:anna@example.org"), ("account:a:b", "account:a:b"), ("domain:Example.ORG", "domain:example.org"),
        ("client:192.0.2.7", "client:192.0.2.7"), ("client:2001:db8:0:1:2:3:4:5", "client:2001:db8:0:1::/64"),
        ("client:2001:db8:0:1::/64", "client:2001:db8:0:1::/64"), ("account:zo\u{EB}", "account:zo\u{EB}"),
    ])
    func text(_ given: String, _ text: String) {
        #expect(SenderKey(given)?.text == text)
        #expect(SenderKey(text)?.text == text)
    }

    @Test(arguments: ["", "anna", "account:", "client:", "client:x", "client:192.0.2.0/64", "client:192.0.2.0/24", "list:x"])
    func none(_ text: String) { #expect(SenderKey(text) == nil) }

    @Test func hostileNames() {
        let names = [
            String(repeating: "a", count: 10_240), String(repeating: "a", count: 10_241), "a\nb", "a\rb", "a\u{202E}b", "a b\u{0}",
            String(repeating: "\u{1F4A3}", count: 3_000), String(repeating: "e\u{301}", count: 5_000), "a\u{1B}[2J", "\u{301}anna", ":\u{301}", "a'\u{301}b",
            "'\u{FE0F}",
        ]
        let keys = names.map { SenderKey.account($0) }
        #expect(Set(keys).count == names.count)
        for key in keys {
            #expect(key.name.utf8.count <= SenderKey.longestName)
            #expect(key.name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
            // What is shown can be given back.
            #expect(SenderKey(key.text) == key)
        }
    }

    @Test func caseOfAnAccountDoesNotCount() { #expect(SenderKey.account("Anna@Example.org") == .account("anna@example.org")) }

    /// A real shell gives the very name back.
    @Test(arguments: ["anna", "a b", "a'b", "a'\u{301}|touch${IFS}owned|'\u{301}", "'\u{FE0F};x", "$(x)`x`\\\"!*?~#", "-n"])
    func inAShell(_ name: String) throws {
        let key = SenderKey.account(name)
        let pipe = try #require(popen("printf %s \(key.shellWord)", "r"))
        var buffer = [UInt8](repeating: 0, count: 1_000)
        let count = fread(&buffer, 1, buffer.count, pipe)
        pclose(pipe)
        #expect(Array(key.text.utf8) == Array(buffer[..<count]))
    }

    @Test func liftCommandIsSafeInAShell() {
        let excess = Incident.Excess(measure: .messages, window: .hour, count: 2, bound: 1)
        let command = { Incident(id: 1, sender: .account($0), level: .hold, excess: excess, opened: 0).liftCommand }
        #expect(command("anna@example.org") == "unbluff guard lift account:anna@example.org")
        #expect(command("a'; rm -rf $home") == #"unbluff guard lift 'account:a'\''; rm -rf $home'"#)
    }
}
