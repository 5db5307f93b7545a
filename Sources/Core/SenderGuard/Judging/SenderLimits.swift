/// Numbers of one measure in one window above which something happens; nil for never.
public struct Bound: Sendable, Equatable {
    /// Above it somebody is told once, and mail passes.
    public var warn: Int?
    /// Above it mail is put off.
    public var hold: Int?
    /// Above it mail is rejected.
    public var block: Int?

    public init(warn: Int? = nil, hold: Int? = nil, block: Int? = nil) {
        self.warn = warn
        self.hold = hold
        self.block = block
    }

    public static let none = Bound()
}

/// What is counted.
public enum Measure: String, Sendable, CaseIterable {
    case messages, recipients
    case rejectedRecipients = "rejected-recipients"
    /// Mails with the most frequent body.
    case sameBodies = "same-bodies"
    /// Mails with a scam verdict.
    case scams
}

public enum Window: String, Sendable, CaseIterable {
    case minute, hour, day
}

/// All bounds of one kind of sender.
public struct SenderLimits: Sendable, Equatable {
    public var messagesAMinute = Bound.none
    public var messagesAnHour = Bound.none
    public var messagesADay = Bound.none
    /// Distinct ones.
    public var recipientsAnHour = Bound.none
    public var recipientsADay = Bound.none
    public var rejectedAnHour = Bound.none
    public var sameBodiesAnHour = Bound.none
    public var scamsAnHour = Bound.none
    /// How the hour's messages are held against what is normal for the sender.
    public var normal: NormalBound?

    /// With a level known on so many days, `warn` and `hold` of the hour's messages rise to so many times the level, but not above `block`.
    public struct NormalBound: Sendable, Equatable {
        public var warn: Double
        /// Nil for never put off for it.
        public var hold: Double?
        /// Days on which mail was sent before the level counts.
        public var days: Int
        /// Never below it.
        public var least: Int

        public init(warn: Double, hold: Double?, days: Int, least: Int) {
            self.warn = warn
            self.hold = hold
            self.days = days
            self.least = least
        }
    }

    public init() {}

    /// One person, or a program with a login of its own.
    public static let account = {
        var limits = SenderLimits()
        // 30,000 an hour are 8 a second: held after 5 s. A person who was offline sends a dozen at once.
        limits.messagesAMinute = Bound(hold: 40, block: 120)
        // 300 an hour are held after 36 minutes. A help desk that acknowledges 50 requests of a Monday morning stays below.
        limits.messagesAnHour = Bound(warn: 140, hold: 180, block: 400)
        limits.messagesADay = Bound(warn: 1_000, hold: 2_000, block: 5_000)
        limits.recipientsAnHour = Bound(warn: 600, hold: 1_200, block: 3_000)
        limits.recipientsADay = Bound(warn: 2_000, hold: 4_000, block: 10_000)
        limits.rejectedAnHour = Bound(warn: 30, hold: 60, block: 120)
        limits.sameBodiesAnHour = Bound(warn: 100, hold: 150, block: 300)
        // Each is rejected anyway, and who is frightened presses Send more than once.
        limits.scamsAnHour = Bound(warn: 3, block: 20)
        limits.normal = NormalBound(warn: 3, hold: 5, days: 3, least: 100)
        return limits
    }()

    /// An address that sends without a login, or from outside with several.
    public static let client = {
        var limits = SenderLimits()
        limits.messagesAMinute = Bound(hold: 120, block: 400)
        limits.messagesAnHour = Bound(warn: 800, hold: 1_200, block: 5_000)
        limits.messagesADay = Bound(warn: 8_000, hold: 12_000, block: 40_000)
        limits.recipientsAnHour = Bound(warn: 3_000, hold: 5_000, block: 15_000)
        limits.rejectedAnHour = Bound(warn: 100, hold: 300, block: 600)
        limits.sameBodiesAnHour = Bound(warn: 300, hold: 600, block: 1_500)
        // Each is rejected anyway, and not by a fault of the others: what stands there may hand on what came in.
        limits.scamsAnHour = Bound(warn: 5)
        limits.normal = NormalBound(warn: 3, hold: 5, days: 3, least: 800)
        return limits
    }()

    /// Whoever sends chooses it, and a site's own has all people: only noticed, and only against what is normal for it.
    public static let domain = {
        var limits = SenderLimits()
        limits.normal = NormalBound(warn: 5, hold: nil, days: 5, least: 2_000)
        return limits
    }()

    /// Far above any newsletter's pace, but not without bounds: these accounts are stolen, too.
    public static let newsletter = {
        var limits = SenderLimits()
        limits.messagesAMinute = Bound(hold: 3_000, block: 10_000)
        limits.messagesAnHour = Bound(warn: 20_000, hold: 30_000, block: 100_000)
        limits.rejectedAnHour = Bound(warn: 2_000, hold: 5_000)
        limits.scamsAnHour = Bound(warn: 3)
        return limits
    }()
}
