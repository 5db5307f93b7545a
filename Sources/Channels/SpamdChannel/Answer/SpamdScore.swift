internal import ChannelKit
internal import Glibc
internal import ScamVerdict

/// A probability on spamd's scale, in tenths of a point: spam from 5.0 on.
///
/// Log-odds, as rules' scores add up like them: 5.0 is even odds, and a point more or less is a factor of *e*.
struct SpamdScore: Sendable, Equatable {
    /// Fixed, as every client knows it so.
    static let threshold = SpamdScore(tenths: 50)
    /// No verdict is surer than this: clients reject at 15 where they reject at all.
    private static let most = 150
    /// What is not a scam must not come near the threshold's other side, whatever its probability.
    private static let mostOfNothing = 49
    /// A mail that may be real, or only speaks of such mail, must not be filed away, not even together with other rules.
    private static let spared = 1

    let tenths: Int

    init(tenths: Int) { self.tenths = tenths }

    init(_ opinion: Opinion) {
        guard case .success(let finding) = opinion.finding else {
            tenths = 0
            return
        }
        switch finding.outcome {
        case .sextortionScam, .otherExtortionScam: tenths = min(max(Self.tenths(finding.probability), Self.threshold.tenths), Self.most)
        case .possiblyReal, .mentionsScam: tenths = min(max(Self.tenths(finding.probability), 0), Self.spared)
        case .nothingFound: tenths = min(max(Self.tenths(finding.probability), 0), Self.mostOfNothing)
        }
    }

    var isSpam: Bool { tenths >= Self.threshold.tenths }

    /// One digit behind the point, as spamd writes it.
    var text: String { "\(tenths / 10).\(tenths % 10)" }

    private static func tenths(_ probability: Double) -> Int {
        // What is no probability has no odds.
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return most }
        let points = 5 + log(probability / (1 - probability))
        return Int((points * 10).rounded())
    }
}
