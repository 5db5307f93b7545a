public import ScamEvidence

/// Why a passage of a message is marked: what it means to the person who reads it.
public enum MarkReason: Sendable, Hashable {
    case claim(Claim)
    case relation(RelationalSign)
    case paymentAddress(PaymentAddress.Currency)
    /// Only where money is asked for.
    case amount
    /// A length of time, where no phrase says what it is for.
    case timeLimit

    /// As in the JSON contract: a claim, a sign of contact, `payment-address`, `amount` or `time-limit`.
    public var name: String {
        switch self {
        case .claim(let claim): claim.rawValue
        case .relation(let sign): sign.rawValue
        case .paymentAddress: "payment-address"
        case .amount: "amount"
        case .timeLimit: "time-limit"
        }
    }

    /// Nil for what tells a person nothing: words that only the weighing needs, hidden text, and secrets, which are set apart by themselves.
    init?(_ fact: Evidence.Fact, asksForMoney: Bool) {
        switch fact {
        case .claim(let claim): self = .claim(claim)
        case .relation(let sign): self = .relation(sign)
        case .paymentAddress(let address): self = .paymentAddress(address.currency)
        case .amount:
            guard asksForMoney else { return nil }
            self = .amount
        case .deadline: self = .timeLimit
        case .context, .payment, .quotedSecret, .personalDetail, .hiddenText, .testMessage: return nil
        }
    }
}
