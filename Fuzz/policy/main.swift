import ChannelKit
import Fuzzing
import SenderGuard
import SenderIdentity

@testable import PolicyChannel

// The first byte chooses which mails are refused, the second how the network cuts the rest, which is what a mail server says. Nothing traps; each request, and nothing else, gets
// one answer, of one line of ASCII and an empty one, up to the first that is none, which ends it; what is told of a mail is bounded; and however the bytes are cut, the same is heard.
fuzz { bytes in
    guard bytes.count > 2 else { return }
    let input = Array(bytes[2...])
    let whole = Conversation(refused: bytes[0], pieces: [input])
    require(whole.errors.isEmpty, whole.errors.joined(separator: ", "))
    let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    let ends = lines.count { $0.isEmpty || $0 == [0x0D] }
    require(whole.answers.count == ends || whole.endsEarly && whole.answers.count < ends, "\(whole.answers.count) answers")

    let length = Int(bytes[1]) + 1
    let cut = Conversation(
        refused: bytes[0], pieces: stride(from: 0, to: input.count, by: length).map { Array(input[$0..<min($0 + length, input.count)]) })
    require(cut.errors.isEmpty, cut.errors.joined(separator: ", "))
    require(cut.answers == whole.answers, "\(cut.answers.count) answers, not \(whole.answers.count)")
    require(cut.mails == whole.mails, "\(cut.mails.count) mails are the same as \(whole.mails.count)")
    require(cut.faults == whole.faults, "\(cut.faults), not \(whole.faults)")
}

/// A session, and a desk that answers when all that came in one go has been read.
struct Conversation {
    private(set) var answers: [[UInt8]] = []
    private(set) var mails: [String] = []
    private(set) var faults: [String] = []
    private(set) var errors: [String] = []
    private var session = PolicySession()
    private let refused: UInt8
    private var isClosed = false
    /// Whether the session ended it.
    private(set) var endsEarly = false

    init(refused: UInt8, pieces: [[UInt8]]) {
        self.refused = refused
        for piece in pieces { follow(session.receive(piece.span)) }
        endsEarly = isClosed
        if !isClosed { follow(session.inputEnded()) }
        expect(isClosed, "it ends")
        expect(session.receive(Array("\n".utf8).span).isEmpty, "nothing is said behind the end")
    }

    private static let reply = GuardReply(ReplyGuard.Decision.hold(.reply(.filmed)), contact: "a\nb@example.org")

    private mutating func follow(_ steps: [PolicyStep]) {
        var steps = steps[...]
        while let step = steps.popFirst() {
            expect(!isClosed, "nothing is done behind the end")
            switch step {
            case .answer(let answer): add(answer)
            case .count(let fault): faults.append(fault.rawValue)
            case .peerIsKnown: break
            case .close: isClosed = true
            case .judge(let mail):
                expect(!session.wantsInput, "one mail at a time")
                add(mail)
                steps = steps + session.answer(refused >> (mails.count & 7) & 1 == 1 ? Self.reply : nil)
            }
        }
    }

    private mutating func add(_ mail: LeavingMail) {
        let envelope = mail.envelope
        expect(envelope.recipients.count <= PolicyLimits.recipients, "\(envelope.recipients.count) recipients")
        expect(0...PolicyLimits.recipients ~= mail.rejectedRecipients, "\(mail.rejectedRecipients) rejected")
        expect(mail.isCounted || mail.rejectedRecipients == 0, "rejected before it was counted")
        // What is not UTF-8 is repaired: up to three bytes for one.
        let texts = [mail.queueID, envelope.mailFrom ?? "", envelope.account ?? ""] + envelope.recipients
        mails.append(
            "\(mail.isCounted) \(mail.rejectedRecipients) \(envelope.client?.description ?? "-") \(envelope.account == nil) \(envelope.mailFrom == nil) "
                + texts.joined(separator: "\n"))
        expect(texts.allSatisfy { $0.utf8.count <= 3 * PolicyLimits.value + 30 && !$0.utf8.contains(0x0A) && !$0.utf8.contains(0) }, "long or broken texts")
    }

    private mutating func add(_ answer: PolicyAnswer) {
        var bytes: [UInt8] = []
        answer.encode(into: &bytes)
        answers.append(bytes)
        let line = bytes.dropLast(2)
        expect(bytes.suffix(2) == [0x0A, 0x0A] && line.allSatisfy { 0x20...0x7E ~= $0 } && line.starts(with: "action=".utf8), "one line, and an empty one")
        expect(line.count <= 7 + 10 + PolicyLimits.text, "\(line.count) bytes of an answer")
    }

    private mutating func expect(_ holds: Bool, _ promise: @autoclosure () -> String) {
        if !holds { errors.append(promise()) }
    }
}
