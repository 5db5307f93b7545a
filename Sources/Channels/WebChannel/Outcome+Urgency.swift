internal import ScamVerdict

extension Verdict.Outcome {
    /// In which order a person should look at messages, the smallest first: what may be real is the worst of all. What could not be looked at stands before the last.
    var urgency: Int {
        switch self {
        case .possiblyReal: 0
        case .sextortionScam: 1
        case .otherExtortionScam: 2
        case .mentionsScam: 3
        case .nothingFound: Self.unreadUrgency + 1
        }
    }

    static let unreadUrgency = 4
}
