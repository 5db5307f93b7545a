public import ScamEvidence
public import ScamVerdict
public import SenderIdentity

/// What to tell the person: the answer in one sentence, then one action at a time, then why.
public struct Advice: Sendable {
    /// One sentence.
    public let headline: String
    /// In the order in which to do them. May be empty.
    public let steps: [String]
    /// The names of the steps' texts, in the same order: for whoever shows one in a place or with help of its own.
    public let stepNames: [String]
    /// Of the steps those that a line or two has room for: what must not wait, and the question whether it is different. Empty unless the verdict is a scam.
    public let mostUrgent: [String]
    /// For each claim that the message makes, why it proves nothing. Empty unless the verdict is a scam.
    public let explanations: [Explanation]

    public struct Explanation: Sendable {
        public let claim: Claim
        public let text: String
    }

    /// What the person needs beside the verdict.
    public struct Needs: Sendable {
        public var quotesSecret: Bool
        /// Somebody speaks of ending their life: then the help line comes before everything else.
        public var isInDistress: Bool

        /// Whether the mail came from the person's own account, where it says so; nil where nobody has looked.
        public var ownAddress: OwnAddress.Answer?

        public init(quotesSecret: Bool = false, isInDistress: Bool = false, ownAddress: OwnAddress.Answer? = nil) {
            self.quotesSecret = quotesSecret
            self.isInDistress = isInDistress
            self.ownAddress = ownAddress
        }
    }

    public init(on verdict: Verdict, needs: Needs, in texts: AdviceTexts) {
        let counts = verdict.outcome != .nothingFound || verdict.probability >= Self.leastProbability
        self.init(
            on: verdict.outcome, kind: verdict.kind, quotesScam: verdict.quotesScam, isAboutPictures: verdict.isAboutPictures, gaps: verdict.gaps,
            claims: counts ? verdict.claims.map(\.claim) : [], needs: needs, in: texts)
    }

    /// Below it the claims of a mail in which nothing is found are chance: films and games have killers too.
    private static let leastProbability = 0.25

    /// As to a verdict, where there is no message: what a link tells that somebody was given.
    public init(
        on outcome: Verdict.Outcome, kind: Verdict.Kind? = nil, quotesScam: Bool = false, isAboutPictures: Bool = true, gaps: [Verdict.Gap] = [],
        claims: [Claim] = [], needs: Needs = Needs(), in texts: AdviceTexts
    ) {
        headline =
            texts[
                outcome.isScam && needs.ownAddress == .submitted
                    ? "headline.own-account" : Self.headline(outcome, kind, quotesScam, gaps, Self.isViolence(claims))]
        var names = Self.steps(outcome, kind, quotesScam, isAboutPictures, gaps, claims, needs)
        if needs.isInDistress {
            names.removeAll { $0 == Self.helpline }
            names.insert(Self.helpline, at: 0)
        }
        steps = names.map { texts[$0] }
        stepNames = names
        mostUrgent = outcome.isScam ? names.filter(Self.isMostUrgent).map { texts[$0] } : []
        explanations = outcome.isScam ? Self.explanations(claims, needs.ownAddress, texts) : []
    }

    private static let helpline = "step.helpline"
    private static let doNotPay = "step.do-not-pay"
    private static let lockedFiles = "step.locked-files"
    private static let violence = "step.violence"
    private static let realViolence = "real.violence"

    /// Whether a step, by its name, is one that comes before all others of its answer, and is shown large where there is room.
    public static func isForemost(_ step: String) -> Bool { [doNotPay, lockedFiles, violence, realViolence].contains(step) }

    /// What may be true whatever a mail is, and then must not wait.
    private static func mostHarmful(_ claims: [Claim], mayBeReal: Bool = false) -> [String] {
        (claims.contains(.violenceThreat) ? [mayBeReal ? realViolence : violence] : []) + (claims.contains(.filesLocked) ? [lockedFiles] : [])
    }

    private static func isMostUrgent(_ step: String) -> Bool {
        isForemost(step) || [helpline, "step.own-account"].contains(step) || step.hasPrefix("step.different")
    }

    /// Violence for which nothing is asked: no words about money, and none about blackmail.
    private static func isViolence(_ claims: [Claim]) -> Bool { claims.contains(.violenceThreat) && !claims.contains(.demandsPayment) }

    private static func headline(
        _ outcome: Verdict.Outcome, _ kind: Verdict.Kind?, _ quotesScam: Bool, _ gaps: [Verdict.Gap], _ isViolence: Bool
    ) -> String {
        switch outcome {
        case .sextortionScam: "headline.\(outcome.rawValue)"
        case .possiblyReal: isViolence ? "headline.real-violence" : "headline.possibly-real"
        case .otherExtortionScam: "headline.\(kind?.rawValue ?? outcome.rawValue)"
        case .mentionsScam: quotesScam ? "headline.quotes-scam" : "headline.mentions-scam"
        case .nothingFound: gaps.isEmpty ? "headline.nothing-found" : "headline.not-all-read"
        }
    }

