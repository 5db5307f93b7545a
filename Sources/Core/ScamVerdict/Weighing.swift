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
    let hasPaymentAddress: Bool
    let probability: Double

    init(_ evidence: [Evidence], facts: CaseFacts) {
        var byClaim: [Claim: [Evidence]] = [:]
        var structures: Set<Reason.Structure> = []
        for piece in evidence {
            switch piece.fact {
            case .claim(let claim): byClaim[claim, default: []].append(piece)
            case .paymentAddress(let address) where address.checksum != .invalid: structures.insert(.paymentAddress)
            case .amount: structures.insert(.amountDemanded)
            case .deadline: structures.insert(.timeLimit)
            case .quotedSecret: structures.insert(.quotedSecret)
            case .hiddenText: structures.insert(.hiddenText)
            default: break
            }
        }
        claims = Claim.allCases.compactMap { claim in byClaim[claim].map { ClaimFinding(claim: claim, evidence: $0) } }
        hasPaymentAddress = structures.contains(.paymentAddress)
        roles = Set(claims.map { Weights.role(of: $0.claim) })
        if hasPaymentAddress { roles.insert(.demand) }
        if roles.contains(.demand), roles.contains(.threat) || roles.contains(.leverage) {
            structures.insert(.threatAndDemand)
        } else {
            // An amount or hidden text says something only beside a threat.
            structures.subtract([.amountDemanded, .hiddenText, .timeLimit])
        }
        if byClaim[.deadline] != nil { structures.remove(.timeLimit) }
        if !roles.contains(.threat), !roles.contains(.leverage) { structures.insert(.noThreat) }
        // A summons asks for an answer first, and for money in the next mail; so does many a threat to publish a film.
        let asksLater = byClaim[.fakeSummons] != nil || byClaim[.recordedYou] != nil && byClaim[.willPublish] != nil
        if !roles.contains(.demand), !asksLater { structures.insert(.noDemand) }
        if facts.has(.namesTheScam) { structures.insert(.namesTheScam) }
        if facts.has(.advisesOrReports) { structures.insert(.advisesOrReports) }
        if facts.has(.speaksOfTheSender) { structures.insert(.speaksOfTheSender) }
        reasons = claims.map { Reason(ground: .claim($0.claim), weight: Weights.weight(of: $0.claim)) }
        reasons += Reason.Structure.allCases.filter(structures.contains).map { Reason(ground: .structure($0), weight: Weights.weight(of: $0)) }
        reasons.sort { abs($0.weight) > abs($1.weight) }
        let score = reasons.reduce(Weights.bias) { $0 + $1.weight }
        probability = 1 / (1 + exp(-score))
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
