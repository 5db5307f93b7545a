internal import VictimAdvice

/// The answer as a text file: what to do and why, and nothing of the message.
struct Summary {
    let text: String

    init(_ page: AnswerPage) {
        let texts = page.texts
        var lines = [page.advice.headline, "", texts["report.what-to-do"], ""]
        lines += page.advice.steps.map { "- \($0)" }
        if page.advice.stepNames.contains(where: { $0.hasSuffix("already-paid") }) {
            lines += ["", texts["page.paid.title"], ""] + ["bank", "not-again", "proof", "police", "recovery"].map { "- " + texts["page.paid.\($0)"] }
        }
        if !page.advice.explanations.isEmpty {
            lines += ["", texts["report.why"], ""] + page.advice.explanations.map { "- \($0.text)" }
        }
        text = lines.joined(separator: "\r\n") + "\r\n"
    }
}
