internal import ArgumentParser
internal import Examination
internal import FoundationEssentials
internal import ModelTraining
internal import ScamVerdict

/// `unbluff train`: makes a model from labelled mail.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a model from mails whose class is known.",
        discussion: """
            The class of a file is in manifest.tsv (columns path, class, language, cluster), or is the name of the file or of a folder it lies in: \
            sextortion-scam, other-extortion-scam, possibly-real, mentions-scam, nothing-found, no-scam. The same mails give the same bytes.
            """
    )

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the model.", valueName: "FILE"))
    var output: String

    @Option(name: .long, help: ArgumentHelp("What to call it; by default the date.", valueName: "name"))
    var name: String?

    @Option(name: .customLong("phrases"), help: ArgumentHelp("Another table of phrases.", valueName: "FILE", visibility: .hidden))
    var phrasesFile: String?

    @Flag(name: .long, help: "Print the features and words that weigh most.")
    var heaviest = false

    @Argument(help: ArgumentHelp("Folders of labelled mail.", valueName: "DIR"))
    var folders: [String]

    func run() throws {
        let mails = try LabelledMail.all(in: folders, examiner: Examiner.reading(phrases: phrasesFile), isToLearnFrom: true)
        guard mails.contains(where: { $0.labelled.label.isScam }), mails.contains(where: { !$0.labelled.label.isScam }) else {
            throw ValidationError("There are no mails of known class, or only of one.")
        }
        let cases = mails.map(\.labelled)
        let model = Trainer.train(cases, name: name ?? Date.now.formatted(.iso8601.year().month().day()), recipe: Self.recipe(cases))
        do {
            try Data(model.serialized).write(to: URL(filePath: output))
        } catch {
            throw ValidationError("'\(output)' cannot be written.")
        }
        Swift.print(model.recipe)
        if heaviest { HeaviestWeights(model, mails).print() }
    }

    private static func recipe(_ cases: [LabelledCase]) -> String {
        var lines = [
            "\(cases.count) messages, \(cases.count { $0.isFixture }) of them written for the tests; \(Set(cases.map(\.language)).subtracting([""]).count) languages"
        ]
        for label in LabelledCase.Label.allCases {
            let those = cases.filter { $0.label == label }
            let templates = Set(those.map(\.template)).subtracting([""]).count
            lines.append(
                "\(label.rawValue): \(those.count)" + (templates > 0 ? " (\(those.count { !$0.template.isEmpty }) of them of \(templates) templates)" : ""))
        }
        lines.append(Trainer.recipe)
        return lines.joined(separator: "\n")
    }
}

/// What a reader asks of a model first: what does it go by?
private struct HeaviestWeights {
    let model: VerdictModel
    let mails: [LabelledMail]

    private static let count = 40

    init(_ model: VerdictModel, _ mails: [LabelledMail]) {
        self.model = model
        self.mails = mails
    }

    func print() {
        let names = Wording.names(in: mails.filter { !$0.labelled.features.wording.buckets.isEmpty }.flatMap { $0.file.wordingTexts })
        for question in VerdictModel.Question.allCases {
            let weights = model.weights[question.rawValue]
            Swift.print("\n\(question): bias \(Page.decimals(Double(weights.bias), 2))")
            var all = Feature.all.indices.map { (name: Feature.all[$0].name, weight: weights.features[$0]) }
            for (bucket, name) in names { all.append(("“\(SafeText.name(name))”", Float(weights.wording[Int(bucket)]) * weights.wordingUnit)) }
            all.sort { (abs($0.weight), $1.name) > (abs($1.weight), $0.name) }
            for (name, weight) in all.prefix(Self.count) where weight != 0 {
                Swift.print("  \(weight < 0 ? "" : "+")\(Page.decimals(Double(weight), 2))  \(name)")
            }
        }
    }
}
