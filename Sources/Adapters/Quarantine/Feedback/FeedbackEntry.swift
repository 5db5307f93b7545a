public import Examination
internal import ScamVerdict

/// What somebody says a mail was, beside what we had said of it: a line of the journal.
public struct FeedbackEntry: Sendable, Equatable {
    public enum Label: String, Sendable, CaseIterable { case scam, innocent }
    /// Who says so.
    public enum Source: String, Sendable, CaseIterable {
        /// An administrator released it from the quarantine.
        case release
        /// A client of spamd said it with TELL.
        case tell
    }

    public var label: Label
    public var source: Source
    /// Without angle brackets; only its keyed hash is written.
    public var messageID: [UInt8]
    /// What we had said, as far as it is known.
    public var result: ResultField?
    public var model: String?

    public init(label: Label, source: Source, messageID: [UInt8], result: ResultField? = nil, model: String? = nil) {
        self.label = label
        self.source = source
        self.messageID = messageID
        self.result = result
        self.model = model
    }

    /// One JSON object (RFC 8259) and a line end. All values are of closed sets, numbers, or words of ASCII.
    func line(time: Int, hash: String?) -> [UInt8] {
        let reasons = (result?.reasons ?? []).prefix(Self.mostReasons).compactMap(Self.quoted).joined(separator: ",")
        let members = [
            ("date", Self.quoted(Timestamp.text(time))), ("label", Self.quoted(label.rawValue)), ("source", Self.quoted(source.rawValue)),
            ("message", hash.flatMap(Self.quoted)), ("verdict", result.flatMap { Self.quoted($0.outcome.rawValue) }),
            ("probability", result.map { "\($0.probability)" }), ("reasons", "[\(reasons)]"), ("model", model.flatMap(Self.quoted)),
            ("version", result.flatMap { Self.quoted($0.version) }),
        ]
        return Array(("{" + members.map { "\"\($0.0)\":\($0.1 ?? "null")" }.joined(separator: ",") + "}\n").utf8)
    }

    private static let mostReasons = 16
    private static let longestWord = 64

    /// Nil for what needs an escape: none of ours does.
    private static func quoted(_ word: String) -> String? {
        let isPlain = word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        return isPlain && word.utf8.count <= longestWord ? "\"\(word)\"" : nil
    }
}
