import Dispatch
import Examination
import Foundation
import Logging
import MailMessage
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
        let pools = (0..<2).map { _ in NIOThreadPool(numberOfThreads: 1) }
        for pool in pools { pool.start() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let metrics = ServerMetrics(version: "0", model: "0")
        let desk = ExaminationDesk(
            standing, pool: pools[0], casePool: pools[1], metrics: metrics, log: Logger(label: "test") { _ in Silent() }, mostBytes: 250_000)
        try await body(desk, metrics, group.next())
        for pool in pools { try await pool.shutdownGracefully() }
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

    // MARK: Messages of the page

    private static let large = Array((scam + String(repeating: "Kind regards, and so on.\r\n", count: 4_000)).utf8)

    /// What has begun is told, also when its time is over meanwhile: with DNS and without.
    @Test(arguments: [false, true])
    func lateCase(_ asksDNS: Bool) async throws {
        try await withDesk({
            if asksDNS { $0.resolver = Slow(delay: .milliseconds(300)) }
            $0.dnsTime = .seconds(600)
            $0.limits.time = .milliseconds(200)
        }) { desk, metrics, _ in
            let outcome = try await desk.examine(Self.large, .mail) { file in
                usleep(asksDNS ? 0 : 400_000)
                return file.verdict.outcome
            }
            #expect(outcome == .sextortionScam)
            #expect(metrics.exposition.contains(#"unbluff_examined_total{channel="page",verdict="sextortion-scam"} 1"#))
            #expect(metrics.exposition.contains(#"unbluff_not_examined_total{channel="page",reason="time"} 0"#))
        }
    }

    /// What waits too long is refused when its time is over, not only when a thread is free; and mail has its own threads.
    @Test func waitingCase() async throws {
        try await withDesk({ $0.limits.time = .milliseconds(100) }) { desk, metrics, loop in
            let (hold, isHeld) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let first = Task {
                try await desk.work(on: 100_000) {
                    isHeld.signal()
                    hold.wait()
                    return 7
                }
            }
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    isHeld.wait(); continuation.resume()
                }
            }
            await #expect(throws: Opinion.NotExamined.self) { try await desk.examine(Self.large, .mail) { _ in } }
            await #expect(throws: Opinion.NotExamined.self) { try await desk.work(on: 100_000) {} }
            #expect(metrics.exposition.contains(#"unbluff_not_examined_total{channel="page",reason="time"} 2"#))
            // Small ones wait for nobody.
            let small = try await desk.examine(Array(Self.scam.utf8), .mail) { $0.verdict.outcome }
            #expect(small == .sextortionScam)
            var standing = desk.current
            standing.limits.time = .seconds(600)
            desk.change(to: standing)
            let mail = try await desk.desk(for: .milter).examine(ArrivedMail(bytes: Self.large), on: loop).get().finding.get()
            #expect(mail.outcome == .sextortionScam)
            hold.signal()
            let held = try await first.value
            #expect(held == 7)
            // Who was refused holds nothing.
            let next = try await desk.examine(Self.large, .mail) { $0.verdict.outcome }
            #expect(next == .sextortionScam)
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
