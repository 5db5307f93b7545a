import ScamVerdict
import SenderIdentity
import Testing

@testable import SenderGuard

@Suite struct SenderGuardTests {
    private static let key = HashKey(bytes: [UInt8](1...16))!
    /// A Monday at midnight.
    private static let start = 1_700_438_400
    private static let home = IPAddress("198.51.100.9")!

    private static func make(_ settings: GuardSettings = GuardSettings(), _ state: GuardState = GuardState(), at now: Int = start) -> SenderGuard {
        SenderGuard(settings: settings, key: key, state: state, at: now)
    }

    private static func mail(
        _ account: String? = "anna", _ number: Int = 0, domain: String? = "example.org", client: IPAddress? = home, recipients: Int = 1, rejected: Int = 0,
        body: UInt64? = nil, verdict: Verdict.Outcome? = nil
    ) -> OutgoingMail {
        OutgoingMail(
            account: account, client: client, senderDomain: domain,
            recipients: (0..<recipients).map { key.recipient("p\(number * 1_000 + $0)@example.net".utf8) }, rejectedRecipients: rejected, body: body,
            verdict: verdict, subject: "Hello \(number)")
    }

    /// Sends `count` mails, one each `seconds`; how many passed before the first that did not, and what came then.
    private static func run(
        _ guarding: inout SenderGuard, _ count: Int, every seconds: Double, from start: Int = start, _ mail: (Int) -> OutgoingMail
    ) -> (passed: Int, first: GuardDecision?, seconds: Int) {
        for number in 0..<count {
            let now = start + Int(Double(number) * seconds)
            let decision = guarding.judge(mail(number), at: now)
            if !decision.passes { return (number, decision, now - start) }
        }
        return (count, nil, 0)
    }

