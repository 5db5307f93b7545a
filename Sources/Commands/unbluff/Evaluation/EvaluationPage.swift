internal import Examination
internal import ModelTraining
internal import ScamVerdict

/// The evaluation as a page of its own: no script, nothing loaded.
struct EvaluationPage {
    let evaluation: Evaluation

    init(_ evaluation: Evaluation) { self.evaluation = evaluation }

    var html: String {
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>unbluff evaluate</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
        table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #ddd }
        td:first-child, th:first-child { text-align: left } svg { max-width: 100%; height: auto } li { overflow-wrap: anywhere }
        </style>
        <h1>\(grouped(evaluation.judged.count)) messages</h1>
        <p>Model: \(Self.escaped(evaluation.model)). Intervals are of 95 %.</p>
        <h2>What became of each class</h2>
        \(Self.table(["class"] + Verdict.Outcome.allCases.map(\.rawValue) + ["right"], confusion))
        <p>Precision of a scam verdict: \(Evaluation.text(evaluation.precision)).
        Recall by \(evaluation.grouping.rawValue), macro: \(Evaluation.percent(evaluation.macroRecall.value)) (\(Evaluation.text(evaluation.macroRecall.interval))).
        CPU a message: \(Page.decimals(evaluation.millisecondsPerMail, 3)) ms.</p>
        <h2>By \(evaluation.grouping.rawValue)</h2>
        \(Self.table([evaluation.grouping.rawValue, "right"], evaluation.groups.map { [$0.name, Evaluation.text($0.share)] }))
        <h2>By language</h2>
        \(Self.table(["language", "scams found", "others right"], evaluation.languages.map { [$0.name, Evaluation.text($0.scams), Evaluation.text($0.others)] }))
        <h2>Whether the probability holds</h2>
        <p>Expected calibration error: \(Page.decimals(evaluation.reliability.expectedCalibrationError, 4)). Each point is a fifteenth of the messages:
        across, the probability of an extortion scam that they got; upwards, the share that is one.</p>
        \(plot)
        \(list("Real victims told that it is a bluff", evaluation.dismissed))
        \(list("False alarms", evaluation.falseAlarms))
        \(list("Missed scams", evaluation.missed))
        </html>

        """
    }

    private var confusion: [[String]] {
        evaluation.labels.map { label in
            [label.rawValue] + Verdict.Outcome.allCases.map { String(evaluation.count(label, $0)) } + [Evaluation.text(evaluation.recall(label))]
        }
    }

    private var plot: String {
        let points = evaluation.reliability.bins.map { bin in
            "<circle cx=\"\(Self.place(bin.meanProbability))\" cy=\"\(Self.place(1 - bin.share.value))\" r=\"5\" fill=\"#0a6\" fill-opacity=\".6\"/>"
        }
        return """
            <svg viewBox="0 0 440 440" width="440" role="img" aria-label="Reliability plot">
            <rect x="20" y="20" width="400" height="400" fill="none" stroke="#999"/><path d="M20 420L420 20" stroke="#999" stroke-dasharray="4"/>
            \(points.joined(separator: "\n"))
            </svg>
            """
    }

    private static func place(_ share: Double) -> String { Page.decimals(20 + 400 * share, 1) }

    private func list(_ title: String, _ cases: [Evaluation.Judged]) -> String {
        let items = cases.map { judged in
            let reasons = judged.mail.file.verdict.reasons.prefix(8).map { "\($0.name) \(Page.decimals($0.weight, 1))" }.joined(separator: ", ")
            return "<li>\(Self.escaped(judged.mail.name)): \(judged.outcome.rawValue), \(Page.decimals(judged.probability, 2)); \(Self.escaped(reasons))</li>"
        }
        return "<h2>\(title): \(cases.count)</h2>" + (items.isEmpty ? "" : "<ul>\(items.joined(separator: "\n"))</ul>")
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let body = rows.map { "<tr>" + $0.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>" }.joined(separator: "\n")
        return "<table><tr>" + head.map { "<th>\(escaped($0))</th>" }.joined() + "</tr>\n\(body)</table>"
    }

    private static func escaped(_ text: String) -> String {
        SafeText.name(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
