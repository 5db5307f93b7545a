public import MailMessage
public import ScamEvidence
public import VisibleText

extension Verdict {
    /// Weighs the evidence of a message. `language` is what `Evidence.Collection` recognised.
    public init(on evidence: [Evidence], in reading: Reading, of message: Message, language: String?) {
        let facts = CaseFacts(evidence: evidence, reading: reading, message: message)
        let all = Weighing(evidence, facts: facts)
        let own = evidence.contains(where: \.isQuoted) ? Weighing(evidence.filter { !$0.isQuoted }, facts: facts) : all
        let outcome = Verdict.outcome(all: all, own: own, facts: facts)
        // Whoever only repeats the words of an extortion is not extorting: the probability is that of the words which are the writer's own.
        let weighed = outcome == .mentionsScam && own.claims.count < all.claims.count ? own : all
        self.init(
            outcome: outcome, kind: outcome == .otherExtortionScam ? all.kind : nil,
            probability: outcome == .mentionsScam ? min(weighed.probability, 0.49) : weighed.probability,
            claims: all.claims, reasons: all.reasons, gaps: facts.gaps(language: language),
            quotesScam: outcome == .mentionsScam && all.isExtortion)
    }

    /// The order is the order of harm: a real victim first, then whoever reports, then the scam.
    private static func outcome(all: Weighing, own: Weighing, facts: CaseFacts) -> Outcome {
        let isAboutScams = facts.speaksAboutScams(besides: own.claims.count)
        if facts.isVictimSpeaking || !isAboutScams, facts.isRelationalExtortion(all) || facts.isReplyInThread && own.isExtortion { return .possiblyReal }
        if all.isExtortion {
            if isAboutScams || facts.isReport && !own.isExtortion { return .mentionsScam }
            if !own.isExtortion, facts.hasOwnWords { return .mentionsScam }
            return all.isSexual ? .sextortionScam : .otherExtortionScam
        }
        return isAboutScams && facts.hasSeveralSigns && all.isTelling ? .mentionsScam : .nothingFound
    }
}
