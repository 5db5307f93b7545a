import Foundation
import SenderGuard
import SenderIdentity

/// What script/measure-guard shows, each in a process of its own so that its memory can be told.
enum GuardMeasure: String, CaseIterable {
    case memory, full, forged, zipf
    case zipfOverDays = "zipf-over-days"
    case fast, slow, week, fingerprint, replies, policy

    func run() throws -> [String: Any] {
        switch self {
        case .memory: measureTable(senders: 100_000)
        case .full: measureTable(senders: 300_000)
        case .forged: measureForged()
        case .zipf: measureZipf(days: 0)
        case .zipfOverDays: measureZipf(days: 3)
        case .fast: measureStop(anHour: 30_000, most: 50, seconds: 10)
        case .slow: measureStop(anHour: 300, most: 200, seconds: .max)
        case .week: measureWeek()
        case .fingerprint: measureFingerprint()
        case .replies: measureReplies()
        case .policy: try PolicyMeasure.run()
        }
    }

    private static let key = HashKey(bytes: [UInt8](1...16))!
    private static let start = 1_700_438_400

    /// Each sender an account with an address of its own; every tenth sends enough to be counted in detail.
    private static func fill(_ guarding: inout SenderGuard, _ senders: Int) {
        var random = SmallRandom(1)
        for round in 0..<12 {
            for sender in 0..<senders where round < 2 || sender % 10 == 0 {
                _ = guarding.judge(mail(sender, &random), at: start + round * 200 + sender * 200 / senders)
            }
            _ = guarding.drainChanges()
        }
    }

    private static func mail(_ sender: Int, _ random: inout SmallRandom) -> OutgoingMail {
        OutgoingMail(
            account: "firstname.lastname\(sender)@example.org",
            client: IPAddress(bytes: [10, UInt8(sender >> 16 & 255), UInt8(sender >> 8 & 255), UInt8(sender & 255)]),
            senderDomain: "d\(sender % 1_000).example.org", recipients: [random.next(), random.next()], body: random.next(), subject: "Hello")
    }

    private func measureTable(senders: Int) -> [String: Any] {
        // 200,000 mails by any of them, made before: their memory is not the guard's.
        var random = SmallRandom(2)
        let mails = (0..<200_000).map { _ in Self.mail(random.below(senders), &random) }
        let before = Resources.residentBytes()
        var guarding = SenderGuard(settings: GuardSettings(), key: Self.key, at: Self.start)
        Self.fill(&guarding, senders)
        let resident = Resources.status("VmRSS") - before
        var worst = 0.0
        let started = Resources.cpuSeconds
        for (index, mail) in mails.enumerated() {
            let one = Resources.cpuSeconds
            _ = guarding.judge(mail, at: Self.start + 2_400 + index / 400)
            worst = max(worst, Resources.cpuSeconds - one)
            if index % 64 == 0 { _ = guarding.drainChanges() }
        }
        let each = (Resources.cpuSeconds - started) / Double(mails.count) * 1e6
        let peak = Resources.peakBytes - before
        var saved = (count: 0, bytes: 0)
        while guarding.changedCounts > 0 {
            let batch = guarding.drainCounts(most: 1_000)
            saved = (saved.count + batch.count, saved.bytes + batch.map(\.bytes.count).reduce(0, +))
        }
        return [
            "senders": senders, "accounts": guarding.senderCount(.account), "clients": guarding.senderCount(.client), "domains": guarding.senderCount(.domain),
            "resident MB": Double(resident) / 1e6, "peak MB": Double(peak) / 1e6, "microseconds a mail": each, "worst mail, microseconds": worst * 1e6,
            "saved bytes a sender": saved.bytes / max(1, saved.count), "N/k of accounts": guarding.errorBound(.account),
            "fine": Double(peak) <= 64e6 && each <= 20,
        ]
    }

