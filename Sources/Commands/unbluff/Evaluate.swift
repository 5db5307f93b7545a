internal import ArgumentParser
internal import Examination
internal import FoundationEssentials
internal import ModelTraining
internal import ScamVerdict

/// `unbluff evaluate`: how well it judges mail whose class is known.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the judgement on mails whose class is known.",
        discussion: """
            The class of a file is in manifest.tsv (columns path, class, language, cluster), or is the name of the file or of a folder it lies in: \
            sextortion-scam, other-extortion-scam, possibly-real, mentions-scam, nothing-found, no-scam. Files of no known class are passed over.

            With --leave-out each mail is judged by a model that was trained without its template or its language: on the mails of --training, or else \
            on those that are judged.
            """
    )

    enum Grouping: String, ExpressibleByArgument, CaseIterable { case cluster, language, kind, address }

    enum LeaveOut: String, ExpressibleByArgument, CaseIterable {
        case template, language
        case tenParts = "ten-parts"

        var division: CrossValidation.Division {
            switch self {
            case .template: .template
            case .language: .language
            case .tenParts: .tenParts
            }
        }
    }

    @Option(name: .long, help: "How the recall is divided: by cluster, language, kind, or whether there is a payment address.")
    var by = Grouping.cluster

    @Option(name: .long, help: ArgumentHelp("Leave each template, language or tenth out in turn: template, language, ten-parts.", valueName: "what"))
    var leaveOut: LeaveOut?

    @Option(name: .long, help: ArgumentHelp("Folders of labelled mail to train on, with --leave-out.", valueName: "DIR"))
    var training: [String] = []

    @Option(name: .long, help: ArgumentHelp("Another model.", valueName: "FILE"))
    var model: String?

    @Option(name: .customLong("phrases"), help: ArgumentHelp("Another table of phrases: docs/adding-a-language.md.", valueName: "FILE"))
    var phrasesFile: String?

    @Option(name: .long, help: ArgumentHelp("Write a page with all tables and the reliability plot.", valueName: "FILE"))
    var html: String?

    @Flag(name: .long, help: ArgumentHelp("Print the model's weights and how many of the mails have each feature.", visibility: .hidden))
    var weights = false

    @Argument(help: ArgumentHelp("Folders of labelled mail.", valueName: "DIR"))
    var folders: [String]

    func run() throws {
        let examiner = try Examiner.reading(phrases: phrasesFile, model: model)
        let mails = try LabelledMail.all(in: folders, examiner: examiner, isToLearnFrom: leaveOut != nil && training.isEmpty)
        guard !mails.isEmpty else { throw ValidationError("No mail of known class was found.") }
        guard !weights else { return WeightTable(model: examiner.model, mails: mails).lines.forEach { Swift.print($0) } }
        let evaluation = Evaluation(
            mails, try chances(of: mails, examiner), by: by, model: leaveOut.map { "trained without the mail's \($0.rawValue)" } ?? examiner.model.name)
        print(evaluation.text)
        if let html {
            do {
                try Data(EvaluationPage(evaluation).html.utf8).write(to: URL(filePath: html))
            } catch {
                throw ValidationError("'\(html)' cannot be written.")
            }
        }
    }

    private func chances(of mails: [LabelledMail], _ examiner: Examiner) throws -> [Chances] {
        guard let leaveOut else { return mails.map { Chances($0.labelled.features, examiner.model, sender: SenderWeights($0.file.sender)) } }
        let others = training.isEmpty ? mails : try LabelledMail.all(in: training, examiner: examiner, isToLearnFrom: true)
        return CrossValidation.chances(of: mails.map(\.labelled), training: others.map(\.labelled), dividedBy: leaveOut.division)
    }
}
