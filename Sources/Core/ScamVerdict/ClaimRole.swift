internal import ScamEvidence

extension Claim {
    /// An extortion is a leverage, a threat, a demand and some pressure; any of these alone is everyday mail.
    struct Role: OptionSet {
        let rawValue: UInt8

        static let leverage = Role(rawValue: 1)
        static let threat = Role(rawValue: 2)
        static let demand = Role(rawValue: 4)
        static let pressure = Role(rawValue: 8)
        static let release = Role(rawValue: 16)
    }

    var role: Role {
        switch self {
        case .deviceCompromised, .accountCompromised, .phoneSpyware, .recordedYou, .watchedAdultSites, .hasYourContacts, .knowsYourPassword,
            .wroteFromYourAddress, .illegalContentAccusation, .siteHacked, .filesLocked, .infidelitySecret:
            .leverage
        case .willPublish, .denialOfServiceThreat, .violenceThreat, .fakeSummons: .threat
        case .demandsPayment: .demand
        // Ordinary mail names people's addresses and numbers too: no leverage.
        case .deadline, .ultimatum, .noPolice, .knowsWhenOpened, .antivirusUseless, .knowsYourDetails: .pressure
        case .promisesToDelete, .howToBuyCrypto: .release
        }
    }
}