    @Test func thirtyThousandAnHourAreStopped() {
        var guarding = Self.make()
        let (passed, first, seconds) = Self.run(&guarding, 1_000, every: 0.12) { Self.mail("anna", $0) }
        #expect(passed <= 50 && seconds <= 10)
        guard case .tempfail(let incident, let retry)? = first else { return #expect(Bool(false), "\(String(describing: first))") }
        #expect(incident.sender == .account("anna") && incident.level == .hold && retry == 900)
        #expect(incident.excess == Incident.Excess(measure: .messages, window: .minute, count: 41, bound: 40))
        #expect(incident.subject == "Hello 40" && incident.others == [.client(Self.home)])
        // It hammers, and is blocked; all in one incident.
        let more = (0..<40).map { guarding.judge(Self.mail("anna", 100 + $0), at: Self.start + 6) }
        guard case .block(let blocked, let until)? = more.last else { return #expect(Bool(false)) }
        #expect(blocked.id == incident.id && blocked.level == .block && until == Self.start + 6 + 3_600)
        let changes = guarding.drainChanges()
        let opened = changes.filter { if case .opened = $0 { true } else { false } }
        #expect(opened.count == 1 && changes.count { if case .stopped = $0 { true } else { false } } == 2)
        // Nobody else is stopped, not even from the same address.
        #expect(guarding.judge(Self.mail("bert"), at: Self.start + 7) == .pass)
    }

    @Test func threeHundredAnHourAreStopped() {
        var guarding = Self.make()
        var random = SmallRandom(4)
        var passed = 0
        var blocked: Int?
        for number in 0..<7_200 {
            let now = Self.start + number * 12
            let decision = guarding.judge(Self.mail("anna", number, body: random.next()), at: now)
            if decision.passes { passed += 1 }
            if case .block = decision, blocked == nil { blocked = passed }
        }
        // Until it is blocked; and in the whole day, most of them before.
        #expect(blocked.map { $0 <= 200 } == true)
        #expect(passed < 500)
        #expect(guarding.drainChanges().count { if case .opened = $0 { true } else { false } } == 1)
    }

    @Test func warningComesOnceAndPasses() {
        var guarding = Self.make()
        let decisions = (0..<180).map { guarding.judge(Self.mail("anna", $0), at: Self.start + $0 * 20) }
        #expect(!decisions.contains { !$0.passes })
        #expect(decisions[139] == .pass && decisions[140] != .pass)
        let opened = guarding.drainChanges().compactMap { if case .opened(let incident) = $0 { incident } else { nil } }
        #expect(opened.map(\.level) == [.warning])
        #expect(guarding.incidents.first?.passed == 40)
        // A day without any sign ends it.
        _ = guarding.judge(Self.mail("bert"), at: Self.start + 200_000)
        #expect(guarding.incidents.isEmpty)
    }

    @Test(arguments: [
        (Measure.recipients, 70, 20, 0, UInt64?.none, Window.hour), (.rejectedRecipients, 40, 2, 2, nil, .hour), (.sameBodies, 170, 1, 0, 99, .hour),
    ])
    func otherMeasures(_ measure: Measure, _ count: Int, _ recipients: Int, _ rejected: Int, _ body: UInt64?, _ window: Window) {
        var guarding = Self.make()
        let (_, first, _) = Self.run(&guarding, count, every: 20) { Self.mail("anna", $0, recipients: recipients, rejected: rejected, body: body) }
        guard case .tempfail(let incident, _)? = first else { return #expect(Bool(false), "\(measure): \(String(describing: first))") }
        #expect(incident.excess.measure == measure && incident.excess.window == window)
    }

    @Test func sameRecipientsCountOnce() {
        var guarding = Self.make()
        for number in 0..<60 { #expect(guarding.judge(Self.mail("anna", 0, recipients: 100), at: Self.start + number * 60) == .pass) }
        let rates = guarding.report(.account("anna"), at: Self.start + 3_540)
        #expect(rates?.messagesAnHour == 60 && (80...120).contains(rates?.recipientsAnHour ?? 0))
    }

    @Test func ownScamsAreRejectedAndThenBlocked() {
        var guarding = Self.make()
        let scam = { Self.mail("anna", $0, client: nil, verdict: .sextortionScam) }
        for number in 0..<3 { #expect(guarding.judge(scam(number), at: Self.start + number) == .scam(.sextortionScam)) }
        #expect(guarding.incidents.isEmpty)
        // Who presses Send once more is noticed, and not stopped.
        #expect(guarding.judge(scam(3), at: Self.start + 9) == .scam(.sextortionScam) && guarding.incidents.map(\.excess.measure) == [.scams])
        for number in 4..<20 { #expect(guarding.judge(scam(number), at: Self.start + number) == .scam(.sextortionScam)) }
        guard case .block = guarding.judge(scam(20), at: Self.start + 20) else { return #expect(Bool(false)) }
        for verdict in [Verdict.Outcome.mentionsScam, .possiblyReal, .nothingFound] {
            #expect(guarding.judge(Self.mail("bert", verdict: verdict), at: Self.start + 9) == .pass)
        }
    }

    @Test func reportsPass() {
        var guarding = Self.make()
        var mail = Self.mail("anna", verdict: .sextortionScam)
        mail.isReport = true
        for _ in 0..<10 { #expect(guarding.judge(mail, at: Self.start) == .pass) }
        mail.isReport = false
        #expect(guarding.judge(mail, at: Self.start) == .scam(.sextortionScam))
    }

    @Test func furtherRecipientsAreNoFurtherMessages() {
        var guarding = Self.make()
        for number in 0..<500 {
            var mail = Self.mail("anna", number)
            mail.recipients = [Self.key.recipient("\(number)@example.com".utf8)]
            mail.isCounted = number > 0
            #expect(guarding.judge(mail, at: Self.start) == .pass)
        }
        let rates = guarding.report(.account("anna"), at: Self.start)
        #expect(rates?.messagesADay == 1 && (400...600).contains(rates?.recipientsAnHour ?? 0))
    }

    @Test func rules() {
        func passed(_ rule: SenderKey?, _ mail: (Int) -> OutgoingMail) -> Int {
            var guarding = Self.make(GuardSettings(localNetworks: [IPNetwork("192.0.2.0/24")!], allowed: rule.map { [AllowRule($0)] } ?? []))
            return Self.run(&guarding, 2_000, every: 0.5, mail).passed
        }
        let local = IPAddress("192.0.2.1")!
        #expect(passed(nil) { Self.mail("news", $0) } == 40)
        #expect(passed(.account("news")) { Self.mail("news", $0, body: 1) } == 2_000)
        #expect(passed(.client(local)) { Self.mail(nil, $0, client: local) } == 2_000)
        #expect(passed(.domain("example.org")) { Self.mail(nil, $0, client: local) } == 2_000)
        // A domain is anybody's word: it opens nothing for who logged in, nor for an address from outside.
        #expect(passed(.domain("example.org")) { Self.mail("anna", $0, client: local) } == 40)
        #expect(passed(.domain("example.org")) { Self.mail(nil, $0) } <= 120)
        #expect(passed(.client(local)) { Self.mail("anna", $0, client: local) } == 40)
        // Many people behind one local address.
        #expect(passed(nil) { Self.mail("person\($0 % 500)", $0, client: local) } == 2_000)
        // But not behind one from outside.
        #expect(passed(nil) { Self.mail("person\($0 % 500)", $0) } <= 120)
    }

    /// Anybody can write it: a rule for a domain stops nobody who logged in, nor anybody else who writes from it.
    @Test func aDomainWithARuleIsNotStopped() {
        let local = IPAddress("192.0.2.1")!
        var settings = GuardSettings(localNetworks: [IPNetwork("192.0.2.0/24")!], allowed: [AllowRule(.domain("example.org"))])
        settings.allowed[0].limits.messagesAMinute = Bound(block: 20)
        var guarding = Self.make(settings)
        for number in 0..<400 {
            #expect(
                guarding.judge(Self.mail("person\(number)", number, client: local, verdict: number < 9 ? .sextortionScam : nil), at: Self.start).isBlock
                    == false)
        }
        // Whom the rule is for it stops.
        for number in 0..<30 { _ = guarding.judge(Self.mail(nil, number, client: local), at: Self.start) }
        #expect(guarding.judge(Self.mail(nil, client: local), at: Self.start).isBlock)
        #expect(guarding.judge(Self.mail("anna", client: local), at: Self.start) == .pass)
    }

    /// What came in from elsewhere and is handed on is no reason to stop a list server.
    @Test func scamsThroughARelayDoNotStopIt() {
        var guarding = Self.make()
        for number in 0..<20 { #expect(guarding.judge(Self.mail(nil, number, verdict: .sextortionScam), at: Self.start + number) == .scam(.sextortionScam)) }
        #expect(guarding.judge(Self.mail(nil), at: Self.start + 30).passes && guarding.incidents.map(\.level) == [.warning])
    }

    /// A mail server that was held hands in all that waits at once.
    @Test func triesBlockAccountsOnly() {
        var guarding = Self.make()
        for number in 0..<400 { #expect(!guarding.judge(Self.mail(nil, number), at: Self.start + number / 60).isBlock) }
        #expect(guarding.stops(at: Self.start + 10).map(\.kind) == [.hold])
        for number in 0..<80 { _ = guarding.judge(Self.mail("anna", number, domain: nil, client: nil), at: Self.start) }
        #expect(guarding.judge(Self.mail("anna", domain: nil, client: nil), at: Self.start).isBlock)
    }

    @Test func furtherRecipientsAreNoTries() {
        var guarding = Self.make()
        for number in 0...40 { _ = guarding.judge(Self.mail("anna", number), at: Self.start) }
        var mail = Self.mail("anna")
        mail.isCounted = true
        for _ in 0..<100 { #expect(!guarding.judge(mail, at: Self.start).passes && !guarding.judge(mail, at: Self.start).isBlock) }
        #expect(guarding.incidents.map(\.stopped) == [1])
    }

    /// Who is stopped can ask whom our words name, a few times.
    @Test func theContactCanBeAsked() {
        var guarding = Self.make()
        for number in 0...40 { _ = guarding.judge(Self.mail("anna", number), at: Self.start) }
        var call = Self.mail("anna")
        call.isToContact = true
        #expect((0..<8).map { _ in guarding.judge(call, at: Self.start).passes } == [true, true, true, true, true, false, false, false])
        #expect(!guarding.judge(Self.mail("anna"), at: Self.start).passes)
    }

    @Test func whoGetsARuleIsLifted() {
        var guarding = Self.make()
        for number in 0...40 { _ = guarding.judge(Self.mail("news", number), at: Self.start) }
        for number in 0...40 { _ = guarding.judge(Self.mail("anna", number), at: Self.start) }
        _ = guarding.drainChanges()
        guarding.use(GuardSettings(allowed: [AllowRule(.account("news"))]), at: Self.start)
        #expect(guarding.judge(Self.mail("news"), at: Self.start).passes && !guarding.judge(Self.mail("anna"), at: Self.start).passes)
        #expect(guarding.drainChanges().first == .lifted(.account("news"), at: Self.start))
    }

    /// What was only watched stops nobody, now or after a restart, nor when it is switched on.
    @Test func watchedOnly() {
        var settings = GuardSettings()
        settings.isEnforced = false
        var guarding = Self.make(settings)
        for number in 0...40 { _ = guarding.judge(Self.mail("anna", number), at: Self.start) }
        let changes = guarding.drainChanges()
        #expect(changes.contains { if case .opened = $0 { true } else { false } } && !changes.contains { if case .stopped = $0 { true } else { false } })
        #expect(guarding.stops(at: Self.start).isEmpty && guarding.stopCount(.hold, at: Self.start) == 0 && guarding.incidentCount == 1)
        settings.isEnforced = true
        guarding.use(settings, at: Self.start)
        #expect(guarding.judge(Self.mail("anna"), at: Self.start).passes)
    }

    /// What led to a block is done with, also where it ended while no server ran.
    @Test func aBlockThatEndedMeanwhile() {
        var settings = GuardSettings()
        settings.account = SenderLimits()
        settings.account.messagesADay = Bound(block: 8)
        var guarding = Self.make(settings)
        for number in 0...8 { _ = guarding.judge(Self.mail("anna", number), at: Self.start) }
        let state = guarding.state()
        #expect(state.stops.count == 1)
        var again = Self.make(settings, state, at: Self.start + 4_000)
        #expect(again.judge(Self.mail("anna"), at: Self.start + 4_000).passes)
    }

    @Test func holdEndsByItself() {
        var guarding = Self.make()
        _ = Self.run(&guarding, 100, every: 0.1) { Self.mail("anna", $0) }
        #expect(!guarding.judge(Self.mail("anna"), at: Self.start + 100).passes)
        #expect(guarding.judge(Self.mail("anna"), at: Self.start + 1_000).passes)
        #expect(guarding.drainChanges().contains { if case .expired(.account("anna"), _) = $0 { true } else { false } })
    }

    @Test func blocksGetLongerAndLeaveOnProbation() {
        var guarding = Self.make()
        var settings = GuardSettings()
        settings.account = SenderLimits()
        settings.account.messagesAnHour = Bound(block: 8)
        guarding.use(settings, at: Self.start)
        var now = Self.start
        var lengths: [Int] = []
        var allowed: [Int] = []
        for _ in 0..<7 {
            var passed = 0
            while true {
                let decision = guarding.judge(Self.mail("anna"), at: now)
                if case .block(_, let until) = decision {
                    lengths.append(until - now)
                    now = until
                    break
                }
                passed += 1
            }
            allowed.append(passed)
        }
        #expect(lengths == [3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400])
        #expect(allowed == [8, 2, 2, 2, 2, 2, 2])
    }

    @Test func lift() {
        var guarding = Self.make()
        _ = Self.run(&guarding, 100, every: 0.1) { Self.mail("anna", $0) }
        _ = guarding.drainChanges()
        let lifted = [guarding.lift(.account("bert"), at: Self.start + 20), guarding.lift(.account("anna"), at: Self.start + 20)]
        #expect(lifted == [false, true])
        let changes = guarding.drainChanges()
        #expect(changes.count == 2 && changes[0] == .lifted(.account("anna"), at: Self.start + 20) && changes[0].isUrgent)
        guard case .closed(let incident) = changes[1] else { return #expect(Bool(false)) }
        #expect(incident.isLifted && incident.stopped == 1)
        #expect(guarding.incidents.isEmpty && guarding.stops(at: Self.start + 20).isEmpty)
        // All is forgotten, and the next is another incident.
        let (passed, first, _) = Self.run(&guarding, 100, every: 0.1, from: Self.start + 21) { Self.mail("anna", $0) }
        guard case .tempfail(let next, _)? = first else { return #expect(Bool(false)) }
        #expect(passed == 40 && next.id == incident.id + 1)
    }

    /// Whatever was told to the store is in force after a restart.
    @Test func restart() {
        var guarding = Self.make()
        _ = Self.run(&guarding, 100, every: 0.1) { Self.mail("anna", $0) }
        for number in 0..<30 { _ = guarding.judge(Self.mail("bert", number), at: Self.start + 60) }
        let state = guarding.state()
        var again = Self.make(GuardSettings(), state, at: Self.start + 70)
        guard case .tempfail(let incident, _) = again.judge(Self.mail("anna"), at: Self.start + 70) else { return #expect(Bool(false)) }
        #expect(incident.id == 1)
        #expect(again.report(.account("bert"), at: Self.start + 70)?.messagesAnHour == 30)
        #expect(Self.run(&again, 40, every: 0, from: Self.start + 71) { Self.mail("bert", $0) }.passed == 10)
        // Only the stop came through.
        var bare = Self.make(GuardSettings(), GuardState(stops: state.stops), at: Self.start + 70)
        #expect(!bare.judge(Self.mail("anna"), at: Self.start + 70).passes)
        #expect(bare.lift(.account("anna"), at: Self.start + 71) && bare.judge(Self.mail("anna"), at: Self.start + 71).passes)
        // Counts in batches are the same as all at once.
        var counts: [SavedSender] = []
        while guarding.changedCounts > 0 { counts += guarding.drainCounts(most: 2) }
        #expect(counts.count == state.senders.count && Set(counts.map(\.hash)) == Set(state.senders.map(\.hash)))
        #expect(guarding.drainCounts(most: 10).isEmpty)
    }

    @Test func clockGoesBack() {
        var guarding = Self.make()
        _ = Self.run(&guarding, 60, every: 0.1) { Self.mail("anna", $0) }
        // By a day: a hold lasts no longer than it should, and nothing that was counted counts for ever.
        let back = Self.start - 86_400
        #expect(!guarding.judge(Self.mail("anna"), at: back).passes)
        #expect(guarding.stops(at: back).first.map { $0.until - back <= 900 } == true)
        for number in 0..<30 { #expect(guarding.judge(Self.mail("bert", number), at: back).passes) }
        #expect(guarding.judge(Self.mail("anna"), at: back + 1_000).passes)
        #expect(guarding.report(.account("bert"), at: back + 7_200)?.messagesAnHour == 0)
        for time in [Int.min, -1, 0, Int.max, back] { _ = guarding.judge(Self.mail("carl"), at: time) }
        #expect(guarding.report(.account("carl"), at: back) != nil)
    }

    /// The machine's clock is set back a little, then there is a restart: no count is lost.
    @Test(arguments: [0, 10, 60, 700, 3_500]) func restartWithAClockThatWentBack(_ seconds: Int) {
        var guarding = Self.make()
        for number in 0..<30 { _ = guarding.judge(Self.mail("bert", number), at: Self.start + number) }
        for number in 30..<34 { _ = guarding.judge(Self.mail("bert", number), at: Self.start + 30 - seconds) }
        var again = Self.make(GuardSettings(), guarding.state(), at: Self.start + 31 - seconds)
        #expect(again.report(.account("bert"), at: Self.start + 31 - seconds)?.messagesAnHour == 34)
    }

    /// A week with 90 an hour, below every bound; then 300 an hour.
    @Test func aThiefCannotTeachQuickly() {
        for (days, most) in [(0, 180), (7, 200)] {
            var guarding = Self.make()
            for day in 0..<days {
                for number in 0..<90 { #expect(guarding.judge(Self.mail("anna", number), at: Self.start + day * 86_400 + number * 40) == .pass) }
            }
            let now = Self.start + days * 86_400
            #expect(Self.run(&guarding, 1_000, every: 12, from: now) { Self.mail("anna", $0) }.passed <= most)
        }
    }

    /// Whoever sends 60 an hour each day may have a day with 240.
    @Test func normalLevelRaisesBounds() {
        var guarding = Self.make()
        for day in 0..<30 { for number in 0..<80 { _ = guarding.judge(Self.mail("anna", number), at: Self.start + day * 86_400 + 36_000 + number * 45) } }
        let level = guarding.report(.account("anna"), at: Self.start + 29 * 86_400 + 40_000)?.normalLevel ?? 0
        #expect(level > 60)
        let (passed, _, _) = Self.run(&guarding, 200, every: 15, from: Self.start + 30 * 86_400 + 36_000) { Self.mail("anna", $0) }
        #expect(passed == 200 && guarding.incidents.isEmpty)
    }

    @Test func forgedDomainsPushNobodyOut() {
        var settings = GuardSettings()
        (settings.accounts, settings.clients, settings.domains) = (1_000, 1_000, 1_000)
        var guarding = Self.make(settings)
        for number in 0..<200 { _ = guarding.judge(Self.mail("anna\(number % 20)", number), at: Self.start + number) }
        for number in 0..<20_000 {
            _ = guarding.judge(Self.mail(nil, number, domain: "d\(number).example.com", client: nil), at: Self.start + 200 + number / 100)
        }
        #expect(guarding.senderCount(.domain) == 1_000 && guarding.senderCount(.account) == 20)
        #expect(guarding.report(.domain("example.org"), at: Self.start + 400)?.messagesADay == 200)
        #expect(guarding.report(.account("anna3"), at: Self.start + 400)?.messagesADay == 10)
        #expect(guarding.errorBound(.domain) < 21 && guarding.drainChanges().isEmpty)
    }

    @Test func hostileNames() {
        var guarding = Self.make()
        let long = String(repeating: "x", count: 10_240)
        let (passed, first, _) = Self.run(&guarding, 100, every: 0.1) { Self.mail(long, $0, domain: long) }
        guard case .tempfail(let incident, _)? = first else { return #expect(Bool(false)) }
        #expect(passed == 40 && incident.sender.name.utf8.count <= SenderKey.longestName)
        #expect(guarding.judge(Self.mail(long + "x"), at: Self.start).passes)
        let isLifted = guarding.lift(SenderKey(incident.sender.text)!, at: Self.start)
        #expect(isLifted)
        #expect(guarding.judge(OutgoingMail(account: "", senderDomain: ""), at: Self.start) == .pass)
        #expect(guarding.judge(OutgoingMail(rejectedRecipients: -5), at: Self.start) == .pass)
    }

    @Test func replies() {
        var guarding = Self.make()
        #expect(GuardReply(guarding.judge(Self.mail(), at: Self.start), contact: nil, at: Self.start) == nil)
        let (_, first, seconds) = Self.run(&guarding, 100, every: 0.1) { Self.mail("anna", $0) }
        let hold = GuardReply(first!, contact: "help\r\n@example.org\u{202E}", at: Self.start + seconds)!
        #expect(hold.code == 450 && hold.status == "4.7.1" && hold.oneLine.contains("15 minutes") && hold.oneLine.contains("tell help@example.org."))
        let scam = GuardReply(.scam(.sextortionScam), contact: nil, at: 0)!
        #expect(scam.code == 550 && scam.oneLine.contains("your mail's administrator"))
        for line in hold.lines + scam.lines { #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && line.utf8.count < 450) }
    }
}

extension GuardDecision {
    fileprivate var isBlock: Bool { if case .block = self { true } else { false } }
}
