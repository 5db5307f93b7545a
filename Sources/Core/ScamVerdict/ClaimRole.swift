internal import ScamEvidence

extension Claim {
    /// An extortion is a leverage, a threat, a demand and some pressure; any of these alone is everyday mail.
    enum Role: Hashable, CaseIterable { case leverage, threat, demand, pressure, release }

    var role: Role {
        switch self {
        case .deviceCompromised, .accountCompromised, .phoneSpyware, .recordedYou, .watchedAdultSites, .hasYourContacts, .knowsYourPassword,
            .wroteFromYourAddress, .illegalContentAccusation, .siteHacked, .infidelitySecret:
            .leverage
        case .willPublish, .denialOfServiceThreat, .violenceThreat, .fakeSummons: .threat
        case .demandsPayment: .demand
        // Ordinary mail names people's addresses and numbers too: no leverage.
        case .deadline, .ultimatum, .noPolice, .knowsWhenOpened, .antivirusUseless, .knowsYourDetails: .pressure
        case .promisesToDelete, .howToBuyCrypto: .release
        }
    }
}
