/// All that outlasts a restart, as plain values.
public struct GuardState: Sendable, Equatable {
    /// Counts and normal levels: those of the last minute may be lost.
    public var senders: [SavedSender]
    /// Neither these nor the incidents.
    public var stops: [Stop]
    public var incidents: [Incident]
    /// The highest `Incident.id` ever given.
    public var lastIncident: Int

    public init(senders: [SavedSender] = [], stops: [Stop] = [], incidents: [Incident] = [], lastIncident: Int = 0) {
        self.senders = senders
        self.stops = stops
        self.incidents = incidents
        self.lastIncident = lastIncident
    }
}

/// One sender's counts: a row of the store, whose key is `kind` and `hash`.
public struct SavedSender: Sendable, Equatable {
    public var kind: SenderKey.Kind
    /// With the `HashKey` it was counted under; useless with another.
    public var hash: UInt64
    /// When it last sent, by the guard's own clock, which never goes back.
    public var lastSeen: Int
    /// `SenderRecord`'s own form, with its version in front. Another version's is not read.
    public var bytes: [UInt8]

    public init(kind: SenderKey.Kind, hash: UInt64, lastSeen: Int, bytes: [UInt8]) {
        self.kind = kind
        self.hash = hash
        self.lastSeen = lastSeen
        self.bytes = bytes
    }
}

/// How much one sender sends.
public struct SenderRates: Sendable, Equatable {
    /// Nil where only its number is known.
    public var sender: SenderKey?
    public var kind: SenderKey.Kind
    public var lastSeen: Int
    public var messagesAMinute: Int
    public var messagesAnHour: Int
    public var messagesADay: Int
    public var recipientsAnHour: Int
    public var recipientsADay: Int
    public var rejectedAnHour: Int
    public var sameBodiesAnHour: Int
    public var scamsAnHour: Int
    /// Messages in the busiest hour of a normal day.
    public var normalLevel: Double
    public var activeDays: Int
    /// Messages of its day, at most, that may have been missed as it was pushed out before (the table's error, N/k).
    public var missedAtMost: Double
    public var stop: Stop?
    public var incident: Incident?
}
