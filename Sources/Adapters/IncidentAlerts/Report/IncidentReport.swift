public import SenderGuard

/// An incident as somebody is told of it: for people in plain words, for programs as JSON. Whatever comes from senders is made safe.
public struct IncidentReport: Sendable, Equatable {
    public var incident: Incident
    /// False where holds and blocks are only noted (`guard.mode: monitor`).
    public var isEnforced: Bool
    /// Made up, to try out how somebody is told.
    public var isTest: Bool
    /// This machine's name.
    public var host: String

    public init(_ incident: Incident, isEnforced: Bool, isTest: Bool = false, host: String) {
        self.incident = incident
        self.isEnforced = isEnforced
        self.isTest = isTest
        self.host = host
    }

    /// One line: who it is, and what has become of its mail. A mail's subject, and what a chat shows.
    public var summary: String { "\(isTest ? "TEST, nothing has happened: " : "")\(who) \(state)" }

    /// Lines of text in UTF-8 with LF: the answer first, then what to do, then what was seen.
    public var text: String {
        var text = ""
        if isTest {
            text += "This is a test that somebody asked for with 'unbluff guard test-alert'.\nThe incident below is made up: nothing has happened.\n\n"
        }
        text += "The \(who) \(answer)\n\nWhy: \(why).\n\n"
        text += "What to do\n\(advice)\n\nWhat was seen\n\(facts)"
        if let subject = incident.subject {
            // Quoted as mail programs do: words of a scam would make a scam of this mail, which the milter it goes through might keep back.
            text += "\nThe subject of one of its mails, as its sender wrote it:\n\n> \(ShownText.line(subject, most: Incident.subjectLength))\n"
        }
        text += "\nYou are told once of each incident. It ends a day after its last sign, or when you lift it.\n"
        return text
    }

    /// `account anna@example.org`
    var who: String {
        let name = ShownText.line(incident.sender.name, most: SenderKey.longestName)
        return switch incident.sender.kind {
        case .account: "account \(name)"
        case .client: "address \(name)"
        case .domain: "sender domain \(name)"
        }
    }

    private var state: String {
        switch (incident.level, isEnforced) {
        case (.warning, _): "sends far more mail than is usual"
        case (.hold, true): "is stopped: its mail is put off"
        case (.block, true): "is stopped: its mail is refused"
        case (.hold, false): "would be stopped: its mail would be put off"
        case (.block, false): "would be stopped: its mail would be refused"
        }
    }

    private var answer: String {
        let settings = GuardSettings()
        let (hold, block) = (settings.holdSeconds / 60, settings.blockSeconds / 60)
        let only = "But all of it goes on, because guard.mode is monitor."
        switch (incident.level, isEnforced) {
        case (.warning, _) where incident.sender.kind == .domain:
            return "sends far more mail than is usual for it.\nNothing is stopped: anybody can write any domain."
        case (.warning, true): return "sends far more mail than is usual.\nNothing is stopped yet. If it goes on, its mail is put off, then refused."
        case (.warning, false): return "sends far more mail than is usual.\nNothing is stopped, because guard.mode is monitor."
        case (.hold, true): return "sends far more mail than is usual.\nIts mail is put off (450) for \(hold) minutes, and refused if it goes on."
        case (.hold, false): return "sends far more mail than is usual.\nIts mail would be put off (450) for \(hold) minutes. \(only)"
        case (.block, true): return "sends as senders of scams do.\nIts mail is refused (550) for \(block) minutes, and longer each further time."
        case (.block, false): return "sends as senders of scams do.\nIts mail would be refused (550) for \(block) minutes. \(only)"
        }
    }

    /// `130 messages in a minute; the bound is 120`
    var why: String {
        let excess = incident.excess
        return "\(excess.measure.words(excess.count)) \(excess.window.words); the bound is \(excess.bound)"
    }

    private var advice: String {
        var steps: [String]
        switch incident.sender.kind {
        case .account:
            steps = [
                "Ask its owner whether these mails are theirs. If they know nothing of them,\nthe password is stolen: change it, and end all sessions of the account.",
                "Look into the mail server's queue (mailq) for mails that still wait, and\nremove them.",
            ]
        case .client:
            steps = [
                "Look at that machine: who uses it, and does it send for somebody else?\n'unbluff doctor host' there names programs that talk to mail servers.",
                "Look into the mail server's queue (mailq) for mails that still wait, and\nremove them.",
            ]
        case .domain:
            steps = ["Look into the mail server's log who writes this domain: one account or\naddress, or many people at once."]
        }
        steps.append("See how much it sends now (the last minute may be missing):\n    \(showCommand)")
        steps.append((incident.level == .warning ? "If all is well, begin counting anew:" : "When that is done, let it send again:") + "\n    \(liftCommand)")
        // No rule makes a scam, or addresses that nobody has, what somebody is meant to send.
        switch incident.excess.measure {
        case .scams, .rejectedRecipients: break
        case .messages, .recipients, .sameBodies: steps.append(allowing)
        }
        return steps.enumerated().map { "\($0 + 1). " + $1.replacing("\n", with: "\n   ") }.joined(separator: "\n")
    }

    private var allowing: String {
        "If it is meant to send so much (a newsletter, a mailing list), add this to\nguard.allow, and reload:\n    \(YAMLText.quoted(incident.sender.text))"
    }

    private var facts: String {
        let incident = incident
        var rows = [("first sign", Time.text(incident.opened)), ("last sign", Time.text(incident.lastSeen))]
        if !incident.others.isEmpty {
            let others = incident.others.prefix(Incident.mostOthers).map { ShownText.line($0.text, most: Self.keyLength) }
            rows.append((incident.sender.kind == .account ? "sent from" : "sent as", others.joined(separator: "\n")))
        }
        let were = !isEnforced ? "would have been" : incident.stopped == 1 ? "was" : "were"
        rows.append(("mails", "\(incident.passed) went out, \(incident.stopped) \(were) stopped"))
        if incident.messages > 0 {
            rows.append(("that day", "\(Measure.messages.words(incident.messages)), \(Measure.recipients.words(incident.recipients))"))
        }
        if incident.rejectedRecipients > 0 { rows.append(("that hour", Measure.rejectedRecipients.words(incident.rejectedRecipients))) }
        rows.append(("incident", "\(incident.id) on \(ShownText.line(host, most: 255))"))
        return rows.map { name, value in
            "  \(name)" + String(repeating: " ", count: 12 - name.count) + value.replacing("\n", with: "\n" + String(repeating: " ", count: 14)) + "\n"
        }.joined()
    }

    static let keyLength = SenderKey.longestName + 8

    /// Both are for a shell, and of one line: `SenderKey` has no control characters.
    var liftCommand: String { incident.liftCommand }
    var showCommand: String { incident.showCommand }
}