    /// Two million domains that nobody has, beside 100,000 real senders.
    private func measureForged() -> [String: Any] {
        let before = Resources.residentBytes()
        var guarding = SenderGuard(settings: GuardSettings(), key: Self.key, at: Self.start)
        Self.fill(&guarding, 100_000)
        let known = { (guarding: inout SenderGuard) in
            (0..<1_000).count { guarding.report(.domain("d\($0).example.org"), at: Self.start + 2_400).map { $0.messagesADay > 100 } ?? false }
        }
        let realBefore = known(&guarding)
        let started = Resources.cpuSeconds
        for number in 0..<2_000_000 {
            _ = guarding.judge(OutgoingMail(senderDomain: "\(number).example.com", recipients: [UInt64(number)]), at: Self.start + 2_400)
        }
        let each = (Resources.cpuSeconds - started) / 2e6 * 1e6
        let realAfter = known(&guarding)
        let peak = Resources.peakBytes - before
        return [
            "real domains before": realBefore, "real domains after": realAfter, "accounts": guarding.senderCount(.account),
            "N/k of domains": guarding.errorBound(.domain), "peak MB": Double(peak) / 1e6, "microseconds a mail": each,
            "fine": realBefore == 1_000 && realAfter == 1_000 && peak <= 64_000_000,
        ]
    }

    /// 10⁷ events of Zipf's shape (exponent 1) over 10⁶ senders, at once or in the course of days, against exact weights.
    private func measureZipf(days: Int) -> [String: Any] {
        let (events, senders, capacity) = (10_000_000, 1_000_000, 10_000)
        var sums = [Double](repeating: 0, count: senders)
        var sum = 0.0
        for rank in 0..<senders {
            sum += 1 / Double(rank + 1)
            sums[rank] = sum
        }
        var exact = [Double](repeating: 0, count: senders)
        var hitters = HeavyHitters(capacity: capacity)
        var random = SmallRandom(3)
        let time = { UInt32(Self.start + days * 86_400 / 1_000 * ($0 * 1_000 / events)) }
        // Half as much each 12 hours, in steps of 3: told apart from the table's own way.
        let last = time(events - 1) / 10_800
        var ranks = [Int32](repeating: 0, count: events)
        for event in 0..<events {
            ranks[event] = Int32(Self.firstIndex(of: random.part * sum, in: sums))
            exact[Int(ranks[event])] += pow(2, -Double(last - time(event) / 10_800) / 4)
        }
        let started = Resources.cpuSeconds
        for event in 0..<events { _ = hitters.add(UInt64(ranks[event]) &* 0x9E37_79B9_7F4A_7C15, at: time(event)) }
        let nanoseconds = (Resources.cpuSeconds - started) / Double(events) * 1e9
        let bound = hitters.errorBound
        let total = exact.reduce(0, +)
        let slack = total * 1e-9
        var (over, under, wrong, missing, heavy) = (0.0, 0.0, 0, 0.0, 0)
        for sender in 0..<senders {
            if exact[sender] > bound { heavy += 1 }
            guard let slot = hitters.slot(UInt64(sender) &* 0x9E37_79B9_7F4A_7C15) else {
                missing = max(missing, exact[sender])
                continue
            }
            let excess = hitters.weight(slot) - exact[sender]
            over = max(over, excess)
            under = max(under, -excess)
            if excess > hitters.error(slot) + slack { wrong += 1 }
        }
        return [
            "events": events, "senders": senders, "counters": capacity, "N": total, "bound N/k": bound, "N by the table": bound * Double(capacity),
            "largest count - true": over, "largest true - count": under, "most of a sender without a counter": missing, "senders above the bound": heavy,
            "counters outside of their own error": wrong, "nanoseconds an event": nanoseconds,
            "fine": over <= bound + slack && under <= slack && missing <= bound + slack && wrong == 0 && abs(bound * Double(capacity) - total) <= slack * 10,
        ]
    }

