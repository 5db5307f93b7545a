import Examination
import Logging
import NIOCore
import NIOPosix
import ScamVerdict
import SenderIdentity
import ServerConfiguration
import Testing

@testable import ChannelKit

@Suite struct ExaminationDeskTests {
    private static let scam = """
        From: alex@example.com\r
        To: alex@example.com\r
        Subject: Your account\r
        X-Fixture: unbluff\r
        \r
        I hacked your device and recorded you with your camera while you watched porn. Pay 900 USD in bitcoin within 48 hours, \
        or I send the video to all your contacts.\r

        """

    private struct Silent: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.critical
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }
        func log(event: LogEvent) {}
    }

    /// Answers after a while, or never.
    private struct Slow: SenderIdentity.Resolver {
        let delay: Duration
        func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer] {
            try? await Task.sleep(for: delay)
            return [:]
        }
    }

    private func withDesk(
        _ change: (inout Standing) -> Void = { _ in }, _ body: (ExaminationDesk, ServerMetrics, any EventLoop) async throws -> Void
    ) async throws {
        var standing = Standing(examiner: Examiner(), policy: ActionPolicy())
        change(&standing)
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let metrics = ServerMetrics(version: "0", model: "0")
        let desk = ExaminationDesk(standing, pool: pool, metrics: metrics, log: Logger(label: "test") { _ in Silent() }, mostBytes: 250_000)
        try await body(desk, metrics, group.next())
        try await pool.shutdownGracefully()
        try await group.shutdownGracefully()
    }

    /// On the loop, beside it, and with DNS: the same verdict.
    @Test(arguments: [0, 200_000], [false, true])
    func scam(_ filler: Int, _ asksDNS: Bool) async throws {
        try await withDesk({
            if asksDNS { $0.resolver = Slow(delay: .zero) }
            // Other tests keep the threads of tasks busy for long.
            $0.limits.time = .seconds(600)
        }) { desk, metrics, loop in
            let mail = ArrivedMail(bytes: Array((Self.scam + String(repeating: "Kind regards, and so on.\r\n", count: filler / 26)).utf8))
            let opinion = try await desk.desk(for: .milter).examine(mail, on: loop).get()
            #expect(try opinion.finding.get().outcome == .sextortionScam)
            #expect(metrics.exposition.contains(#"unbluff_examined_total{channel="milter",verdict="sextortion-scam"} 1"#))
        }
    }

    /// A resolver that does not come back holds no mail.
    @Test func time() async throws {
        try await withDesk({
            $0.resolver = Slow(delay: .seconds(60))
            $0.limits.time = .milliseconds(50)
        }) { desk, metrics, loop in
            let opinion = try await desk.desk(for: .spamd).examine(ArrivedMail(bytes: Array(Self.scam.utf8)), on: loop).get()
            #expect(throws: Opinion.NotExamined.self) { try opinion.finding.get() }
            #expect(opinion.action.disposition == .accept)
            #expect(opinion.action.addedFields.isEmpty)
            #expect(metrics.exposition.contains(#"unbluff_not_examined_total{channel="spamd",reason="time"} 1"#))
        }
    }

    /// What lies beside the loops is bounded: the rest goes on unseen.
    @Test func overload() async throws {
        try await withDesk { desk, metrics, loop in
            let mail = ArrivedMail(bytes: Array(repeating: UInt8(ascii: "\n"), count: 100_000))
            let answers = (0..<8).map { _ in desk.desk(for: .milter).examine(mail, on: loop) }
            for answer in answers { _ = try await answer.get() }
            #expect(!metrics.exposition.contains(#"unbluff_not_examined_total{channel="milter",reason="overload"} 0"#))
            // What was finished makes room again.
            #expect(try await desk.desk(for: .milter).examine(mail, on: loop).get().finding.get().outcome == .nothingFound)
        }
    }

    @Test func changes() async throws {
        try await withDesk { desk, _, _ in
            var standing = desk.current
            standing.limits.messageSize = 7
            desk.change(to: standing)
            #expect(desk.desk(for: .milter).messageLimit == 7)
        }
    }
}
