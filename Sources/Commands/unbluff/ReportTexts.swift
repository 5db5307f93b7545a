internal import ScamEvidence
internal import ScamVerdict
internal import VictimAdvice

/// The report's own words, which are among the advice's texts. What only administrators read (`--explain`, sums) is English.
extension AdviceTexts {
    func paymentAddress(_ currency: String) -> String { self["report.payment-address", "currency", Self.name(ofCurrency: currency)] }

    func relation(_ sign: RelationalSign) -> String { self["relation.\(sign.rawValue)"] }

    /// What it is and how sure that is, in words.
    func verdict(_ verdict: Verdict) -> String {
        let name = self["verdict.\(verdict.outcome.rawValue)"]
        switch verdict.outcome {
        case .sextortionScam, .otherExtortionScam:
            let kind = verdict.kind.map { " (\(self["kind.\($0.rawValue)"]))" } ?? ""
            return "\(name)\(kind), \(certainty(verdict.probability))"
        case .possiblyReal, .mentionsScam, .nothingFound: return name
        }
    }

    private func certainty(_ probability: Double) -> String {
        switch probability {
        case 0.99...: self["certainty.almost-certain"]
        case 0.9...: self["certainty.very-likely"]
        case 0.7...: self["certainty.likely"]
        default: self["certainty.more-likely-than-not"]
        }
    }

    /// Names, not words: the same in every language.
    private static func name(ofCurrency code: String) -> String {
        switch code {
        case "BTC": "Bitcoin"
        case "LTC": "Litecoin"
        case "BCH": "Bitcoin Cash"
        case "ETH": "Ethereum"
        case "XMR": "Monero"
        case "DOGE": "Dogecoin"
        case "DASH": "Dash"
        case "ZEC": "Zcash"
        case "TRX": "Tron"
        default: code
        }
    }
}

/// How many messages had which outcome.
enum ReportSum {
    static func line(_ counts: [Verdict.Outcome: Int], _ problems: Int) -> String {
        let messages = counts.values.reduce(0, +)
        let names: [(Verdict.Outcome, one: String, many: String)] = [
            (.sextortionScam, "sextortion scam", "sextortion scams"), (.otherExtortionScam, "other extortion scam", "other extortion scams"),
            (.possiblyReal, "possibly real", "possibly real"), (.mentionsScam, "speaks about scams", "speak about scams"),
            (.nothingFound, "without findings", "without findings"),
        ]
        let parts = names.compactMap { name in counts[name.0].map { "\(grouped($0)) \($0 == 1 ? name.one : name.many)" } }
        let examined = "\(grouped(messages)) \(messages == 1 ? "message" : "messages") examined" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
        return problems == 0 ? "\(examined)." : "\(examined). \(grouped(problems)) could not be read."
    }
}
