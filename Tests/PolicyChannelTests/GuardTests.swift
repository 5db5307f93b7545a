import ChannelKit
import Examination
import Logging
import NIOCore
import NIOPosix
import SenderGuard
import SenderIdentity
import ServerConfiguration
import Testing

@testable import PolicyChannel

/// With the desk and the guard as `unbluff serve` has them, over a socket.
@Suite struct GuardTests {
    private func withGuard(
        _ configure: (inout Configuration.Guarding) -> Void = { $0.submission = true },
        _ body: (_ ask: ([UInt8]) async throws -> String, _ metrics: ServerMetrics) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let metrics = ServerMetrics(version: "1", model: "1")
        var log = Logger(label: "test")
        log.logLevel = .critical
        var configuration = Configuration.Guarding()
        configure(&configuration)
        let store = MemoryGuardStore()
        // Recipients are counted with an error that is the key's: with one of chance a count is too far off now and then.
        let key = try #require(HashKey(bytes: [UInt8](1...16)))
        let desk = GuardDesk(
            configuration, policy: ActionPolicy(), memory: GuardMemory(key: key), store: store, pool: pool, metrics: metrics, log: log,
            now: { 1_700_000_000 })
        let server = try await ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(PolicyHandler(desk: desk, counters: metrics)) }
        }.bind(host: "127.0.0.1", port: 0).get()
        let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: server.localAddress?.port ?? 0) { channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
        }
        try await client.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            try await body(
                { request in
                    try await outbound.write(ByteBuffer(bytes: request))
                    var answer = ""
                    while !answer.hasSuffix("\n\n"), let piece = try await answers.next() { answer += String(buffer: piece) }
                    return answer
                }, metrics)
        }
        try await server.close()
        try await pool.shutdownGracefully()
        try await group.shutdownGracefully()
    }

    private static let goes = "action=DUNNO\n\n"

    private func count(_ decision: String, _ metrics: ServerMetrics) -> String? {
        metrics.exposition.split(separator: "\n").first { $0.hasPrefix("unbluff_guard_mails_total{channel=\"policy\",decision=\"\(decision)\"}") }
            .map { String($0.split(separator: " ")[1]) }
    }

    /// Sixty quick mails: forty go, wherever a site asks.
    @Test(arguments: [["RCPT"], ["DATA"], ["END-OF-MESSAGE"], ["RCPT", "DATA"], ["RCPT", "DATA", "END-OF-MESSAGE"]]) func quickMails(_ stages: [String])
        async throws
    {
        try await withGuard { ask, metrics in
            var refused: [Int] = []
            for mail in 0..<60 {
                for stage in stages {
                    let answer = try await ask(Requests.postfix(stage, ["instance": "\(mail)", "recipient_count": stage == "RCPT" ? "0" : "1"]))
                    if answer == Self.goes { continue }
                    #expect(answer.hasPrefix("action=450 4.7.1 Put off: more mail was sent from here than is usual."))
                    if refused.last != mail { refused.append(mail) }
                }
            }
            #expect(refused == Array(40..<60))
            #expect(count("pass", metrics) == "40" && count("hold", metrics) == "20")
        }
    }

    /// One mail to many is one mail, and each of its recipients counts once: nobody is held for it.
    @Test func oneMailToMany() async throws {
        try await withGuard { ask, metrics in
            for recipient in 0..<500 {
                let answer = try await ask(Requests.recipient("\(recipient)@example.com"))
                #expect(answer == Self.goes)
            }
            let answer = try await ask(Requests.end("DATA", 500))
            #expect(answer == Self.goes)
            #expect(count("pass", metrics) == "1")
        }
    }

    /// Who is held within a mail of many recipients is not blocked for its other recipients.
    @Test func heldWithinAMail() async throws {
        try await withGuard { ask, metrics in
            var answers: [String] = []
            for recipient in 0..<1_400 { answers.append(try await ask(Requests.recipient("\(recipient)@example.com"))) }
            let refused = answers.filter { $0 != Self.goes }
            #expect(100...500 ~= refused.count && Set(refused).count == 1 && refused.first?.hasPrefix("action=450 ") == true)
            #expect(count("hold", metrics) == "1" && count("block", metrics) == "0")
        }
    }

    @Test func nobodyElse() async throws {
        try await withGuard { ask, metrics in
            for mail in 0..<100 {
                let answer = try await ask(Requests.postfix("RCPT", ["instance": "\(mail)", "sasl_username": "", "sasl_method": ""]))
                #expect(answer == Self.goes)
            }
            #expect(count("pass", metrics) == "0")
        }
    }

    @Test func onlyWatching() async throws {
        try await withGuard {
            $0.submission = true
            $0.mode = .monitor
        } _: { ask, metrics in
            for mail in 0..<60 {
                for recipient in 0..<3 {
                    let answer = try await ask(Requests.recipient("\(recipient)@example.com", of: "\(mail)"))
                    #expect(answer == Self.goes)
                }
            }
            // A mail is one, and one try, at however many recipients it would have been held.
            #expect(count("pass", metrics) == "40" && count("hold", metrics) == "20" && count("block", metrics) == "0")
        }
    }

    /// Our own alerts are not looked at; who names their recipient first is counted as anybody.
    @Test func alertsFirst() async throws {
        try await withGuard {
            $0.localNetworks = [IPNetwork.containing("192.0.2.0", "24")!]
            $0.client.messagesAMinute = 20
            $0.alerts.mailTo = "postmaster@example.org"
        } _: { ask, metrics in
            var refused = 0
            for mail in 0..<30 {
                for recipient in ["postmaster@example.org", "victim@example.com"] {
                    let answer = try await ask(
                        Requests.recipient(recipient, of: "\(mail)", ["sender": "", "sasl_username": "", "sasl_method": ""]))
                    if answer != Self.goes, recipient == "victim@example.com" { refused += 1 }
                }
            }
            #expect(refused == 10 && count("pass", metrics) == "20" && count("hold", metrics) == "10")
        }
    }
}
