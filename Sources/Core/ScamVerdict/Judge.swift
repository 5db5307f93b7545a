public import MailMessage
public import ScamEvidence
public import SenderIdentity
public import VisibleText

/// Weighs the evidence of a message: what takes long is done once, and who sent it may be known later.
public struct Judge: Sendable {
    private let evidence: [Evidence]
    private let facts: CaseFacts
    private let features: CaseFeatures
    private let words: SIMD4<Float>
    private let gaps: [Verdict.Gap]
    private let model: VerdictModel

    /// Log-odds of the test message's reason: more than all others can be together.
    private static let testWeight = 20.0

    /// `language` is what `Evidence.Collection` recognised.
    public init(of evidence: [Evidence], in reading: Reading, of message: Message, language: String?, model: VerdictModel = .embedded) {
        self.evidence = evidence
        facts = CaseFacts(evidence: evidence, reading: reading, message: message)
        features = CaseFeatures(facts)
        words = model.scores(features.wording)
        gaps = facts.gaps(language: language)
        self.model = model
    }

    /// `sender` is nil where nobody has looked.
    public func verdict(sender: SenderReport? = nil) -> Verdict {
        let weights = SenderWeights(sender)
        let chances = chances(weights)
        let outcome = chances.outcome
        let quotesScam = outcome == .mentionsScam && facts.quoted.isThreatening
        return Verdict(
            outcome: outcome, kind: outcome == .otherExtortionScam ? facts.spoken.kind : nil, probability: chances.extortion,
            claims: findings(quotesScam ? facts.quoted.claims.union(facts.spoken.claims) : facts.spoken.claims), reasons: reasons(chances.words, weights),
            model: model.name, gaps: gaps, quotesScam: quotesScam, isAboutPictures: chances.isAboutPictures)
    }

    /// Whether it can matter who sent it: what is hardly a scam by its text does not become one by its sender (`SenderWeights`).
    public var needsSender: Bool {
        let chances = chances(SenderWeights(nil))
        return chances.outcome != .nothingFound || !facts.spoken.claims.isEmpty && chances.extortion >= Self.leastProbability
    }

    private static let leastProbability = 0.05

    private func chances(_ sender: SenderWeights) -> Chances { Chances(features, words, model, sender: sender) }

    private func findings(_ claims: Set<Claim>) -> [ClaimFinding] {
        var found: [Claim: [Evidence]] = [:]
        for piece in evidence {
            guard case .claim(let claim) = piece.fact, claims.contains(claim) else { continue }
            found[claim, default: []].append(piece)
        }
        return Claim.allCases.compactMap { claim in found[claim].map { ClaimFinding(claim: claim, evidence: $0) } }
    }

    /// The heaviest first. A sign that it is real or only spoken of speaks against a scam; that there is none speaks for nothing.
    private func reasons(_ words: SIMD4<Float>, _ sender: SenderWeights) -> [Reason] {
        let weights = model.weights
        var reasons = features.set.indices.map { index in
            let weight =
                switch Feature.all[index] {
                case .claim: weights[VerdictModel.Question.scam.rawValue].features[index]
                case .relation: -max(weights[VerdictModel.Question.real.rawValue].features[index], 0)
                case .context, .structure:
                    weights[VerdictModel.Question.scam.rawValue].features[index] - max(weights[VerdictModel.Question.mention.rawValue].features[index], 0)
                        - max(weights[VerdictModel.Question.real.rawValue].features[index], 0)
                }
            return Reason(ground: .feature(Feature.all[index]), weight: Double(weight))
        }
        let wording = words[VerdictModel.Question.scam.rawValue]
        if wording != 0 { reasons.append(Reason(ground: .wording, weight: Double(wording))) }
        reasons += sender.reasons
        // No mail has taught the model what this weighs: it decides alone.
        if features.bounds.isTest { reasons.append(Reason(ground: .feature(.structure(.testMessage)), weight: Self.testWeight)) }
        return reasons.filter { abs($0.weight) >= 0.005 }.sorted { abs($0.weight) > abs($1.weight) }
    }
}

/// What a message may be, and how likely.
public struct Chances: Sendable {
    public let real: Double
    public let mention: Double
    public let scam: Double
    private let bounds: CaseFeatures.Bounds
    /// As the model says, whatever signs there are.
    private let modelledReal: Double
    /// The model has no doubt of it.
    private let isSureScam: Bool
    private let isSexual: Bool
    /// Whether pictures may be what is threatened with: not where neither a sign nor the words say anything of them.
    let isAboutPictures: Bool
    /// What the words say to each question, in log-odds.
    let words: SIMD4<Float>

