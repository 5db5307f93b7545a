import Glibc
import MailMessage
import ScamVerdict
import SenderIdentity
import Testing

@testable import Examination

/// What is to happen to which mail, for whom.
@Suite struct ActionPolicyTests {
    typealias Mode = ActionPolicy.Mode

    private func policy(_ mode: Mode, _ change: (inout ActionPolicy) -> Void = { _ in }) -> ActionPolicy {
        var policy = ActionPolicy()
        policy.mode = mode
        change(&policy)
        return policy
    }

    private func envelope(_ recipients: String..., client: String = "192.0.2.66") -> Envelope {
        Envelope(client: IPAddress(client), helo: "mail.example.com", mailFrom: "a@example.com", recipients: recipients)
    }

    /// What a mode does, in a word.
    private func word(_ action: Action) -> String {
        switch action.disposition {
        case .quarantine: "hold"
        case .reject: "reject"
        case .accept: action.addedFields.isEmpty ? "nothing" : result(action)?.handling.map(Self.word) ?? "tag"
        }
    }

    private static func word(_ handling: ResultField.Handling) -> String {
        switch handling {
        case .quarantine: "folder"
        case .hold: "held"
        case .reject: "rejected"
        case .allowed(let allowance): "allowed \(allowance.rawValue)"
        }
    }

    private func result(_ action: Action) -> ResultField? {
        action.addedFields.first { $0.name == ResultField.name }.flatMap { ResultField(parsing: $0.value) }
    }

    @Test(arguments: [(Mode.monitor, "nothing"), (.tag, "tag"), (.quarantine, "hold"), (.reject, "reject")])
    func aScam(_ mode: Mode, _ expected: String) {
        let action = policy(mode).action(for: SessionMail.scam, envelope: envelope("me@example.org"))
        #expect(word(action) == expected)
        #expect(action.removedFields == ["X-Unbluff-Result", "X-Unbluff-Warning"])
        #expect(action.subjectPrefix == nil && action.warning == nil && action.addedFields.count == (mode == .monitor ? 0 : 1))
    }

