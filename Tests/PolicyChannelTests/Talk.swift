import ChannelKit
import SenderGuard
import SenderIdentity

@testable import PolicyChannel

/// A session that is talked to, and a desk that answers at once: all that happened as a list of words.
struct Talk {
    var session = PolicySession()
    /// What the desk says to each mail in turn, the last to all further ones. Nil: it goes.
    var replies: [GuardReply?]
    /// Whether the desk answers; otherwise the request waits.
    var isAnswered: Bool
    private(set) var heard: [String] = []
    private(set) var mails: [LeavingMail] = []

    init(_ replies: [GuardReply?] = [nil], isAnswered: Bool = true) {
        self.replies = replies
        self.isAnswered = isAnswered
    }

    mutating func say(_ bytes: [UInt8]) { note(session.receive(bytes.span)) }

    mutating func note(_ steps: [PolicyStep]) {
        for step in steps {
            switch step {
            case .answer(let answer): heard.append(Self.shown(answer))
            case .count(let fault): heard.append("! \(fault.rawValue)")
            case .peerIsKnown: heard.append("known")
            case .close: heard.append("close")
            case .judge(let mail):
                mails.append(mail)
                heard.append(Self.shown(mail))
                if isAnswered { answer() }
            }
        }
    }

    mutating func answer() { note(session.answer(replies[min(mails.count, replies.count) - 1])) }

    static func shown(_ mail: LeavingMail) -> String {
        let rejected = mail.rejectedRecipients > 0 ? " rejected \(mail.rejectedRecipients)" : ""
        return "\(mail.isCounted ? "more" : "mail") to \(mail.envelope.recipients.joined(separator: ","))\(rejected)"
    }

    static func shown(_ answer: PolicyAnswer) -> String {
        var bytes: [UInt8] = []
        answer.encode(into: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("action="), text.hasSuffix("\n\n") else { return "no answer: \(text)" }
        return String(text.dropFirst(7).dropLast(2))
    }
}

extension GuardReply {
    /// What somebody hears who sends too much: for a while, or for an hour.
    static func tooMuch(_ kind: Stop.Kind, contact: String? = nil) -> GuardReply? {
        let incident = Incident(
            id: 1, sender: .account("anna"), level: .hold, excess: .init(measure: .messages, window: .minute, count: 41, bound: 40), opened: 0)
        return GuardReply(kind == .hold ? .tempfail(incident, retryAfter: 900) : .block(incident, until: 3_600), contact: contact, hasAccount: true, at: 0)
    }
}
