@testable import SpamdChannel

/// What a reader made of a stream, in words, so that cases are tables.
struct Reading: Equatable, CustomStringConvertible {
    var description: String

    /// - Parameter cuts: where the stream is cut; each piece is read on its own.
    init(_ bytes: [UInt8], cuts: [Int] = [], isEnded: Bool = true, mailBytes: Int = 1_000) {
        var reader = RequestReader(limits: RequestLimits(mailBytes: mailBytes))
        var outcomes: [RequestReader.Outcome] = []
        for (start, end) in zip([0] + cuts, cuts + [bytes.count]) {
            if let outcome = bytes[start..<end].withUnsafeBytes({ reader.read($0) }) { outcomes.append(outcome) }
        }
        if isEnded, let outcome = reader.readEnd() { outcomes.append(outcome) }
        description = outcomes.map { "\($0)" }.joined(separator: " then ") + (reader.hasSurplus ? " and more" : "")
    }

    init(_ text: String, isEnded: Bool = true, mailBytes: Int = 1_000) { self.init(Array(text.utf8), isEnded: isEnded, mailBytes: mailBytes) }
}

extension RequestReader.Outcome: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refusal(let refusal): "\(refusal)"
        case .request(let request):
            "\(request.head.command)\(request.head.label.map { " \($0)" } ?? "")\(request.head.setsLocal ? " set" : "")\(request.head.removesLocal ? " remove" : "")"
                + (request.head.command.hasMail ? ": \(String(decoding: request.mail, as: UTF8.self))" : "") + (request.isCut ? " (cut)" : "")
        }
    }
}
