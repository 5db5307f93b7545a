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

        /// - Parameter memory: what was read at the start; nil for all that the store has.
        init(
            _ store: any GuardStore = MemoryGuardStore(), memory: GuardMemory? = nil, _ change: (inout Configuration.Guarding) -> Void = { _ in }
        ) throws {
            self.store = store
            pool.start()
            var configuration = Configuration.Guarding()
            configuration.submission = true
            change(&configuration)
            try start(configuration, memory)
        }

        /// As after a restart.
        func start(_ configuration: Configuration.Guarding, _ memory: GuardMemory? = nil) throws {
            let log = Logger(label: "test") { _ in Lines(site: self) }
            let memory = try memory ?? store.read()
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

        var theDesk: GuardDesk { get throws { try #require(desk.withLock { $0 }) } }

        /// Waits for a second's work.
        func tick() async throws {
            try theDesk.tick()
            try await settle()
        }

        func wait(seconds: Int) { clock.wrappingAdd(seconds, ordering: .relaxed) }
        func count(of line: String) -> Int { lines.withLock { $0.count { $0.hasPrefix(line) } } }

        /// A mail each of so many accounts, from nowhere.
        func mails(ofAccounts count: Int) async throws {
            for number in 0..<count { #expect(try await judge(GuardDeskTests.mail("a\(number)@example.org", client: "")) == nil) }
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

    /// Fails where it is broken, and notes what it is asked to do.
    private final class BrokenStore: GuardStore {
        struct DiskIsFull: Error {}
        enum Call: CaseIterable { case changes, counts, signs, rewrite, clean, requests, finish }
        let inner = MemoryGuardStore()
        let broken = Mutex<Set<Call>>([])
        /// Those that change something, failed ones too.
        let calls = Mutex<[Call]>([])
        let before = Mutex<(@Sendable (Call) -> Void)?>(nil)

        func breakDown(_ calls: Set<Call> = Set(Call.allCases)) { broken.withLock { $0 = calls } }
        func count(of call: Call) -> Int { calls.withLock { $0.count { $0 == call } } }

        private func attempt<Value>(_ call: Call, _ work: () -> Value) throws -> Value {
            before.withLock { $0 }?(call)
            calls.withLock { $0.append(call) }
            if broken.withLock({ $0.contains(call) }) { throw DiskIsFull() }
            return work()
        }
        func read() -> GuardMemory { inner.read() }
        func write(_ changes: [GuardChange]) throws { try attempt(.changes) { inner.write(changes) } }
        func write(_ counts: [SavedSender]) throws { try attempt(.counts) { inner.write(counts) } }
        func write(_ signs: [RememberedSign]) throws { try attempt(.signs) { inner.write(signs) } }
        func rewrite(stops: [Stop], incidents: [Incident]) throws { try attempt(.rewrite) { inner.rewrite(stops: stops, incidents: incidents) } }
        func clean(at now: Int) throws { try attempt(.clean) {} }
        func liftRequests() throws -> [LiftRequest] { try attempt(.requests) { inner.liftRequests() } }
        func finish(_ request: LiftRequest) throws { try attempt(.finish) { inner.finish(request) } }
    }

    // MARK: - Whom it is about

    @Test func onlyWhatLeavesIsCounted() async throws {
        let site = try Site { $0.localNetworks = [IPNetwork.containing("198.51.100.0", "24")!] }
        #expect(try await site.codes(60, Self.mail(nil)) == Array(repeating: 250, count: 60))
        #expect(try await site.codes(60) == Array(repeating: 250, count: 40) + Array(repeating: 450, count: 20))
        // An address may send more than an account.
        #expect(try await site.codes(300, Self.mail(nil, client: "198.51.100.9")) == Array(repeating: 250, count: 300))
        #expect(site.metric(#"unbluff_guard_mails_total{channel="milter",decision="pass"} 340"#))
        #expect(site.metric(#"unbluff_guard_mails_total{channel="milter",decision="hold"} 20"#))
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
        #expect(try await site.codes(41) == Array(repeating: 250, count: 40) + [450])
        // Written before the answer went out.
        #expect(try site.store.read().state.stops.map(\.sender) == [.account(Self.thief)])
        #expect(try await site.codes(19) == Array(repeating: 450, count: 19))
        #expect(site.told.withLock { $0.map(\.sender) } == [.account(Self.thief)])
        #expect(site.told.withLock { $0.first?.liftCommand } == "unbluff guard lift account:anna@example.org")
        #expect(site.count(of: "warning") == 1)
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
        _ = try await site.codes(GuardKeeper.countSeconds / 2)
        try await site.tick()
        #expect(try site.store.read().state.senders.isEmpty)
        site.wait(seconds: GuardKeeper.countSeconds / 2)
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

    /// What is queued when it is lifted must not bring the stop back.
    @Test func aLiftIsWrittenBehindWhatCameBefore() async throws {
        let untilBlocked = try #require(try await Site().codes(200).firstIndex(of: 550))
        let store = MemoryGuardStore()
        let site = try Site(store)
        #expect(try await site.codes(untilBlocked).last == 450)
        store.request(.account(Self.thief))
        let isFree = Gate()
        site.pool.submit { _ in isFree.wait() }
        let desk = try site.theDesk
        desk.tick()
        let reply = desk.judge(Self.mail(), on: site.loop)
        isFree.open()
        #expect(try await reply.get()?.code == 550)
        try await site.settle()
        #expect(store.read().state.stops.isEmpty && store.liftRequests().isEmpty)
        #expect(try await site.codes(1) == [250])
    }

    @Test func aLiftIsDoneOnceThoughItsRequestStays() async throws {
        let store = BrokenStore()
        let site = try Site(store)
        #expect(try await site.codes(41).last == 450)
        store.inner.request(.account(Self.thief))
        store.breakDown([.finish])
        var codes: [Int] = []
        for _ in 0..<5 {
            try await site.tick()
            codes += try await site.codes(10)
        }
        #expect(codes.firstIndex(of: 450) == 40)
        #expect(site.count(of: "notice lifted") == 1 && site.count(of: "error") == 1 && store.count(of: .finish) == 5)
        #expect(store.count(of: .rewrite) == 0)
        // Asked for again, it is done again.
        store.inner.request(.account(Self.thief))
        try await site.tick()
        #expect(site.count(of: "notice lifted") == 2)
        store.breakDown([])
        try await site.tick()
        #expect(store.inner.liftRequests().isEmpty && site.count(of: "notice blocks of senders are kept again") == 1)
    }

    /// First where a clock that is wrong at the start may have been set right.
    @Test func whatIsOldIsRemovedEachHour() async throws {
        let store = BrokenStore()
        let site = try Site(store)
        for count in [0, 0, 1, 1, 2] {
            try await site.tick()
            #expect(store.count(of: .clean) == count)
            site.wait(seconds: GuardKeeper.cleanSeconds / 2)
        }
    }

    // MARK: - Where it cannot be written

    @Test func aFullDiskStopsNoMailAndIsSaidOnce() async throws {
        let store = BrokenStore()
        let site = try Site(store)
        store.breakDown()
        let codes = try await site.codes(60)
        // Who sends too much is held all the same.
        #expect(codes.prefix(40).allSatisfy { $0 == 250 } && codes.last == 450)
        for _ in 0..<3 { try await site.tick() }
        #expect(site.count(of: "error") == 1)
        #expect(store.read().state.stops.isEmpty)
        store.breakDown([])
        try await site.tick()
        #expect(store.read().state.stops.map(\.sender) == [.account(Self.thief)])
        #expect(site.lines.withLock { $0.last?.contains("kept again") } == true)
        #expect(!site.metric("unbluff_guard_store_errors_total 0"))
    }

    @Test func whatWasNotWrittenIsTriedAgain() async throws {
        let store = BrokenStore()
        let site = try Site(store) { $0.replyDomains = ["*"] }
        try await site.mails(ofAccounts: 2_500)
        var scam = MailContent()
        scam.messageID = Array("<scam@example.net>".utf8)
        try site.theDesk.remember(scam, .filmed)
        site.wait(seconds: GuardKeeper.countSeconds)
        store.breakDown([.signs])
        try await site.tick()
        store.breakDown([.counts])
        for _ in 0..<3 { try await site.tick() }
        try await site.settle()
        // One try a second, whatever waits; and one line, though stops are written.
        #expect(store.count(of: .counts) <= 3 && store.count(of: .counts) > 0)
        #expect(site.count(of: "error") == 1 && site.count(of: "notice") == 0)
        #expect(store.read().signs.count == 1 && store.read().state.senders.isEmpty)
        store.breakDown([])
        try await site.tick()
        for _ in 0..<4 { try await site.settle() }
        // A domain beside the accounts.
        #expect(store.read().state.senders.count == 2_501)
        try await site.tick()
        #expect(site.count(of: "notice blocks of senders are kept again") == 1)
    }

    @Test func whatIsUrgentGetsBetweenCounts() async throws {
        let store = BrokenStore()
        let site = try Site(store) { $0.account.messagesAMinute = 5 }
        try await site.mails(ofAccounts: 2_500)
        store.calls.withLock { $0 = [] }
        let (desk, loop) = (try site.theDesk, site.loop)
        store.before.withLock {
            $0 = { call in
                guard call == .counts, store.count(of: .counts) == 0 else { return }
                for _ in 0..<6 { _ = desk.judge(Self.mail(), on: loop) }
            }
        }
        site.wait(seconds: GuardKeeper.countSeconds)
        try await site.tick()
        for _ in 0..<4 { try await site.settle() }
        #expect(store.calls.withLock { $0.filter { $0 != .requests } } == [.counts, .changes, .counts, .counts])
    }

    // MARK: - The end

    @Test func theEndWaitsForWhatIsNotWritten() async throws {
        let store = BrokenStore()
        let site = try Site(store) { $0.replyDomains = ["*"] }
        try await site.mails(ofAccounts: 2_500)
        var scam = MailContent()
        scam.messageID = Array("<scam@example.net>".utf8)
        try site.theDesk.remember(scam, .filmed)
        try await site.theDesk.finish(on: site.loop, within: .minutes(5)).get()
        #expect(store.read().state.senders.count == 2_501 && store.read().signs.count == 1)
        try await site.pool.shutdownGracefully()
    }

    /// What the pool cancels would be written beside what is being written.
    @Test(.timeLimit(.minutes(10))) func anEndThatHangsIsNotWaitedFor() async throws {
        let store = BrokenStore()
        let site = try Site(store)
        #expect(try await site.codes(40).last == 250)
        store.calls.withLock { $0 = [] }
        let isFree = Gate()
        site.pool.submit { _ in isFree.wait() }
        let desk = try site.theDesk
        let reply = desk.judge(Self.mail(), on: site.loop)
        try await desk.finish(on: site.loop, within: .milliseconds(10)).get()
        site.pool.shutdownGracefully { _ in }
        #expect(try await reply.get()?.code == 450)
        #expect(try await site.codes(1) == [450])
        isFree.open()
        #expect(store.calls.withLock { $0 } == [])
    }

    // MARK: - Where it cannot be opened at the start

    /// A store that cannot be opened before it is mended.
    private static func late(_ inner: any GuardStore, _ isMended: SharedFlag) -> LateGuardStore {
        LateGuardStore(BrokenStore.DiskIsFull(), at: 1_800_000_000) {
            guard isMended.value.load(ordering: .relaxed) else { throw BrokenStore.DiskIsFull() }
            return inner
        }
    }

    private final class SharedFlag: Sendable { let value = Atomic(false) }

    private func errors(_ site: Site) -> Int {
        let line = site.metrics.exposition.split(separator: "\n").first { $0.hasPrefix("unbluff_guard_store_errors_total ") }
        return line.flatMap { Int($0.split(separator: " ")[1]) } ?? -1
    }

    /// Nothing of what is kept is known, not the key either.
    @Test func whatCannotBeReadIsTakenLater() async throws {
        let (store, isMended) = (MemoryGuardStore(), SharedFlag())
        let before = try Site(store) { $0.replyDomains = ["*"] }
        #expect(try await before.codes(41, Self.mail("ben@example.com")).last == 450)
        var scam = MailContent()
        scam.messageID = Array("<scam@example.net>".utf8)
        try before.theDesk.remember(scam, .filmed)
        try await before.theDesk.finish(on: before.loop, within: .minutes(5)).get()

        let site = try Site(Self.late(store, isMended), memory: .unknown(at: 1_800_000_000)) { $0.replyDomains = ["*"] }
        #expect(try await site.codes(1, Self.mail("ben@example.com")) == [250])
        #expect(try await site.codes(41).last == 450)
        for _ in 0..<3 {
            let count = errors(site)
            try await site.tick()
            #expect(errors(site) > count)
        }
        #expect(site.count(of: "error") == 1 && site.count(of: "notice") == 0)
        // Tried again, in vain.
        site.wait(seconds: LateGuardStore.retrySeconds)
        try await site.tick()
        isMended.value.store(true, ordering: .relaxed)
        try await site.tick()
        #expect(site.count(of: "notice") == 0)
        site.wait(seconds: LateGuardStore.retrySeconds)
        try await site.tick()
        #expect(site.count(of: "error") == 1 && site.count(of: "notice blocks of senders are kept again") == 1)
        #expect(Set(store.read().state.stops.map(\.sender)) == [.account(Self.thief), .account("ben@example.com")])
        #expect(try await site.codes(1, Self.mail("ben@example.com")) == [450])
        #expect(try await site.codes(1) == [450])
        // No number of an incident was given twice.
        #expect(Set(store.read().state.incidents.map(\.id)) == [1, 1_800_000_001] && store.read().state.lastIncident == 1_800_000_001)
        var answer = Self.mail("carl@example.org")
        answer.content = MailContent()
        answer.content?.inReplyTo = Array("<scam@example.net>".utf8)
        #expect(try await site.judge(answer)?.code == 550)
        // All that follows is hashed with the key that is kept.
        try await site.theDesk.finish(on: site.loop, within: .minutes(5)).get()
        #expect(store.read().state.senders.contains { $0.hash == SenderKey.account("carl@example.org").hash(store.read().key) })
    }

    /// A full disk can be read: what counts is known, and goes on.
    @Test func whatCanBeReadOnlyIsInForce() async throws {
        let (store, isMended) = (MemoryGuardStore(), SharedFlag())
        #expect(try await Site(store).codes(41).last == 450)
        let site = try Site(Self.late(store, isMended), memory: store.read())
        #expect(try await site.codes(1) == [450])
        #expect(try await site.codes(30, Self.mail("carl@example.org")).last == 250)
        try await site.tick()
        isMended.value.store(true, ordering: .relaxed)
        site.wait(seconds: LateGuardStore.retrySeconds - 30)
        try await site.tick()
        #expect(site.count(of: "notice blocks of senders are kept again") == 1)
        #expect(store.read().state.stops.count == 1)
        for _ in 0..<2 { try await site.settle() }
        // Counted before, and written now.
        #expect(store.read().state.senders.contains { $0.hash == SenderKey.account("carl@example.org").hash(store.read().key) })
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
