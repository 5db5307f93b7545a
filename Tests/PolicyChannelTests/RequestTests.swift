import ChannelKit
import SenderIdentity
import Testing

@testable import PolicyChannel

/// What of a request is used, and what is wrong with it.
@Suite struct RequestTests {
    /// The requests of a stream, each piece read on its own.
    static func read(_ pieces: [UInt8]...) -> [PolicyRequest] {
        var reader = PolicyReader()
        var requests: [PolicyRequest] = []
        for piece in pieces {
            var place = 0
            while case .request(let request)? = reader.next(in: piece.span, from: &place) { requests.append(request) }
        }
        return requests
    }

    static func read(_ text: String) throws -> PolicyRequest { try #require(read(Array(text.utf8)).first) }

    @Test func whatPostfixSends() throws {
        let request = try #require(Self.read(Requests.postfix("RCPT", ["queue_id": "8045F2AB23"])).first)
        #expect(request.isUnderstood && request.stage == .recipient && request.faults.isEmpty)
        #expect(request.client == IPAddress("192.0.2.7") && request.account == "anna")
        #expect(request.sender == "anna@example.org" && request.recipient == "bo@example.com" && request.recipientCount == 0)
        #expect(request.queueID == "8045F2AB23" && request.instance == "1a.65539f00.1.0")
    }

    @Test(arguments: [
        ("RCPT", PolicyRequest.Stage.recipient), ("DATA", .data), ("END-OF-MESSAGE", .endOfMessage), ("CONNECT", .other), ("EHLO", .other), ("HELO", .other),
        ("MAIL", .other), ("VRFY", .other), ("ETRN", .other), ("RSET", .other), ("BDAT", .other), ("rcpt", .other), ("", .other),
    ])
    func stages(_ name: String, _ stage: PolicyRequest.Stage) throws {
        #expect(try Self.read("request=smtpd_access_policy\nprotocol_state=\(name)\n\n").stage == stage)
    }

    @Test(
        arguments: [
            ("", nil), ("sasl_method=\nsasl_username=\n", nil), ("sasl_username=anna\n", "anna"), ("sasl_method=PLAIN\nsasl_username=\n", ""),
            ("sasl_username=a b=c+41\n", "a b=c+41"), ("sasl_username=anna\nsasl_username=bo\n", "anna"), ("sasl_username=\nsasl_username=bo\n", nil),
            ("sasl_username=an\0na\n", ""), ("sasl_username=an\rna\n", ""), ("sasl_username=\(String(repeating: "a", count: 1_025))\n", ""),
            ("sasl_username=\(String(repeating: "a", count: 3_000))\n", ""),
        ] as [(String, String?)])
    func accounts(_ lines: String, _ account: String?) throws {
        #expect(try Self.read("request=smtpd_access_policy\n\(lines)\n").account == account)
    }

    @Test(
        arguments: [
            ("client_address=2001:db8::7\n", "2001:db8::7", []), ("client_address=fe80::1%eth0\n", "fe80::1", []), ("client_address=\n", nil, []),
            ("client_address=unknown\n", nil, []), ("client_address=192.0.2.300\n", nil, ["malformed"]), ("client_address=1.2.3.4.5\n", nil, ["malformed"]),
        ] as [(String, String?, [String])])
    func clients(_ line: String, _ client: String?, _ faults: [String]) throws {
        let request = try Self.read("request=smtpd_access_policy\n\(line)\n")
        #expect(request.client == client.flatMap { IPAddress($0) } && request.faults.map(\.rawValue) == faults)
    }

    @Test func aNoticeHasASender() throws {
        #expect(try Self.read("request=smtpd_access_policy\nsender=\n\n").sender == "")
        #expect(try Self.read("request=smtpd_access_policy\n\n").sender == nil)
        #expect(try Self.read("request=smtpd_access_policy\nsender=a\0b\n\n").sender == nil)
    }

    /// What is understood all the same is judged without the broken part: nobody gets by unseen for an address that he has broken.
    @Test(
        arguments: [
            ("request=smtpd_access_policy\n", true, []),
            ("unknown=\nrequest=smtpd_access_policy\n", true, []),
            ("request=smtpd_access_policy\r\nsender=a@example.org\r\n", true, ["malformed"]),
            ("request=smtpd_access_policy\nrecipient=a\0b\n", true, ["malformed"]),
            ("request=smtpd_access_policy\nrecipient=a\rb\n", true, ["malformed"]),
            ("request=smtpd_access_policy\nhelo_name=a\0b\n", true, ["malformed"]),
            ("request=smtpd_access_policy\nrecipient_count=many\n", true, ["malformed"]),
            ("request=smtpd_access_policy\nrecipient_count=99999999999999999999999999\n", true, []),
            ("request=smtpd_access_policy\nnothing\n", false, ["malformed"]),
            ("request=smtpd_access_policy\n=nothing\n", false, ["malformed"]),
            ("request=junk\n", false, ["unknown-command"]),
            ("request=\n", false, ["unknown-command"]),
            ("request=junk\nrequest=smtpd_access_policy\n", false, ["unknown-command"]),
            ("sender=a@example.org\n", false, ["unknown-command"]),
            ("", false, ["unknown-command"]),
            ("GET / HTTP/1.1\nHost: x\n", false, ["malformed", "unknown-command"]),
        ] as [(String, Bool, [String])])
    func faults(_ lines: String, _ isUnderstood: Bool, _ faults: [String]) throws {
        let request = try Self.read(lines + "\n")
        #expect(request.isUnderstood == isUnderstood && request.faults.map(\.rawValue) == faults)
    }

    @Test func limits() throws {
        let start = "request=smtpd_access_policy\n"
        func value(_ name: String, _ count: Int) -> String { "\(name)=\(String(repeating: "a", count: count))\n" }
        let whole = try Self.read(start + value("recipient", PolicyLimits.value) + value("x", PolicyLimits.line - 2) + "\n")
        #expect(whole.recipient?.utf8.count == PolicyLimits.value && whole.faults.isEmpty)
        let long = try Self.read(start + value("recipient", PolicyLimits.value + 1) + value("sender", 5) + "\n")
        #expect(long.isUnderstood && long.recipient == nil && long.sender == "aaaaa" && long.faults == [.malformed])
        let line = try Self.read(start + value("x", PolicyLimits.line - 1) + "\n")
        #expect(line.isUnderstood && line.faults == [.length])
        let many = try Self.read(start + (1..<PolicyLimits.attributes).map { "x\($0)=\n" }.joined() + "sender=late\n\n")
        #expect(many.isUnderstood && many.sender == nil && many.faults == [.length])
    }

    @Test func withoutEnd() {
        var reader = PolicyReader()
        let piece = [UInt8](repeating: 0x78, count: 1 << 16)
        var isEndless = false
        for _ in 0..<17 {
            var place = 0
            if case .endless? = reader.next(in: piece.span, from: &place) { isEndless = true }
        }
        #expect(isEndless)
    }

    /// A line of a megabyte, a byte at a time: this would take minutes if each byte cost the whole.
    @Test func byteByByte() {
        var reader = PolicyReader()
        var requests: [PolicyRequest] = []
        for byte in Array("request=smtpd_access_policy\nx=".utf8) + [UInt8](repeating: 0x78, count: 1_000_000) + Array("\nsender=a\n\n".utf8) {
            var place = 0
            if case .request(let request)? = reader.next(in: [byte].span, from: &place) { requests.append(request) }
        }
        #expect(requests.count == 1 && requests.first?.sender == "a" && requests.first?.faults == [.length])
    }
}
