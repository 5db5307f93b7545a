// What goes to the store and comes from it.
extension SenderGuard {
    /// Counts that have changed since they were taken last, at most so many: to be called every minute until there are none.
    public mutating func drainCounts(most: Int) -> [SavedSender] {
        var saved: [SavedSender] = []
        for kind in SenderKey.Kind.allCases where saved.count < most {
            saved += self[table: kind].takeChanged(most: most - saved.count).map { savedSender(kind, $0) }
        }
        return saved
    }

    /// How many `drainCounts` has left.
    public var changedCounts: Int { accounts.changedCount + clients.changedCount + domains.changedCount }

    /// Everything at once. A store does better with `drainChanges` and `drainCounts`.
    public func state() -> GuardState {
        let senders = SenderKey.Kind.allCases.flatMap { kind in
            (0..<self[table: kind].count).map { savedSender(kind, self[table: kind].saved($0)) }
        }
        return GuardState(
            senders: senders, stops: stops.values.map(\.stop).sorted { ($0.incident, $0.since) < ($1.incident, $1.since) },
            incidents: incidents.reversed(), lastIncident: lastIncident)
    }

    mutating func restore(_ state: GuardState, at now: Int) {
        let now = GuardClock.bounded(now)
        // Counts were made by a clock that may have been ahead of the machine's: it goes on from there.
        if let last = state.senders.lazy.map(\.lastSeen).max(), last > now, last - now <= Self.longestAhead { _ = clock.advance(to: last) }
        let time = clock.advance(to: now)
        for sender in state.senders {
            // Seen long after now: it was wrong.
            let last = UInt32(min(max(sender.lastSeen, 0), Int(time)))
            self[table: sender.kind].restore(sender.hash, last: last, savedAt: last, bytes: sender.bytes, now: time)
        }
        lastIncident = max(lastIncident, state.incidents.map(\.id).max() ?? 0, state.stops.map(\.incident).max() ?? 0)
        for incident in state.incidents where !incident.isLifted && now - GuardClock.bounded(incident.lastSeen) <= settings.incidentSeconds {
            open[incident.sender] = OpenIncident(incident: incident, written: now)
        }
        // As `expire` does, for those that ended while nobody looked.
        for stop in state.stops where stop.until <= now && stop.kind == .block {
            if let slot = self[table: stop.sender.kind].slot(hash(stop.sender)) { self[table: stop.sender.kind].forget(slot) }
        }
        for stop in state.stops where stop.until > now {
            var stop = stop
            (stop.since, stop.until) = (GuardClock.bounded(stop.since), GuardClock.bounded(stop.until))
            stops[stop.sender] = ActiveStop(stop: stop)
            // An incident that was lost leaves its stop in force.
            guard open[stop.sender] == nil else { continue }
            let excess = Incident.Excess(measure: .messages, window: .hour, count: 0, bound: 0)
            let incident = Incident(id: stop.incident, sender: stop.sender, level: stop.kind == .hold ? .hold : .block, excess: excess, opened: stop.since)
            open[stop.sender] = OpenIncident(incident: incident, written: now)
        }
    }

    /// Seconds; what is further ahead is no clock that was set back a little.
    private static let longestAhead = 86_400

    private func savedSender(_ kind: SenderKey.Kind, _ saved: (hash: UInt64, last: UInt32, bytes: [UInt8])) -> SavedSender {
        SavedSender(kind: kind, hash: saved.hash, lastSeen: Int(saved.last), bytes: saved.bytes)
    }
}