    @Test func theDefaultIsTag() { #expect(word(ActionPolicy().action(for: SessionMail.scam, envelope: envelope("me@example.org"))) == "tag") }

    @Test func aFolderIsFiledByWhoeverDelivers() {
        let action = policy(.quarantine) { $0.quarantine = .folder }.action(for: SessionMail.scam, envelope: envelope("me@example.org"))
        #expect(word(action) == "folder")
        #expect(action.disposition == .accept)
    }

    /// Whatever is set, nobody's mail is kept back or marked for people because it may be real or speaks of a scam.
    @Test(arguments: Fixture.all.filter { !["sextortion-scam", "other-extortion-scam"].contains($0.expected.verdict) })
    func onlyScamsAreMoreThanMarked(_ fixture: Fixture) {
        let strict = policy(.reject) {
            $0.modes = Dictionary(uniqueKeysWithValues: Verdict.Outcome.allCases.map { ($0, Mode.reject) })
            $0.rules = [.init(recipients: ["@example.org"], mode: .reject, modes: $0.modes)]
            $0.addsSpamFlag = true
            $0.subjectPrefix = "[scam]"
            $0.warning = .part
        }
        let file = Examiner().examine(mail: fixture.bytes)
        let action = strict.action(for: file, envelope: envelope("me@example.org"))
        #expect(action == Action(removedFields: ActionPolicy.ownFields, addedFields: [ResultField(file.verdict).field]))
        #expect(policy(.monitor).action(for: file, envelope: envelope("me@example.org")) == ActionPolicy.untouched)
    }

    @Test func optionsMarkAScam() {
        let marking = policy(.tag) {
            $0.addsSpamFlag = true
            $0.subjectPrefix = "[scam]"
            $0.warning = .field
            $0.version = "9.8.7"
        }
        let action = marking.action(for: SessionMail.scam)
        #expect(action.addedFields.map(\.name) == ["X-Unbluff-Result", "X-Spam-Flag", "X-Unbluff-Warning"])
        #expect(action.subjectPrefix == "[scam]")
        #expect(action.warning == nil)
        #expect(result(action)?.version == "9.8.7")
        let bare = marking.action(for: SessionMail.innocent)
        #expect(bare.addedFields.map(\.name) == ["X-Unbluff-Result"] && bare.subjectPrefix == nil)
    }

    @Test func aVersionThatWouldBreakTheFieldIsNotTold() {
        let action = policy(.tag) { $0.version = "1\r\nX: y" }.action(for: SessionMail.scam)
        #expect(result(action)?.version == Release.version)
    }

    // MARK: Modes

    @Test(arguments: [
        (["me@example.org"], "hold"), (["ANNA@Example.ORG"], "tag"), (["anna+list@example.org"], "tag"), (["bob@example.org"], "hold"),
        (["x@sub.example.org"], "reject"), (["me@example.net", "bob@example.org"], "hold"), (["bob@example.org", "anna@example.org"], "tag"),
        (["bob@example.org", "watch@example.net"], "nothing"), ([], "reject"), (["help@example.net"], "reject"), (["help@xn--bcher-kva.example"], "hold"),
        // Rules come in order: the first that names the recipient decides, also where it says nothing of this verdict.
        (["silent@example.org"], "reject"),
    ])
    func theMildestModeOfAllRecipientsCounts(_ recipients: [String], _ expected: String) {
        let ruled = policy(.reject) {
            $0.rules = [
                .init(recipients: ["silent@example.org"], modes: [.otherExtortionScam: .tag]), .init(recipients: ["anna@example.org"], mode: .tag),
                .init(recipients: ["@example.org", "@bücher.example"], mode: .monitor, modes: [.sextortionScam: .quarantine]),
                .init(recipients: ["watch@"], mode: .monitor),
            ]
        }
        var mail = envelope()
        mail.recipients = recipients
        #expect(word(ruled.action(for: SessionMail.scam, envelope: mail)) == expected)
    }

    @Test func aModeOfAVerdictCountsBeforeTheGeneralOne() {
        let one = policy(.tag) { $0.modes = [.sextortionScam: .reject] }
        #expect(word(one.action(for: SessionMail.scam)) == "reject")
        let other = policy(.reject) { $0.modes = [.otherExtortionScam: .tag] }
        #expect(word(other.action(for: SessionMail.scam)) == "reject")
    }

    @Test func aChangedPolicyIsAnother() {
        var changed = policy(.reject) { $0.rules = [.init(recipients: ["anna@example.org"], mode: .tag)] }
        #expect(word(changed.action(for: SessionMail.scam, envelope: envelope("anna@example.org"))) == "tag")
        changed.rules[0].recipients = ["@example.org", "no pattern"]
        #expect(word(changed.action(for: SessionMail.scam, envelope: envelope("bob@example.org"))) == "tag")
        changed.rules = []
        changed.allow.recipients.append("bob@example.org")
        #expect(word(changed.action(for: SessionMail.scam, envelope: envelope("bob@example.org"))) == "allowed recipient")
        #expect(word(changed.action(for: SessionMail.scam, envelope: envelope("help@example.org"))) == "reject")
        changed.contact = "help@example.org"
        #expect(word(changed.action(for: SessionMail.scam, envelope: envelope("help@example.org"))) == "allowed recipient")
        changed.rules = []
        changed.allow = ActionPolicy.AllowList()
        changed.contact = nil
        #expect(changed == policy(.reject))
    }

    /// The first rule decides, whichever of its patterns and of the recipient's forms it names.
    @Test(arguments: [
        ("anna+list@example.org", 0), ("Anna+LIST@example.org.", 0), ("anna+other@example.org", 2), ("anna@example.org", 2), ("bob+x@example.org", 3),
        ("abuse@example.org", 1), ("abuse+x@example.net", 1), ("anna+list@example.net", 4), ("Postmaster", 5), ("postmaster@example.net", 5), ("@", nil),
        ("", nil), ("example.org", nil), ("+x@example.net", nil), ("bob@sub.example.org", nil), ("a@b@example.org", 3),
    ])
    func theFirstListThatNames(_ recipient: String, _ expected: Int?) {
        let table = RecipientTable([
            ["anna+list@example.org"], ["abuse@", "@"], ["anna@example.org"], ["abuse@example.org", "@example.org"], ["anna+list@"], ["postmaster@"],
        ])
        #expect(table.firstList(naming: RecipientAddress(recipient)) == expected)
    }

    /// A mail for 1,000 recipients is looked at on an event loop.
    @Test func thousandsOfPatternsCostNoMore() {
        let patterns = (0..<1_000).flatMap { ["a\($0)@example.net", "@\($0).example.net"] }
        let long = policy(.reject) {
            $0.rules = patterns.map { .init(recipients: [$0], mode: .tag) }
            $0.allow.recipients = patterns
            $0.allow.domains = patterns
        }
        var mail = envelope()
        mail.recipients = (0..<1_000).map { "somebody\($0)@example.org" }
        // The first one has to read the texts and the model.
        let times = (0..<5).map { _ in timeOfThread { #expect(word(long.action(for: SessionMail.scam, envelope: mail)) == "reject") } }
        #expect(times.min()! < .milliseconds(50))
    }

    /// Other tests run beside it, and take the processor from it: their time is not counted.
    private func timeOfThread(_ body: () -> Void) -> Duration {
        func now() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let start = now()
        body()
        return now() - start
    }

    // MARK: Allow-lists

    @Test(arguments: [
        (["abuse@example.org"], "allowed recipient"), (["Postmaster"], "allowed recipient"),
        (["abuse@example.org", "postmaster@example.net"], "allowed recipient"),
        // It passes, and no more: else a scammer would add abuse@ to get by unmarked.
        (["abuse@example.org", "me@example.org"], "tag"), (["notabuse@example.org"], "reject"), (["abuse@"], "allowed recipient"),
        // Whom a rejection says to ask can be asked.
        (["desk@example.org"], "allowed recipient"),
    ])
    func recipientsWhoGetScamsOnPurpose(_ recipients: [String], _ expected: String) {
        var mail = envelope()
        mail.recipients = recipients
        #expect(word(policy(.reject) { $0.contact = "desk@example.org" }.action(for: SessionMail.scam, envelope: mail)) == expected)
    }

    @Test(arguments: [("192.0.2.66", "allowed client"), ("192.0.3.66", "reject"), ("2001:db8::1", "allowed client"), ("::ffff:192.0.2.1", "allowed client")])
    func networks(_ client: String, _ expected: String) throws {
        let networks = try ["192.0.2.0/24", "2001:db8::/32"].map { try #require(IPNetwork($0)) }
        let allowing = policy(.reject) { $0.allow.clients = networks }
        #expect(word(allowing.action(for: SessionMail.scam, envelope: envelope("me@example.org", client: client))) == expected)
        #expect(word(allowing.action(for: SessionMail.scam)) == "reject")
    }

    private static let signature = "DKIM-Signature: v=1; d=example.com; s=a; b=x\r\n"

    @Test(arguments: [
        // The bare From is nothing, nor is what the sender says of himself.
        ("", "a@example.com", [], "reject"),
        (signature + "Authentication-Results: mx.example.org; dkim=pass header.d=example.com\r\n", "a@example.com", [], "reject"),
        (signature + "Authentication-Results: other.example.net; dkim=pass header.d=example.com\r\n", "a@example.com", ["mx.example.org"], "reject"),
        (signature + "Authentication-Results: mx.example.org; dkim=pass header.d=example.com\r\n", "a@example.com", ["mx.example.org"], "allowed domain"),
        (signature + "Authentication-Results: mx.example.org; dkim=fail header.d=example.com\r\n", "a@example.com", ["mx.example.org"], "reject"),
        (signature + "Authentication-Results: mx.example.org; dkim=pass header.d=example.net\r\n", "a@example.com", ["mx.example.org"], "reject"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\r\n", "a@example.com", ["mx.example.org"], "allowed domain"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\r\n", "a@example.com, b@example.net", ["mx.example.org"], "reject"),
        ("Authentication-Results: mx.example.org; dmarc=pass\r\n", "a@sub.example.com", ["mx.example.org"], "reject"),
        // What stands behind the signed part of a body is anybody's.
        (
            "DKIM-Signature: v=1; d=example.com; l=10; b=x\r\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.com; dmarc=pass header.from=example.com\r\n",
            "a@example.com", ["mx.example.org"], "reject"
        ),
    ])
    func domainsThatVouchForTheirMail(_ header: String, _ from: String, _ trusted: [String], _ expected: String) {
        let file = SessionMail.file(SessionMail.bytes(header, from: from), envelope: envelope("me@example.org"), trusted: trusted)
        #expect(file.verdict.outcome == .sextortionScam)
        let allowing = policy(.reject) { $0.allow.domains = ["Example.com"] }
        #expect(word(allowing.action(for: file, envelope: envelope("me@example.org"))) == expected)
        #expect(word(policy(.reject).action(for: file, envelope: envelope("me@example.org"))) == "reject")
    }

    private func complaint(_ text: String, report: String = "feedback-report", second: String = "message/feedback-report") -> [UInt8] {
        let parts = [
            "Content-Type: text/plain\r\n\r\n" + text, "Content-Type: \(second)\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n",
            "Content-Type: message/rfc822\r\n\r\nFrom: b@example.net\r\nSubject: hello\r\n\r\n" + SessionMail.scamText,
        ]
        let type = "Content-Type: multipart/report; report-type=\(report); boundary=b\r\nMIME-Version: 1.0\r\n"
        return SessionMail.bytes(type, text: parts.map { "--b\r\n" + $0 }.joined(separator: "\r\n") + "\r\n--b--\r\n")
    }

    @Test(arguments: [
        ("", "feedback-report", "message/feedback-report", true), (SessionMail.scamText, "feedback-report", "message/feedback-report", false),
        ("", "delivery-status", "message/delivery-status", false), ("", "feedback-report", "text/plain", false),
    ])
    func complaintsAreMarkedAndPass(_ text: String, _ report: String, _ second: String, _ passes: Bool) {
        let file = SessionMail.file(complaint(text, report: report, second: second))
        #expect(!file.verdict.claims.isEmpty)
        #expect(file.isComplaint == passes)
        // Before the same text, the scam counts as a word about it, complaint or not: there is nothing to let through.
        #expect(file.verdict.outcome.isScam == text.isEmpty)
        guard file.verdict.outcome.isScam else { return }
        for mode in [Mode.quarantine, .reject] {
            let strict = policy(mode) { $0.addsSpamFlag = true }
            // Marked as any scam: filed as junk, for one, as nobody has asked for it.
            let action = strict.action(for: file, envelope: envelope("abuse@example.org", "me@example.org"))
            #expect(word(action) == "tag" && action.addedFields.map(\.name) == ["X-Unbluff-Result", "X-Spam-Flag"])
            #expect(word(strict.action(for: file, envelope: envelope("me@example.org"))) == (passes ? "tag" : mode == .reject ? "reject" : "hold"))
            #expect(word(strict.action(for: file)) == (passes ? "tag" : mode == .reject ? "reject" : "hold"))
            #expect(word(strict.action(for: file, envelope: envelope("abuse@example.org"))) == "allowed recipient")
        }
        #expect(word(policy(.monitor).action(for: file, envelope: envelope("me@example.org"))) == "nothing")
    }

    // MARK: Rejections

    @Test(arguments: [
        (nil, ["me@example.org"], "postmaster@example.org"), ("+49 30 000000", ["me@example.org"], "+49 30 000000"), (nil, [], "the postmaster there"),
        (nil, ["me@[192.0.2.1]"], "the postmaster there"), (nil, ["me@a\r\nb.example.org"], "the postmaster there"),
        ("line\r\nbreak \u{E9} %", [], "linebreak  %"), (String(repeating: "x", count: 5_000), [], String(repeating: "x", count: 100)),
        (nil, ["me@" + [String](repeating: String(repeating: "a", count: 60), count: 4).joined(separator: ".")], "the postmaster there"),
    ])
    func aRejectionSaysWhomToAsk(_ contact: String?, _ recipients: [String], _ expected: String) throws {
        var mail = envelope()
        mail.recipients = recipients
        let action = policy(.reject) { $0.contact = contact }.action(for: SessionMail.scam, envelope: mail)
        guard case .reject(let reply) = action.disposition else { Issue.record("\(action)"); return }
        #expect(reply.code == 550 && reply.enhancedCode == "5.7.1")
        #expect(reply.text.hasSuffix(" please ask \(expected)."))
        #expect(reply.text.utf8.count <= 400 && reply.text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(!reply.text.lowercased().contains("bluff"))
    }
}
