import ChannelKit
import Examination
import ScamVerdict

@testable import SpamdChannel

extension Opinion {
    static func of(
        _ outcome: Verdict.Outcome, _ probability: Double, kind: Verdict.Kind? = nil, reasons: [String] = [], action: Action = Action()
    ) -> Opinion {
        Opinion(
            finding: .success(Finding(outcome: outcome, kind: kind, probability: probability, reasons: reasons, model: "test")), action: action)
    }

    static func unseen(_ omission: Omission = .time) -> Opinion { Opinion(finding: .failure(NotExamined(omission)), action: Action()) }

    static let scam = of(.sextortionScam, 0.9993, reasons: ["recorded-you", "demands-payment", "wording"])
    static let innocent = of(.nothingFound, 0.001, reasons: ["no-threat"])
}
