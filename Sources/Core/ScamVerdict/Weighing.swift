#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif
internal import ScamEvidence

/// The sum of what a set of evidence counts.
struct Weighing {
    private(set) var claims: [ClaimFinding] = []
    private(set) var reasons: [Reason] = []
    private(set) var roles: Set<Weights.Role> = []
    /// In the text: a link to an explorer is no demand.
    let hasPaymentAddress: Bool
    private(set) var probability = 0.0

    init(_ evidence: [Evidence], facts: CaseFacts) {
        let signs = Signs(evidence)
        claims = Claim.allCases.filter { signs.claims.contains($0) }.map { claim in
            ClaimFinding(claim: claim, evidence: evidence.filter { $0.fact == .claim(claim) })
        }
        hasPaymentAddress = signs.hasPaymentAddress
        roles = Set(claims.map { Weights.role(of: $0.claim) })
        if hasPaymentAddress { roles.insert(.demand) }
        reasons = claims.map { Reason(ground: .claim($0.claim), weight: Weights.weight(of: $0.claim)) }
        for structure in Reason.Structure.allCases where holds(structure, signs, facts) {
            reasons.append(Reason(ground: .structure(structure), weight: Weights.weight(of: structure)))
        }
        reasons.sort { abs($0.weight) > abs($1.weight) }
        let score = reasons.reduce(Weights.bias) { $0 + $1.weight }
        probability = 1 / (1 + exp(-score))
    }

    private func holds(_ structure: Reason.Structure, _ signs: Signs, _ facts: CaseFacts) -> Bool {
        switch structure {
        case .paymentAddress: hasPaymentAddress
        case .paymentAddressInLink: signs.hasLinkedAddress && !hasPaymentAddress
        // An amount, hidden text or a time says something only beside a threat.
        case .amountDemanded: signs.hasAmount && isThreatWithDemand
        case .hiddenText: signs.hasHiddenText && isThreatWithDemand
        case .timeLimit: signs.hasDeadline && isThreatWithDemand && !has(.deadline)
        case .quotedSecret: signs.hasQuotedSecret
        case .personalDetail: signs.hasPersonalDetail && isThreatWithDemand
        case .threatAndDemand: isThreatWithDemand
        case .noThreat: !roles.contains(.threat) && !roles.contains(.leverage)
        case .noDemand: !roles.contains(.demand) && !asksLater
        case .namesTheScam: facts.has(.namesTheScam)
        case .advisesOrReports: facts.has(.advisesOrReports)
        case .speaksOfTheSender: facts.has(.speaksOfTheSender)
        }
    }

    private var isThreatWithDemand: Bool { roles.contains(.demand) && (roles.contains(.threat) || roles.contains(.leverage)) }

    /// A summons asks for an answer first, and for money in the next mail; so does many a threat to publish a film.
    private var asksLater: Bool { has(.fakeSummons) || has(.recordedYou) && has(.willPublish) }

    /// Which facts there are.
    private struct Signs {
        var claims: Set<Claim> = []
        var hasPaymentAddress = false
        var hasLinkedAddress = false
        var hasAmount = false
        var hasDeadline = false
        var hasQuotedSecret = false
        var hasPersonalDetail = false
        var hasHiddenText = false

        init(_ evidence: [Evidence]) {
            for piece in evidence {
                switch piece.fact {
                case .claim(let claim): claims.insert(claim)
                case .paymentAddress(let address):
                    guard address.checksum != .invalid else { continue }
                    if address.place == .text { hasPaymentAddress = true } else { hasLinkedAddress = true }
                case .amount: hasAmount = true
                case .deadline: hasDeadline = true
                case .quotedSecret: hasQuotedSecret = true
                case .personalDetail: hasPersonalDetail = true
                case .hiddenText: hasHiddenText = true
                case .relation, .context: break
                }
            }
        }
    }

    /// Something is held over the person, and something is wanted or threatened for it.
    var isExtortion: Bool { probability >= 0.5 && isThreatening && claims.count >= 2 }

    var isThreatening: Bool { roles.contains(.threat) || (roles.contains(.leverage) && roles.contains(.demand)) }

    /// Whether something of an extortion is spoken of that innocent mail seldom has.
    var isTelling: Bool { claims.contains { Weights.weight(of: $0.claim) >= 1.4 } }

    func has(_ claim: Claim) -> Bool { claims.contains { $0.claim == claim } }

    var isSexual: Bool {
        // A web site's owner or a cheating spouse is not threatened with a film.
        if has(.recordedYou) { return true }
        return has(.watchedAdultSites) && !has(.siteHacked) && !has(.infidelitySecret) && !has(.fakeSummons) && !has(.violenceThreat)
    }

    /// The kind of an extortion that is not sexual: the most particular claim decides.
    var kind: Verdict.Kind {
        let order: [(Claim, Verdict.Kind)] = [
            (.violenceThreat, .violence), (.fakeSummons, .fakeSummons), (.denialOfServiceThreat, .denialOfService), (.siteHacked, .websiteHack),
            (.infidelitySecret, .infidelity), (.illegalContentAccusation, .illegalContent),
        ]
        return order.first { has($0.0) }?.1 ?? .hackBluff
    }
}
