/// What the mail server answers to a mail that does not leave: short ASCII sentences, which mail programs show to whoever wrote it.
public struct GuardReply: Sendable, Equatable {
    /// RFC 5321 § 4.2.
    public let code: Int
    /// RFC 3463: 7.1 is "delivery not authorized".
    public let status: String
    /// Each short enough for a line of its own: RFC 5321 § 4.5.3.1.5 allows 512 bytes.
    public let lines: [String]

    /// Bytes of it all in one line, the codes apart: a mail server puts the recipient and words of its own before it, and cuts the whole at 510 (RFC 5321 § 4.5.3.1.5).
    public static let longestLine = 400
    /// Characters of a contact that are shown.
    static let longestContact = 200

    /// - Parameters:
    ///   - contact: an address or a few words; nil for "your mail's administrator".
    ///   - hasAccount: whether the sender has logged in.
    public init?(_ decision: GuardDecision, contact: String?, hasAccount: Bool, at now: Int) {
        let whom = Self.shown(contact)
        let stranger =
            hasAccount
            ? "If you did not send it, somebody else uses your account: change its password and tell \(whom)." : "If it is meant to send so much, tell \(whom)."
        switch decision {
        case .pass, .warn: return nil
        case .tempfail(let incident, let seconds):
            self.init(450, ["Put off: \(Self.reason(incident)). Try again in \(Self.span(seconds)).", stranger])
        case .block(let incident, let until):
            self.init(
                550,
                [
                    "Not sent: \(Self.reason(incident)). Sending is stopped for \(Self.span(until - now)), or until \(whom) lifts it.",
                    stranger,
                ])
        case .scam:
            self.init(
                550,
                [
                    "Not sent: this is the text of a blackmail scam that very many people get. It is a bluff.",
                    "To report it, or to ask about it, write to \(whom), with some words of your own above it.",
                    "If you did not write or forward it, tell \(whom), too.",
                ])
        }
    }

    /// Nil where the mail goes.
    public init?(_ decision: ReplyGuard.Decision, contact: String?) {
        guard case .hold(let reason) = decision else { return nil }
        let again = "begin its subject with \"\(SendAnyway.words)\" and send it again."
        let ask = "You can ask \(Self.shown(contact))."
        let many = { (threat: RememberedSign.Threat) in (threat == .filmed ? "Nobody filmed you: very" : "Very") + " many people get the same text." }
        switch reason {
        case .reply(let threat):
            self.init(
                550,
                [
                    "Your mail was not sent, to protect you. It answers a mail that is a bluff.", "\(many(threat)) Do not pay, do not answer.", ask,
                    "To send it all the same, \(again)",
                ])
        // To whom it goes is not known: it may be a report, or a question to a bank.
        case .wallet(let threat):
            self.init(
                550,
                [
                    "Your mail was not sent yet, to protect you. It names the payment address of a blackmail mail that is a bluff.",
                    "\(many(threat)) Do not pay.",
                    "If you report it, or warn somebody, that is good: \(again)", ask,
                ])
        }
    }

    /// For where there is room for one line only: as many whole sentences as have room, without the codes.
    public func oneLine(atMost bytes: Int) -> String {
        var text = ""
        for line in lines {
            if text.isEmpty { text = String(line.prefix(bytes)) } else if text.utf8.count + 1 + line.utf8.count <= bytes { text += " " + line } else { break }
        }
        return text
    }

    private init(_ code: Int, _ lines: [String]) {
        self.code = code
        status = code < 500 ? "4.7.1" : "5.7.1"
        self.lines = lines
    }

    private static func reason(_ incident: Incident) -> String {
        switch incident.excess.measure {
        case .messages: "more mail was sent from here than is usual"
        case .recipients: "mail was sent from here to more people than is usual"
        case .rejectedRecipients: "mail was sent from here to many addresses that do not exist"
        case .sameBodies: "the same text was sent from here more often than is usual"
        case .scams: "the text of a blackmail scam was sent from here again and again"
        }
    }

    private static func shown(_ contact: String?) -> String {
        let shown = String(decoding: (contact ?? "").utf8.filter { (0x20...0x7E).contains($0) }.prefix(longestContact), as: UTF8.self)
        return shown.isEmpty ? "your mail's administrator" : shown
    }

    private static func span(_ seconds: Int) -> String {
        let minutes = max(1, (seconds + 59) / 60)
        return minutes == 1 ? "a minute" : minutes < 120 ? "\(minutes) minutes" : "\((minutes + 59) / 60) hours"
    }
}
