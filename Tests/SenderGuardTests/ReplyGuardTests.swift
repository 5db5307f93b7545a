import Testing

@testable import SenderGuard

@Suite struct ReplyGuardTests {
    private static let key = HashKey(bytes: [UInt8](1...16))!
    private static let now = 1_700_000_000
    private static let wallet = "bc1qexampleexampleexampleexampleexample"

    private static func make() -> ReplyGuard {
        var guarding = ReplyGuard(key: key)
        guarding.remember(messageID: Array(" <scam.1@example.com>\r\n".utf8), wallets: [wallet], threat: .filmed, at: now)
        guarding.remember(messageID: Array("<other@example.com>".utf8), wallets: [], threat: .other, at: now)
        return guarding
    }

    private static func mail(inReplyTo: String = "", references: String = "", wallets: [String] = [], subject: String = "Re: Hello") -> ReplyGuard.Mail {
        var mail = ReplyGuard.Mail()
        mail.inReplyTo = Array(inReplyTo.utf8)
        mail.references = Array(references.utf8)
        mail.wallets = wallets
        mail.subject = subject
        return mail
    }

    @Test func repliesAreHeld() {
        let guarding = Self.make()
        #expect(guarding.judge(Self.mail(inReplyTo: "<scam.1@example.com>"), at: Self.now) == .hold(.reply(.filmed)))
        #expect(guarding.judge(Self.mail(references: "<a@x> <other@example.com>\r\n <b@x>"), at: Self.now) == .hold(.reply(.other)))
        #expect(guarding.judge(Self.mail(inReplyTo: "scam.1@example.com"), at: Self.now) == .hold(.reply(.filmed)))
        #expect(guarding.judge(Self.mail(wallets: ["x", Self.wallet.uppercased()]), at: Self.now) == .hold(.wallet(.filmed)))
    }

    @Test(arguments: ["", "<scam.2@example.com>", "<SCAM.1@example.com>", "<>", "<<>>", "<", "Your mail of Monday <b@x>"])
    func othersPass(_ field: String) {
        #expect(Self.make().judge(Self.mail(inReplyTo: field, references: field, wallets: [field]), at: Self.now) == .pass)
    }

    @Test(arguments: [
        ("unbluff: send anyway", true), ("Unbluff:send  ANYWAY Re: Hello", true), (" unbluff : send anyway: Re: x", true),
        // What stood in the scam's own subject does not speak for who answers it.
        ("Re: unbluff: send anyway", false), ("Re: \"unbluff: send anyway\"", false), ("unbluff: send anywa", false), ("un1bluff: send anyway", false),
        // What people make of it: without the colon, in the quotes of our words.
        ("unbluff send anyway Re: x", true), ("\"unbluff: send anyway\" Re: x", true), ("\u{201C}unbluff: send anyway\u{201D} x", true),
        (String(repeating: ":", count: 200) + "unbluff: send anyway", false), ("unbluff", false), ("", false), ("Re: Hello", false),
    ])
    func subjectSays(_ subject: String, _ goes: Bool) {
        let decision = Self.make().judge(Self.mail(inReplyTo: "<scam.1@example.com>", subject: subject), at: Self.now)
        #expect(decision == (goes ? .sentAnyway(.reply(.filmed)) : .hold(.reply(.filmed))))
    }

    @Test(arguments: [("yes", true), (" YES\r\n", true), ("yesterday", false), ("no", false), ("", false)])
    func fieldSays(_ value: String, _ goes: Bool) {
        var mail = Self.mail(inReplyTo: "<scam.1@example.com>")
        mail.sendAnyway = Array(value.utf8)
        #expect((Self.make().judge(mail, at: Self.now) == .sentAnyway(.reply(.filmed))) == goes)
    }

    @Test func reportsPass() {
        let guarding = Self.make()
        var mail = Self.mail(inReplyTo: "<scam.1@example.com>")
        mail.isReport = true
        #expect(guarding.judge(mail, at: Self.now) == .pass)
        mail.isReport = false
        #expect(guarding.judge(mail, at: Self.now) != .pass)
    }

    @Test func thirtyDays() {
        var guarding = Self.make()
        let reply = Self.mail(inReplyTo: "<scam.1@example.com>")
        #expect(guarding.judge(reply, at: Self.now + 30 * 86_400) != .pass)
        #expect(guarding.judge(reply, at: Self.now + 30 * 86_400 + 1) == .pass)
        // Seen again, it is remembered anew; what is old is given up.
        guarding.remember(messageID: Array("<scam.1@example.com>".utf8), wallets: [], threat: .other, at: Self.now + 20 * 86_400)
        guarding.remember(messageID: Array("<new@example.com>".utf8), wallets: [], threat: .other, at: Self.now + 31 * 86_400)
        #expect(guarding.judge(reply, at: Self.now + 45 * 86_400) == .hold(.reply(.filmed)))
        #expect(guarding.count == 2)
    }

