// What follows from an excess: warnings, holds, blocks, and the incident they belong to.
extension SenderGuard {
    /// A mail of somebody who is held or blocked; nil where that is over.
    mutating func tryAgain(_ sender: SenderKey, _ mail: OutgoingMail, at now: Int) -> GuardDecision? {
        guard var active = stops[sender] else { return nil }
        // The clock went back: it lasts no longer than it was meant to.
        if now < active.stop.since {
            active.stop.until = now + (active.stop.until - active.stop.since)
            active.stop.since = now
        }
        guard active.stop.until > now else {
            expire(sender, at: now)
            return nil
        }
        if mail.isToContact, active.calls < Self.mostCalls {
            if !mail.isCounted { active.calls += 1 }
            stops[sender] = active
            return .pass
        }
        if !mail.isCounted { active.tries += 1 }
        stops[sender] = active
        update(sender, at: now) { $0.see(mail, beside: sender, at: now, stopped: true) }
        guard let incident = open[sender]?.incident else { return nil }
        // An address may be a mail server, which hands in all that waits as soon as it is let.
        if sender.kind == .account, active.stop.kind == .hold, active.tries > settings.mostTries { return stop(sender, .block, incident, at: now) }
        return decision(active.stop, incident, at: now)
    }

    mutating func act(on excess: Excess, _ sender: SenderKey, _ mail: OutgoingMail, at now: Int) -> GuardDecision {
        let found = incident(of: sender, excess, at: now)
        let holds = excess.level == .hold && found.holds >= settings.mostHolds ? Incident.Level.block : excess.level
        let slot = self[table: sender.kind].slot(hash(sender))
        if let slot { self[table: sender.kind].taint(slot) }
        let sum = slot.map { slot in
            let table = self[table: sender.kind]
            return (table.records[slot].messagesADay, table.recipientsADay(slot), table.records[slot].rejectedAnHour)
        }
        update(sender, at: now) { incident in
            incident.excess = excess.what
            if let sum { (incident.messages, incident.recipients, incident.rejectedRecipients) = sum }
            incident.see(mail, beside: sender, at: now, stopped: holds != .warning)
        }
        guard let incident = open[sender]?.incident else { return .pass }
        switch holds {
        case .warning: return .warn(incident)
        case .hold: return stop(sender, .hold, incident, at: now)
        case .block: return stop(sender, .block, incident, at: now)
        }
    }

    /// Mails of those who have an incident open.
    mutating func note(_ senders: some Sequence<SenderKey>, passed: Bool) {
        guard !open.isEmpty, passed else { return }
        for sender in senders { open[sender]?.incident.passed += 1 }
    }

    private mutating func stop(_ sender: SenderKey, _ kind: Stop.Kind, _ incident: Incident, at now: Int) -> GuardDecision {
        let seconds: Int
        switch kind {
        case .hold: seconds = settings.holdSeconds
        case .block: seconds = min(settings.longestBlockSeconds, settings.blockSeconds << min(incident.blocks, 16))
        }
        let stop = Stop(sender: sender, kind: kind, since: now, until: now + max(1, seconds), incident: incident.id)
        makeRoomForStop(at: now)
        stops[sender] = ActiveStop(stop: stop)
        update(sender, at: now, atOnce: true) { incident in
            incident.level = max(incident.level, kind == .hold ? .hold : .block)
            if kind == .hold { incident.holds += 1 } else { incident.blocks += 1 }
        }
        if settings.isEnforced { change(.stopped(stop)) }
        return decision(stop, open[sender]?.incident ?? incident, at: now)
    }

    private func decision(_ stop: Stop, _ incident: Incident, at now: Int) -> GuardDecision {
        switch stop.kind {
        case .hold: .tempfail(incident, retryAfter: max(1, stop.until - now))
        case .block: .block(incident, until: stop.until)
        }
    }

    /// The open one, or a new one. The new one is told of when it is complete: by `update`.
    private mutating func incident(of sender: SenderKey, _ excess: Excess, at now: Int) -> Incident {
        if let known = open[sender] {
            if now - known.incident.lastSeen <= settings.incidentSeconds { return known.incident }
            open[sender] = nil
            change(.closed(known.incident))
        }
        makeRoomForIncident()
        lastIncident += 1
        let incident = Incident(id: lastIncident, sender: sender, level: excess.level, excess: excess.what, opened: now)
        open[sender] = OpenIncident(incident: incident, written: .min)
        return incident
    }

    /// Changes an open incident; the store is told where it is new, where it must be, or a minute after the last time.
    private mutating func update(_ sender: SenderKey, at now: Int, atOnce: Bool = false, _ body: (inout Incident) -> Void) {
        guard var active = open[sender] else { return }
        body(&active.incident)
        if active.written == .min {
            active.written = now
            change(.opened(active.incident))
        } else if atOnce || now < active.written || now - active.written >= Self.updateSeconds {
            active.written = now
            change(.updated(active.incident))
        }
        open[sender] = active
    }

    private mutating func makeRoomForStop(at now: Int) {
        guard stops.count >= Self.mostStops, let first = stops.values.min(by: { $0.stop.until < $1.stop.until }) else { return }
        expire(first.stop.sender, at: now)
    }

    private mutating func makeRoomForIncident() {
        guard open.count >= Self.mostIncidents else { return }
        var oldest: OpenIncident?
        for active in open.values where stops[active.incident.sender] == nil {
            if oldest.map({ active.incident.lastSeen < $0.incident.lastSeen }) ?? true { oldest = active }
        }
        guard let oldest = oldest ?? open.values.first else { return }
        open[oldest.incident.sender] = nil
        change(.closed(oldest.incident))
    }
}

extension Incident {
    fileprivate mutating func see(_ mail: OutgoingMail, beside sender: SenderKey, at now: Int, stopped isStopped: Bool) {
        lastSeen = max(lastSeen, now)
        if isStopped, !mail.isCounted { stopped += 1 }
        if subject == nil { subject = mail.subject.map { String($0.prefix(Self.subjectLength)) } }
        guard others.count < Self.mostOthers else { return }
        let other = sender.kind == .account ? mail.client.map(SenderKey.client) : mail.account.map(SenderKey.account) ?? mail.senderDomain.map(SenderKey.domain)
        if let other, other != sender, !others.contains(other) { others.append(other) }
    }
}
