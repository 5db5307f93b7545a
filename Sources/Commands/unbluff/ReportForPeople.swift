internal import Examination
internal import ScamVerdict
internal import VictimAdvice

/// What a person reads: of one message the answer, what to do, and why; of several one line each and a sum.
struct ReportForPeople: Report {
    let terminal: Terminal
    let texts: AdviceTexts
    let explains: Bool

    private var output = StandardOutput()
    private var counts: [Verdict.Outcome: Int] = [:]
    private var problems = 0
    /// The first message, held back until it is known whether there is a second one.
    private var first: (file: CaseFile, name: MessageName)?

    init(terminal: Terminal, texts: AdviceTexts, explains: Bool) {
        self.terminal = terminal
        self.texts = texts
        self.explains = explains
    }

    var writesToTerminal: Bool { terminal.isTerminal }

    private var messages: Int { counts.values.reduce(0, +) }

    mutating func add(_ file: CaseFile, of name: MessageName) {
        counts[file.verdict.outcome, default: 0] += 1
        if explains {
            write(page { $0.explain(file, name, texts) })
        } else if messages == 1 {
            first = (file, name)
        } else {
            if let first { write(page { $0.oneLine(first.file.verdict, first.name, texts) }) }
            first = nil
            write(page { $0.oneLine(file.verdict, name, texts) })
        }
    }

    mutating func add(_ problem: ReadProblem, of name: MessageName) { problems += 1 }

    mutating func finish() {
        if let first {
            write(page { $0.wholeAnswer(first.file, first.name, texts) })
        }
        if messages + problems > 1 { write(page { $0.sum(counts, problems) }) }
        output.flush()
    }

    private func page(_ fill: (inout Page) -> Void) -> Page {
        var page = Page(terminal: terminal)
        fill(&page)
        return page
    }

    private mutating func write(_ page: Page) {
        output.write(page.text)
        if writesToTerminal { output.flush() }
    }
}

extension Page {
    /// `path#index: verdict, how sure`: never wrapped, so that other programs can read it.
    mutating func oneLine(_ verdict: Verdict, _ name: MessageName, _ texts: AdviceTexts) {
        let style: Style =
            switch verdict.outcome {
            case .sextortionScam, .otherExtortionScam: .noticed
            case .possiblyReal: .serious
            case .mentionsScam, .nothingFound: .plain
            }
        line(("\(name.shown): ", .plain), (texts.verdict(verdict), style))
    }

    mutating func wholeAnswer(_ file: CaseFile, _ name: MessageName, _ texts: AdviceTexts) {
        answer(file, texts)
        emptyLine()
        paragraph(texts["report.more", "name", name.shown], style: .quiet)
    }

    mutating func sum(_ counts: [Verdict.Outcome: Int], _ problems: Int) {
        emptyLine()
        paragraph(ReportSum.line(counts, problems), style: .bold)
    }
}
