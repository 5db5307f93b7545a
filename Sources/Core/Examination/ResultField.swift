public import ScamVerdict

/// What is told of a mail in its header: the field `X-Unbluff-Result`. Its grammar is in docs/result-field.md.
///
/// A closed syntax in ASCII: words from lists, and a number. Nothing in it comes from the mail.
public struct ResultField: Sendable, Equatable {
    public static let name = "X-Unbluff-Result"

    public enum Handling: Sendable, Equatable {
        /// To be filed into a folder by the server that delivers it.
        case quarantine
        /// Held by the mail server: whoever finds it in a mailbox knows that somebody has released it.
        case hold
        /// For whoever cannot reject: a filter behind the SMTP session.
        case reject
        /// Nothing is done with a scam, because of a list of the owner's.
        case allowed(ActionPolicy.Allowance)
    }

    public var outcome: Verdict.Outcome
    public var kind: Verdict.Kind?
    /// 0…1, told with two digits, and at most as 0.99: nothing is sure.
    public var probability: Double
    /// Names from docs/json.md, the heaviest first: of a scam those that speak for it. At most `mostReasons` are told.
    public var reasons: [String]
    /// Nil: nothing beyond this field.
    public var handling: Handling?
    /// Letters, digits and `.-+~_`.
    public var version: String

    public static let mostReasons = 8

    public init(_ verdict: Verdict, handling: Handling? = nil, version: String = Release.version) {
        outcome = verdict.outcome
        kind = verdict.kind
        probability = verdict.probability
        var known: Set<String> = []
        let counted = verdict.reasons.filter { !verdict.outcome.isScam || $0.weight > 0 }.map(\.name)
        reasons = Array(counted.filter { known.insert($0).inserted }.prefix(Self.mostReasons))
        self.handling = handling
        self.version = version
    }

    /// Folded for a header.
    public var value: String {
        var pairs: [(key: String, words: [String])] = [("probability", [Self.text(of: probability)])]
        if let kind { pairs.insert(("kind", [kind.rawValue]), at: 0) }
        if !reasons.isEmpty { pairs.append(("reasons", Array(reasons.prefix(Self.mostReasons)))) }
        switch handling {
        case .quarantine: pairs.append(("action", ["quarantine"]))
        case .hold: pairs.append(("action", ["hold"]))
        case .reject: pairs.append(("action", ["reject"]))
        case .allowed(let allowance): pairs += [("action", ["allowed"]), ("allowed-by", [allowance.rawValue])]
        case nil: break
        }
        pairs.append(("version", [version.isEmpty ? Release.version : version]))
        // A mark belongs to what is before it, so that no line begins with one.
        var value = FoldedValue(fieldName: Self.name)
        value.append(outcome.rawValue + ";")
        for (index, pair) in pairs.enumerated() {
            let end = index == pairs.count - 1 ? "" : ";"
            for (number, word) in pair.words.enumerated() {
                let mark = number == pair.words.count - 1 ? end : ","
                value.append((number == 0 ? pair.key + "=" : "") + word + mark, spaced: number == 0)
            }
        }
        return value.text
    }

    public var field: Action.Field { Action.Field(name: Self.name, value: value) }

    private static func text(of probability: Double) -> String {
        let hundredths = probability.isNaN ? 0 : Int((min(max(probability, 0), 0.99) * 100).rounded())
        return "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
    }
}
