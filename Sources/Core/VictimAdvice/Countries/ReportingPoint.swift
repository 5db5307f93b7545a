/// Somebody to turn to in a country, as `countries.txt` has it.
public struct ReportingPoint: Sendable {
    /// What somebody comes for, in the order in which a page shows it to a person whose case is not urgent.
    public enum Role: String, Sendable, CaseIterable {
        /// A mass-mailed threat can be forwarded or told here. Only for somebody to whom it was said that theirs is one: the names may say so (`ScamShield`).
        case reportBluff = "report-bluff"
        /// For real extortion, or when money was lost.
        case police
        /// For pictures that are, or may get, on the net.
        case intimateImages = "intimate-images"
        /// For somebody under 18.
        case minors
        /// Somebody to talk to.
        case helpline
        /// Life is in danger.
        case emergency
    }

    /// What has to be known before one calls; the words are texts.
    public enum Note: String, Sendable, CaseIterable {
        case under18 = "under-18"
        case over18 = "over-18"
        /// Day and night, every day.
        case alwaysOpen = "always-open"
        /// An emergency number that the police answers, where there is no number for all.
        case police
        case ambulance
    }

    public let role: Role
    /// As it is called there; empty for an emergency number.
    public let name: String
    /// At least one, the best first.
    public let contacts: [Contact]
    /// Languages that are spoken there (ISO 639-1); empty where that is not known.
    public let languages: [String]
    public let notes: [Note]
    /// The page that says all this.
    public let source: String
    /// The day when somebody last read `source`.
    public let checked: CalendarDate
    /// Whether what was read was a stored copy of `source`, which may be older than that day.
    public let isFromCopy: Bool
}
