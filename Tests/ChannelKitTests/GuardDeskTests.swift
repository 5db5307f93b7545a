import Examination
import Glibc
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import ScamVerdict
import SenderGuard
import SenderIdentity
import ServerConfiguration
import Synchronization
import Testing

@testable import ChannelKit

@Suite struct GuardDeskTests {
    static let thief = "anna@example.org"

    /// A desk with its store, its own clock, and what it told.
    final class Site: Sendable {
        let store: any GuardStore
        let pool = NIOThreadPool(numberOfThreads: 1)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let metrics = ServerMetrics(version: "1", model: "m")
        let clock = Atomic(1_800_000_000)
        let told = Mutex<[Incident]>([])
        let lines = Mutex<[String]>([])
        let desk: Mutex<GuardDesk?> = Mutex(nil)

        init(_ store: any GuardStore = MemoryGuardStore(), _ change: (inout Configuration.Guarding) -> Void = { _ in }) throws {
            self.store = store
            pool.start()
            var configuration = Configuration.Guarding()
            configuration.submission = true
            change(&configuration)
            try start(configuration)
        }

        /// As after a restart.
        func start(_ configuration: Configuration.Guarding) throws {
            let log = Logger(label: "test") { _ in Lines(site: self) }
            let memory = try store.read()
            let desk = GuardDesk(
                configuration, policy: ActionPolicy(), memory: memory, store: store, pool: pool, metrics: metrics, log: log,
                alert: { incident in self.told.withLock { $0.append(incident) } }, now: { self.clock.load(ordering: .relaxed) })
            self.desk.withLock { $0 = desk }
        }

        func judge(_ mail: LeavingMail) async throws -> GuardReply? {
            let desk = try #require(desk.withLock { $0 })
            return try await desk.judge(mail, on: loop).get()
        }

        /// What came of so many mails, one a second.
        func codes(_ count: Int, _ mail: LeavingMail = GuardDeskTests.mail()) async throws -> [Int] {
            var codes: [Int] = []
            for _ in 0..<count {
                codes.append(try await judge(mail)?.code ?? 250)
                clock.wrappingAdd(1, ordering: .relaxed)
            }
            return codes
        }

        /// Waits for a second's work.
        func tick() async throws {
            let desk = try #require(desk.withLock { $0 })
            desk.tick()
            try await settle()
        }

        func settle() async throws { try await pool.runIfActive {} }

        func metric(_ line: String) -> Bool { metrics.exposition.split(separator: "\n").contains { $0 == line } }
    }

    private struct Lines: LogHandler {
        let site: Site
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { site.lines.withLock { $0.append("\(event.level) \(event.message)") } }
    }

    static func mail(_ account: String? = thief, client: String = "192.0.2.7", from: String = "anna@example.org", to: [String] = ["b@example.com"])
        -> LeavingMail
    {
        LeavingMail(channel: .milter, envelope: Envelope(client: IPAddress(client), mailFrom: from, recipients: to, account: account))
    }

    /// Everything fails until it is mended.
    private final class BrokenStore: GuardStore {
        struct DiskIsFull: Error {}
        let inner = MemoryGuardStore()
        let isBroken = Atomic(false)
        func attempt<Value>(_ work: () -> Value) throws -> Value {
            if isBroken.load(ordering: .relaxed) { throw DiskIsFull() }
            return work()
        }
        func read() throws -> GuardMemory { inner.read() }
        func write(_ changes: [GuardChange]) throws { try attempt { inner.write(changes) } }
        func write(_ counts: [SavedSender]) throws { try attempt { inner.write(counts) } }
        func write(_ signs: [RememberedSign]) throws { try attempt { inner.write(signs) } }
        func rewrite(stops: [Stop], incidents: [Incident]) throws { try attempt { inner.rewrite(stops: stops, incidents: incidents) } }
        func clean(at now: Int) throws { try attempt {} }
        func liftRequests() throws -> [LiftRequest] { try attempt { inner.liftRequests() } }
        func finish(_ request: LiftRequest) throws { try attempt { inner.finish(request) } }
    }

    // MARK: - Whom it is about

    @Test func onlyWhatLeavesIsCounted() async throws {
        let site = try Site { $0.localNetworks = [IPNetwork.containing("198.51.100.0", "24")!] }
        #expect(try await site.codes(60, Self.mail(nil)) == Array(repeating: 250, count: 60))
        #expect(try await site.codes(60).contains(450))
        #expect(try await site.codes(300, Self.mail(nil, client: "198.51.100.9")).filter { $0 == 250 }.count <= 300)
        #expect(!site.metrics.exposition.contains(#"unbluff_guard_mails_total{channel="milter",decision="pass"} 420"#))
    }

    @Test func withoutSubmissionALoginIsNothing() async throws {
        let site = try Site { configuration in
            configuration.submission = false
            configuration.localNetworks = [IPNetwork.containing("198.51.100.0", "24")!]
        }
        #expect(try await site.codes(60).allSatisfy { $0 == 250 })
    }

    // MARK: - What becomes of it

