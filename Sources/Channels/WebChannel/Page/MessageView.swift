internal import Examination
internal import ScamEvidence
internal import ScamVerdict
internal import VictimAdvice
internal import VisibleText

/// The message on the page: its text with marked passages, each with what it means beneath it. For the template `message`.
struct MessageView {
    private let texts: AdviceTexts
    private let verdict: Verdict.Outcome
    private let explanations: [Claim: String]
    /// Each reason is explained once, where it is met first; later passages lead there.
    private var numbers: [MarkReason: Int] = [:]
    private(set) var view: [String: Any] = [:]

    init(_ marked: MarkedText, verdict: Verdict.Outcome, explanations: [Advice.Explanation], texts: AdviceTexts) {
        self.texts = texts
        self.verdict = verdict
        self.explanations = Dictionary(explanations.map { ($0.claim, $0.text) }) { first, _ in first }
        var sections: [[String: Any]] = []
        for section in marked.sections { sections.append(self.section(section)) }
        view = ["sections": sections, "hasMarks": !numbers.isEmpty, "isCut": marked.isCut]
    }

    private mutating func section(_ section: MarkedText.Section) -> [String: Any] {
        let place =
            switch section.place {
            case .subject: "page.message.subject"
            case .body: "page.message.body"
            case .attachment: "page.message.attachment"
            }
        var passages: [[String: Any]] = []
        for passage in section.passages where !passage.isLeftOut { passages.append(self.passage(passage)) }
        return [
            "place": texts[place], "isInner": section.nesting > 0, "hasName": !section.name.isEmpty, "name": section.name, "passages": passages,
            "isCut": section.passages.contains(where: \.isLeftOut),
        ]
    }

    private mutating func passage(_ passage: MarkedText.Passage) -> [String: Any] {
        var why: [[String: Any]] = []
        var runs: [[String: Any]] = []
        for run in passage.runs {
            let mark = explainsReasons ? run.mark : nil
            var references: [[String: Any]] = []
            if let mark, run.endsMark {
                for reason in run.reasons {
                    if numbers[reason] == nil {
                        numbers[reason] = numbers.count + 1
                        why.append(["number": numbers.count, "words": explanation(of: reason), "mark": mark])
                    }
                    let number = numbers[reason]!
                    references.append(["number": number, "label": texts["page.message.mark", "number", String(number)]])
                }
            }
            runs.append([
                "words": run.text, "isSecret": run.isSecret, "isPlain": mark == nil && !run.isSecret && !run.isQuoted,
                "isQuote": mark == nil && !run.isSecret && run.isQuoted, "isMark": mark != nil && !run.isSecret, "hasId": mark != nil && run.beginsMark,
                "mark": mark ?? 0, "references": references,
            ])
        }
        return ["isFolded": passage.isFolded, "isShown": !passage.isFolded, "runs": runs, "why": why, "isExplained": !why.isEmpty]
    }

    /// Marks would accuse a message that is no threat.
    private var explainsReasons: Bool { verdict.isScam || verdict == .possiblyReal }

    private func explanation(of reason: MarkReason) -> String {
        switch reason {
        case .claim(let claim): explanations[claim] ?? texts["page.mark.threat"]
        case .relation(let sign): texts["relation.\(sign.rawValue)"]
        case .paymentAddress: texts["page.mark.payment-address"]
        case .amount: texts["page.mark.amount"]
        case .timeLimit: texts["page.mark.time-limit"]
        }
    }
}
