internal import Examination
internal import Glibc
internal import VictimAdvice

/// One JSON object a line: the contract of docs/json.md.
struct ReportAsJSON: Report {
    let texts: AdviceTexts
    let writesToTerminal = isatty(STDOUT_FILENO) == 1
    private var output = StandardOutput()

    init(texts: AdviceTexts) { self.texts = texts }

    mutating func add(_ file: CaseFile, of name: MessageName) {
        write(CaseRecord(file, name: name.file, index: name.index, texts: texts).json)
    }

    mutating func add(_ problem: ReadProblem, of name: MessageName) {
        write(ErrorRecord(name: name.file, index: name.index, error: problem.description).json)
    }

    mutating func finish() { output.flush() }

    private mutating func write(_ line: [UInt8]) {
        output.write(line + [0x0A])
        if writesToTerminal { output.flush() }
    }
}
