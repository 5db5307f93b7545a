internal import Examination
internal import ModelTraining
internal import ScamVerdict

extension Evaluation {
    /// For a terminal.
    var text: String {
        var lines = ["\(grouped(judged.count)) messages, model \(model)", ""]
        lines += confusion + [""]
        lines.append("precision of a scam verdict  \(Self.text(precision))")
        let macro = macroRecall
        if !macro.shares.isEmpty {
            lines.append("recall by \(grouping.rawValue), macro  \(Self.percent(macro.value)) (\(Self.text(macro.interval))), \(macro.shares.count) groups")
        }
        lines.append("expected calibration error  \(Page.decimals(reliability.expectedCalibrationError, 4))")
        lines.append("examined in  \(Page.decimals(millisecondsPerMail, 3)) ms CPU a message")
        lines += ["", "by \(grouping.rawValue)"] + groups.map { "  \(Self.padded($0.name, 24))\(Self.text($0.share))" }
        if grouping != .language, languages.count > 1 {
            lines += ["", "by language             scams found               others right"]
            lines += languages.map { "  \(Self.padded($0.name, 22))\(Self.padded(Self.text($0.scams), 26))\(Self.text($0.others))" }
        }
        lines += list("real victims told that it is a bluff", dismissed) + list("false alarms", falseAlarms) + list("missed scams", missed)
        lines += list("other mistakes", judged.filter { !$0.isRight && !$0.label.isScam && !$0.isFalseAlarm })
        return lines.joined(separator: "\n")
    }

    private var confusion: [String] {
        let outcomes = Verdict.Outcome.allCases
        let head = Self.padded("class", 24) + outcomes.map { Self.padded($0.rawValue, 22) }.joined() + "right"
        return [head]
            + labels.map { label in
                Self.padded(label.rawValue, 24) + outcomes.map { Self.padded(String(count(label, $0)), 22) }.joined() + Self.text(recall(label))
            }
    }

    private func list(_ title: String, _ cases: [Judged]) -> [String] {
        guard !cases.isEmpty else { return ["", "\(title): none"] }
        return ["", "\(title): \(cases.count)"]
            + cases.map { judged in
                let reasons = judged.mail.file.verdict.reasons.prefix(6).map { "\($0.name) \(Page.decimals($0.weight, 1))" }.joined(separator: ", ")
                return "  \(SafeText.name(judged.mail.name))  \(judged.outcome.rawValue) \(Page.decimals(judged.probability, 2))  \(reasons)"
            }
    }

    static func text(_ share: Share) -> String { "\(share.hits)/\(share.count) \(percent(share.value)) (\(text(share.interval)))" }

    static func text(_ interval: ClosedRange<Double>) -> String { "\(percent(interval.lowerBound))–\(percent(interval.upperBound))" }

    static func percent(_ share: Double) -> String { Page.decimals(share * 100, 1) + " %" }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
}
