internal import Examination
internal import MailMessage
internal import ScamVerdict

/// Examines one input after the other, and tells the report in the order of the inputs.
struct CheckRun {
    private let examiner: Examiner
    private let lookup: SenderLookup
    private var report: any Report
    private var progress = Progress()
    private var status = ExitStatus.nothingToFear

    init(examiner: Examiner, lookup: SenderLookup, report: any Report) {
        self.examiner = examiner
        self.lookup = lookup
        self.report = report
    }

    mutating func examine(_ inputs: InputWalk) -> ExitStatus {
        let reader = InputReader(limits: examiner.limits)
        for input in inputs {
            let file = input.name
            reader.read(input) { item in
                let name = MessageName(file: file, index: item.index, isOneOfMany: item.isOneOfMany)
                switch item.content {
                case .message(let bytes, let form): add(lookup.examine(examiner.message(bytes, form), examiner), name)
                case .problem(let problem): add(problem, name)
                }
            }
        }
        progress.erase()
        report.finish()
        return status
    }

    private mutating func add(_ file: CaseFile, _ name: MessageName) {
        status.note(ExitStatus(file.verdict.outcome))
        if report.writesToTerminal { progress.erase() }
        report.add(file, of: name)
        progress.count()
    }

    private mutating func add(_ problem: ReadProblem, _ name: MessageName) {
        if !problem.isNotice { status.note(.unreadable) }
        progress.erase()
        StandardError.write("unbluff: \(name.shown): \(problem.description)\n")
        report.add(problem, of: name)
    }
}

/// What is told about the messages, for whoever reads it.
protocol Report {
    var writesToTerminal: Bool { get }
    mutating func add(_ file: CaseFile, of name: MessageName)
    mutating func add(_ problem: ReadProblem, of name: MessageName)
    /// No more messages will come.
    mutating func finish()
}

/// Which message of which file.
struct MessageName {
    /// As given by the user or found in a folder; `-` for standard input.
    let file: String
    /// Counts the messages of an mbox from 0.
    let index: Int
    /// Whether the file is an mbox.
    let isOneOfMany: Bool

    /// Safe for a terminal.
    var shown: String {
        let name = file == "-" ? "standard input" : SafeText.name(file)
        return isOneOfMany ? "\(name)#\(index)" : name
    }
}
