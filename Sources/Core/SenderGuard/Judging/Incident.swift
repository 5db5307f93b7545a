/// One sender's trouble from its first sign to a day without any: what an administrator needs to act.
public struct Incident: Sendable, Equatable, Identifiable {
    public enum Level: String, Sendable, CaseIterable, Comparable {
        case warning, hold, block

        public static func < (one: Level, other: Level) -> Bool { one.order < other.order }

        private var order: Int { self == .warning ? 0 : self == .hold ? 1 : 2 }
    }

    /// What was too much.
    public struct Excess: Sendable, Equatable {
        public var measure: Measure
        public var window: Window
        public var count: Int
        public var bound: Int

        public init(measure: Measure, window: Window, count: Int, bound: Int) {
            self.measure = measure
            self.window = window
            self.count = count
            self.bound = bound
        }
    }

    /// Counts up, also over restarts.
    public let id: Int
    public let sender: SenderKey
    /// Its highest so far.
    public var level: Level
    /// The last that was noticed.
    public var excess: Excess
    /// Seconds since 1970, as all times here.
    public let opened: Int
    public var lastSeen: Int
    /// Mails that were let through in the hour before it opened, and since.
    public var passed = 0
    /// Mails that were put off or rejected.
    public var stopped = 0
    /// Of the day when it was last noticed, `rejectedRecipients` of the hour; `recipients` with the error of `DistinctCount`.
    public var messages = 0
    public var recipients = 0
    public var rejectedRecipients = 0
    /// The addresses (or, for an address, the accounts) that were seen, at most `mostOthers`.
    public var others: [SenderKey] = []
    /// The first subject seen.
    public var subject: String?
    public var holds = 0
    public var blocks = 0
    public var isLifted = false

    public static let mostOthers = 8
    /// Characters of a subject that are kept.
    public static let subjectLength = 120

    /// The command that ends it.
    public var liftCommand: String { "unbluff guard lift \(sender.shellWord)" }
    /// The command that tells all of it.
    public var showCommand: String { "unbluff guard show \(sender.shellWord)" }

    public init(id: Int, sender: SenderKey, level: Level, excess: Excess, opened: Int) {
        self.id = id
        self.sender = sender
        self.level = level
        self.excess = excess
        self.opened = opened
        lastSeen = opened
    }
}

/// A hold or block in force.
public struct Stop: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case hold, block
    }

    public var sender: SenderKey
    public var kind: Kind
    public var since: Int
    public var until: Int
    /// `Incident.id`.
    public var incident: Int

    public init(sender: SenderKey, kind: Kind, since: Int, until: Int, incident: Int) {
        self.sender = sender
        self.kind = kind
        self.since = since
        self.until = until
        self.incident = incident
    }
}
