import Examination
import Logging
import MailMessage
import NIOCore
import NIOPosix
import ScamVerdict
import SenderGuard
import SenderIdentity
import ServerConfiguration
import Synchronization
import Testing

@testable import ChannelKit

/// The examining desk with a guard's: what leaves, and what is remembered of what came in.
@Suite struct LeavingMailTests {
    private static let wallet = "1111111111111111111114oLvT2"
    private static let threat = """
        I hacked your device and recorded you with your camera while you watched porn. Pay 900 USD in bitcoin within 48 hours to \(wallet), \
        or I send the video to all your contacts.
        """
    private static let scam = "From: sender@example.com\nTo: alex@example.org\nMessage-ID: <scam.1@example.com>\nX-Fixture: unbluff\n\n\(threat)\n"
    private static let filler = String(repeating: "Kind regards, and so on.\n", count: 4_000)

    private static func reply(_ subject: String = "Re: Your device", fields: String = "") -> String {
        "From: alex@example.org\nTo: sender@example.com\nSubject: \(subject)\nIn-Reply-To: <scam.1@example.com>\n\(fields)\nPlease give me a week.\n"
    }

    private static let inside = Envelope(client: IPAddress("192.0.2.7"), mailFrom: "alex@example.org", recipients: ["sender@example.com"], account: "alex")
    private static let outside = Envelope(client: IPAddress("198.51.100.7"), mailFrom: "sender@example.com", recipients: ["alex@example.org"])

