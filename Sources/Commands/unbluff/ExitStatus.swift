internal import ScamVerdict

/// What the shell is told in the end. A script may rely on it, so nothing is changed here: what is unreadable outweighs a threat.
enum ExitStatus: Int32 {
    /// Also where a message only speaks about scams.
    case nothingToFear = 0
    /// At least one scam, or possibly real extortion.
    case threatFound = 1
    /// Something could not be read, or the arguments were wrong.
    case unreadable = 2

    mutating func note(_ other: ExitStatus) {
        if other.rawValue > rawValue { self = other }
    }

    init(_ outcome: Verdict.Outcome) {
        switch outcome {
        case .sextortionScam, .otherExtortionScam, .possiblyReal: self = .threatFound
        case .mentionsScam, .nothingFound: self = .nothingToFear
        }
    }
}
