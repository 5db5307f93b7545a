public import ScamVerdict

/// Judges each case by a model that was trained without it and its like.
public enum CrossValidation {
    /// What is left out together.
    public enum Division: String, Sendable, CaseIterable {
        /// Each template of scams alone, and all other cases in ten parts.
        case template
        /// Each language alone, and cases of unknown language in ten parts.
        case language
        case tenParts = "ten-parts"

        /// The part that a case is in.
        func part(of labelled: LabelledCase) -> String {
            switch self {
            case .template where !labelled.template.isEmpty && labelled.label.isScam: "template \(labelled.template)"
            case .language where !labelled.language.isEmpty: "language \(labelled.language)"
            case .template, .language, .tenParts: tenth(of: labelled)
            }
        }

        /// By template or else by source, so that a case's like is never on both sides.
        private func tenth(of labelled: LabelledCase) -> String {
            let key = labelled.template.isEmpty ? labelled.source : labelled.template
            return String((FNV1a(key.utf8).value >> 32) % 10)
        }
    }

    /// For each case each question's uncalibrated score.
    static func scores(of cases: [LabelledCase]) -> [[Float]] {
        let parts = cases.map { Division.tenParts.part(of: $0) }
        var scores = [[Float]](repeating: [], count: cases.count)
        for part in Set(parts).sorted() {
            let model = VerdictModel(name: "", recipe: "", weights: Trainer.fit(zip(cases, parts).filter { $0.1 != part }.map(\.0)))
            for index in cases.indices where parts[index] == part { scores[index] = model.scores(cases[index].features.set, cases[index].wording) }
        }
        return scores
    }

    /// For each of `cases` what a model makes of it that was trained on those of `training` that are not of its part.
    ///
    /// The two numbers by which a score becomes a probability are taken from all of `training`, each case scored without its tenth: to find
    /// them anew for each part would take ten times as long and change them in the third place.
    public static func chances(of cases: [LabelledCase], training: [LabelledCase], dividedBy division: Division) -> [Chances] {
        let parts = cases.map { division.part(of: $0) }
        let calibrations = Trainer.calibrations(of: training)
        var models: [String: VerdictModel] = [:]
        for part in Set(parts).sorted() {
            let weights = Trainer.fit(training.filter { division.part(of: $0) != part })
            models[part] = VerdictModel(name: "without \(part)", recipe: "", weights: zip(weights, calibrations).map { $1.applied(to: $0) })
        }
        return zip(cases, parts).map { Chances($0.features, models[$1]!) }
    }
}
