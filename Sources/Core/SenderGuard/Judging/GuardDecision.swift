public import ScamVerdict

/// What becomes of one outgoing mail.
public enum GuardDecision: Sendable, Equatable {
    case pass
    /// It passes, and its sender is noticed.
    case warn(Incident)
    /// Put off: 450, to be tried again after so many seconds.
    case tempfail(Incident, retryAfter: Int)
    /// Rejected until then.
    case block(Incident, until: Int)
    /// Rejected for what it says.
    case scam(Verdict.Outcome)

    public var passes: Bool {
        switch self {
        case .pass, .warn: true
        case .tempfail, .block, .scam: false
        }
    }
}

/// What the store writes. Those of one mail have to be written before its answer goes out (`isUrgent`), so that no crash loses them.
public enum GuardChange: Sendable, Equatable {
    /// A new incident: the one for which somebody is told.
    case opened(Incident)
    /// Its newest state; told to nobody.
    case updated(Incident)
    /// In force from now, in place of any other of the same sender.
    case stopped(Stop)
    /// No longer in force, by somebody's command.
    case lifted(SenderKey, at: Int)
    /// No longer in force, as its time is over.
    case expired(SenderKey, at: Int)
    /// Over: a day without any sign.
    case closed(Incident)

    public var isUrgent: Bool {
        switch self {
        case .opened, .stopped, .lifted: true
        case .updated, .expired, .closed: false
        }
    }
}
