internal import ScamVerdict
internal import SenderIdentity

/// Whether outgoing mail looks like that of a sender of scams: counts it for each account, address and domain, and stops whoever sends too much.
///
/// Times are arguments, in seconds since 1970. One owner calls it under a lock, and writes what `drainChanges` gives before an answer goes out.
public struct SenderGuard: Sendable {
    /// Holds and blocks at most; beyond it the one that ends first is given up.
    public static let mostStops = 100_000
    /// Open incidents at most; beyond it the one that was longest without a sign is closed.
    public static let mostIncidents = 10_000
    /// During an incident that had a block, all bounds are divided by it: who was stopped has to show that it is over.
    static let probation = 4
    /// Mails in each hold or block that go to whoever is named in its words: to ask takes one or two.
    static let mostCalls = 5
    /// Seconds between two writes of an incident whose numbers only grow.
    static let updateSeconds = 60

    var settings: GuardSettings
    private let key: HashKey
    var accounts: SenderTable
    var clients: SenderTable
    var domains: SenderTable
    var clock = GuardClock()
    var stops: [SenderKey: ActiveStop] = [:]
    var open: [SenderKey: OpenIncident] = [:]
    var lastIncident: Int
    private var rules: [SenderKey: SenderLimits] = [:]
    private var changes: [GuardChange] = []
    private var nextSweep = 0

    struct ActiveStop {
        var stop: Stop
        /// Mails that were tried since it began.
        var tries = 0
        /// Mails to whoever can be asked, since it began.
        var calls = 0
    }

    struct OpenIncident {
        var incident: Incident
        /// When it was told to the store.
        var written: Int
    }

    /// - Parameter state: as `state()` or the store gave it, of the same `key`.
    public init(settings: GuardSettings, key: HashKey, state: GuardState = GuardState(), at now: Int) {
        self.settings = settings
        self.key = key
        accounts = SenderTable(capacity: settings.accounts, details: 4_096)
        clients = SenderTable(capacity: settings.clients, details: 2_048)
        domains = SenderTable(capacity: settings.domains, details: 512, quickDays: settings.domain.normal?.days ?? 0)
        lastIncident = state.lastIncident
        rules = Self.rules(settings)
        restore(state, at: now)
    }

    /// Settings that were read anew. The sizes of the tables stay.
    ///
    /// Whoever has a rule now is not stopped any more; and nobody is for what was only watched.
    public mutating func use(_ settings: GuardSettings, at now: Int) {
        let (before, wasEnforced) = (rules, self.settings.isEnforced)
        self.settings = settings
        rules = Self.rules(settings)
        for sender in Set(stops.keys).union(open.keys) where rules[sender] != nil && before[sender] == nil { lift(sender, at: now) }
        if settings.isEnforced, !wasEnforced { for sender in Array(stops.keys) { lift(sender, at: now) } }
    }

    private static func rules(_ settings: GuardSettings) -> [SenderKey: SenderLimits] {
        Dictionary(settings.allowed.map { ($0.sender, $0.limits) }, uniquingKeysWith: { first, _ in first })
    }

    /// Counts a mail and says what becomes of it.
    public mutating func judge(_ mail: OutgoingMail, at now: Int) -> GuardDecision {
        let now = GuardClock.bounded(now)
        let time = clock.advance(to: now)
        sweep(at: now)
        let counted = countedSenders(of: mail)
        if !stops.isEmpty {
            for sender in counted where stops[sender.key] != nil {
                if let decision = tryAgain(sender.key, mail, at: now) { return decision }
            }
        }
        let isScam = mail.verdict?.isScam == true && !mail.isReport
        var worst: (excess: Excess, sender: SenderKey)?
        for sender in counted {
            let slot = self[table: sender.key.kind].add(
                sender.key, sender.key.hash(key), mail, isScam: isScam, nearBits: settings.nearBits, at: time)
            let isOnProbation = open[sender.key].map { $0.incident.blocks > 0 } ?? false
            let excess = self[table: sender.key.kind].excess(slot, sender.limits, divisor: isOnProbation ? Self.probation : 1)
            if let excess, excess.level > (worst?.excess.level) { worst = (excess, sender.key) }
        }
        let decision = worst.map { act(on: $0.excess, $0.sender, mail, at: now) } ?? .pass
        let result = if isScam, decision.passes, let verdict = mail.verdict { GuardDecision.scam(verdict) } else { decision }
        note(counted.lazy.map(\.key), passed: result.passes && !mail.isCounted)
        return result
    }

