internal import MailMessage
public import ScamVerdict

/// What the field `X-Unbluff-Result` of a mail says: `sextortion-scam; probability=0.98; reasons=deadline,…; version=0.1.0; action=hold`.
///
/// Parameters may come in any order; unknown ones, and values that are no words of ASCII letters, digits, `-`, `_` and `.`, are passed over.
public struct ResultField: Sendable, Equatable {
    public let outcome: Verdict.Outcome
    /// 0…1.
    public var probability: Double?
    /// The heaviest first.
    public var reasons: [String] = []
    public var version: String?
    public var action: String?

    /// The longest that is read: we never write one of this length.
    private static let longest = 4_096
    private static let mostReasons = 64

    public init(outcome: Verdict.Outcome, probability: Double? = nil, reasons: [String] = [], version: String? = nil, action: String? = nil) {
        self.outcome = outcome
        self.probability = probability
        self.reasons = reasons
        self.version = version
        self.action = action
    }

    /// Nil where the value is none of ours.
    public init?(_ value: some Collection<UInt8>) {
        guard value.count <= Self.longest else { return nil }
        let pieces = value.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        guard let first = pieces.first.flatMap({ Self.word($0) }), let outcome = Verdict.Outcome(rawValue: first) else { return nil }
        self.init(outcome: outcome)
        for piece in pieces.dropFirst() { take(piece) }
    }

    init?(topmostOf message: Message) {
        let field = message.parts[0].fields.first { message.bytes[$0.nameRange].lowercasedEquals("x-unbluff-result") }
        guard let field else { return nil }
        self.init(message.bytes[field.valueRange])
    }

    private mutating func take(_ parameter: some Collection<UInt8>) {
        guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")), let name = Self.word(parameter[..<equals]) else { return }
        let value = parameter[parameter.index(after: equals)...]
        switch name {
        case "probability": probability = Self.word(value).flatMap { Double($0) }.flatMap { (0...1).contains($0) ? $0 : nil }
        case "reasons": reasons = value.split(separator: UInt8(ascii: ",")).prefix(Self.mostReasons).compactMap { Self.word($0) }
        case "version": version = Self.word(value)
        case "action": action = Self.word(value)
        default: break
        }
    }

    /// Without the white space around it, folds included.
    private static func word(_ bytes: some Collection<UInt8>) -> String? {
        let word = Array(bytes).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A })
        guard word.count == 1, word[0].allSatisfy(isWordByte) else { return nil }
        return String(decoding: word[0], as: UTF8.self)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func lowercasedEquals(_ name: StaticString) -> Bool {
        count == name.utf8CodeUnitCount
            && name.withUTF8Buffer { zip(self, $0).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 } }
    }
}
