public import ScamEvidence
internal import ScamVerdict

/// Copies of a mail's evidence from which some is taken away.
///
/// Phrases are written with the mails in view that the model is trained on, and know nearly all that these say, but hardly two thirds of what the next ones do. Trained
/// on such evidence a model goes by it alone, and is lost where it is missing. So most of it is forgotten, each time something else: what is left must do, and the words.
public enum Forgetting {
    /// Of each mail.
    public static let copies = 3
    /// What a phrase would have missed in a mail that nobody had read: more than it is, as the mails without any evidence teach most.
    private static let share = 0.7

    /// All pieces of one meaning go together. Addresses and amounts stay, as no phrase finds them. The same `name` gives the same.
    public static func copies(of evidence: [Evidence], named name: String) -> [[Evidence]] {
        (0..<copies).map { number in
            var random = SplitMix(state: FNV1a("\(number) \(name)".utf8).value)
            var forgotten: [Meaning: Bool] = [:]
            return evidence.filter { piece in
                guard let meaning = Meaning(piece.fact) else { return true }
                if forgotten[meaning] == nil { forgotten[meaning] = Double.random(in: 0..<1, using: &random) < share }
                return forgotten[meaning] == false
            }
        }
    }

    /// What a phrase can say.
    private enum Meaning: Hashable {
        case claim(Claim)
        case relation(RelationalSign)
        case context(ContextSign)
        case payment(PaymentSign)

        init?(_ fact: Evidence.Fact) {
            switch fact {
            case .claim(let claim): self = .claim(claim)
            case .relation(let sign): self = .relation(sign)
            case .context(let sign): self = .context(sign)
            case .payment(let sign): self = .payment(sign)
            default: return nil
            }
        }
    }
}
