internal import ChannelKit
internal import ScamVerdict

/// The text of REPORT: what it is and why, in the layout that readers of SpamAssassin's know. English, ASCII, and nothing from the mail.
///
/// Far below the 32,599 bytes that Exim keeps of it, also with a byte more for each line.
enum PlainReport {
    static func text(of opinion: Opinion) -> String {
        let score = SpamdScore(opinion)
        var text = """
            \(headline(of: opinion))

            Content analysis details:   (\(score.text) points, \(SpamdScore.threshold.text) required)

             pts rule name              description
            ---- ---------------------- --------------------------------------------------

            """
        for (index, name) in Symbols.names(of: opinion).enumerated() {
            // The verdict has all the points: reasons add up to them in another scale.
            text += row(points: index == 0 ? score.text : "0.0", name, index == 0 ? verdict(of: opinion) : words(of: name))
        }
        return text + "\n"
    }

    private static func row(points: String, _ name: String, _ description: String) -> String {
        "\(padded(points, to: 4, onLeft: true)) \(padded(name, to: 22)) \(description)\n"
    }

    private static func padded(_ text: String, to width: Int, onLeft: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.utf8.count))
        return onLeft ? padding + text : text + padding
    }

    /// `UNBLUFF_DEMANDS_PAYMENT` as `demands payment`.
    private static func words(of symbol: String) -> String { symbol.dropFirst("UNBLUFF_".count).lowercased().replacing("_", with: " ") }

    private static func headline(of opinion: Opinion) -> String {
        guard case .success(let finding) = opinion.finding else { return "unbluff has not examined this message." }
        return switch finding.outcome {
        case .sextortionScam:
            """
            unbluff has identified this message as a sextortion scam: its sender claims
            to have a video of the reader and asks for money, and almost certainly has
            nothing. Do not pay, do not answer.
            """
        case .otherExtortionScam:
            """
            unbluff has identified this message as an extortion scam: a threat that is
            sent to many people to get money out of them. Do not pay, do not answer.
            """
        case .possiblyReal:
            """
            unbluff has NOT identified this message as a scam: sender and recipient seem
            to know each other, and the threat may be real. Whoever got it should not be
            left alone with it. Do not pay; keep the messages, and talk to the police.
            """
        case .mentionsScam:
            """
            unbluff has NOT identified this message as a scam: it speaks of one.
            """
        case .nothingFound:
            """
            unbluff has found no sign of an extortion scam in this message. It looks for
            nothing else.
            """
        }
    }

    private static func verdict(of opinion: Opinion) -> String {
        switch opinion.finding {
        case .success(let finding):
            "\(finding.outcome.rawValue.replacing("-", with: " ")), probability \(percent(finding.probability)) %"
        case .failure(let problem): "not examined: \(problem.omission.rawValue)"
        }
    }

    /// Rounded down, so that nothing is said to be certain.
    private static func percent(_ probability: Double) -> Int { probability >= 0 && probability < 1 ? Int(probability * 100) : probability >= 1 ? 99 : 0 }
}
