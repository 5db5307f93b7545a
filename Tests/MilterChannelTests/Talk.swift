import ChannelKit
import Examination
import SenderIdentity

@testable import MilterChannel

/// A session that is talked to, and a desk that answers at once: all that happened as a list of words.
struct Talk {
    var session: MilterSession
    var action = Action()
    /// Whether the desk answers; otherwise the mail waits.
    var isAnswered = true
    private(set) var heard: [String] = []
    private(set) var mails: [ArrivedMail] = []
    private(set) var tickets: [Int] = []

    init(limit: Int = 10_000, action: Action = Action(), isAnswered: Bool = true, countsRejected: Bool = false) {
        session = MilterSession(messageLimit: limit, countsRejected: countsRejected)
        self.action = action
        self.isAnswered = isAnswered
    }

    mutating func say(_ bytes: [UInt8]) { note(session.receive(bytes.span)) }

    mutating func note(_ steps: [MilterStep]) {
        for step in steps {
            switch step {
            case .answer(let answer): heard.append(Self.shown(answer))
            case .count(let fault): heard.append("! \(fault.rawValue)")
            case .close: heard.append("close")
            case .rejected(let count, let envelope): heard.append("rejected \(count) of \(envelope.account ?? envelope.client?.description ?? "nobody")")
            case .examine(let mail, let ticket):
                mails.append(mail)
                tickets.append(ticket)
                heard.append("mail")
                if isAnswered { answer(ticket) }
            }
        }
    }

    mutating func answer(_ ticket: Int) { note(session.answer(opinion, ticket: ticket)) }

    var opinion: Opinion { Opinion(finding: .failure(.init(.time)), action: action) }

    static func shown(_ answer: MilterAnswer) -> String {
        switch answer {
        case .agree(let agreement): "agree \(agreement.version) \(hex(agreement.actions.rawValue)) \(hex(agreement.steps.rawValue))"
        case .continue: "continue"
        case .accept: "accept"
        case .skip: "skip"
        case .progress: "progress"
        case .reply(let text): "reply \(text)"
        case .quarantine(let reason): "quarantine \(reason)"
        case .changeField(let name, let index, let value): "change \(name) \(index):\(value.text)"
        case .insertField(let name, let index, let value): "insert \(index) \(name):\(value.text)"
        case .addField(let name, let value): "add \(name):\(value.text)"
        case .replaceBody(let piece): "body \(piece.count)"
        }
    }

    private static func hex(_ number: UInt32) -> String { String(number, radix: 16) }
}

/// All that is said and heard in one go.
func talk(_ bytes: [UInt8], limit: Int = 10_000, action: Action = Action()) -> [String] {
    var talk = Talk(limit: limit, action: action)
    talk.say(bytes)
    return talk.heard
}
