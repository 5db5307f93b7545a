internal import Examination
internal import ModelTraining
internal import ScamVerdict

/// `unbluff evaluate --weights`: every feature's weight in every question, and how many of the mails have it, for script/heaviest-weights.
///
/// A line each, separated by tabs: question, weight, name, then the mails that are scams, possibly real, mentions, and none of these. Words stand in
/// quotation marks and have no numbers; a bucket of words that the mails do not have is `“”`.
struct WeightTable {
    let model: VerdictModel
    let mails: [LabelledMail]

    /// A question's words are many thousand, and light.
    private static let mostWords = 20

    var lines: [String] {
        let counts = Feature.all.map(count)
        let names = Wording.names(in: mails.filter { !$0.labelled.features.wording.buckets.isEmpty }.flatMap { $0.file.wordingTexts })
        return VerdictModel.Question.allCases.flatMap { question in
            let weights = model.weights[question.rawValue]
            let features = Feature.all.indices.map { "\(question)\t\(weights.features[$0])\t\(Feature.all[$0].name)\t\(counts[$0])" }
            let heaviest = weights.wording.indices.sorted { (weights.wording[$0].magnitude, $1) > (weights.wording[$1].magnitude, $0) }.prefix(Self.mostWords)
            let words = heaviest.map { bucket in
                "\(question)\t\(Float(weights.wording[bucket]) * weights.wordingUnit)\t“\(SafeText.name(names[UInt32(bucket)] ?? ""))”\t\t\t\t"
            }
            return features + words
        }
    }

    private func count(_ feature: Feature) -> String {
        var counts = [0, 0, 0, 0]
        for mail in mails where mail.labelled.features.set.contains(feature) {
            switch mail.labelled.label {
            case .sextortionScam, .otherExtortionScam: counts[0] += 1
            case .possiblyReal: counts[1] += 1
            case .mentionsScam: counts[2] += 1
            case .nothingFound, .noScam: counts[3] += 1
            }
        }
        return counts.map(String.init).joined(separator: "\t")
    }
}
