internal import ScamEvidence

/// What each claim and each structure counts, in log-odds, and which role it plays in an extortion.
///
/// Set by hand until a trained model takes their place; the roles stay.
enum Weights {
    /// An extortion is a leverage, a threat, a demand and some pressure; any of these alone is everyday mail.
    enum Role: Hashable, CaseIterable { case leverage, threat, demand, pressure, release }

    static let bias = -5.0

    static func weight(of claim: Claim) -> Double {
        switch claim {
        case .fakeSummons: 2.8
        case .violenceThreat: 2.4
        case .recordedYou: 1.8
        case .willPublish, .infidelitySecret: 1.6
        case .denialOfServiceThreat, .demandsPayment: 1.4
        case .deviceCompromised, .illegalContentAccusation, .siteHacked, .wroteFromYourAddress: 1.2
        case .accountCompromised, .watchedAdultSites, .ultimatum: 1.0
        case .promisesToDelete, .hasYourContacts, .knowsWhenOpened: 0.9
        case .deadline, .knowsYourPassword: 0.7
        case .noPolice, .howToBuyCrypto, .antivirusUseless: 0.5
        case .knowsYourDetails: 0.4
        }
    }

    static func role(of claim: Claim) -> Role {
        switch claim {
        case .deviceCompromised, .accountCompromised, .recordedYou, .watchedAdultSites, .hasYourContacts, .knowsYourPassword, .wroteFromYourAddress,
            .illegalContentAccusation, .siteHacked, .infidelitySecret:
            .leverage
        case .willPublish, .denialOfServiceThreat, .violenceThreat, .fakeSummons: .threat
        case .demandsPayment: .demand
        // Ordinary mail names people's addresses and numbers too: no leverage.
        case .deadline, .ultimatum, .noPolice, .knowsWhenOpened, .antivirusUseless, .knowsYourDetails: .pressure
        case .promisesToDelete, .howToBuyCrypto: .release
        }
    }

    static func weight(of structure: Reason.Structure) -> Double {
        switch structure {
        case .paymentAddress: 1.2
        case .paymentAddressInLink: 0.4
        case .amountDemanded: 0.4
        case .timeLimit: 0.5
        case .quotedSecret: 0.6
        case .personalDetail: 0.3
        case .hiddenText: 0.3
        case .threatAndDemand: 1.2
        case .noThreat: -2.0
        case .noDemand: -1.5
        case .namesTheScam: -1.5
        case .advisesOrReports: -1.0
        case .speaksOfTheSender: -1.0
        }
    }
}
