public import MailMessage
public import ScamEvidence
public import VisibleText

/// A message as the model weighs it.
public struct CaseFeatures: Sendable {
    public let set: FeatureSet
    /// Empty where there is no evidence of anything in a long text: most mail is not read for its wording.
    public let wording: Wording
    let bounds: Bounds

    /// Some three words: without any evidence beside them less says nothing, and the model would answer with the chance of a mail without words.
    private static let fewestBuckets = 25

    /// What no weight may overrule, and what decides how sure an answer must be.
    struct Bounds: Sendable, Equatable {
        /// Most mail: there is no evidence of anything in a long text, and nothing to ask the model.
        let isUnread: Bool
        /// With a sign of contact little is enough to take it for real, and without one much: every scam claims proof.
        let mayBeReal: Bool
        /// With any sign of contact words alone make no scam.
        let hasContact: Bool
        /// Contact, a threat and a demand together.
        let relationalExtortion: RelationalExtortion
        /// With a word about scams, a quote or a report it may speak of one; without any, words must be sure of it.
        let mayBeAbout: Bool
        /// A threat and something behind it, or a demand without a reason: else words must tell it, and be surer.
        let isThreatening: Bool
        /// Money is asked for, or will be in the next mail.
        let asks: Bool
        /// Nothing is said but that money is wanted: words about money are no threat.
        let isBareDemand: Bool
        /// Nil where no claim tells, and words must.
        let isSexual: Bool?
        /// Pictures are spoken of, or were sent, or a child is concerned.
        let hasPictures: Bool
        /// Somebody's life is threatened, in few words, by whoever writes, and for nothing.
        let threatensLife: Bool
        /// Copied from a chat, as it seems: then no threat with a film is called a scam.
        let mayBeFromAChat: Bool
        /// The string by which administrators try out a filter: docs/test-message.md.
        let isTest: Bool
    }

    /// `evidence` is all that was collected from `reading`, which is that of `message`.
    public init(of evidence: [Evidence], in reading: Reading, of message: Message) {
        self.init(CaseFacts(evidence: evidence, reading: reading, message: message))
    }

    /// The folded texts whose wording counts: the writer's own words, or all where there are none.
    public static func wordingTexts(of evidence: [Evidence], in reading: Reading, of message: Message) -> [[UInt8]] {
        CaseFacts(evidence: evidence, reading: reading, message: message).wording
    }

    init(_ facts: CaseFacts) {
        set = FeatureSet(facts)
        wording = facts.isWorthReading ? Wording(of: facts.wording) : Wording()
        bounds = Bounds(
            isUnread: !facts.isWorthReading || facts.isEmpty && wording.buckets.count < Self.fewestBuckets, mayBeReal: facts.mayBeReal,
            hasContact: !facts.contact.isEmpty,
            relationalExtortion: facts.relationalExtortion, mayBeAbout: facts.mayBeAbout,
            isThreatening: facts.spoken.isThreatening || facts.isUnexplainedPayment, asks: facts.spoken.asks,
            isBareDemand: facts.isBareDemand,
            isSexual: facts.spoken.isSexual ? true : facts.spoken.mayBeSexual ? nil : false,
            hasPictures: facts.hasPictures, threatensLife: facts.threatensLife, mayBeFromAChat: facts.mayBeFromAChat, isTest: facts.isTest)
    }
}

extension FeatureSet {
    /// Without the wording, which takes longer to read.
    public init(of evidence: [Evidence], in reading: Reading, of message: Message) {
        self.init(CaseFacts(evidence: evidence, reading: reading, message: message))
    }

    fileprivate init(_ facts: CaseFacts) {
        self.init()
        for claim in facts.spoken.claims { insert(.claim(claim)) }
        for sign in facts.relations where sign != .selfHarm { insert(.relation(sign)) }
        for sign in facts.contexts.keys { insert(.context(sign)) }
        for structure in Reason.Structure.allCases where structure.holds(facts) { insert(.structure(structure)) }
    }
}

extension Reason.Structure {
    fileprivate func holds(_ facts: CaseFacts) -> Bool {
        let spoken = facts.spoken
        let isDemanding = spoken.roles.contains(.demand)
        let isThreat = spoken.roles.contains(.threat)
        let isThreatWithDemand = isDemanding && spoken.hasThreatOrLeverage
        return switch self {
        case .paymentAddress: spoken.hasPaymentAddress
        case .paymentAddressInLink: spoken.hasLinkedAddress && !spoken.hasPaymentAddress
        // An amount, hidden text or a time says something only beside a threat, or what stands for one.
        case .amountDemanded: spoken.hasAmount && (isThreatWithDemand || facts.isUnexplainedPayment)
        case .amountBesideThreat: spoken.hasAmount && spoken.hasThreatOrLeverage
        case .hiddenText: spoken.hasHiddenText && isThreatWithDemand
        case .timeLimit: spoken.hasDeadline && spoken.hasThreatOrLeverage && !spoken.has(.deadline)
        case .quotedSecret: spoken.hasQuotedSecret
        case .personalDetail: spoken.hasPersonalDetail && spoken.hasThreatOrLeverage
        case .threatAndDemand: isThreatWithDemand
        case .leverageAndThreat: isThreat && spoken.roles.contains(.leverage)
        case .leverageThreatAndDemand: isThreat && isDemanding && spoken.roles.contains(.leverage)
        case .pressure: spoken.roles.contains(.pressure) && spoken.hasThreatOrLeverage
        case .severalClaims: spoken.claims.count >= 3
        case .manyClaims: spoken.claims.count >= 5
        // Whoever is threatened speaks of it in other words than whoever threatens.
        case .noThreat:
            !spoken.hasThreatOrLeverage && !spoken.has(.ultimatum) && !facts.relations.contains(.victimSpeaks) && !facts.isUnexplainedPayment
        case .noDemand: !spoken.asks
        case .shortText: !facts.isEmpty && facts.textLength < 600
        case .longText: !facts.isEmpty && facts.textLength > 6_000
        case .pictureAttached: !facts.isEmpty && facts.hasPicture
        case .fileAttached: !facts.isEmpty && facts.hasAttachedFile
        case .quotesExtortion: facts.quoted.isThreatening
        case .quotedSpeech: facts.isQuotedSpeech
        case .ownWordsBesideQuote: !facts.isOneVoice && !facts.isEmpty
        case .report: facts.isReport
        case .testMessage: facts.isTest
        case .replyInThread: facts.isReplyInThread && spoken.isThreatening
        case .severalContexts: facts.contexts.count >= 2
        case .speaksAboutScams: facts.speaksAboutScams
        case .relationAndThreat: !facts.contact.isEmpty && (isThreat || spoken.has(.ultimatum))
        case .relationAndDemand: !facts.contact.isEmpty && (isDemanding || facts.hasPersonalPayment)
        case .severalRelations: facts.relations.subtracting([.selfHarm]).count >= 2
        case .personalPayment: facts.hasPersonalPayment && (isThreat || spoken.has(.ultimatum)) && !spoken.hasPaymentAddress && !spoken.has(.howToBuyCrypto)
        case .unexplainedPayment: facts.isUnexplainedPayment
        }
    }
}