    private static func firstIndex(of value: Double, in sums: [Double]) -> Int {
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// One stolen account among 100,000 senders, for a day.
    private func measureStop(anHour: Int, most: Int, seconds: Int) -> [String: Any] {
        var guarding = SenderGuard(settings: GuardSettings(), key: Self.key, at: Self.start)
        Self.fill(&guarding, 100_000)
        var random = SmallRandom(5)
        let first = Self.start + 2_400
        var (passed, passedAtFirst, passedAtBlock, alerts) = (0, -1, -1, 0)
        var (stoppedAfter, blockedAfter) = (-1, -1)
        for number in 0..<24 * anHour {
            let now = first + number * 3_600 / anHour
            var mail = OutgoingMail(account: "stolen@example.org", client: IPAddress("203.0.113.66"), senderDomain: "example.org", subject: "You")
            mail.recipients = [random.next()]
            mail.body = random.next()
            let decision = guarding.judge(mail, at: now)
            if decision.passes { passed += 1 }
            if !decision.passes, passedAtFirst < 0 { (passedAtFirst, stoppedAfter) = (passed, now - first) }
            if case .block = decision, passedAtBlock < 0 { (passedAtBlock, blockedAfter) = (passed, now - first) }
            alerts += guarding.drainChanges().count { if case .opened = $0 { true } else { false } }
        }
        return [
            "mails an hour": anHour, "messages until put off": passedAtFirst, "seconds until put off": stoppedAfter, "messages until blocked": passedAtBlock,
            "seconds until blocked": blockedAfter, "messages in 24 hours": passed, "of": 24 * anHour, "alerts": alerts,
            "fine": passedAtBlock >= 0 && passedAtBlock <= most && passedAtFirst <= most && stoppedAfter <= seconds && alerts == 1,
        ]
    }

    /// `SiteDay` with 5,000 accounts: a first Monday without anything learned, four days, and a second Monday.
    private func measureWeek() -> [String: Any] {
        var guarding = SenderGuard(settings: SiteDay.settings, key: Self.key, at: Self.start)
        var alerts: [String] = []
        var mails: [Int] = []
        var busiest = ""
        for day in [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14] {
            let day = SiteDay(accounts: 5_000, start: Self.start + day * 86_400, isMonday: day % 7 == 0, seed: UInt64(day))
            mails.append(day.mails.count)
            alerts += day.run(&guarding).map { "\($0.sender.text): \($0.excess.measure.rawValue) \($0.excess.count) in a \($0.excess.window.rawValue)" }
            busiest = guarding.busiest(.domain, most: 1).first.map { "\($0.sender?.text ?? ""): \(Int($0.normalLevel)) in the busiest hour" } ?? ""
        }
        return ["mails of each day": mails, "alerts": alerts, "busiest domain": busiest, "fine": alerts.isEmpty]
    }

    private func measureFingerprint() -> [String: Any] {
        var random = SmallRandom(6)
        var text = (0..<2_000).flatMap { _ in Array("w\(String(random.next() % 5_000, radix: 26).filter(\.isLetter))x ".utf8) }
        let started = Resources.cpuSeconds
        var sum: UInt64 = 0
        for round in 0..<1_000 {
            text[0] = UInt8(0x61 + round % 26)
            sum = sum &* 31 &+ (BodyFingerprint.of(text) ?? 0)
        }
        let each = (Resources.cpuSeconds - started) / 1_000 * 1e6
        return ["bytes": text.count, "microseconds": each, "sum": String(sum), "fine": each <= 500]
    }

    private func measureReplies() -> [String: Any] {
        let before = Resources.residentBytes()
        var guarding = ReplyGuard(key: Self.key)
        for number in 0..<1_000_000 {
            guarding.remember(messageID: Array("<\(number).abc@example.com>".utf8), wallets: [], threat: .filmed, at: Self.start + number)
            if number % 1_000 == 0 { _ = guarding.drainChanges() }
        }
        let peak = Resources.peakBytes - before
        var mail = ReplyGuard.Mail()
        mail.references = (0..<20).flatMap { Array("<\($0).thread@example.net> ".utf8) }
        let started = Resources.cpuSeconds
        let held = (0..<100_000).count { _ in guarding.judge(mail, at: Self.start) != .pass }
        let each = (Resources.cpuSeconds - started) / 1e5 * 1e6
        return ["signs": guarding.count, "peak MB": Double(peak) / 1e6, "microseconds a mail": each, "held": held, "fine": held == 0 && peak <= 64_000_000]
    }
}
