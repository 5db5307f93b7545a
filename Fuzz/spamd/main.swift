import ChannelKit
import Examination
import Fuzzing
import ScamVerdict

@testable import SpamdChannel

// A request, cut where the first byte says. However it is cut, the same comes of it, at most once; no more is kept than is taken; a refusal is one line, and
// whatever the verdict, an answer says how long it is, and a mail that nothing is done to comes back as it was.
fuzz { bytes in
    guard let first = bytes.first else { return }
    let limits = RequestLimits(mailBytes: 4_096)
    let stream = Array(bytes.dropFirst())
    let whole = read([stream], limits)
    require(whole.outcomes.count == 1, "the end says what came of it")
    let size = Int(first) + 1
    let cut = read(stride(from: 0, to: stream.count, by: size).map { Array(stream[$0..<min($0 + size, stream.count)]) }, limits)
    require(cut.outcomes.count == 1, "in pieces of \(size) too")
    // What stands behind a mail may come too late to refuse it; then it has been noted.
    require(same(whole.outcomes[0], cut.outcomes[0]) || cut.hasSurplus, "in pieces of \(size): \(cut.outcomes[0]), not \(whole.outcomes[0])")

    switch whole.outcomes[0] {
    case .refusal(let refusal):
        let line = SpamdAnswer.refusal(refusal)
        require(line.starts(with: "SPAMD/1.0 ".utf8) && line.count { $0 == 0x0A } == 1 && line.count < 512, "a refusal is a line")
    case .request(let request):
        require(request.mail.count <= limits.mailBytes, "\(request.mail.count) bytes")
        require(MessageID.of(request.mail).utf8.allSatisfy { 0x21..<0x7F ~= $0 }, "an identifier is printable")
        for opinion in Cases.opinions where request.head.command.hasMail && request.head.command != .tell { check(request, opinion) }
    }
}

// In a type, as `fuzz` does not come back to set a variable of this file.
enum Cases {
    static let unchanging = Action()
    static let opinions = Verdict.Outcome.allCases.map { outcome in
        Opinion(
            finding: .success(.init(outcome: outcome, kind: nil, probability: 0.9, reasons: ["wording"], model: "")),
            action: outcome == .nothingFound
                ? unchanging
                : Action(removedFields: ["X-Unbluff-Result"], addedFields: [.init(name: "X-Unbluff-Result", value: "a;\r\n b")], subjectPrefix: "[scam]"))
    }
}

func read(_ pieces: [[UInt8]], _ limits: RequestLimits) -> (outcomes: [RequestReader.Outcome], hasSurplus: Bool) {
    var reader = RequestReader(limits: limits)
    var outcomes = pieces.compactMap { piece in piece.withUnsafeBytes { reader.read($0) } }
    if let outcome = reader.readEnd() { outcomes.append(outcome) }
    return (outcomes, reader.hasSurplus)
}

func same(_ one: RequestReader.Outcome, _ other: RequestReader.Outcome) -> Bool {
    switch (one, other) {
    case (.refusal(let one), .refusal(let other)): one == other
    case (.request(let one), .request(let other)): one.mail == other.mail && one.isCut == other.isCut && one.head.command == other.head.command
    default: false
    }
}

func check(_ request: SpamdRequest, _ opinion: Opinion) {
    let answer = SpamdAnswer.examined(request, opinion)
    require(answer.starts(with: "SPAMD/1.".utf8), "an answer")
    let text = String(decoding: answer.prefix(256), as: UTF8.self)
    if let length = text.split(separator: "\r\n").first(where: { $0.hasPrefix("Content-length: ") })?.dropFirst(16), text.hasPrefix("SPAMD/1.1 0 "),
        let head = answer.firstRange(of: Array("\r\n\r\n".utf8))
    {
        require(Int(length) == answer.count - head.upperBound, "it says how long it is")
    }
    let whole = ReturnedMail.whole(request.mail, opinion.action)
    if opinion.action == Cases.unchanging { require(whole == request.mail, "nothing is done, nothing changes") }
    require(whole.count <= request.mail.count + 256, "\(whole.count) bytes of \(request.mail.count)")
    if let header = ReturnedMail.header(request.mail, opinion.action, isCut: request.isCut) {
        require(whole.starts(with: header), "HEADERS is the beginning of PROCESS")
    }
}
