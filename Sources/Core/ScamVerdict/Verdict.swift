public import ScamEvidence

/// What a message is, how sure that is, and why.
public struct Verdict: Sendable {
    /// The five outcomes: they differ in what the person has to do next. The raw values are part of the JSON contract.
    public enum Outcome: String, Sendable, CaseIterable {
        case sextortionScam = "sextortion-scam"
        case otherExtortionScam = "other-extortion-scam"
        /// The sender and the person had to do with each other: nobody may be told that it is a bluff.
        case possiblyReal = "possibly-real"
        /// An article, a warning, a forward with own words, a report: about such a mail, not one.
        case mentionsScam = "mentions-scam"
        case nothingFound = "nothing-found"
    }

    /// Which other extortion scam. The raw values are part of the JSON contract.
    public enum Kind: String, Sendable, CaseIterable {
        case websiteHack = "website-hack"
        case denialOfService = "denial-of-service"
        case violence
        case fakeSummons = "fake-summons"
        case infidelity
        case illegalContent = "illegal-content"
        /// "I hacked you" without anything sexual.
        case hackBluff = "hack-bluff"
    }

    public let outcome: Outcome
    /// Only for `otherExtortionScam`.
    public let kind: Kind?
    /// Of any extortion scam: 0…1.
    public let probability: Double
    /// Each claim once, with the evidence it rests on, in the order of the text.
    public let claims: [ClaimFinding]
    /// What counted for (positive weight) and against (negative), the heaviest first.
    public let reasons: [Reason]

    /// What of the message could not be judged; for `nothingFound` the person has to know.
    public let gaps: [Gap]
    /// For `mentionsScam`: whether a whole scam is quoted or carried, which may be the person's own.
    public let quotesScam: Bool

    /// What unbluff does not read yet. The raw values are part of the JSON contract.
    public enum Gap: String, Sendable, CaseIterable {
        /// There are no phrases for the text's language.
        case language
        /// There is a picture and hardly any text.
        case picture
        /// The text goes on behind the limit of what is read.
        case length
    }

    /// Which weights made the verdict.
    public static let model = "hand-2026-11"
}

/// A claim and where the sender makes it.
public struct ClaimFinding: Sendable {
    public let claim: Claim
    /// At least one.
    public let evidence: [Evidence]
}

/// Why a message was judged as it was: a value from a closed list and its weight in log-odds.
public struct Reason: Sendable, Equatable {
    public enum Ground: Sendable, Equatable {
        case claim(Claim)
        case structure(Structure)
    }

    /// How the message is built, beside its claims. The raw values are part of the JSON contract.
    public enum Structure: String, Sendable, CaseIterable {
        case paymentAddress = "payment-address"
        /// Only in the link of a block explorer or a service for QR codes.
        case paymentAddressInLink = "payment-address-in-link"
        case amountDemanded = "amount-demanded"
        case quotedSecret = "quoted-secret"
        /// A telephone number, postal address or user name offered as proof, beside a threat.
        case personalDetail = "personal-detail"
        /// A length of time beside a threat, where no phrase says what it is for.
        case timeLimit = "time-limit"
        case hiddenText = "hidden-text"
        /// Leverage, threat, demand and pressure come together.
        case threatAndDemand = "threat-and-demand"
        case noThreat = "no-threat"
        case noDemand = "no-demand"
        case namesTheScam = "names-the-scam"
        case advisesOrReports = "advises-or-reports"
        case speaksOfTheSender = "speaks-of-the-sender"
    }

    public let ground: Ground
    public let weight: Double

    /// The name in JSON: the claim's or the structure's.
    public var name: String {
        switch ground {
        case .claim(let claim): claim.rawValue
        case .structure(let structure): structure.rawValue
        }
    }
}
