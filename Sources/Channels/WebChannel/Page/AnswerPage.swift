internal import Examination
internal import ScamEvidence
internal import ScamVerdict
internal import SenderIdentity
internal import VictimAdvice

/// The answer to a message: the sentence, what to do, why, and what may follow. For the template `answer`.
struct AnswerPage {
    let outcome: Verdict.Outcome
    let kind: Verdict.Kind?
    let advice: Advice
    let texts: AdviceTexts
    /// Nil where it is advice alone.
    let file: CaseFile?
    /// Whether the message came as a file, of which the header can be believed as far as the receiving side wrote it.
    private let isFromFile: Bool
    private let level: AnswerLevel

    init(_ file: CaseFile, isFromFile: Bool = false, in texts: AdviceTexts) {
        outcome = file.verdict.outcome
        kind = file.verdict.kind
        advice = file.advice(in: texts)
        self.texts = texts
        self.file = file
        self.isFromFile = isFromFile
        level = AnswerLevel(file.verdict)
    }

    /// Advice alone: what a shared link shows.
    init(_ name: Name, in texts: AdviceTexts) {
        outcome = name.outcome
        kind = name.kind
        advice = Advice(on: name.outcome, kind: name.kind, in: texts)
        self.texts = texts
        file = nil
        isFromFile = false
        level = AnswerLevel(name.outcome)
    }

    /// More than these nobody reads before they have looked at the message; there they find all of them.
    private static let mostReasons = 3

    /// What a shared link names: that it is a scam, or of which kind. Of the other answers a link would say something of whoever shares it.
    struct Name {
        let outcome: Verdict.Outcome
        let kind: Verdict.Kind?

        init?(_ text: String) {
            if let kind = Verdict.Kind(rawValue: text) {
                outcome = .otherExtortionScam
                self.kind = kind
            } else if let outcome = Verdict.Outcome(rawValue: text), outcome.isScam {
                self.outcome = outcome
                kind = nil
            } else {
                return nil
            }
        }
    }

    var shareName: String { kind?.rawValue ?? outcome.rawValue }

    var isPossiblyReal: Bool { outcome == .possiblyReal }

    var view: [String: Any] {
        let steps = Steps(advice, texts)
        var view: [String: Any] = [
            "verdict": outcome.rawValue, "level": texts[level.textName], "headline": advice.headline, "isUnsure": outcome.isScam && !level.isSure,
            "isScam": outcome.isScam, "isReal": isPossiblyReal, "isThreat": outcome.isScam || isPossiblyReal, "isAdviceAlone": file == nil,
            "hasMessage": file != nil, "isShared": file != nil && outcome.isScam, "first": steps.first, "hasFirst": !steps.first.isEmpty, "steps": steps.others,
            "hasSteps": !steps.others.isEmpty,
            "share": shareName, "question": question, "hasOwnQuestion": hasOwnQuestion,
            "why": reasons.map { ["words": $0] }, "hasWhy": !reasons.isEmpty, "hasHost": false, "hasPasswordHelp": false,
        ]
        if let file {
            let marked = MarkedText(of: file)
            view["message"] = MessageView(marked, verdict: outcome, explanations: advice.explanations, texts: texts).view
            let record = ExpertRecord(file)
            view["experts"] = ExpertView(file, record).view
            view["letter"] = ReportLetter(file, record, texts).text
            if isFromFile, let host = RecipientHost.name(in: file.message) {
                view["hasHost"] = true
                view["host"] = host
                view["hostLink"] = texts["page.password.link", "host", host]
            }
        }
        return view
    }

    /// The question of a kind that has one of its own, whole; else the page's.
    private var ownQuestion: String? {
        advice.stepNames.first { $0.hasPrefix("step.different-") }.map { texts[$0] }
    }

    private var hasOwnQuestion: Bool { ownQuestion != nil }
    private var question: String { ownQuestion ?? texts["page.different.question"] }

    private var reasons: [String] {
        switch outcome {
        case .sextortionScam, .otherExtortionScam: file.map(scamReasons) ?? []
        case .possiblyReal: file.map(realReasons) ?? []
        case .mentionsScam, .nothingFound: []
        }
    }

    /// What frightens most first: whether it came from the own account, the password; then what counted most.
    private func scamReasons(_ file: CaseFile) -> [String] {
        let weighty = file.verdict.reasons.compactMap { $0.weight > 0 ? $0.claim : nil }
        let order: [Claim] = [.wroteFromYourAddress, .knowsYourPassword] + weighty + file.verdict.claims.map(\.claim)
        var told: [String] = []
        for claim in order {
            guard told.count < Self.mostReasons, let text = advice.explanations.first(where: { $0.claim == claim })?.text, !told.contains(text) else {
                continue
            }
            told.append(text)
        }
        return told.isEmpty ? [texts.explanation(withoutClaims: file.verdict)] : told
    }

    /// Nothing here may say that it is nothing.
    private func realReasons(_ file: CaseFile) -> [String] {
        var told: [String] = []
        for case .relation(let sign) in file.evidence.map(\.fact) {
            let text = texts["relation.\(sign.rawValue)"]
            if told.count < Self.mostReasons, !told.contains(text) { told.append(text) }
        }
        return told.isEmpty ? [texts.reality(withoutSigns: file.verdict)] : told
    }
}

extension AnswerPage {
    /// The steps of an answer that stand in its list: others have a part of the page to themselves.
    struct Steps {
        /// Above the list, large. May be empty.
        let first: [[String: Any]]
        let others: [[String: Any]]

        init(_ advice: Advice, _ texts: AdviceTexts) {
            var names = advice.stepNames.filter { !Self.hasItsOwnPart($0) }
            let first = names.first.map(Advice.isForemost) == true ? names.removeFirst() : nil
            self.first = first.map { LinkedText.pieces(texts[$0]) } ?? []
            if let place = names.firstIndex(of: "real.tell") { names.insert("page.real.contacts", at: place + 1) }
            others = names.map { name in
                [
                    "pieces": LinkedText.pieces(texts[name]), "isPassword": name == "step.change-password", "isAccount": name == "step.own-account",
                    "isLogin": name == "step.change-password" || name == "step.own-account",
                ]
            }
        }

        private static func hasItsOwnPart(_ name: String) -> Bool {
            ["step.report", "step.already-paid", "real.already-paid"].contains(name) || name.hasPrefix("step.different")
        }
    }
}
