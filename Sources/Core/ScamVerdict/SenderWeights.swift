public import SenderIdentity

/// What is known of the sender, in log-odds of a scam.
///
/// Set by hand and small: whole collections of mail come without their trace, so that no model could learn these from them, and a text that threatens
/// is to be judged by itself. They only tip what is in doubt: without a threat that a phrase knows nothing becomes a scam by its sender.
public struct SenderWeights: Sendable {
    let reasons: [Reason]

    var sum: Double { reasons.reduce(0) { $0 + $1.weight } }

    public init(_ report: SenderReport?) {
        reasons = (report?.signs ?? []).compactMap { sign in
            Self.weight(of: sign, isBulk: report?.isAuthenticatedBulk ?? false).map { Reason(ground: .sender(sign), weight: $0) }
        }
    }

    private static func weight(of sign: SenderSign, isBulk: Bool) -> Double? {
        switch sign {
        // Three of ten scams do so, and hardly anybody else.
        case .selfSpoof: 1
        case .displayNameSpoof, .lookAlikeDomain: 0.5
        // A newsletter whose sender stands by it; but such services are hijacked too.
        case .senderAuthenticated: isBulk ? -1 : nil
        // Newsletters do so as well.
        case .replyElsewhere: nil
        }
    }
}
