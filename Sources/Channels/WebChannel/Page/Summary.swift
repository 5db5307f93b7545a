internal import ScamVerdict
internal import VictimAdvice

/// The answer as a text file: what to do, who helps, and why; nothing of the message.
struct Summary {
    let text: String

    init(_ page: AnswerPage, _ country: Country?) {
        let texts = page.texts
        var lines = [page.advice.headline, ""]
        if page.isPossiblyReal { lines += [texts["page.real.minor-title"], texts["page.real.minor"], ""] }
        lines += [texts["report.what-to-do"], ""]
        lines += page.advice.steps.map { "- \($0)" }
        if page.advice.stepNames.contains(where: { $0.hasSuffix("already-paid") }) {
            lines += ["", texts["page.paid.title"], ""] + ["bank", "not-again", "proof", "police", "recovery"].map { "- " + texts["page.paid.\($0)"] }
        }
        if page.isPossiblyReal || page.outcome.isScam { lines += ContactsView(country, isReal: page.isPossiblyReal, texts: texts).lines }
        if !page.advice.explanations.isEmpty {
            lines += ["", texts["report.why"], ""] + page.advice.explanations.map { "- \($0.text)" }
        }
        text = lines.joined(separator: "\r\n") + "\r\n"
    }
}