    @Test func heldToldOnceAndWritten() async throws {
        let site = try Site()
        let codes = try await site.codes(60)
        #expect(codes.firstIndex(of: 450) == 40)
        #expect(site.told.withLock { $0.map(\.sender) } == [.account(Self.thief)])
        #expect(site.told.withLock { $0.first?.liftCommand } == "unbluff guard lift account:anna@example.org")
        // Written before the answer went out.
        #expect(try site.store.read().state.stops.map(\.sender) == [.account(Self.thief)])
        #expect(site.lines.withLock { $0.filter { $0.hasPrefix("warning") }.count } == 1)
        try await site.tick()
        #expect(site.metric(#"unbluff_guard_mails_total{channel="milter",decision="hold"} 20"#))
        #expect(site.metric(#"unbluff_guard_stops{kind="hold"} 1"#) && site.metric("unbluff_guard_open_incidents 1"))
    }

    @Test func monitorRefusesNobodyAndTells() async throws {
        let site = try Site { $0.mode = .monitor }
        #expect(try await site.codes(60).allSatisfy { $0 == 250 })
        #expect(site.told.withLock { $0.count } == 1)
    }

    @Test func ownBoundsAndRules() async throws {
        let site = try Site { configuration in
            configuration.account.messagesAMinute = 10
            configuration.allow = ["account:news@example.org"]
        }
        #expect(try await site.codes(20).firstIndex(of: 450) == 10)
        #expect(try await site.codes(100, Self.mail("news@example.org")).allSatisfy { $0 == 250 })
    }

    @Test func ownScamsAreRefusedButForReports() async throws {
        let site = try Site()
        var scam = Self.mail()
        scam.verdict = .sextortionScam
        let reply = try #require(try await site.judge(scam))
        #expect(reply.code == 550 && reply.lines.joined(separator: " ").contains("bluff"))
        scam.envelope.recipients = ["abuse@example.net"]
        #expect(try await site.judge(scam) == nil)
        scam.verdict = .mentionsScam
        scam.envelope.recipients = ["b@example.com"]
        #expect(try await site.judge(scam) == nil)
    }

    // MARK: - What outlasts what

    @Test func aRestartKeepsTheHold() async throws {
        let site = try Site()
        _ = try await site.codes(60)
        var configuration = Configuration.Guarding()
        configuration.submission = true
        try site.start(configuration)
        #expect(try await site.codes(1) == [450])
    }

    @Test func countsAreWrittenEachMinute() async throws {
        let site = try Site()
        _ = try await site.codes(10)
        try await site.tick()
        let saved = try site.store.read().state.senders
        #expect(saved.contains { $0.kind == .account } && saved.contains { $0.kind == .domain })
    }

    @Test func whatIsLiftedElsewhereIsLiftedHere() async throws {
        let store = MemoryGuardStore()
        let site = try Site(store)
        #expect(try await site.codes(60).last == 450)
        store.request(.account(Self.thief))
        try await site.tick()
        #expect(try await site.codes(1) == [250])
        #expect(store.read().state.stops.isEmpty && store.liftRequests().isEmpty)
        #expect(site.lines.withLock { $0.contains("notice lifted") })
    }

    @Test func aFullDiskStopsNoMailAndIsSaidOnce() async throws {
        let store = BrokenStore()
        let site = try Site(store)
        store.isBroken.store(true, ordering: .relaxed)
        let codes = try await site.codes(60)
        // Who sends too much is held all the same.
        #expect(codes.prefix(40).allSatisfy { $0 == 250 } && codes.last == 450)
        for _ in 0..<3 { try await site.tick() }
        #expect(site.lines.withLock { $0.filter { $0.hasPrefix("error") }.count } == 1)
        #expect(try store.read().state.stops.isEmpty)
        store.isBroken.store(false, ordering: .relaxed)
        try await site.tick()
        #expect(try store.read().state.stops.map(\.sender) == [.account(Self.thief)])
        #expect(site.lines.withLock { $0.last?.contains("kept again") } == true)
        #expect(!site.metric("unbluff_guard_store_errors_total 0"))
    }

    /// The answer comes while the store still hangs. How much later than its patience says nothing where a thousand tests run at once.
    @Test(.timeLimit(.minutes(10))) func aStoreThatHangsHoldsNoMailForLong() async throws {
        let site = try Site()
        let isFree = Gate()
        site.pool.submit { _ in isFree.wait() }
        let start = ContinuousClock.now
        #expect(try await site.codes(41).last == 450)
        #expect(ContinuousClock.now - start >= .seconds(1.9))
        isFree.open()
        try await site.settle()
    }

    // MARK: - Answers to scams

    @Test func answersToScams() async throws {
        let site = try Site { $0.replyDomains = ["Example.ORG"] }
        var scam = MailContent()
        scam.messageID = Array("<scam@example.net>".utf8)
        site.desk.withLock { $0?.remember(scam, .filmed) }
        var answer = Self.mail()
        answer.content = MailContent()
        answer.content?.inReplyTo = Array("<scam@example.net>".utf8)
        #expect(try await site.judge(answer)?.code == 550)
        answer.content?.subject = "unbluff: send anyway Re: hello"
        #expect(try await site.judge(answer) == nil)
        answer.content?.subject = "Re: hello"
        answer.envelope.mailFrom = "anna@example.com"
        #expect(try await site.judge(answer) == nil)
        // Nothing is forgotten by a restart.
        try await site.tick()
        #expect(try site.store.read().signs.count == 1)
    }
}

/// A door for a thread that has to wait.
private final class Gate: Sendable {
    private let isOpen = Atomic(false)
    func wait() { while !isOpen.load(ordering: .relaxed) { usleep(1_000) } }
    func open() { isOpen.store(true, ordering: .relaxed) }
}
