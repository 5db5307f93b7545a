public import ScamEvidence
public import SenderIdentity

/// What a message is, how sure that is, and why.
public struct Verdict: Sendable {
    /// The five outcomes: they differ in what the person has to do next. The raw values are part of the JSON contract.
    public enum Outcome: String, Sendable, CaseIterable {
        case sextortionScam = "sextortion-scam"
        case otherExtortionScam = "other-extortion-scam"
        /// The sender and the person had to do with each other, or life is threatened for nothing: nobody may be told that it is a bluff.
        case possiblyReal = "possibly-real"
        /// An article, a warning, a forward with own words, a report: about such a mail, not one.
        case mentionsScam = "mentions-scam"
        case nothingFound = "nothing-found"

        public var isScam: Bool { self == .sextortionScam || self == .otherExtortionScam }
    }

    /// Which other extortion scam. The raw values are part of the JSON contract.
    public enum Kind: String, Sendable, CaseIterable {
        case websiteHack = "website-hack"
        /// Files are said to be encrypted. Whether they are only the person can tell.
        case lockedFiles = "locked-files"
        case denialOfService = "denial-of-service"
        case violence
        case fakeSummons = "fake-summons"
        case infidelity
        case illegalContent = "illegal-content"
        /// "I hacked you" without anything sexual.
        case hackBluff = "hack-bluff"
    }

    public let outcome: Outcome
    /// Only for `otherExtortionScam`; nil there too where no claim tells which.
    public let kind: Kind?
    /// Of any extortion scam: 0…1.
    public let probability: Double
    /// Each claim once, with the evidence it rests on, in the order of the text.
    public let claims: [ClaimFinding]
    /// What counted for (positive weight) and against (negative), the heaviest first.
    public let reasons: [Reason]

    /// The name of the model that weighed it.
    public let model: String
    /// What of the message could not be judged; for `nothingFound` the person has to know.
    public let gaps: [Gap]
    /// For `mentionsScam`: whether a whole scam is quoted or carried, which may be the person's own.
    public let quotesScam: Bool
    /// For `possiblyReal`: whether pictures may be what is threatened with. In doubt they are.
    public private(set) var isAboutPictures = true

    /// What unbluff does not read yet. The raw values are part of the JSON contract.
    public enum Gap: String, Sendable, CaseIterable {
        /// There are no phrases for the text's language.
        case language
        /// There is a picture and hardly any text.
        case picture
        /// The text goes on behind the limit of what is read.
        case length
    }
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
        case feature(Feature)
        /// The words themselves, beside what is claimed with them.
        case wording
        /// Who sent it.
        case sender(SenderSign)
    }

    /// How the message is built, beside its claims. The raw values are part of the JSON contract.
    public enum Structure: String, Sendable, CaseIterable {
        case paymentAddress = "payment-address"
        /// Only in the link of a block explorer or a service for QR codes.
        case paymentAddressInLink = "payment-address-in-link"
        case amountDemanded = "amount-demanded"
        case amountBesideThreat = "amount-beside-threat"
        case quotedSecret = "quoted-secret"
        /// A telephone number, postal address or user name offered as proof, beside a threat.
        case personalDetail = "personal-detail"
        /// A length of time beside a threat, where no phrase says what it is for.
        case timeLimit = "time-limit"
        case hiddenText = "hidden-text"
        case threatAndDemand = "threat-and-demand"
        case leverageAndThreat = "leverage-and-threat"
        case leverageThreatAndDemand = "leverage-threat-and-demand"
        case pressure
        case severalClaims = "several-claims"
        case manyClaims = "many-claims"
        case noThreat = "no-threat"
        case noDemand = "no-demand"
        case shortText = "short-text"
        case longText = "long-text"
        case pictureAttached = "picture-attached"
        case fileAttached = "file-attached"
        /// A threat stands in somebody else's words, beside own words.
        case quotesExtortion = "quotes-extortion"
        /// All that is held over somebody stands between quotation marks, beside own words.
        case quotedSpeech = "quoted-speech"
        case ownWordsBesideQuote = "own-words-beside-quote"
        case report
        case testMessage = "test-message"
        case replyInThread = "reply-in-thread"
        case severalContexts = "several-contexts"
        case speaksAboutScams = "speaks-about-scams"
        case relationAndThreat = "relation-and-threat"
        case relationAndDemand = "relation-and-demand"
        case severalRelations = "several-relations"
        case personalPayment = "personal-payment"
        /// Cryptocurrency is asked for beside a word of what hush money is paid against, and nothing tells of an ordinary purpose.
        case unexplainedPayment = "unexplained-payment"
    }

    public let ground: Ground
    public let weight: Double

    /// The name in JSON.
    public var name: String {
        switch ground {
        case .feature(let feature): feature.name
        case .wording: "wording"
        case .sender(let sign): sign.rawValue
        }
    }

    /// The claim that it is about, if it is one.
    public var claim: Claim? {
        if case .feature(.claim(let claim)) = ground { claim } else { nil }
    }
}
