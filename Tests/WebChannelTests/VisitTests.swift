import NIOCore
import NIOEmbedded
import NIOHTTP1
import SenderIdentity
import Testing

@testable import WebChannel

struct ClientAddressTests {
    struct Case: CustomTestStringConvertible {
        let peer: String
        let forwarded: [String]
        let trusted: [String]
        let address: String
        let isLocal: Bool
        var testDescription: String { "\(peer), \(forwarded), \(trusted)" }

        init(_ peer: String, _ forwarded: [String] = [], trusted: [String] = [], is address: String, isLocal: Bool = false) {
            (self.peer, self.forwarded, self.trusted, self.address, self.isLocal) = (peer, forwarded, trusted, address, isLocal)
        }
    }

    static let proxies = ["127.0.0.0/8", "::1", "10.0.0.0/8", "2001:db8:ff::/48"]

    @Test(arguments: [
        Case("127.0.0.1", is: "127.0.0.1", isLocal: true), Case("127.8.8.8", is: "127.8.8.8", isLocal: true), Case("::1", is: "::1", isLocal: true),
        Case("192.0.2.1", is: "192.0.2.1"), Case("2001:db8::1", is: "2001:db8::1"), Case("::2", is: "::2"),
        // Somebody says something of somebody else, whom nobody asked.
        Case("192.0.2.1", ["127.0.0.1"], is: "192.0.2.1"), Case("192.0.2.1", ["198.51.100.7"], trusted: proxies, is: "192.0.2.1"),
        // A proxy on this machine that was forgotten opens nothing.
        Case("127.0.0.1", ["198.51.100.7"], is: "127.0.0.1"), Case("127.0.0.1", [""], is: "127.0.0.1"), Case("::1", ["::1"], is: "::1"),
        // One that was not, also where it leaves no trace.
        Case("127.0.0.1", ["198.51.100.7"], trusted: proxies, is: "198.51.100.7"), Case("127.0.0.1", trusted: proxies, is: "127.0.0.1"),
        Case("127.0.0.1", trusted: ["127.0.0.2"], is: "127.0.0.1", isLocal: true),
        Case("10.1.1.1", ["127.0.0.1, 198.51.100.7 ,10.2.2.2"], trusted: proxies, is: "198.51.100.7"),
        Case("10.1.1.1", ["203.0.113.5", "198.51.100.7", "10.2.2.2"], trusted: proxies, is: "198.51.100.7"),
        Case("127.0.0.1", ["127.0.0.1"], trusted: proxies, is: "127.0.0.1"), Case("127.0.0.1", ["10.3.3.3, 10.2.2.2"], trusted: proxies, is: "10.3.3.3"),
        Case("::1", ["2001:db8::7"], trusted: proxies, is: "2001:db8::7"), Case("::1", ["[2001:db8::7]:4711"], trusted: proxies, is: "2001:db8::7"),
        Case("::1", ["\"[2001:db8::7]\""], trusted: proxies, is: "2001:db8::7"), Case("::1", ["198.51.100.7:80"], trusted: proxies, is: "198.51.100.7"),
        Case("::1", ["::ffff:198.51.100.7"], trusted: proxies, is: "198.51.100.7"),
        Case("2001:db8:ff::1", ["198.51.100.7, 2001:db8:ff::2"], trusted: proxies, is: "198.51.100.7"),
        // What is no address: the last that is one.
        Case("10.1.1.1", ["unknown"], trusted: proxies, is: "10.1.1.1"),
        Case("10.1.1.1", ["198.51.100.7, _hidden, 10.2.2.2"], trusted: proxies, is: "10.2.2.2"),
        Case("10.1.1.1", ["198.51.100.7, ,10.2.2.2,"], trusted: proxies, is: "198.51.100.7"),
        Case("10.1.1.1", ["198.51.100.7.9"], trusted: proxies, is: "10.1.1.1"),
        Case("10.1.1.1", [String(repeating: "10.2.2.2,", count: 1_500) + "10.2.2.2"], trusted: proxies, is: "10.2.2.2"),
    ])
    func origin(_ test: Case) throws {
        let headers = HTTPHeaders([("Host", "localhost")] + test.forwarded.map { ("x-forwarded-for", $0) })
        let peer = try #require(IPAddress(test.peer))
        let client = ClientAddress(peer: peer, version: .http1_1, headers: headers, trusted: test.trusted.compactMap { IPNetwork($0) })
        #expect(client.address == IPAddress(test.address))
        #expect(client.isLocal == test.isLocal)
    }