    private static func steps(
        _ outcome: Verdict.Outcome, _ kind: Verdict.Kind?, _ quotesScam: Bool, _ isAboutPictures: Bool, _ gaps: [Verdict.Gap], _ claims: [Claim], _ needs: Needs
    ) -> [String] {
        switch outcome {
        case .sextortionScam, .otherExtortionScam:
            (kind == .lockedFiles ? [lockedFiles] : kind == .violence ? [violence] : []) + [doNotPay] + ownAccount(needs)
                + (needs.quotesSecret ? ["step.change-password"] : [])
                + ownSteps(of: kind)
                + ["step.report", "step.already-paid"] + questions(outcome, kind) + ["step.talk"]
        case .possiblyReal:
            mostHarmful(claims, mayBeReal: true) + [helpline] + ownAccount(needs)
                + realSteps(isAboutPictures, claims).map { "real.\($0)" }
        case .mentionsScam:
            quotesScam
                ? mostHarmful(claims) + ["quoted.do-not-pay", "quoted.check", "quoted.talk", "other.personal"]
                : ["mention.nothing-to-do", "mention.own", "other.personal"]
        case .nothingFound: gaps.map { "gap.\($0.rawValue)" } + mostHarmful(claims) + ["other.worry", "other.personal"]
        }
    }

    /// Help against pictures would only confuse where none are meant, and so would words about money where none is asked for.
    private static func realSteps(_ isAboutPictures: Bool, _ claims: [Claim]) -> [String] {
        if isAboutPictures { return ["do-not-pay", "stop-answering", "already-paid", "keep-proof", "tell", "block", "take-down"] }
        if isViolence(claims) { return ["tell", "keep-proof", "stop-answering", "block"] }
        return ["tell", "keep-proof", "do-not-pay", "stop-answering", "already-paid", "block"]
    }

    private static func ownAccount(_ needs: Needs) -> [String] { needs.ownAddress == .submitted ? ["step.own-account"] : [] }

    /// What was found out about the own address takes the place of what is known of such claims; it is told where nothing is claimed too, as many see
    /// their own address and wonder.
    private static func explanations(_ claims: [Claim], _ ownAddress: OwnAddress.Answer?, _ texts: AdviceTexts) -> [Explanation] {
        let found = ownAddress.flatMap { $0 == .notClaimed ? nil : Explanation(claim: .wroteFromYourAddress, text: texts["sender.\($0.rawValue)"]) }
        // "Nobody needs your account to write to you" is not true of somebody who has it.
        let others = claims.filter { claim in
            found == nil || claim != .wroteFromYourAddress && !(ownAddress == .submitted && claim == .accountCompromised)
        }
        return (found.map { [$0] } ?? []) + others.map { Explanation(claim: $0, text: texts["claim.\($0.rawValue)"]) }
    }

    /// Steps that one kind of scam needs before the report, and that can wait until then.
    private static func ownSteps(of kind: Verdict.Kind?) -> [String] {
        switch kind {
        case .websiteHack, .denialOfService, .fakeSummons: ["step.\(kind!.rawValue)"]
        case .lockedFiles, .violence, .infidelity, .illegalContent, .hackBluff, nil: []
        }
    }

    /// The calm question that leads away from "it is a bluff"; where a break-in or nothing particular is claimed, a film and a company's files may both be meant.
    private static func questions(_ outcome: Verdict.Outcome, _ kind: Verdict.Kind?) -> [String] {
        switch kind {
        case .fakeSummons: ["step.different-summons"]
        case .websiteHack, .lockedFiles, .denialOfService: ["step.different-company"]
        case .violence: ["step.different-violence"]
        case .infidelity, .illegalContent: ["step.different"]
        case .hackBluff, nil: outcome == .sextortionScam ? ["step.different"] : ["step.different", "step.different-company"]
        }
    }
}

extension AdviceTexts {
    /// Why it may be real where no sign tells.
    public func reality(withoutSigns verdict: Verdict) -> String {
        self[verdict.claims.contains { $0.claim == .violenceThreat } ? "relation.violence" : "relation.unknown"]
    }

    /// Why it is a scam where no claim tells.
    public func explanation(withoutClaims verdict: Verdict) -> String {
        self[verdict.reasons.contains { $0.ground == .feature(.structure(.testMessage)) } ? "explanation.test" : "explanation.wording"]
    }
}
