import ChannelKit
import Examination
import Fuzzing

@testable import MilterChannel

// The first three bytes choose what is done to mails, the limit, and how the network cuts the rest, which is what a mail server says. Nothing traps; what is kept
// is bounded; each mail gets one answer, frames are whole and no longer than they may be, and nothing is said behind the end. However the bytes are cut, the same
// is heard: but for a mail server that gives a mail up which is being examined, for there it matters what comes first.
fuzz { bytes in
    guard bytes.count > 3 else { return }
    let limit = [0, 20, 1_000, 1 << 20][Int(bytes[1] & 3)]
    let input = Array(bytes[3...])
    let whole = Conversation(action: Int(bytes[0]), limit: limit, pieces: [input])
    require(whole.errors.isEmpty, whole.errors.joined(separator: ", "))

    let length = Int(bytes[2]) + 1
    let pieces = stride(from: 0, to: input.count, by: length).map { Array(input[$0..<min($0 + length, input.count)]) }
    let cut = Conversation(action: Int(bytes[0]), limit: limit, pieces: pieces)
    require(cut.errors.isEmpty, cut.errors.joined(separator: ", "))
    guard !whole.isGivenUp, !cut.isGivenUp else { return }
    require(cut.sent == whole.sent, "\(cut.sent.count) bytes are sent, not \(whole.sent.count)")
    require(cut.mails == whole.mails, "\(cut.mails.count) mails are the same as \(whole.mails.count)")
    require(cut.faults == whole.faults, "\(cut.faults), not \(whole.faults)")
    require(cut.rejected == whole.rejected, "\(cut.rejected) recipients are refused, not \(whole.rejected)")
}

/// A session, and a desk that answers when all that came in one go has been read.
struct Conversation {
    private(set) var sent: [UInt8] = []
    private(set) var mails: [[UInt8]] = []
    private(set) var faults: [String] = []
    /// Recipients that the mail server refused, of each mail or none.
    private(set) var rejected: [Int] = []
    private(set) var errors: [String] = []
    /// Whether a mail's answer came too late for it.
    private(set) var isGivenUp = false
    private var session: MilterSession
    private let opinion: Opinion
    private let limit: Int
    private var isClosed = false

    init(action: Int, limit: Int, pieces: [[UInt8]]) {
        session = MilterSession(messageLimit: limit, countsRejected: action & 64 == 0)
        opinion = Opinion(finding: .failure(.init(.time)), action: Self.actions[action % Self.actions.count])
        self.limit = limit
        for piece in pieces { follow(session.receive(piece.span)) }
        if !isClosed { follow(session.inputEnded()) }
        expect(session.receive([0, 0, 0, 1, 0x51].span).isEmpty, "nothing is said behind the end")
    }

    private static let fields = [Action.Field(name: "X-Unbluff-Result", value: "a;\r\n b\r\nc\0d"), Action.Field(name: "Bad name", value: "x")]
    /// Made anew each time: what lies in an enum's payload for good, its pointer marked by the case, the leak detector takes for lost.
    private static var actions: [Action] {
        [
            Action(),
            Action(removedFields: ["X-Unbluff-Result", "Subject"], addedFields: fields),
            Action(subjectPrefix: "[!] ü"),
            Action(disposition: .quarantine(reason: "a\r\nb"), warning: "It is a bluff."),
            Action(disposition: .reject(Action.Reply(text: "100 % no\r\n")), warning: "It is a bluff."),
            Action(disposition: .reject(Action.Reply(code: 450, enhancedCode: "4.7.1", lines: ["100 %", "", "a\r\n550 b\0"]))),
            Action(removedFields: ["subject"], addedFields: fields, subjectPrefix: "[!]", warning: "It is a bluff."),
        ]
    }

    /// An answer can be followed by the next mail, so this goes on until nothing more is there.
    private mutating func follow(_ steps: [MilterStep]) {
        var steps = steps[...]
        while let step = steps.popFirst() {
            expect(!isClosed, "nothing is done behind the end")
            switch step {
            case .answer(let answer): send(answer)
            case .count(let fault): faults.append(fault.rawValue)
            case .close: isClosed = true
            case .rejected(let count, _):
                expect(1...10_000 ~= count, "\(count) recipients are refused")
                rejected.append(count)
            case .examine(let mail, let ticket):
                mails.append(mail.bytes)
                rejected.append(mail.rejectedRecipients)
                // The empty line is behind what there is room for.
                expect(mail.bytes.count <= limit + 2, "\(mail.bytes.count) bytes of a mail")
                if session.ticket != ticket { isGivenUp = true }
                let answers = session.answer(opinion, ticket: ticket)
                expect(session.answer(opinion, ticket: ticket).isEmpty, "one answer for a mail")
                steps = steps + answers
            }
        }
    }

    private mutating func send(_ answer: MilterAnswer) {
        let start = sent.count
        answer.encode(into: &sent)
        guard case .frame(_, let data) = FrameReader.next(in: sent.span, from: start) else { return errors.append("\(answer) is no frame") }
        expect(data.upperBound == sent.count && data.count <= 66_500, "a frame of \(data.count) bytes")
    }

    private mutating func expect(_ holds: Bool, _ promise: @autoclosure () -> String) {
        if !holds { errors.append(promise()) }
    }
}