    /// Connections: not those of this machine and of our proxies, and a whole network of IPv6 as one.
    @Test(arguments: [
        ("127.0.0.1", "127.8.8.8", true), ("::1", "::1", true), ("10.1.1.1", "10.1.1.2", true), ("2001:db8:ff::1", "2001:db8:ff:7::1", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("2001:db8::1", "2001:db8::ffff:1:2", true),
        ("2001:db8::1", "2001:db8:0:1::1", false), ("192.0.2.1", "127.0.0.1", false), ("::ffff:192.0.2.1", "192.0.2.1", true),
    ])
    func connections(_ one: String, _ other: String, _ isSame: Bool) throws {
        let both = try [one, other].map { ClientAddress.counted(try #require(IPAddress($0)), trusted: Self.proxies.compactMap { IPNetwork($0) }) }
        #expect((both[0] == both[1]) == isSame)
        #expect((both[0] == nil) == ["127.0.0.1", "::1", "10.1.1.1", "2001:db8:ff::1"].contains(one))
        #expect(ClientAddress.counted(try #require(IPAddress("10.1.1.1")), trusted: []) != nil)
    }

    @Test(arguments: ["Forwarded", "x-forwarded-for", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"])
    func traces(_ name: String) throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        let stranger = ClientAddress(peer: loopback, version: .http1_1, headers: ["Host": "localhost", name: "x"], trusted: [])
        #expect(!stranger.isLocal && stranger.isBehindStranger)
        let trusted = [try #require(IPNetwork("127.0.0.1"))]
        let known = ClientAddress(peer: loopback, version: .http1_1, headers: ["Host": "localhost", name: "x"], trusted: trusted)
        #expect(!known.isLocal && !known.isBehindStranger)
    }

    /// A name that points here for a moment, or a proxy that hands on what it was asked for.
    @Test(
        arguments: [
            ("localhost", true), ("LocalHost:8025", true), ("127.0.0.1", true), ("127.1.2.3:80", true), ("[::1]", true), ("[::1]:8025", true),
            ("example.org", false), ("localhost.example.org", false), ("127.0.0.1.example.org", false), ("127.example.org", false), ("", false),
            ("192.0.2.1", false), ("[2001:db8::1]", false), ("[::1", false), ("[::1]x", false), ("localhost:80x", false), ("::1", false), ("[127.0.0.1", false),
            ("localhost:80:80", false), ("localhost@example.org", false), (":80", false),
        ])
    func hosts(_ host: String, _ isLocal: Bool) throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        #expect(ClientAddress(peer: loopback, version: .http1_1, headers: ["Host": host], trusted: []).isLocal == isLocal)
        #expect(!ClientAddress(peer: try #require(IPAddress("192.0.2.1")), version: .http1_1, headers: ["Host": host], trusted: []).isLocal)
        // nginx' proxy_pass, as it is by itself.
        #expect(!ClientAddress(peer: loopback, version: .http1_0, headers: ["Host": host], trusted: []).isLocal)
        #expect(!ClientAddress(peer: loopback, version: .http1_1, headers: ["Host": host, "host": "localhost"], trusted: []).isLocal)
        #expect(!ClientAddress(peer: loopback, version: .http1_1, headers: [:], trusted: []).isLocal)
    }

    @Test func sharedAddresses() throws {
        let trusted = [try #require(IPNetwork("10.0.0.0/8"))]
        for (peer, forwarded, isShared) in [
            ("127.0.0.1", "", true), ("::1", "", true), ("10.1.1.1", "", true), ("10.1.1.1", "198.51.100.7", false), ("192.0.2.1", "10.1.1.1", false),
        ] {
            let client = ClientAddress(peer: try #require(IPAddress(peer)), version: .http1_1, headers: ["X-Forwarded-For": forwarded], trusted: trusted)
            #expect(client.isShared == isShared, "\(peer) \(forwarded)")
        }
    }

    @Test func fileSystemSockets() throws {
        #expect(IPAddress(peer: nil) == IPAddress("127.0.0.1"))
        #expect(IPAddress(peer: try SocketAddress(unixDomainSocketPath: "/run/x")) == IPAddress("127.0.0.1"))
        #expect(IPAddress(peer: try SocketAddress(ipAddress: "2001:db8::1", port: 1)) == IPAddress("2001:db8::1"))
        #expect(IPAddress(peer: try SocketAddress(ipAddress: "::ffff:192.0.2.1", port: 1)) == IPAddress("192.0.2.1"))
    }

    private func counted(_ address: String) throws -> UInt64 {
        ClientAddress(peer: try #require(IPAddress(address)), version: .http1_1, headers: [:], trusted: []).countedAs
    }

    @Test func counting() throws {
        #expect(try counted("2001:db8::1") == counted("2001:db8:0:0:ffff::2"))
        #expect(try counted("2001:db8::1") != counted("2001:db8:0:1::1"))
        #expect(try counted("192.0.2.1") != counted("192.0.2.2"))
        #expect(try counted("::") != counted("0.0.0.0"))
    }
}

struct RequestIDTests {
    @Test(arguments: ["a", "A-b_c.9", String(repeating: "x", count: 64)])
    func kept(_ id: String) { #expect(RequestID.of(id) == id) }

    @Test(arguments: [nil, "", "a b", "a\r\nb", "<script>", "\u{E9}", String(repeating: "x", count: 65)])
    func made(_ id: String?) {
        let made = RequestID.of(id)
        #expect(made.utf8.count == 16 && made != id && made != RequestID.of(id))
    }
}

struct RateLimiterTests {
    private func at(_ seconds: Double) -> NIODeadline { .uptimeNanoseconds(UInt64((1_000 + seconds) * 1e9)) }

    @Test func burstThenOneAfterTheOther() {
        let limiter = RateLimiter()
        for _ in 0..<15 { #expect(limiter.take(1, perMinute: 60, now: at(0)) == nil) }
        #expect(limiter.take(1, perMinute: 60, now: at(0)) == 1)
        #expect(limiter.take(2, perMinute: 60, now: at(0)) == nil)
        #expect(limiter.take(1, perMinute: 60, now: at(0.9)) == 1)
        #expect(limiter.take(1, perMinute: 60, now: at(1)) == nil)
        #expect(limiter.take(1, perMinute: 60, now: at(1)) == 1)
        // A minute later it is as new.
        for _ in 0..<15 { #expect(limiter.take(1, perMinute: 60, now: at(61)) == nil) }
        #expect(limiter.take(1, perMinute: 60, now: at(61)) != nil)
    }

    @Test(arguments: [1, 2, 60, 1_000, 100_000])
    func inAnyMinute(_ perMinute: Int) {
        let limiter = RateLimiter()
        var taken = 0
        for step in 0..<60_000 where limiter.take(7, perMinute: perMinute, now: at(Double(step) / 1_000)) == nil { taken += 1 }
        #expect(taken <= perMinute + RateLimiter.burst(perMinute: perMinute))
        #expect(taken >= min(perMinute, 59_000))
    }

    @Test func theWaitIsEnough() throws {
        let limiter = RateLimiter()
        for _ in 0..<5 { _ = limiter.take(1, perMinute: 1, now: at(0)) }
        let seconds = try #require(limiter.take(1, perMinute: 1, now: at(0.5)))
        #expect(limiter.take(1, perMinute: 1, now: at(0.5 + Double(seconds))) == nil)
    }

    /// A crowd of addresses pushes out who has not come for long, and never the memory's bound.
    @Test func theOldestGo() {
        let limiter = RateLimiter(mostAddresses: 10)
        for _ in 0..<5 { _ = limiter.take(1, perMinute: 1, now: at(0)) }
        for address in 100..<105 { _ = limiter.take(UInt64(address), perMinute: 1, now: at(1)) }
        #expect(limiter.take(1, perMinute: 1, now: at(1)) != nil)
        for address in 200..<212 { _ = limiter.take(UInt64(address), perMinute: 1, now: at(1)) }
        #expect(limiter.take(1, perMinute: 1, now: at(1)) != nil, "it is in the older generation")
        for address in 300..<320 { _ = limiter.take(UInt64(address), perMinute: 1, now: at(1)) }
        #expect(limiter.take(1, perMinute: 1, now: at(1)) == nil, "it has gone")
    }
}

struct BodyBudgetTests {
    @Test func bounds() {
        let budget = BodyBudget(most: 1_000_000, reserve: 200_000)
        #expect(budget.take(700_000, before: 100_000))
        #expect(!budget.take(200_000, before: 700_000), "large ones leave the reserve")
        #expect(budget.inUse == 700_000)
        for _ in 0..<5 { #expect(budget.take(60_000, before: 0)) }
        #expect(!budget.take(60_000, before: 0))
        budget.giveBack(700_000)
        #expect(budget.take(60_000, before: 0))
        #expect(budget.inUse == 360_000)
    }
}

struct BodySharesTests {
    @Test func bounds() {
        let shares = BodyShares(most: 1_000)
        #expect(shares.take(900, before: 0, for: 1))
        #expect(!shares.take(200, before: 0, for: 1) && shares.take(900, before: 0, for: 2), "others have their own")
        #expect(shares.take(500, before: 900, for: 1), "a body that is the only one may be large")
        #expect(!shares.take(1, before: 0, for: 1))
        shares.giveBack(1_400, of: 1)
        #expect(shares.take(600, before: 0, for: 1) && shares.take(400, before: 0, for: 1) && !shares.take(1, before: 600, for: 1))
        for (count, client) in [(1_000, 1), (900, 2)] as [(Int, UInt64)] { shares.giveBack(count, of: client) }
        #expect(shares.addresses == 0)
    }
}

struct FirstByteWatchTests {
    /// Stands for the socket, and counts how often it is read.
    private final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var reads = 0

        func read(context: ChannelHandlerContext) {
            reads += 1
            context.read()
        }
    }

    /// What comes behind a refusal is dropped, beyond a bound not read, and what comes nevertheless is the end.
    @Test func surplus() throws {
        let clock = RequestClock(times: PageTimes(), now: .now())
        let counter = ReadCounter()
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandlers([counter, FirstByteWatch(clock: clock, mostDropped: 1_000)])
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
        let piece = ByteBuffer(repeating: 0x78, count: 400)
        try channel.writeInbound(piece)
        #expect(clock.phase == .header)
        #expect(try channel.readInbound(as: ByteBuffer.self) == piece)
        clock.enter(.lingering, now: .now())
        for _ in 0..<2 { try channel.writeInbound(piece) }
        let before = counter.reads
        channel.read()
        #expect(counter.reads == before + 1)
        try channel.writeInbound(piece)
        let full = counter.reads
        channel.read()
        #expect(counter.reads == full && channel.isActive)
        _ = try? channel.writeInbound(piece)
        #expect(!channel.isActive)
        #expect(try channel.readInbound(as: ByteBuffer.self) == nil)
    }
}
