internal import ScamEvidence
internal import ScamVerdict

/// The report's own words in one language; the advice's are in VictimAdvice. Rules of writing: docs/wording.md.
struct ReportTexts: Sendable {
    let whatToDo: String
    let why: String
    let mayBeReal: String
    let notAnAddress: String
    let paymentAddress: @Sendable (_ currency: String) -> String
    let relation: @Sendable (RelationalSign) -> String
    let more: @Sendable (_ name: String) -> String
    /// What it is and how sure that is, in words.
    let verdict: @Sendable (Verdict) -> String
    let sum: @Sendable (_ counts: [Verdict.Outcome: Int], _ problems: Int) -> String

    static let english = ReportTexts(
        whatToDo: "What to do",
        why: "Why we think so",
        mayBeReal: "It seems that the sender and you had to do with each other before.",
        notAnAddress: "(not a working address)",
        paymentAddress: { "Payment address (\(englishCurrency($0)))" },
        relation: englishRelation,
        more: { "This is about \($0). For every reason and its place in the message, add --explain." },
        verdict: englishVerdict,
        sum: englishSum
    )

    private static func englishCurrency(_ code: String) -> String {
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

    private static func englishRelation(_ sign: RelationalSign) -> String {
        switch sign {
        case .earlierContact: "It sounds as if you and the sender were in contact before."
        case .sentSomething: "It sounds as if the sender got something from you."
        case .namedContacts: "It sounds as if the sender knows who your friends or family are."
        case .giftCards: "Payment is asked for in a way that scams in bulk rarely use."
        case .victimSpeaks: "It sounds as if you, or the person who wrote this, are being threatened."
        case .paymentApp: "Scams in bulk ask for cryptocurrency, not for a payment from person to person."
        case .selfHarm: "It sounds as if somebody thinks of harming themselves."
        case .minor: "It sounds as if somebody under 18 may be concerned."
        }
    }

    private static func englishVerdict(_ verdict: Verdict) -> String {
        switch verdict.outcome {
        case .sextortionScam: "sextortion scam, \(englishCertainty(verdict.probability))"
        case .otherExtortionScam: "extortion scam (\(englishKind(verdict.kind ?? .hackBluff))), \(englishCertainty(verdict.probability))"
        case .possiblyReal: "possibly real extortion"
        case .mentionsScam: "speaks about such a scam, is none itself"
        case .nothingFound: "nothing found"
        }
    }

    private static func englishCertainty(_ probability: Double) -> String {
        switch probability {
        case 0.99...: "almost certain"
        case 0.9...: "very likely"
        case 0.7...: "likely"
        default: "more likely than not"
        }
    }

    private static func englishKind(_ kind: Verdict.Kind) -> String {
        switch kind {
        case .websiteHack: "website hack"
        case .denialOfService: "denial of service"
        case .violence: "violence"
        case .fakeSummons: "fake summons"
        case .infidelity: "infidelity"
        case .illegalContent: "illegal content"
        case .hackBluff: "hacking bluff"
        }
    }

    private static func englishSum(_ counts: [Verdict.Outcome: Int], _ problems: Int) -> String {
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
