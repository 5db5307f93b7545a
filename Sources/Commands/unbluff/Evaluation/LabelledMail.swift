internal import ArgumentParser
internal import Examination
internal import Glibc
internal import MailMessage
internal import ModelTraining
internal import ScamVerdict

/// A message of known class, examined.
struct LabelledMail {
    let name: String
    let labelled: LabelledCase
    let file: CaseFile
    let cpuSeconds: Double

    /// All messages of known class under the folders, in the order of their names; a mailbox may hold many. Pictures are no messages.
    static func all(in folders: [String], examiner: Examiner, isToLearnFrom: Bool) throws -> [LabelledMail] {
        // A name that is mistyped would only make the figures others.
        for folder in folders where access(folder, R_OK) != 0 { throw ValidationError("'\(folder)' cannot be read.") }
        let labels = LabelledFolders(folders)
        var mails: [LabelledMail] = []
        let reader = InputReader(limits: examiner.limits)
        for input in InputWalk(FilePath.paths(of: folders)) {
            guard let known = labels.labelling(of: input.name) else { continue }
            reader.read(input) { item in
                guard case .message(let bytes, let form) = item.content else { return }
                let start = CPUClock.seconds
                let file = examiner.examine(examiner.message(bytes, form))
                let seconds = CPUClock.seconds - start
                let name = item.isOneOfMany ? "\(input.name)#\(item.index)" : input.name
                let features = file.features
                let forgotten = isToLearnFrom && known.isFixture ? Forgetting.copies(of: file.evidence, named: name) : []
                let labelled = LabelledCase(
                    features: features, wording: isToLearnFrom ? Wording(of: file.wordingTexts) : features.wording,
                    forgetful: forgotten.map(file.featureSet), label: known.label, language: known.language, template: known.template, source: name,
                    isFixture: known.isFixture)
                mails.append(LabelledMail(name: name, labelled: labelled, file: file, cpuSeconds: seconds))
            }
        }
        return mails
    }
}
