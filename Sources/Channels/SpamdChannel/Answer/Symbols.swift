internal import ChannelKit
internal import ScamVerdict

/// What was found, in the form of names of SpamAssassin's rules: `UNBLUFF_SEXTORTION_SCAM`.
enum Symbols {
    /// Reasons are a closed list of some eighty; the heaviest of them tell enough, and an answer stays short.
    private static let mostReasons = 32

    /// The verdict's name, the kind's where there is one, and the reasons' from the heaviest. Of a mail without a finding only the verdict's.
    static func names(of opinion: Opinion) -> [String] {
        guard case .success(let finding) = opinion.finding else { return ["UNBLUFF_NOT_EXAMINED"] }
        var names = [name(finding.outcome.rawValue)]
        guard finding.outcome != .nothingFound else { return names }
        for name in (finding.kind.map { [$0.rawValue] } ?? []) + finding.reasons.prefix(mostReasons) {
            let symbol = Self.name(name)
            if !names.contains(symbol) { names.append(symbol) }
        }
        return names
    }

    /// Upper case, and an underscore for whatever is no letter or digit: in a list that commas part nothing else may stand.
    static func name(_ reason: String) -> String {
        "UNBLUFF_" + String(decoding: reason.uppercased().utf8.map { $0.isDigit || $0 &- 0x41 < 26 ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }
}