    @Test func restart() {
        var guarding = Self.make()
        let signs = guarding.drainChanges()
        #expect(signs.count == 3 && guarding.drainChanges().isEmpty)
        guarding.remember(messageID: Array("<scam.1@example.com>".utf8), wallets: [Self.wallet], threat: .filmed, at: Self.now + 60)
        #expect(guarding.drainChanges().isEmpty)
        let again = ReplyGuard(key: Self.key, signs: signs)
        #expect(again.count == 3 && again.judge(Self.mail(inReplyTo: "<scam.1@example.com>"), at: Self.now) == .hold(.reply(.filmed)))
        #expect(ReplyGuard(key: HashKey(bytes: [UInt8](2...17))!, signs: signs).judge(Self.mail(inReplyTo: "<scam.1@example.com>"), at: Self.now) == .pass)
    }

    @Test func memoryIsBounded() {
        var guarding = ReplyGuard(key: Self.key, capacity: 1_000)
        for number in 0..<10_000 {
            guarding.remember(messageID: Array("<\(number)@example.com>".utf8), wallets: [], threat: .filmed, at: Self.now + number)
        }
        #expect(guarding.count == 1_000)
        #expect(guarding.judge(Self.mail(inReplyTo: "<9000@example.com>"), at: Self.now + 10_000) != .pass)
        #expect(guarding.judge(Self.mail(inReplyTo: "<8999@example.com>"), at: Self.now + 10_000) == .pass)
        // The same ones again and again.
        for number in 0..<50_000 {
            guarding.remember(messageID: Array("<\(number % 10)@example.com>".utf8), wallets: [], threat: .filmed, at: Self.now + number * 86_400)
        }
        #expect(guarding.count <= 1_000)
        guarding.remember(messageID: [], wallets: [""], threat: .filmed, at: Self.now)
        guarding.remember(messageID: nil, wallets: [], threat: .filmed, at: Self.now)
        // 10,000 references: only the last ones are looked at.
        let many = (0..<10_000).map { "<\($0)@example.net>" }.joined(separator: " ")
        #expect(guarding.judge(Self.mail(references: many), at: Self.now) == .pass)
    }

    /// Also where each sign is seen again every day, and so remembered anew.
    @Test func placesAreBounded() {
        var memory = ReplyMemory(capacity: 100)
        var (isEachNew, most) = (true, 0)
        for day in 0..<29 {
            for hash in 0..<100 {
                let isNew = memory.remember(RememberedSign(hash: UInt64(hash), threat: .other, seen: Self.now + day * 86_400 + hash))
                isEachNew = isEachNew && isNew
                most = max(most, memory.places)
            }
        }
        #expect(isEachNew && most <= 200 && memory.count == 100)
        // Still the oldest goes first.
        _ = memory.remember(RememberedSign(hash: 100, threat: .other, seen: Self.now + 29 * 86_400))
        let known = (0...100).map { memory.threat($0, at: Self.now + 29 * 86_400) != nil }
        #expect(known == [false] + Array(repeating: true, count: 100))
    }

    @Test func hashedBefore() {
        var guarding = ReplyGuard(key: Self.key)
        guarding.remember(ReplyGuard.hashes(messageID: Array("<scam.1@example.com>".utf8), wallets: [Self.wallet], Self.key), threat: .filmed, at: Self.now)
        for mail in [Self.mail(inReplyTo: "<scam.1@example.com>"), Self.mail(wallets: [Self.wallet]), Self.mail(references: "<b@x>")] {
            #expect(guarding.judge(ReplyGuard.Answer(mail, Self.key), at: Self.now) == guarding.judge(mail, at: Self.now))
        }
        #expect(guarding.judge(ReplyGuard.Answer(Self.mail(wallets: [Self.wallet]), Self.key), at: Self.now) == .hold(.wallet(.filmed)))
    }

    @Test func textsAreCalm() {
        for reason in [ReplyGuard.Reason.reply(.filmed), .reply(.other), .wallet(.filmed), .wallet(.other)] {
            let reply = GuardReply(.hold(reason), contact: "help@example.org")!
            let line = reply.lines.joined(separator: " ")
            #expect(reply.code == 550 && line.hasPrefix("Your mail was not sent") && line.contains("help@example.org") && line.contains(SendAnyway.words))
            for line in reply.lines { #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && line.utf8.count <= 200) }
        }
        #expect(GuardReply(ReplyGuard.Decision.pass, contact: nil) == nil)
        #expect(GuardReply(.sentAnyway(.reply(.other)), contact: nil) == nil)
        #expect(GuardReply(.hold(.reply(.other)), contact: nil)!.oneLine(atMost: 400).contains("Nobody filmed") == false)
    }

    /// Whoever gets the mail need not know.
    @Test(arguments: [
        (" unbluff: send anyway Re: Hello", " Re: Hello"), (" \"Unbluff: send anyway\": Hello\r\n there", " Hello\r\n there"), (" unbluff: send anyway", nil),
        (" Re: unbluff: send anyway", nil), (" =?utf-8?Q?unbluff:_send_anyway_x?=", nil), ("", nil),
    ])
    func wordsAreRemoved(_ subject: String, _ rest: String?) {
        #expect(SendAnyway.removed(from: Array(subject.utf8)).map { String(decoding: $0, as: UTF8.self) } == rest)
    }
}
