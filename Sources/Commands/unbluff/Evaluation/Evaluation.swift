internal import Examination
internal import ModelTraining
internal import ScamEvidence
internal import ScamVerdict

/// What came out for mails whose class is known.
struct Evaluation {
    struct Judged {
        let mail: LabelledMail
        let outcome: Verdict.Outcome
        let probability: Double

        var label: LabelledCase.Label { mail.labelled.label }
        var isRight: Bool { label.accepts(outcome) }
        /// Called a scam, and is none.
        var isFalseAlarm: Bool { outcome.isScam && !label.isScam }
    }

    let judged: [Judged]
    let grouping: Evaluate.Grouping
    let model: String

    init(_ mails: [LabelledMail], _ chances: [Chances], by grouping: Evaluate.Grouping, model: String) {
        judged = zip(mails, chances).map { Judged(mail: $0, outcome: $1.outcome, probability: $1.extortion) }
        self.grouping = grouping
        self.model = model
    }

    var labels: [LabelledCase.Label] { LabelledCase.Label.allCases.filter { label in judged.contains { $0.label == label } } }

    func count(_ label: LabelledCase.Label, _ outcome: Verdict.Outcome) -> Int { judged.count { $0.label == label && $0.outcome == outcome } }

    func recall(_ label: LabelledCase.Label) -> Share { share(judged.filter { $0.label == label }) }

    private func share(_ cases: [Judged]) -> Share { Share(hits: cases.count { $0.isRight }, count: cases.count) }

    /// Of all that are called a scam, those that are one.
    var precision: Share {
        let called = judged.filter(\.outcome.isScam)
        return Share(hits: called.count { $0.label.isScam }, count: called.count)
    }

    var falseAlarms: [Judged] { judged.filter(\.isFalseAlarm) }
    var missed: [Judged] { judged.filter { $0.label.isScam && !$0.outcome.isScam } }
    /// Real victims who would be told that it is a bluff: the worst mistake.
    var dismissed: [Judged] { judged.filter { $0.label == .possiblyReal && $0.outcome.isScam } }

    /// Scams by template, language, kind or address; for languages all classes.
    var groups: [(name: String, share: Share)] {
        let cases = grouping == .language ? judged : judged.filter(\.label.isScam)
        return Dictionary(grouping: cases, by: group).map { ($0, share($1)) }.sorted { $0.name < $1.name }
    }

    private func group(_ judged: Judged) -> String {
        switch grouping {
        case .cluster: judged.mail.labelled.template.isEmpty ? "(none)" : judged.mail.labelled.template
        case .language: judged.mail.labelled.language.isEmpty ? "(unknown)" : judged.mail.labelled.language
        case .kind: judged.label == .sextortionScam ? "sextortion" : judged.mail.file.verdict.kind?.rawValue ?? "(not told)"
        case .address: Self.hasAddress(judged.mail.file) ? "with address" : "without address"
        }
    }

    private static func hasAddress(_ file: CaseFile) -> Bool {
        for piece in file.evidence { if case .paymentAddress = piece.fact { return true } }
        return false
    }

    /// Over the groups that have a name.
    var macroRecall: MacroShare { MacroShare(groups.filter { !$0.name.hasPrefix("(") }.map(\.share)) }

    /// Whether it is a scam; a mail that only carries one, and one that may be real, are none.
    var reliability: Reliability { Reliability(judged.map { ($0.probability, $0.label.isScam) }) }

    var languages: [(name: String, scams: Share, others: Share)] {
        Dictionary(grouping: judged) { $0.mail.labelled.language }.filter { !$0.key.isEmpty }.map { name, cases in
            (name, share(cases.filter(\.label.isScam)), share(cases.filter { !$0.label.isScam }))
        }.sorted { $0.name < $1.name }
    }

    var millisecondsPerMail: Double { judged.reduce(0) { $0 + $1.mail.cpuSeconds } / Double(max(judged.count, 1)) * 1e3 }
}