    /// What has to be written, in order; each once.
    public mutating func drainChanges() -> [GuardChange] {
        defer { changes.removeAll(keepingCapacity: true) }
        return changes
    }

    /// Ends a sender's hold or block and its incident, and forgets its counts, but not what is normal for it.
    ///
    /// Whether there was anything to lift.
    @discardableResult
    public mutating func lift(_ sender: SenderKey, at now: Int) -> Bool {
        let now = GuardClock.bounded(now)
        let time = clock.advance(to: now)
        let hadStop = stops.removeValue(forKey: sender) != nil
        let closed = open.removeValue(forKey: sender)
        if let slot = self[table: sender.kind].slot(sender.hash(key)) {
            self[table: sender.kind].roll(slot, to: time)
            self[table: sender.kind].forget(slot)
        }
        guard hadStop || closed != nil else { return false }
        changes.append(.lifted(sender, at: now))
        if var incident = closed?.incident {
            incident.isLifted = true
            incident.lastSeen = max(incident.lastSeen, now)
            changes.append(.closed(incident))
        }
        return true
    }

    /// A sender's counts as of now; nil where nothing is known of it.
    public mutating func report(_ sender: SenderKey, at now: Int) -> SenderRates? {
        let time = clock.advance(to: now)
        guard let slot = self[table: sender.kind].slot(sender.hash(key)) else { return nil }
        let lastSeen = self[table: sender.kind].records[slot].last
        self[table: sender.kind].roll(slot, to: time)
        return rates(sender, sender.kind, slot, lastSeen: lastSeen)
    }

    /// The senders of a kind that send most, as far as they send much at all.
    public func busiest(_ kind: SenderKey.Kind, most: Int) -> [SenderRates] {
        self[table: kind].busiest().prefix(max(0, most)).map { slot in
            let record = self[table: kind].records[slot]
            return rates(self[table: kind].details[Int(record.detail)].sender, kind, slot, lastSeen: record.last)
        }
    }

    /// Open ones, the newest first.
    public var incidents: [Incident] { open.values.map(\.incident).sorted { $0.id > $1.id } }

    /// In force, by the time they end. None where it is only watched.
    public func stops(at now: Int) -> [Stop] {
        guard settings.isEnforced else { return [] }
        return stops.values.map(\.stop).filter { $0.until > now }.sorted { ($0.until, $0.sender.text) < ($1.until, $1.sender.text) }
    }

    public var incidentCount: Int { open.count }
    public func stopCount(_ kind: Stop.Kind, at now: Int) -> Int {
        settings.isEnforced ? stops.values.count { $0.stop.kind == kind && $0.stop.until > now } : 0
    }

    /// Senders in the tables.
    public func senderCount(_ kind: SenderKey.Kind) -> Int { self[table: kind].count }

    /// N/k: messages that may have been missed of a sender that was pushed out (`SenderRates.missedAtMost`), at most.
    public func errorBound(_ kind: SenderKey.Kind) -> Double { self[table: kind].errorBound }

    subscript(table kind: SenderKey.Kind) -> SenderTable {
        get {
            switch kind {
            case .account: accounts
            case .client: clients
            case .domain: domains
            }
        }
        _modify {
            switch kind {
            case .account: yield &accounts
            case .client: yield &clients
            case .domain: yield &domains
            }
        }
    }

