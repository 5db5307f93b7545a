internal import Examination
internal import FoundationEssentials
internal import Glibc
internal import VictimAdvice

/// One JSON object a line: the contract of docs/json.md.
struct ReportAsJSON: Report {
    let texts: AdviceTexts
    let writesToTerminal = isatty(STDOUT_FILENO) == 1
    private let encoder: JSONEncoder
    private var output = StandardOutput()

    init(texts: AdviceTexts) {
        self.texts = texts
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    mutating func add(_ file: CaseFile, of name: MessageName) {
        write(CaseRecord(file, name: name.file, index: name.index, texts: texts), of: name)
    }

    mutating func add(_ problem: ReadProblem, of name: MessageName) {
        write(ErrorRecord(name: name.file, index: name.index, error: problem.description), of: name)
    }

    mutating func finish() { output.flush() }

    private mutating func write(_ record: some Encodable, of name: MessageName) {
        // Records hold strings and finite numbers only, which always encode.
        guard let line = try? encoder.encode(record) else { return }
        output.write(SafeText.json(line) + [0x0A])
        if writesToTerminal { output.flush() }
    }
}