    /// A real victim who is told "it is a bluff" is worse off than one who is told twice to seek help: little is enough.
    private static let leastReal = 0.2
    /// The same without any sign of contact, where nothing else is found. At 0.5 a sixth of the threats without pictures that are found now went unseen.
    private static let leastRealByWords = 0.4
    /// Of a mention that has no word about scams that a phrase knows.
    private static let leastMentionByWords = 0.7
    /// Less brought more innocents than scams, and the one false alarm in real mail.
    private static let leastScam = 0.6
    /// Of a scam whose threat no phrase knows: friends ask for money too, and must not be accused.
    private static let leastScamByWords = 0.8
    /// The same where no phrase knows a demand either: of what words alone accused wrongly, half had none, and of the scams that they found hardly any.
    private static let leastScamWithoutDemand = 0.9
    /// More than a text without words has: what says nothing of the kind is no sextortion.
    private static let leastSexual = 0.6
    /// Where somebody's relatives are named beside a threat and a demand, the model is believed against them only if it has no doubt: of 1,494 real threats that it had
    /// not seen, it gave none with such a sign less than 0.2.
    private static let mostRealOfASureScam = 0.02
    private static let leastScamOfASureScam = 0.99
    /// Little: who is threatened with pictures must hear who helps against them.
    private static let leastPictures = 0.05
    /// Of a threat to somebody's life for which nothing is asked, of a scam or a real one: films and games have killers too, and their words say so.
    private static let leastOfViolence = 0.1

    public init(_ features: CaseFeatures, _ model: VerdictModel, sender: SenderWeights = SenderWeights(nil)) {
        self.init(features, model.scores(features.wording), model, sender: sender)
    }

    /// `words` is what the model's words say of the features'.
    init(_ features: CaseFeatures, _ words: SIMD4<Float>, _ model: VerdictModel, sender: SenderWeights) {
        bounds = features.bounds
        guard !bounds.isUnread else {
            // The model learned from all words of such mail: its answer would be the chance of a mail without any.
            (real, mention, scam, modelledReal, isSureScam, isSexual, isAboutPictures, self.words) = (0, 0, 0, 0, false, false, true, SIMD4())
            return
        }
        self.words = words
        modelledReal = model.probability(.real, features.set, words)
        let spoken = model.probability(.mention, features.set, words)
        mention = bounds.mayBeAbout || spoken >= Self.leastMentionByWords ? spoken : 0
        scam = model.probability(.scam, features.set, words, shiftedBy: bounds.isThreatening ? sender.sum : min(sender.sum, 0))
        isSureScam = modelledReal <= Self.mostRealOfASureScam && scam >= Self.leastScamOfASureScam
        // Contact alone is everyday life: love letters have it. Where nothing is held over anybody, threatened or wanted, words must tell without it.
        let realByWords =
            bounds.hasContact && !bounds.mayBeReal ? model.probability(.real, features.set, words, shiftedBy: -model.contactWeight(features.set)) : modelledReal
        real =
            bounds.relationalExtortion == .sure || bounds.relationalExtortion == .byRelatives && !isSureScam
            ? max(modelledReal, 0.5) : bounds.mayBeReal ? modelledReal : realByWords >= Self.leastRealByWords ? realByWords : 0
        let sexual = model.probability(.sexual, features.set, words)
        isSexual = bounds.isSexual ?? (sexual >= Self.leastSexual)
        isAboutPictures = bounds.hasPictures || sexual >= Self.leastPictures
    }

    /// Of an extortion scam of any kind: in step with the outcome.
    public var extortion: Double {
        if bounds.isTest { return 1 }
        let chance = (1 - real) * (1 - mention) * scam
        return outcome.isScam ? max(chance, 0.5) : min(chance, 0.49)
    }

    /// The order is the order of harm: a real victim first, then whoever reports, then the scam.
    public var outcome: Verdict.Outcome {
        if bounds.isTest { return .sextortionScam }
        if real >= Self.leastReal { return .possiblyReal }
        if mention >= 0.5 { return .mentionsScam }
        // Whoever shows us a threat from a chat may be in danger, whether scams are written like that or not.
        if bounds.mayBeFromAChat, bounds.isThreatening { return .possiblyReal }
        // Contact and violence: whoever asks for nothing beside them may mean it.
        if bounds.threatensLife, bounds.hasContact { return .possiblyReal }
        let least = bounds.isThreatening ? Self.leastScam : bounds.asks ? Self.leastScamByWords : Self.leastScamWithoutDemand
        guard scam >= least, !bounds.isBareDemand else {
            return bounds.threatensLife && max(modelledReal, scam) >= Self.leastOfViolence ? .possiblyReal : .nothingFound
        }
        // In doubt nobody is told that it is a bluff: here words are enough, as the other answer would do harm.
        if bounds.mayBeFromAChat || modelledReal >= Self.leastReal || bounds.hasContact && !(bounds.isThreatening && isSureScam) { return .possiblyReal }
        return isSexual ? .sextortionScam : .otherExtortionScam
    }
}
