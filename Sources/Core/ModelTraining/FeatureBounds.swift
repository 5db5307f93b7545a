internal import ScamEvidence
internal import ScamVerdict

extension Feature {
    /// How far a weight may go, in log-odds. A feature that can only speak for an answer never learns to speak against it, whatever a few cases suggest;
    /// and none decides alone.
    func bounds(in question: VerdictModel.Question) -> ClosedRange<Double> {
        switch (question, self) {
        // Whoever keeps files for others says so too, and asks for a fee.
        case (.scam, .claim(.filesLocked)): 0...1
        case (.scam, .claim): 0...3
        case (.scam, .relation): 0...0
        case (.scam, .context): -3...0
        case (.scam, .structure(let structure)): structure.scamBounds
        case (.mention, .claim): -1.5...0.5
        case (.mention, .relation): 0...0
        case (.mention, .context): 0...3
        case (.mention, .structure(let structure)): structure.mentionBounds
        case (.real, .claim(.howToBuyCrypto)), (.real, .claim(.antivirusUseless)), (.real, .claim(.watchedAdultSites)), (.real, .claim(.deviceCompromised)):
            -1...0
        // Somebody who really holds something makes the same claims: together they must not outweigh a sign of contact.
        case (.real, .claim): -0.3...0.5
        case (.real, .relation(let sign)): sign.realBounds
        case (.real, .context): -1...1
        case (.real, .structure(let structure)): structure.realBounds
        // How something is asked for and what presses for it do not tell what is threatened with.
        case (.sexual, .claim(.demandsPayment)), (.sexual, .claim(.howToBuyCrypto)), (.sexual, .claim(.deadline)), (.sexual, .claim(.ultimatum)),
            (.sexual, .claim(.noPolice)), (.sexual, .claim(.knowsWhenOpened)), (.sexual, .claim(.antivirusUseless)), (.sexual, .claim(.knowsYourDetails)):
            0...0
        case (.sexual, .claim): -3...3
        case (.sexual, _): 0...0
        }
    }
}

extension RelationalSign {
    fileprivate var realBounds: ClosedRange<Double> {
        switch self {
        // The writer is in need, whatever else is said. (Contact, a threat and a demand together need no weights: CaseFacts.)
        case .victimSpeaks: 1.5...4
        case .sentSomething: 1...4
        // Everyday life has these too: it takes a threat beside them.
        case .earlierContact, .minor: 0.5...3.3
        case .namedContacts: 0.5...2.5
        case .giftCards, .paymentApp: 0.3...2.5
        case .selfHarm: 0...0
        }
    }
}

extension Reason.Structure {
    fileprivate var scamBounds: ClosedRange<Double> {
        switch self {
        // Invoices and donations have sums and addresses too.
        case .amountDemanded, .amountBesideThreat, .paymentAddressInLink: 0...1
        case .paymentAddress, .quotedSecret, .personalDetail, .timeLimit, .hiddenText: 0...2
        case .threatAndDemand, .leverageAndThreat, .leverageThreatAndDemand, .pressure, .severalClaims, .manyClaims: 0...3
        // Known without cases to learn from: the phrases know all threats of the training mails, and few of those of the next ones.
        case .unexplainedPayment: 2...3
        case .noThreat, .noDemand, .severalContexts, .speaksAboutScams: -3...0
        // A short mail may be a scam as well as a long one: form tells a little.
        case .shortText, .longText, .pictureAttached, .fileAttached: -0.5...0.5
        case .quotesExtortion, .quotedSpeech, .ownWordsBesideQuote, .report: -2...0
        case .replyInThread, .relationAndThreat, .relationAndDemand, .severalRelations, .personalPayment, .testMessage: 0...0
        }
    }

    fileprivate var mentionBounds: ClosedRange<Double> {
        switch self {
        // Whoever sends an extortion does not quote another beside own words.
        case .quotesExtortion: 3...4
        case .quotedSpeech, .ownWordsBesideQuote, .report, .severalContexts, .speaksAboutScams: 0...3
        case .noThreat, .noDemand: 0...1
        case .paymentAddress, .amountDemanded, .amountBesideThreat, .quotedSecret, .personalDetail, .timeLimit, .hiddenText, .threatAndDemand,
            .leverageAndThreat,
            .leverageThreatAndDemand, .pressure, .unexplainedPayment:
            -1.5...0
        case .shortText, .longText, .pictureAttached, .fileAttached: -0.5...0.5
        case .paymentAddressInLink, .severalClaims, .manyClaims, .replyInThread, .relationAndThreat, .relationAndDemand, .severalRelations,
            .personalPayment, .testMessage:
            0...0
        }
    }

    fileprivate var realBounds: ClosedRange<Double> {
        switch self {
        // Scams in bulk reply to nobody: known without a case to learn from.
        case .replyInThread: 3...4
        case .relationAndThreat: 1...4
        case .relationAndDemand, .severalRelations, .personalPayment: 0...3
        case .paymentAddress, .hiddenText, .quotedSecret, .personalDetail, .manyClaims: -0.7...0
        // Contact alone is everyday life.
        case .noThreat: -3 ... -1.5
        case .noDemand: -2...0
        case .amountDemanded, .amountBesideThreat, .timeLimit, .threatAndDemand, .leverageAndThreat, .leverageThreatAndDemand, .pressure: -0.5...1
        case .severalContexts, .speaksAboutScams: -1.5...0.5
        // A victim who passes a threat on quotes it, beside own words: that hardly a training mail does so must teach nothing.
        case .quotesExtortion, .quotedSpeech, .ownWordsBesideQuote, .report: 0...0
        case .shortText, .longText, .pictureAttached, .fileAttached, .paymentAddressInLink, .severalClaims, .testMessage, .unexplainedPayment: 0...0
        }
    }
}