    mutating func change(_ change: GuardChange) { changes.append(change) }

    func hash(_ sender: SenderKey) -> UInt64 { sender.hash(key) }

    private func rates(_ sender: SenderKey, _ kind: SenderKey.Kind, _ slot: Int, lastSeen: UInt32) -> SenderRates {
        let table = self[table: kind]
        let record = table.records[slot]
        return SenderRates(
            sender: sender, kind: kind, lastSeen: clock.machine(lastSeen), messagesAMinute: record.messagesAMinute, messagesAnHour: record.messagesAnHour,
            messagesADay: record.messagesADay, recipientsAnHour: table.recipientsAnHour(slot), recipientsADay: table.recipientsADay(slot),
            rejectedAnHour: record.rejectedAnHour, sameBodiesAnHour: table.sameBodiesAnHour(slot), scamsAnHour: table.scamsAnHour(slot),
            normalLevel: Double(record.normal.level), activeDays: Int(record.normal.activeDays), missedAtMost: table.missedAtMost(slot),
            stop: stops[sender]?.stop, incident: open[sender]?.incident)
    }

    /// Ends what is over, once a minute.
    private mutating func sweep(at now: Int) {
        guard now >= nextSweep || nextSweep - now > 60 else { return }
        nextSweep = now + 60
        for (sender, active) in stops where active.stop.until <= now { expire(sender, at: now) }
        for (sender, active) in open where stops[sender] == nil && now - active.incident.lastSeen > settings.incidentSeconds {
            open[sender] = nil
            change(.closed(active.incident))
        }
    }

    mutating func expire(_ sender: SenderKey, at now: Int) {
        guard let active = stops.removeValue(forKey: sender) else { return }
        change(.expired(sender, at: now))
        // What led to a block is done with; under probation it begins anew.
        if active.stop.kind == .block, let slot = self[table: sender.kind].slot(sender.hash(key)) { self[table: sender.kind].forget(slot) }
    }

    // MARK: Who is counted

    struct Counted {
        let key: SenderKey
        let limits: SenderLimits
    }

    /// At most one of each kind; see `AllowRule` for who is left out.
    func countedSenders(of mail: OutgoingMail) -> [Counted] {
        var counted: [Counted] = []
        counted.reserveCapacity(3)
        let account = mail.account.flatMap { $0.isEmpty ? nil : SenderKey.account($0) }
        if let account {
            let rule = rules[account]
            counted.append(Counted(key: account, limits: rule ?? settings.account))
            if rule != nil { return counted }
        }
        let domain = mail.senderDomain.flatMap { $0.isEmpty ? nil : SenderKey.domain($0) }
        let domainRule = domain.flatMap { rules[$0] }
        let isOurs = account == nil && mail.client.map(isLocal) == true
        if let client = mail.client {
            let sender = SenderKey.client(client)
            let isLocal = isLocal(client)
            let rule = account == nil || !isLocal ? rules[sender] : nil
            if let rule, account == nil {
                counted.append(Counted(key: sender, limits: rule))
                return counted
            }
            if account == nil ? !(isOurs && domainRule != nil) : !isLocal {
                counted.append(Counted(key: sender, limits: rule ?? settings.client))
            }
        }
        guard let domain else { return counted }
        if let domainRule {
            // A rule has bounds at which it stops, and anybody can write the domain: it is for those only whom it lets send more.
            if isOurs { counted.append(Counted(key: domain, limits: domainRule)) }
        } else {
            counted.append(Counted(key: domain, limits: settings.domain))
        }
        return counted
    }

    /// This machine is local to itself.
    private func isLocal(_ client: IPAddress) -> Bool {
        if client.bytes.count == 4 ? client.bytes[0] == 127 : client.bytes == Self.loopback { return true }
        return settings.localNetworks.contains { $0.contains(client) }
    }

    private static let loopback: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]
}
