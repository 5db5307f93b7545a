import DNSClient
import Foundation
import SenderIdentity
import Testing

enum Server {
    static let unbound = server("UNBLUFF_DNS_UNBOUND")
    static let unboundIPv6 = server("UNBLUFF_DNS_UNBOUND6")
    static let hostile = server("UNBLUFF_DNS_HOSTILE")
    static let closed = server("UNBLUFF_DNS_CLOSED")

    private static func server(_ variable: String) -> DNSServer? { ProcessInfo.processInfo.environment[variable].flatMap { DNSServer($0) } }
}

/// The client against servers on loopback, which Tests/Integration/dns/run starts.
@Suite(.serialized, .enabled(if: Server.unbound != nil && Server.hostile != nil && Server.closed != nil, "Tests/Integration/dns/run has not been called"))
struct LoopbackTests {
    private static let clock = ContinuousClock()
    /// A question's two seconds, and what a busy machine may add.
    private static let bound = Duration.milliseconds(2600)

    private static func question(_ name: String, _ type: DNSQuestion.RecordType) throws -> DNSQuestion { DNSQuestion(try #require(DNSName(name)), type) }
    private static func text(_ text: String) -> DNSRecord { .text(Array(text.utf8)) }
    private static func addresses(_ texts: String...) -> DNSAnswer { .records(texts.map { .address(IPAddress($0)!) }) }

    /// The answer to one question, and how long it took.
    private func ask(_ client: DNSClient, _ name: String, _ type: DNSQuestion.RecordType, within budget: Duration = .seconds(6)) async throws -> (
        DNSAnswer, Duration
    ) {
        let question = try Self.question(name, type)
        let start = Self.clock.now
        let answers = await client.answers(to: [question], within: budget)
        #expect(answers.count == 1)
        return (try #require(answers[question]), Self.clock.now - start)
    }

    /// Servers may mix the order.
    private static func same(_ one: DNSAnswer, _ other: DNSAnswer) -> Bool {
        guard case .records(let some) = one, case .records(let others) = other else { return one == other }
        return some.count == others.count && some.allSatisfy(others.contains)
    }

    static let unboundCases: [(String, DNSQuestion.RecordType, DNSAnswer)] = [
        ("host.example", .a, addresses("192.0.2.1", "192.0.2.2")),
        ("HOST.Example", .aaaa, addresses("2001:db8::1")),
        ("mapped.example", .aaaa, addresses("192.0.2.3")),
        ("host.example", .txt, .records([])),
        (
            "example", .mx,
            .records([.mailExchange(preference: 10, host: DNSName("host.example")!), .mailExchange(preference: 20, host: DNSName("other.example")!)])
        ),
        ("nomail.example", .mx, .records([])),
        ("txt.example", .txt, .records([text("v=spf1 mx -all"), text("second")])),
        ("none.example", .txt, .records([text("")])),
        ("_dmarc.example", .txt, .records([text("v=DMARC1; p=none")])),
        ("od d.example", .txt, .records([text("a space")])),
        ("od\\d.example", .txt, .records([text("a backslash")])),
        ("large.example", .txt, .records((1...12).map { text(String(repeating: "0", count: $0 < 10 ? 249 : 248) + String($0)) })),
        ("chain1.example", .a, addresses("192.0.2.1", "192.0.2.2")),
        ("chain1.example", .txt, .records([])),
        ("aliased.example", .txt, .records([text("v=spf1 mx -all"), text("second")])),
        ("dangling.example", .a, .noSuchName),
        ("nobody.example", .a, .noSuchName),
        ("b.c.example", .a, .records([])),
        ("loop1.example", .a, .temporaryError),
        ("1.2.0.192.in-addr.arpa", .ptr, .records([.pointer(DNSName("host.example")!)])),
    ]

    @Test(arguments: unboundCases)
    func aResolverAnswers(name: String, type: DNSQuestion.RecordType, answer: DNSAnswer) async throws {
        let client = try DNSClient(servers: [#require(Server.unbound)])
        let (got, time) = try await ask(client, name, type)
        #expect(Self.same(got, answer), "\(got)")
        #expect(time < Self.bound)
        let (again, cachedTime) = try await ask(client, name, type)
        #expect(again == got)
        #expect(cachedTime < .milliseconds(100))
    }

    @Test func allAtOnce() async throws {
        let client = try DNSClient(servers: [#require(Server.unbound)])
        let questions = try Self.unboundCases.map { try Self.question($0.0, $0.1) }
        let answers = await client.answers(to: questions + questions, within: .seconds(6))
        #expect(answers.count == Set(questions).count)
        for (question, one) in zip(questions, Self.unboundCases) { #expect(Self.same(try #require(answers[question]), one.2), "\(question)") }
    }

    @Test(.enabled(if: Server.unboundIPv6 != nil, "IPv6 is not here")) func overIPv6() async throws {
        let client = try DNSClient(servers: [#require(Server.unboundIPv6)])
        #expect(Self.same(try await ask(client, "host.example", .a).0, Self.addresses("192.0.2.1", "192.0.2.2")))
        // Over TCP.
        #expect(try await ask(client, "large.example", .txt).0.records?.count == 12)
    }

    enum Pace: String {
        /// As soon as the server has answered.
        case quick
        /// Only when the question's time is over, since nothing usable ever comes.
        case timeOut
        /// c-ares tries again until then, or gives up before.
        case bounded
    }

    private static let fine = addresses("192.0.2.1")
    private static func many(_ count: Int) -> DNSAnswer { .records([DNSRecord](repeating: text(String(repeating: "a", count: 255)), count: count)) }

    static let hostileCases: [(String, DNSQuestion.RecordType, DNSAnswer, Pace)] = [
        ("fine", .a, fine, .quick),
        ("truncated", .a, fine, .quick),
        ("truncatedtwice", .a, .temporaryError, .bounded),
        ("large", .txt, many(12), .quick),
        ("oversized", .txt, many(243), .quick),
        ("cuttcp", .a, .temporaryError, .bounded),
        ("stalltcp", .a, .temporaryError, .bounded),
        ("emptytcp", .a, .temporaryError, .bounded),
        ("malformed", .a, .temporaryError, .quick),
        ("garbage", .a, .temporaryError, .timeOut),
        ("short", .a, .temporaryError, .timeOut),
        ("empty", .a, .temporaryError, .bounded),
        ("missing", .a, .temporaryError, .quick),
        ("looping", .a, .temporaryError, .quick),
        ("wrongid", .a, .temporaryError, .timeOut),
        ("wrongidthenfine", .a, fine, .quick),
        ("wrongname", .a, .temporaryError, .timeOut),
        ("wrongcase", .a, fine, .quick),
        ("twice", .a, fine, .quick),
        ("late", .a, .temporaryError, .timeOut),
        ("silent", .a, .temporaryError, .timeOut),
        ("flaky", .a, fine, .bounded),
        ("cnameloop", .a, .temporaryError, .quick),
        ("cnamecircle", .a, .temporaryError, .quick),
        ("alias", .a, fine, .quick),
        ("servfail", .a, .temporaryError, .quick),
        ("refused", .a, .temporaryError, .quick),
        ("notimplemented", .a, .temporaryError, .quick),
        ("noedns", .a, fine, .quick),
        ("nxdomain", .a, .noSuchName, .quick),
        ("nodata", .a, .records([]), .quick),
    ]

    @Test(arguments: hostileCases)
    func aHostileServer(word: String, type: DNSQuestion.RecordType, answer: DNSAnswer, pace: Pace) async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let (got, time) = try await ask(client, word + ".test", type)
        #expect(got == answer)
        #expect(time < (pace == .quick ? .milliseconds(450) : Self.bound), "\(time)")
        if pace == .timeOut { #expect(time >= .milliseconds(1999), "\(time)") }
        // Afterwards it works as before.
        #expect(try await ask(client, "fine.test", .a).0 == Self.fine)
    }

    @Test func allOfThemAtOnce() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        // Those that close a connection make all others of that server begin again.
        let cases = Self.hostileCases.filter { !["cuttcp", "stalltcp", "emptytcp", "empty", "flaky", "noedns"].contains($0.0) }
        let questions = try cases.map { try Self.question($0.0 + ".test", $0.1) }
        let start = Self.clock.now
        let answers = await client.answers(to: questions, within: .seconds(6))
        #expect(Self.clock.now - start < Self.bound)
        for (question, one) in zip(questions, cases) { #expect(answers[question] == one.2, "\(question)") }
    }

    /// c-ares itself asks again without EDNS for the first one only.
    @Test func aServerWithoutEDNS() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let questions = try DNSQuestion.RecordType.allCases.map { try Self.question("noedns.test", $0) }
        let answers = await client.answers(to: questions, within: .seconds(6))
        for question in questions { #expect(answers[question] == (question.type == .a ? Self.fine : .records([]))) }
        #expect(try await ask(client, "large.test", .txt).0 == Self.many(12))
    }

    @Test func whatIsLateIsKeptForTheNextOne() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        #expect(try await ask(client, "late.test", .a, within: .milliseconds(100)).0 == .temporaryError)
        try await Task.sleep(for: .seconds(3))
        let (answer, time) = try await ask(client, "late.test", .a)
        #expect(answer == Self.fine)
        #expect(time < .milliseconds(100))
    }

    @Test(arguments: [0, 50, 300, 1000]) func aBudgetIsKept(milliseconds: Int) async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let budget = Duration.milliseconds(milliseconds)
        let (answer, time) = try await ask(client, "silent.test", .a, within: budget)
        #expect(answer == .temporaryError)
        #expect(time >= budget && time < budget + .milliseconds(400), "\(time)")
    }

    @Test func whatIsThereComesWithWhatIsNot() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let (fine, silent) = (try Self.question("fine.test", .a), try Self.question("silent.test", .a))
        #expect(await client.answers(to: [fine, silent], within: .milliseconds(300)) == [fine: Self.fine, silent: .temporaryError])
    }

    @Test func theSameQuestionIsSentOnce() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let question = try Self.question("count.test", .a)
        let answers = await withTaskGroup(of: DNSAnswer?.self) { group in
            for _ in 0..<1000 { group.addTask { await client.answers(to: [question], within: .seconds(6))[question] } }
            return await group.reduce(into: [DNSAnswer?]()) { $0.append($1) }
        }
        #expect(answers.count == 1000)
        // The server counts in the last octet. Whatever it was at: the same for all, and for who comes after, though its time to live is 0.
        let first = try #require(answers[0]?.records)
        #expect(first.count == 1)
        #expect(answers.allSatisfy { $0 == .records(first) })
        #expect(try await ask(client, "count.test", .a).0 == .records(first))
        let other = try DNSClient(servers: [#require(Server.hostile)])
        let next = try #require(try await ask(other, "count.test", .a).0.records)
        guard case .address(let before)? = first.first, case .address(let after)? = next.first else { return #expect(Bool(false)) }
        #expect(after.bytes[3] == before.bytes[3] + 1)
    }

    @Test func aServerThatIsNotThereIsPassedOver() async throws {
        let (unbound, hostile, closed) = (try #require(Server.unbound), try #require(Server.hostile), try #require(Server.closed))
        for (servers, bound) in [([closed, unbound], Duration.milliseconds(450)), ([hostile, unbound], .milliseconds(1500))] {
            let (answer, time) = try await ask(try DNSClient(servers: servers), "host.example", .a)
            #expect(answer.records?.count == 2)
            #expect(time < bound, "\(time)")
        }
        let (answer, time) = try await ask(try DNSClient(servers: [closed]), "host.example", .a)
        #expect(answer == .temporaryError)
        #expect(time < .milliseconds(450))
    }

    @Test func aCancelledTaskDoesNotWait() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        let question = try Self.question("silent.test", .a)
        let start = Self.clock.now
        let task = Task { await client.answers(to: [question], within: .seconds(6)) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        #expect(await task.value == [question: .temporaryError])
        #expect(Self.clock.now - start < .seconds(1))
    }

    @Test func timesToLiveEnd() async throws {
        let client = try DNSClient(servers: [#require(Server.hostile)])
        guard case .address(let first)? = try await ask(client, "count.test", .a).0.records?.first else { return #expect(Bool(false)) }
        try await Task.sleep(for: .milliseconds(5100))
        guard case .address(let second)? = try await ask(client, "count.test", .a).0.records?.first else { return #expect(Bool(false)) }
        #expect(second.bytes[3] == first.bytes[3] + 1)
    }

    @Test func whatIsAnsweredDoesNotCountAsOnItsWay() async throws {
        var limits = DNSLimits()
        limits.questionsInFlight = 2
        let client = try DNSClient(servers: [#require(Server.unbound)], limits: limits)
        for number in 0..<20 { #expect(try await ask(client, "n\(number).wild.example", .a).0 == Self.addresses("192.0.2.6")) }
        let questions = try (20..<30).map { try Self.question("n\($0).wild.example", .a) }
        let answers = await client.answers(to: questions, within: .seconds(6))
        #expect(answers.values.filter { $0 == .temporaryError }.count == 8)
    }

    @Test func clientsLeaveNothingBehind() async throws {
        func counts() throws -> [Int] { try ["fd", "task"].map { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/" + $0).count } }
        let hostile = try #require(Server.hostile)
        let before = try counts()
        for number in 0..<100 {
            let client = try DNSClient(servers: [hostile])
            // With a question that is still on its way, too.
            if number % 2 == 0 { _ = try await ask(client, "silent.test", .a, within: .zero) } else { _ = try await ask(client, "fine.test", .a) }
        }
        for _ in 0..<50 where zip(try counts(), before).contains(where: { $0 > $1 + 3 }) { try await Task.sleep(for: .milliseconds(100)) }
        for (after, before) in zip(try counts(), before) { #expect(after <= before + 3) }
    }
}