    private struct Silent: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.critical
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }
        func log(event: LogEvent) {}
    }

    private final class Asked: SenderIdentity.Resolver {
        let count = Atomic(0)
        func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer] {
            count.wrappingAdd(questions.count, ordering: .relaxed)
            return [:]
        }
    }

    private struct Place: Sendable {
        let desk: ExaminationDesk
        let guarding: GuardDesk
        let metrics: ServerMetrics
        let loop: any EventLoop
        let store: MemoryGuardStore

        func bring(_ mail: String, _ envelope: Envelope, by channel: ChannelName = .milter, rejected: Int = 0) async throws -> Opinion {
            let bytes = Array(mail.replacing("\n", with: "\r\n").utf8)
            return try await desk.desk(for: channel).examine(ArrivedMail(bytes: bytes, envelope: envelope, rejectedRecipients: rejected), on: loop).get()
        }

        func leave(_ mail: String, to recipients: [String]? = nil) async throws -> Opinion {
            var envelope = LeavingMailTests.inside
            if let recipients { envelope.recipients = recipients }
            return try await bring(mail, envelope)
        }

        func count(_ line: String) -> Bool { metrics.exposition.contains(line) }
    }

    private func withPlace(
        _ configure: (inout Configuration.Guarding, inout Standing) -> Void = { _, _ in }, _ body: (Place) async throws -> Void
    ) async throws {
        var guarding = Configuration.Guarding()
        guarding.submission = true
        guarding.replyDomains = ["example.org"]
        var standing = Standing(examiner: Examiner(), policy: ActionPolicy())
        // It counts for mail that comes in only.
        standing.policy.mode = .tag
        standing.policy.subjectPrefix = "[!]"
        standing.policy.contact = "help@example.org"
        configure(&guarding, &standing)
        let pools = (0..<4).map { _ in NIOThreadPool(numberOfThreads: 1) }
        for pool in pools { pool.start() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let metrics = ServerMetrics(version: "0", model: "0")
        let log = Logger(label: "test") { _ in Silent() }
        let store = MemoryGuardStore()
        let guardDesk = GuardDesk(
            guarding, policy: standing.policy, memory: store.read(), store: store, pool: pools[3], metrics: metrics, log: log, now: { 1_800_000_000 })
        let desk = ExaminationDesk(
            standing, pool: pools[0], casePool: pools[1], hugeCasePool: pools[2], metrics: metrics, log: log, guardDesk: guardDesk, mostBytes: 250_000)
        try await body(Place(desk: desk, guarding: guardDesk, metrics: metrics, loop: group.next(), store: store))
        for pool in pools { try await pool.shutdownGracefully() }
        try await group.shutdownGracefully()
    }

    private static let passed = Action(removedFields: ["X-Unbluff-Result", "X-Unbluff-Warning", "X-Unbluff-Send-Anyway"])

    private static func refusal(_ opinion: Opinion) -> Action.Reply? {
        if case .reject(let reply) = opinion.action.disposition { reply } else { nil }
    }

    // MARK: What leaves

    /// Small and large.
    @Test(arguments: [false, true]) func ordinaryMailGoesAsItCame(_ isLarge: Bool) async throws {
        try await withPlace { (place: Place) async throws in
            let opinion = try await place.leave("From: alex@example.org\nSubject: Lunch\n\nAt noon?\n" + (isLarge ? Self.filler : ""))
            #expect(opinion.action == Self.passed)
            #expect(try opinion.finding.get().outcome == .nothingFound)
            #expect(place.count(#"unbluff_guard_mails_total{channel="milter",decision="pass"} 1"#))
            #expect(place.count(#"unbluff_actions_total{channel="milter",action="accept"} 1"#))
        }
    }

    /// Nobody waits for a thread: the answer is there when the loop's turn ends.
    @Test func theAnswerIsThereAtOnce() async throws {
        try await withPlace { (place: Place) async throws in
            let isThere = try await place.loop.submit {
                let mail = ArrivedMail(bytes: Array("Subject: Lunch\r\n\r\nAt noon?\r\n".utf8), envelope: Self.inside)
                let isThere = Mutex(false)
                place.desk.desk(for: .milter).examine(mail, on: place.loop).whenComplete { _ in isThere.withLock { $0 = true } }
                return isThere.withLock { $0 }
            }.get()
            #expect(isThere)
        }
    }

    @Test(arguments: [false, true], [ActionPolicy.Mode.monitor, .reject]) func ownScamIsRejected(_ isLarge: Bool, _ mode: ActionPolicy.Mode) async throws {
        try await withPlace({ $1.policy.mode = mode }) { (place: Place) async throws in
            let opinion = try await place.leave(Self.scam + (isLarge ? Self.filler : ""))
            let reply = try #require(Self.refusal(opinion))
            #expect(reply.code == 550 && reply.enhancedCode == "5.7.1" && reply.lines.count == 3)
            #expect(reply.text.contains("blackmail") && reply.text.contains("help@example.org"))
            #expect(place.count(#"unbluff_actions_total{channel="milter",action="reject"} 1"#))
            #expect(place.count(#"unbluff_examined_total{channel="milter",verdict="sextortion-scam"} 1"#))
            #expect(place.count(#"unbluff_guard_mails_total{channel="milter",decision="scam"} 1"#))
        }
    }

    @Test func reportsGo() async throws {
        try await withPlace { (place: Place) async throws in
            for recipients in [["abuse@example.net"], ["help@example.org", "postmaster@example.com"]] {
                #expect(try await place.leave(Self.scam, to: recipients).action == Self.passed)
            }
            #expect(Self.refusal(try await place.leave(Self.scam, to: ["abuse@example.net", "bert@example.com"])) != nil)
        }
    }

    @Test func monitorOnlyCounts() async throws {
        try await withPlace({ guarding, _ in guarding.mode = .monitor }) { (place: Place) async throws in
            #expect(try await place.leave(Self.scam).action == Self.passed)
            #expect(place.count(#"unbluff_guard_mails_total{channel="milter",decision="scam"} 1"#))
            #expect(place.count(#"unbluff_actions_total{channel="milter",action="accept"} 1"#))
        }
    }

    /// *Mentions* and *possibly real* are no scams.
    @Test(arguments: [
        (
            "I got this today. Is it real?\n\n-------- Forwarded Message --------\nFrom: sender@example.com\nSubject: x\n\n\(threat)\n",
            Verdict.Outcome.mentionsScam
        ),
        (
            "We met on Instagram and you sent me your nudes on video call. Send me 500 on PayPal now, or I post your pictures to all your followers. "
                + "I have screenshots of your friends list.\n", .possiblyReal
        ),
    ]) func othersPass(_ text: String, _ outcome: Verdict.Outcome) async throws {
        try await withPlace { (place: Place) async throws in
            let opinion = try await place.leave("From: alex@example.org\nSubject: x\nX-Fixture: unbluff\n\n" + text)
            #expect(try opinion.finding.get().outcome == outcome)
            #expect(opinion.action == Self.passed)
        }
    }

    /// Nobody asks DNS about our own people.
    @Test func dnsIsNotAsked() async throws {
        let asked = Asked()
        try await withPlace({ $1.resolver = asked }) { (place: Place) async throws in
            #expect(Self.refusal(try await place.leave(Self.scam)) != nil)
            #expect(asked.count.load(ordering: .relaxed) == 0)
            _ = try await place.bring(Self.scam, Self.outside)
            #expect(asked.count.load(ordering: .relaxed) > 0)
        }
    }

    /// What could not be examined is counted, and goes without our field.
    @Test func notExamined() async throws {
        try await withPlace({ guarding, standing in
            guarding.account.messagesAMinute = 2
            standing.limits.time = .nanoseconds(1)
        }) { (place: Place) async throws in
            let mail = "From: alex@example.org\nX-Unbluff-Send-Anyway: yes\n\n" + Self.filler
            let first = try await place.leave(mail)
            #expect(throws: Opinion.NotExamined.self) { try first.finding.get() }
            #expect(first.action == Self.passed)
            for _ in 0..<2 { _ = try await place.leave(mail) }
            #expect(Self.refusal(try await place.leave(mail))?.code == 450)
        }
    }

    /// Whoever sends too much is put off, in the same words for whatever it is.
    @Test func rates() async throws {
        try await withPlace({ guarding, _ in guarding.account.messagesAMinute = 2 }) { (place: Place) async throws in
            for _ in 0..<2 { #expect(try await place.leave("\nHello").action == Self.passed) }
            let reply = try #require(try Self.refusal(await place.leave("\nHello")))
            #expect(reply.code == 450 && reply.enhancedCode == "4.7.1")
            #expect(place.store.read().state.stops.count == 1, "written before it was told")
            // What comes in is another matter.
            #expect(try await place.bring("\nHello", Self.outside).action.disposition == .accept)
        }
    }

    /// Addresses that are tried out, with a mail and without one.
    @Test func harvesting() async throws {
        try await withPlace { (place: Place) async throws in
            let desk = place.desk.desk(for: .milter)
            #expect(desk.countsRejectedRecipients && !place.desk.desk(for: .spamd).countsRejectedRecipients)
            #expect(try await place.bring("\nHello", Self.inside, rejected: 20).action == Self.passed)
            try await place.loop.submit { desk.countRejectedRecipients(41, of: Self.inside, on: place.loop) }.get()
            #expect(place.count(#"unbluff_guard_mails_total{channel="milter",decision="pass"} 1"#), "a transaction is no mail")
            #expect(Self.refusal(try await place.leave("\nHello"))?.code == 450)
        }
        try await withPlace({ guarding, _ in guarding.submission = false }) { (place: Place) async throws in
            #expect(!place.desk.desk(for: .milter).countsRejectedRecipients)
        }
    }

    // MARK: What is remembered

    @Test(arguments: [ChannelName.milter, .spamd], [false, true]) func repliesAreHeld(_ channel: ChannelName, _ isLarge: Bool) async throws {
        try await withPlace { (place: Place) async throws in
            #expect(try await place.leave(Self.reply()).action == Self.passed)
            let arrived = try await place.bring(Self.scam + (isLarge ? Self.filler : ""), Self.outside, by: channel)
            #expect(arrived.action.subjectPrefix == "[!]")
            let reply = try #require(try Self.refusal(await place.leave(Self.reply() + (isLarge ? Self.filler : ""))))
            #expect(reply.code == 550 && reply.lines.count == 4)
            #expect(reply.text.contains("Nobody filmed you") && reply.text.contains(#"begin its subject with "unbluff: send anyway""#))
            #expect(Self.refusal(try await place.leave("\nHow do I pay to \(Self.wallet)?"))?.text.contains("payment address") == true)
            #expect(try await place.leave("In-Reply-To: <other@example.com>\n\nThanks.").action == Self.passed)
            #expect(try await place.leave(Self.reply(), to: ["abuse@example.com"]).action == Self.passed)
            // Others' answers are nothing to us.
            #expect(Self.refusal(try await place.bring(Self.reply(), Self.outside)) == nil)
        }
    }

    /// Help desks answer with the scam below, and a ticket system's subject is its own. What they send of their own accord is judged as anybody's.
    @Test func helpDesksAnswer() async throws {
        try await withPlace({ guarding, _ in guarding.replyDomains = ["*"] }) { (place: Place) async throws in
            _ = try await place.bring(Self.scam, Self.outside)
            let answer = "Subject: [Ticket 7]\nIn-Reply-To: <scam.1@example.com>\n\nIt is a bluff.\n\n> Pay to \(Self.wallet)\n"
            var desk = Self.inside
            (desk.mailFrom, desk.account, desk.recipients) = ("Help@example.org", "help", ["carl@example.com"])
            #expect(try await place.bring(answer, desk).action == Self.passed)
            #expect(Self.refusal(try await place.bring(Self.scam, desk)) != nil)
            for sender in ["alex@example.org", "", nil] {
                desk.mailFrom = sender
                #expect(Self.refusal(try await place.bring(answer, desk)) != nil)
            }
        }
    }

    /// A customer hands a scam on to the help desk, without a word: whatever that answers goes. So does an answer to what is let through for another reason.
    @Test(arguments: [["help@example.org"], ["help@example.org", "abuse@example.org"], []], [ChannelName.milter, .spamd])
    func scamsForTheHelpDesk(_ recipients: [String], _ channel: ChannelName) async throws {
        try await withPlace({ $1.policy.allow.clients = [IPNetwork.containing("203.0.113.0", "24")!] }) { (place: Place) async throws in
            var envelope = Self.outside
            if recipients.isEmpty { envelope.client = IPAddress("203.0.113.9") } else { envelope.recipients = recipients }
            #expect(try await place.bring(Self.scam, envelope, by: channel).finding.get().outcome == .sextortionScam)
            #expect(try await place.leave(Self.reply()).action == Self.passed)
            #expect(try await place.leave("\nHow do I pay to \(Self.wallet)?").action == Self.passed)
            envelope = Self.outside
            envelope.recipients = recipients + ["alex@example.org"]
            _ = try await place.bring(Self.scam, envelope, by: channel)
            #expect(Self.refusal(try await place.leave(Self.reply())) != nil)
        }
    }

    /// A scam that quotes somebody's wallet, or has it in a file, does not hold that one's mail.
    @Test func walletsOfOthers() async throws {
        let charity = "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs"
        let beside = [
            Self.scam + "\nOn Monday, they wrote:\n> Please give to\n> \(charity)\n",
            Self.scam.replacing("X-Fixture: unbluff\n", with: "X-Fixture: unbluff\nContent-Type: multipart/mixed; boundary=x\n\n--x\n")
                + "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nPlease give to \(charity)\n--x--\n",
        ]
        for scam in beside {
            try await withPlace { (place: Place) async throws in
                #expect(try await place.bring(scam, Self.outside).finding.get().outcome == .sextortionScam)
                #expect(try await place.leave("\nPlease give to \(charity).\n").action == Self.passed)
                for mail in ["\nHow do I pay to \(Self.wallet)?\n", "\nHow?\n\n> Pay to \(Self.wallet)\n"] {
                    #expect(Self.refusal(try await place.leave(mail))?.text.contains("payment address") == true)
                }
            }
        }
    }

    /// Programs cannot say that they mean it. A rule counts as it does for numbers: one for a domain is for nobody who logs in.
    @Test(
        arguments: [
            (["account:alex"], "alex", true), (["account:bert"], "alex", false), (["client:192.0.2.7"], "alex", false), (["domain:example.org"], "alex", false),
            (["client:192.0.2.7"], nil, true), (["domain:example.org"], nil, true), (["domain:example.net", "client:192.0.2.8"], nil, false), ([], nil, false),
        ] as [([String], String?, Bool)]) func programs(_ rules: [String], _ account: String?, _ goes: Bool) async throws
    {
        try await withPlace({ guarding, _ in
            guarding.localNetworks = [IPNetwork.containing("192.0.2.0", "24")!]
            guarding.allow = rules
        }) { (place: Place) async throws in
            _ = try await place.bring(Self.scam, Self.outside)
            var envelope = Self.inside
            envelope.account = account
            #expect(try await (place.bring(Self.reply(), envelope).action == Self.passed) == goes)
        }
    }

    /// With what is left of the subject, where the words can be taken out.
    static let ways = [
        ("unbluff: send anyway", nil), ("Unbluff: Send anyway Re: Your device", " Re: Your device"), ("=?utf-8?b?dW5ibHVmZjogc2VuZCBhbnl3YXk=?=", nil),
        ("unbluff:\n send\n anyway Re: x", " Re: x"), ("=?utf-8?q?unbluff=3A_send?=\n =?utf-8?q?_anyway?=", nil),
    ]

    @Test(arguments: ways) func sentAnywayBySubject(_ subject: String, _ rest: String?) async throws {
        try await withPlace { (place: Place) async throws in
            _ = try await place.bring(Self.scam, Self.outside)
            var action = Self.passed
            action.subject = rest.map { Array($0.utf8) }
            #expect(try await place.leave(Self.reply(subject)).action == action)
            #expect(place.count(#"unbluff_guard_mails_total{channel="milter",decision="sent-anyway"} 1"#))
            #expect(Self.refusal(try await place.leave(Self.reply("Re: " + subject))) != nil)
        }
    }

    @Test(arguments: [("X-Unbluff-Send-Anyway: yes\n", true), ("x-unbluff-SEND-anyway:\n YES\n", true), ("X-Unbluff-Send-Anyway: no\n", false)])
    func sentAnywayByField(_ field: String, _ goes: Bool) async throws {
        try await withPlace { (place: Place) async throws in
            _ = try await place.bring(Self.scam, Self.outside)
            let opinion = try await place.leave(Self.reply(fields: field))
            #expect((opinion.action == Self.passed) == goes)
        }
    }

    /// The page, whoever leaves, and a site without reply domains remember nothing.
    @Test func notRemembered() async throws {
        try await withPlace { (place: Place) async throws in
            _ = try await place.desk.examine(Array(Self.scam.utf8), .mail) { _ in }
            _ = try await place.leave(Self.scam)
            _ = try await place.bring("Message-ID: <scam.1@example.com>\n\nHello", Self.outside)
            #expect(try await place.leave(Self.reply()).action == Self.passed)
        }
        try await withPlace({ guarding, _ in guarding.replyDomains = [] }) { (place: Place) async throws in
            _ = try await place.bring(Self.scam, Self.outside)
            #expect(try await place.leave(Self.reply()).action == Self.passed)
            place.guarding.tick()
            #expect(place.count("unbluff_guard_signs 0"))
        }
    }

    @Test func otherThreats() async throws {
        try await withPlace { (place: Place) async throws in
            let opinion = try await place.bring(
                """
                From: sender@example.com
                Message-ID: <scam.1@example.com>
                X-Fixture: unbluff

                There is a bomb in your building. If you do not pay 20000 USD in bitcoin to \(Self.wallet) by the end of the day, I will detonate it. \
                If you call the police, it explodes.
                """, Self.outside)
            #expect(try opinion.finding.get().outcome == .otherExtortionScam)
            let reply = try #require(try Self.refusal(await place.leave(Self.reply())))
            #expect(!reply.text.contains("filmed"))
        }
    }
}
