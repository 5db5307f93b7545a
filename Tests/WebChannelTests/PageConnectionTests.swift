import ChannelKit
import Examination
import Hummingbird
import Logging
import MailMessage
import NIOCore
import NIOEmbedded
import SenderIdentity
import ServerConfiguration
import Testing

@testable import WebChannel

/// A connection, byte for byte, with the clock in our hands.
struct PageConnectionTests {
    private static let limit = 100_000 + (64 << 10)

    @Test func answersOneAfterTheOther() async throws {
        let talk = try await Talk()
        for _ in 0..<3 {
            try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
            #expect(try await talk.answer().body == "hello")
        }
        #expect(talk.isOpen)
    }

    /// What is sent without waiting is answered in order, also in pieces.
    @Test(arguments: [1, 7, 1_000])
    func pipelined(_ size: Int) async throws {
        let talk = try await Talk()
        let bytes = (0..<5).map { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n0\($0)" }.joined() + "GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
        var rest = Substring(bytes)
        while !rest.isEmpty {
            try await talk.say(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        for index in 0..<5 { #expect(try await talk.answer().body == "0\(index)") }
        #expect(try await talk.answer().body.count == 100_000)
    }

    @Test func headLikeGet() async throws {
        let talk = try await Talk()
        try await talk.say("HEAD /large HTTP/1.1\r\nHost: x\r\n\r\nGET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        let head = try await talk.answer(isHead: true)
        #expect(head["content-length"] == "100000" && head.status == 200)
        #expect(try await talk.answer().body.count == 100_000)
    }

    @Test(
        arguments: [
            ("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "close"), ("GET /large HTTP/1.0\r\n\r\n", "close"),
            ("GET /large HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "keep-alive"), ("GET /large HTTP/1.1\r\nHost: x\r\n\r\n", nil),
        ] as [(String, String?)])
    func keepAlive(_ request: String, _ connection: String?) async throws {
        let talk = try await Talk()
        try await talk.say(request)
        #expect(try await talk.answer()["connection"] == connection)
        #expect(await talk.closes() == (connection == "close"))
    }

    struct Refused: CustomTestStringConvertible {
        let head: String
        let status: Int
        var testDescription: String { "\(head.prefix(80).debugDescription): \(status)" }
        init(_ head: String, _ status: Int) { (self.head, self.status) = (head, status) }
    }

    /// Refused by their header alone, and the connection goes.
    @Test(arguments: [
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(limit + 1)\r\n\r\n", 413),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(limit + 1)\r\n\r\n", 413),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n", 415),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: the-moon\r\nContent-Length: 3\r\n\r\n", 417),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: ,chunked\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked,\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        Refused("POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        Refused("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 404),
        Refused("POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n-\r\n", 404),
        Refused("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 405),
        Refused("PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 405),
        Refused("GET /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 413),
        Refused("GET /large HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n-\r\n", 413),
        Refused("GET /\(String(repeating: "a", count: 200_000))", 431),
        Refused("GET /large HTTP/1.1\r\n\r\n", 400), Refused("GET /large HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400), Refused("garbage\r\n\r\n", 400),
        Refused("GET /\u{1} HTTP/1.1\r\nHost: x\r\n\r\n", 400), Refused("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n", 400),
        Refused("GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        Refused("GET / HTTP/1.1\r\nHost: x\r\n\((0..<200).map { "A\($0): b\r\n" }.joined())\r\n", 431),
    ])
    func refusals(_ test: Refused) async throws {
        let talk = try await Talk()
        try await talk.say(test.head)
        let answer = try await talk.answer()
        #expect(answer.status == test.status)
        #expect(answer["connection"] == "close" && answer["x-content-type-options"] == "nosniff" && answer["x-request-id"] != nil)
        try? await talk.say("more")
        await talk.advance(by: .seconds(3))
        #expect(await talk.closes())
    }

    /// A refused client that goes on sending is cut after a bound of bytes, and nothing of it is kept.
    @Test func surplusIsDropped() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n")
        #expect(try await talk.answer().status == 413)
        let piece = String(repeating: "x", count: 100_000)
        for _ in 0..<11 where talk.isOpen { try? await talk.say(piece) }
        #expect(await talk.closes())
        #expect(talk.door.budget.inUse == 0)
    }

    @Test func chunkedBeyondTheLimit() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<17 { try await talk.say("2710\r\n\(String(repeating: "x", count: 10_000))\r\n") }
        #expect(try await talk.answer().status == 413)
        #expect(talk.door.budget.inUse == 0)
        #expect(talk.metrics.exposition.contains(#"unbluff_http_turned_away_total{reason="size"} 1"#))
    }

    @Test func expectation() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
        #expect(try await talk.text() == "HTTP/1.1 100 Continue\r\n\r\n")
        try await talk.say("hi")
        #expect(try await talk.answer().body == "hi")
    }

    @Test func noRoom() async throws {
        let talk = try await Talk(budget: BodyBudget(most: 90_000, reserve: 20_000))
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99000\r\n\r\n")
        for _ in 0..<9 { try await talk.say(String(repeating: "x", count: 11_000)) }
        let answer = try await talk.answer()
        #expect(answer.status == 503 && answer["retry-after"] == "5")
        #expect(talk.door.budget.inUse == 0)
    }

    @Test func budgetIsGivenBack() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")
        #expect(talk.door.budget.inUse == 3)
        try await talk.say("lo")
        _ = try await talk.answer()
        #expect(talk.door.budget.inUse == 0)
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")
        try await talk.channel.close()
        #expect(talk.door.budget.inUse == 0)
    }

    /// What a body may have is reckoned by its header, once, however many pieces it comes in.
    @Test func bodyInManyPieces() async throws {
        let asked = Counter()
        let talk = try await Talk(Talk.door(desk: Talk.Nobody(asked: asked)))
        let type = "multipart/form-data; boundary=x; a=\"\(String(repeating: "a", count: 14_000))\""
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<20 { try await talk.say(String(repeating: "1\r\nx\r\n", count: 1_000)) }
        #expect(asked.count == 1)
        try await talk.say("0\r\n\r\n")
        #expect(try await talk.answer().body.count == 20_000)
    }

    @Test func oneAddressHasAShare() async throws {
        var settings = Configuration.Page()
        settings.trustedProxies = [try #require(IPNetwork("127.0.0.0/8"))]
        let door = try Talk.door(settings, budget: BodyBudget(most: 100_000, reserve: 0))
        func upload(_ from: String?, _ count: Int = 10_000) async throws -> Talk {
            let talk = try await Talk(door)
            let forwarded = from.map { "X-Forwarded-For: \($0)\r\n" } ?? ""
            try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\n\(forwarded)Content-Length: \(count + 1)\r\n\r\n\(String(repeating: "x", count: count))")
            return talk
        }
        let talks = try await [upload("198.51.100.7"), upload("198.51.100.7"), upload("198.51.100.8", 30_000), upload(nil), upload(nil), upload(nil)]
        #expect(door.budget.inUse == 80_000)
        let answer = try await upload("198.51.100.7").answer()
        #expect(answer.status == 503 && answer["retry-after"] == "5")
        for talk in talks {
            try await talk.say("x")
            #expect(try await talk.answer().status == 200)
        }
        #expect(door.budget.inUse == 0)
        #expect(try await upload("198.51.100.7", 20_000).isOpen)
    }

    /// Busy, with more requests in one breath than a stack of calls has room for.
    @Test func manyRefusedInOneBreath() async throws {
        let door = try Talk.door(mostUnderWay: 0)
        let talk = try await Talk(door)
        let first = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"
        try await talk.say(first + String(repeating: "POST /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 5_000))
        #expect(try await talk.answer().status == 200)
        for _ in 0..<5_000 { #expect(try await talk.text().hasPrefix("HTTP/1.1 503 ")) }
        try await talk.say(first)
        #expect(try await talk.answer().status == 200)
    }

    // MARK: No HTTP

    /// We speak no other protocol, and keep nothing of what comes in one.
    @Test(
        arguments: [
            "GET /large HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "GET /large HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", "GET /large HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi",
            "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n",
        ])
    func otherProtocols(_ request: String) async throws {
        let talk = try await Talk()
        try await talk.say(request)
        let answer = try await talk.answer()
        #expect(answer["connection"] == "close" && (answer.status == 200) == !request.hasPrefix("CONNECT"))
        let piece = String(repeating: "x", count: 1 << 20)
        var taken = 0
        while taken < 64, talk.isOpen {
            try? await talk.say(piece)
            taken += 1
        }
        #expect(await talk.closes())
        #expect(taken <= 3)
        // The next one has a connection of its own.
        let other = try await Talk(talk.door)
        try await other.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try await other.answer().status == 200)
    }

    /// Who says nothing behind it is not kept waiting.
    @Test func otherProtocolThenEnd() async throws {
        let talk = try await Talk()
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
        _ = try await talk.answer()
        try await talk.fire(ChannelEvent.inputClosed)
        #expect(await talk.closes())
    }

    /// What stands before it is answered, and the last answer says that it is the last.
    @Test(arguments: [1, 3], ["garbage\r\n\r\n", "GET /large HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"])
    func garbageBehind(_ count: Int, _ garbage: String) async throws {
        let talk = try await Talk()
        try await talk.say(String(repeating: "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", count: count) + garbage)
        for index in 1...count {
            let answer = try await talk.answer()
            #expect(answer.status == 200 && answer["connection"] == (index == count ? "close" : nil))
        }
        await talk.advance(by: .seconds(5))
        #expect(await talk.closes())
    }

    @Test func garbageWithinTheSecondBody() async throws {
        let talk = try await Talk()
        let second = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nno number\r\n"
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n" + second)
        #expect(try await talk.answer().status == 200)
        let answer = try await talk.answer()
        #expect(answer.status == 400 && answer["connection"] == "close")
        #expect(talk.door.budget.inUse == 0)
    }

    @Test func busy() async throws {
        let door = try Talk.door(mostUnderWay: 1)
        #expect(door.enter())
        let talk = try await Talk(door)
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
        let answer = try await talk.answer()
        #expect(answer.status == 503 && answer["retry-after"] == "5" && answer["connection"] == nil)
        // Who only reads is served, and when there is room, everybody.
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try await talk.answer().status == 200)
        door.leave()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
        #expect(try await talk.answer().status == 200)
        #expect(door.budget.inUse == 0)
    }

    @Test func rate() async throws {
        var settings = Configuration.Page()
        settings.perMinute = 4
        settings.trustedProxies = [try #require(IPNetwork("127.0.0.0/8"))]
        let door = try Talk.door(settings)
        func status(_ from: String?, _ method: String = "POST") async throws -> Int {
            let talk = try await Talk(door)
            try await talk.say("\(method) /echo HTTP/1.1\r\nHost: x\r\n\(from.map { "X-Forwarded-For: \($0)\r\n" } ?? "")Content-Length: 1\r\n\r\n")
            try? await talk.say("x")
            let answer = try await talk.answer()
            if answer.status == 429 { #expect(answer["retry-after"] == "15") }
            return answer.status
        }
        for _ in 0..<5 { #expect(try await status("198.51.100.7") == 200) }
        #expect(try await status("198.51.100.7") == 429)
        #expect(try await status("198.51.100.7", "PUT") == 405)
        #expect(try await status("198.51.100.8") == 200)
        // The proxy itself is one of many; who is on this machine is not counted.
        let own = try await [status(nil), status(nil), status(nil), status(nil), status(nil), status(nil)]
        #expect(own == [200, 200, 200, 200, 200, 429])
        let local = try Talk.door(Configuration.Page())
        for _ in 0..<100 {
            let talk = try await Talk(local)
            try await talk.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx")
            #expect(try await talk.answer().status == 200)
        }
    }

    // MARK: Time

    @Test func silence() async throws {
        let talk = try await Talk()
        await talk.advance(by: .seconds(29))
        #expect(talk.isOpen)
        await talk.advance(by: .seconds(4))
        #expect(await talk.closes())
    }

    @Test func slowHeader() async throws {
        let talk = try await Talk()
        await talk.advance(by: .seconds(20))
        for byte in "GET /larg" {
            try await talk.say(String(byte))
            await talk.advance(by: .seconds(1))
        }
        await talk.advance(by: .seconds(4))
        #expect(try await talk.answer().status == 408)
        await talk.advance(by: .seconds(5))
        #expect(await talk.closes())
    }

    /// After an answer too.
    @Test func slowSecondHeader() async throws {
        let talk = try await Talk()
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = try await talk.answer()
        try await talk.say("G")
        await talk.advance(by: .seconds(13))
        #expect(try await talk.answer().status == 408)
    }

    @Test func slowBody() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99000\r\n\r\n")
        for _ in 0..<30 {
            try await talk.say("x")
            await talk.advance(by: .seconds(1))
        }
        await talk.advance(by: .seconds(3))
        #expect(try await talk.answer().status == 408)
        #expect(talk.metrics.exposition.contains(#"unbluff_http_turned_away_total{reason="time"} 1"#))
        #expect(talk.door.budget.inUse == 0)
    }

    /// Slow, but no slower than a poor line.
    @Test func patientWithPoorLines() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n")
        for _ in 0..<18 {
            try await talk.say(String(repeating: "x", count: 5_000))
            await talk.advance(by: .seconds(2))
        }
        #expect(try await talk.answer().status == 200)
    }

    @Test func noBodyForEver() async throws {
        let talk = try await Talk(times: PageTimes(bytesPerSecond: 1_000_000_000, body: .seconds(40)))
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<42 {
            try? await talk.say("1\r\nx\r\n")
            await talk.advance(by: .seconds(1))
        }
        #expect(try await talk.answer().status == 408)
    }

    // MARK: The end

    @Test func endingBetweenRequests() async throws {
        let talk = try await Talk()
        try await talk.fire(ServerIsClosing())
        #expect(await talk.closes())
    }

    @Test func endingWhileABodyArrives() async throws {
        let talk = try await Talk()
        try await talk.say("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nh")
        try await talk.fire(ServerIsClosing())
        try await talk.say("i")
        let answer = try await talk.answer()
        #expect(answer.body == "hi" && answer["connection"] == "close")
        #expect(await talk.closes())
    }

    @Test func clientHasSaidAll() async throws {
        let talk = try await Talk()
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        try await talk.fire(ChannelEvent.inputClosed)
        #expect(try await talk.answer().status == 200)
        #expect(await talk.closes())
        let other = try await Talk()
        try await other.fire(ChannelEvent.inputClosed)
        #expect(await other.closes())
        // What it said before has its answers.
        let many = try await Talk()
        try await many.say(String(repeating: "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", count: 3))
        try await many.fire(ChannelEvent.inputClosed)
        for index in 1...3 { #expect(try await many.answer()["connection"] == (index == 3 ? "close" : nil)) }
        #expect(await many.closes())
        let cut = try await Talk()
        try await cut.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nh")
        try await cut.fire(ChannelEvent.inputClosed)
        #expect(try await cut.answer().status == 200)
        #expect(await cut.closes())
        #expect(cut.door.budget.inUse == 0)
    }

    // MARK: What is answered

    @Test(
        arguments: [
            ("GET /nowhere", 404, nil), ("GET /v1/nowhere", 404, nil), ("PUT /echo", 405, "POST"), ("POST /large", 405, "GET, HEAD"),
            ("DELETE /a/b", 405, "GET, HEAD"),
            ("GET /problem", 422, nil), ("GET /broken", 500, nil), ("GET /http-error", 404, nil), ("BREW /large", 400, nil),
        ] as [(String, Int, String?)])
    func problems(_ line: String, _ status: Int, _ allow: String?) async throws {
        let talk = try await Talk()
        try await talk.say("\(line) HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: my-own\r\n\r\n")
        let answer = try await talk.answer()
        #expect(answer.status == status && answer["allow"] == allow)
        #expect(answer["content-type"] == (line.contains("/v1/") ? "application/problem+json" : "text/html; charset=utf-8"))
        if status != 400 { #expect(answer["x-request-id"] == "my-own") }
        #expect(answer.body.contains("<form class=\"box\"") != line.contains("/v1/"))
        // Neither what went wrong inside nor what was asked.
        #expect(!answer.body.contains("secret") && !answer.body.contains("nowhere"))
    }

    @Test func fields() async throws {
        let talk = try await Talk()
        try await talk.say("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
        let answer = try await talk.answer()
        #expect(answer["content-security-policy"] == SecurityFields.contentSecurityPolicy)
        for (name, value) in [
            ("referrer-policy", "no-referrer"), ("x-content-type-options", "nosniff"), ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"), ("cache-control", "no-store"), ("content-encoding", "gzip"), ("vary", "Accept-Encoding"),
        ] { #expect(answer[name] == value) }
        #expect(answer["permissions-policy"]?.contains("camera=()") ?? false)
        #expect(answer["set-cookie"] == nil && answer["server"] == nil)
        #expect(talk.metrics.exposition.contains(#"unbluff_http_answers_total{route="page",status="2xx"} 1"#))
    }

    @Test func whoIsLocal() async throws {
        let talk = try await Talk()
        try await talk.say("GET /local HTTP/1.1\r\nHost: localhost:8025\r\n\r\n")
        #expect(try await talk.answer().body == "true 127.0.0.1")
        for line in ["1.1\r\nHost: localhost\r\nVia: 1.1 y", "1.1\r\nHost: x", "1.0\r\nHost: localhost\r\nConnection: keep-alive"] {
            try await talk.say("GET /local HTTP/\(line)\r\n\r\n")
            #expect(try await talk.answer().body == "false 127.0.0.1")
        }
    }
}

/// A connection of the page and its other end.
private struct Talk {
    struct Reply {
        let status: Int
        let fields: [String: String]
        let body: String
        subscript(name: String) -> String? { fields[name] }
    }

    let channel: NIOAsyncTestingChannel
    let door: FrontDoor
    var metrics: ServerMetrics { door.metrics }
    private let heard = Heard()
    private let isClosed = Counter()

    private final class Heard: @unchecked Sendable { var bytes: [UInt8] = [] }

    init(times: PageTimes = PageTimes(), budget: BodyBudget = BodyBudget()) async throws { try await self.init(Self.door(times: times, budget: budget)) }

    init(_ door: FrontDoor) async throws {
        self.door = door
        channel = NIOAsyncTestingChannel()
        let server = PageServer(door: door)
        try await channel.testingEventLoop.executeInContext { [channel, isClosed] in
            server.addHandlers(to: channel).whenFailure { Issue.record($0) }
            channel.closeFuture.whenComplete { _ in isClosed.set(1) }
            channel.pipeline.fireChannelActive()
        }
    }

    static func door(
        _ settings: Configuration.Page = Configuration.Page(), desk: Nobody = Nobody(), times: PageTimes = PageTimes(), budget: BodyBudget = BodyBudget(),
        mostUnderWay: Int = 10
    ) throws -> FrontDoor {
        struct Secret: Error { let word = "secret" }
        let router = Router(context: VisitContext.self)
        router.post("echo") { request, _ in String(decoding: try await request.bytes(atMost: 100_000), as: UTF8.self) }
        router.get("large") { _, _ in String(repeating: "a", count: 100_000) }
        router.get("a/:b") { _, _ in "" }
        router.get("problem") { _, _ -> String in throw Problem.unprocessable("Nothing.") }
        router.get("broken") { _, _ -> String in throw Secret() }
        router.get("http-error") { _, _ -> String in throw HTTPError(.notFound) }
        router.get("local") { _, context in "\(context.isLocal) \(context.client.address)" }
        var log = Logger(label: "test")
        log.logLevel = .critical
        return FrontDoor(
            site: Site(desk: desk, settings: settings), metrics: ServerMetrics(version: "0", model: "0"), router: router, log: log, times: times,
            budget: budget, mostUnderWay: mostUnderWay)
    }

    struct Nobody: CaseDesk {
        /// How often the limit was asked for.
        var asked: Counter?
        var messageLimit: Int {
            asked?.add()
            return 100_000
        }
        func examine<Answer: Sendable>(
            _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Answer
        ) async throws(Opinion.NotExamined) -> Answer { throw Opinion.NotExamined(.overload) }
        func work<Value: Sendable>(on size: Int, _ work: @escaping @Sendable () -> Value) async throws(Opinion.NotExamined) -> Value { work() }
    }

    var isOpen: Bool { isClosed.count == 0 }

    func say(_ text: String) async throws { try await channel.writeInbound(ByteBuffer(string: text)) }

    func fire(_ event: any Sendable) async throws {
        try await channel.testingEventLoop.executeInContext { [channel] in channel.pipeline.fireUserInboundEventTriggered(event) }
    }

    func advance(by time: TimeAmount) async { await channel.testingEventLoop.advanceTime(by: time) }

    /// What was written next, all of one write.
    func text() async throws -> String { String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self)) }

    func answer(isHead: Bool = false) async throws -> Reply {
        while true {
            if let end = (0..<max(heard.bytes.count - 3, 0)).first(where: { heard.bytes[$0] == 0x0D && heard.bytes[$0..<$0 + 4].elementsEqual("\r\n\r\n".utf8) }
            ) {
                let lines = String(decoding: heard.bytes[..<end], as: UTF8.self).split(separator: "\r\n")
                var fields: [String: String] = [:]
                for line in lines.dropFirst() {
                    let halves = line.split(separator: ": ", maxSplits: 1)
                    fields[halves[0].lowercased()] = halves.count > 1 ? String(halves[1]) : ""
                }
                let whole = end + 4 + (isHead ? 0 : Int(fields["content-length"] ?? "") ?? 0)
                if heard.bytes.count >= whole {
                    let body = String(decoding: heard.bytes[(end + 4)..<whole], as: UTF8.self)
                    heard.bytes.removeFirst(whole)
                    return Reply(status: Int(lines[0].split(separator: " ")[1]) ?? 0, fields: fields, body: body)
                }
            }
            heard.bytes += Array(try await channel.waitForOutboundWrite(as: ByteBuffer.self).readableBytesView)
        }
    }

    /// Whether it is closed soon.
    func closes() async -> Bool {
        for _ in 0..<40 {
            if !isOpen { return true }
            await channel.testingEventLoop.run()
            try? await Task.sleep(for: .milliseconds(5))
        }
        return !isOpen
    }
}
