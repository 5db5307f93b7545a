import ScamVerdict
import SenderGuard
import SenderIdentity

/// The outgoing mail of a site with 5,000 accounts on a Monday, made up. Benchmarks/Guard uses this file, too.
///
/// Assumed:
/// - People send 12 mails on a workday in the middle, 20 on average; one of a hundred sends 100 and more. Most between 8 and 18 o'clock, on Monday
///   twice as many as usual between 8 and 10; 3 % were offline and send up to 15 within 20 s then.
/// - 70 % of the mails have one recipient, 20 % up to 5, 9 % up to 20, 1 % up to 200. One recipient of a hundred is mistyped.
/// - 60 % come from the office or webmail (one local address), the others from addresses of their own; each 50 of these share one (a carrier's NAT).
/// - A help desk without a rule: 240 requests (one a month of each person, in 21 workdays, all by mail), each acknowledged at once with the same text
///   and answered later.
/// - A list server without a login and without a rule: 40 posts to lists of 300 out of 1,500 members, a mail each (not personalised).
/// - Two printers and a monitor without a login: 300 scans with the same text, a mail every 10 minutes.
/// - A newsletter with an allow rule for its account: 2,000 mails with the same text within 20 minutes.
struct SiteDay {
    static let site = "example.org"
    static let office = IPAddress("192.0.2.10")!
    static let newsletter = SenderKey.account("news@example.org")

    static var settings: GuardSettings {
        GuardSettings(localNetworks: [IPNetwork("192.0.2.0/24")!], allowed: [AllowRule(newsletter)])
    }

    let accounts: Int
    /// The start of the day.
    let start: Int
    private(set) var mails: [(time: Int, mail: OutgoingMail)] = []
    private var random: SmallRandom

    /// - Parameter isMonday: else a day without the burst, the newsletter and those who were offline.
    init(accounts: Int, start: Int, isMonday: Bool, seed: UInt64) {
        self.accounts = accounts
        self.start = start
        random = SmallRandom(seed)
        for account in 0..<accounts { addPerson(account, isMonday) }
        addHelpDesk()
        addList()
        addMachines()
        if isMonday { addNewsletter() }
        mails.sort { $0.time < $1.time }
    }

    /// Runs it; all incidents that were opened.
    func run(_ guarding: inout SenderGuard) -> [Incident] {
        var opened: [Incident] = []
        for (time, mail) in mails {
            _ = guarding.judge(mail, at: time)
            for case .opened(let incident) in guarding.drainChanges() { opened.append(incident) }
        }
        return opened
    }

    private mutating func addPerson(_ account: Int, _ isMonday: Bool) {
        // Products of three even numbers have a long tail: a mean of 20, a hundredth above 100.
        let busy = 160 * random.part * random.part * random.part
        let count = Int(busy) + random.below(2)
        let client = random.below(10) < 6 ? Self.office : IPAddress(bytes: [198, 18, UInt8(account / 50 / 256), UInt8(account / 50 % 256)])!
        for _ in 0..<count { add(workTime(isMonday), person(account, client)) }
        guard isMonday, random.below(100) < 3 else { return }
        let first = start + 8 * 3_600 + random.below(1_800)
        for _ in 0..<5 + random.below(11) { add(first + random.below(20), person(account, client)) }
    }

    private mutating func person(_ account: Int, _ client: IPAddress) -> OutgoingMail {
        let kind = random.below(100)
        let count = kind < 70 ? 1 : kind < 90 ? 2 + random.below(4) : kind < 99 ? 6 + random.below(15) : 20 + random.below(181)
        return OutgoingMail(
            account: "person\(account)@\(Self.site)", client: client, senderDomain: Self.site,
            recipients: (0..<count).map { _ in recipient(random.below(200_000)) }, rejectedRecipients: random.below(100) < count ? 1 : 0,
            body: random.below(10) == 0 ? nil : random.next(), verdict: .nothingFound, subject: "Hello")
    }

    private mutating func addHelpDesk() {
        for _ in 0..<240 {
            let time = workTime(true)
            let person = recipient(random.below(accounts))
            for (time, body) in [(time, 0x1234_5678_9ABC_DEF0), (time + 600 + random.below(14_400), random.next())] {
                add(
                    time,
                    OutgoingMail(
                        account: "help@\(Self.site)", client: Self.office, senderDomain: Self.site, recipients: [person], body: body, verdict: .nothingFound))
            }
        }
    }

    private mutating func addList() {
        for _ in 0..<40 {
            let first = random.below(1_200)
            let mail = OutgoingMail(
                client: IPAddress("127.0.0.1"), senderDomain: "lists.\(Self.site)", recipients: (first..<first + 300).map { recipient(1_000_000 + $0) },
                body: random.next(), verdict: .nothingFound)
            add(workTime(false), mail)
        }
    }

    private mutating func addMachines() {
        for index in 0..<300 {
            add(
                workTime(false),
                OutgoingMail(
                    client: IPAddress("192.0.2.\(20 + index % 2)"), senderDomain: Self.site, recipients: [recipient(random.below(accounts))],
                    body: 0xFEED_FACE_CAFE_BEEF, verdict: .nothingFound))
        }
        for time in stride(from: start, to: start + 86_400, by: 600) {
            add(time, OutgoingMail(client: IPAddress("192.0.2.30"), senderDomain: Self.site, recipients: [recipient(0)], body: 0x0F0F_0F0F_0F0F_0F0F))
        }
    }

    private mutating func addNewsletter() {
        for index in 0..<2_000 {
            let mail = OutgoingMail(
                account: "news@example.org", client: IPAddress("203.0.113.5"), senderDomain: Self.site, recipients: [recipient(2_000_000 + index)],
                rejectedRecipients: index % 100 == 0 ? 1 : 0, body: 0xAAAA_5555_AAAA_5555, verdict: .nothingFound)
            add(start + 9 * 3_600 + index * 1_200 / 2_000, mail)
        }
    }

    private mutating func add(_ time: Int, _ mail: OutgoingMail) { mails.append((time, mail)) }

    /// Mails of each hundred in each hour from 6 to 22.
    private mutating func workTime(_ isMonday: Bool) -> Int {
        var shares = [1, 3, 9, 11, 11, 9, 6, 9, 10, 10, 8, 5, 3, 2, 2, 1]
        if isMonday { (shares[2], shares[3]) = (18, 22) }
        var place = random.below(shares.reduce(0, +))
        var hour = 0
        while place >= shares[hour] {
            place -= shares[hour]
            hour += 1
        }
        return start + (6 + hour) * 3_600 + random.below(3_600)
    }

    private func recipient(_ number: Int) -> UInt64 { SmallRandom(UInt64(number)).first }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers in each run.
struct SmallRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// From 0 to 1.
    var part: Double { mutating get { Double(next() >> 11) * 0x1p-53 } }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    var first: UInt64 {
        var copy = self
        return copy.next()
    }
}
