#if server
    internal import FoundationEssentials
    internal import GuardDatabase
    internal import SenderGuard

    /// One sender's trouble: a hold or block in force, an incident, or both.
    struct GuardEntry {
        var sender: SenderKey
        var stop: Stop?
        var kept: KeptIncident?

        var incident: Incident? { kept?.incident }

        /// Those who are stopped first, by the time it ends; then open incidents, then closed ones, the newest first.
        static func all(stops: [Stop], incidents: [KeptIncident]) -> [GuardEntry] {
            let byNumber = Dictionary(incidents.map { ($0.incident.id, $0) }) { first, _ in first }
            let stopped = stops.map { GuardEntry(sender: $0.sender, stop: $0, kept: byNumber[$0.incident]) }
            let told = Set(stopped.compactMap { $0.kept?.incident.id })
            let others = incidents.filter { !told.contains($0.incident.id) }.map { GuardEntry(sender: $0.incident.sender, kept: $0) }
            return stopped + others.filter { $0.kept?.isOpen == true } + others.filter { $0.kept?.isOpen == false }
        }
    }

    /// A line of `--json`: docs/sender-guard.md. It is only ever added to.
    struct GuardRecord: Encodable {
        let entry: GuardEntry
        /// With `show` only.
        var rates: SenderRates?
        var hasRates = false

        private enum Key: String, CodingKey {
            case sender, state, since, until, incident, level, measure, window, count, bound, opened, lastSeen, passed, stopped, messages, recipients
            case rejectedRecipients, others, subject, holds, blocks, lifted, lift, rates
            case messagesAMinute, messagesAnHour, messagesADay, recipientsAnHour, recipientsADay, rejectedAnHour, sameBodiesAnHour, scamsAnHour
            case normalLevel, activeDays
        }

        private var state: String {
            if let stop = entry.stop { return stop.kind.rawValue }
            return entry.kept.map { $0.isOpen ? "open" : "closed" } ?? "none"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            let incident = entry.incident
            try container.encode(entry.sender.text, forKey: .sender)
            try container.encode(state, forKey: .state)
            try container.encode(entry.stop.map { Self.date($0.since) }, forKey: .since)
            try container.encode(entry.stop.map { Self.date($0.until) }, forKey: .until)
            try container.encode(incident?.id, forKey: .incident)
            try container.encode(incident?.level.rawValue, forKey: .level)
            try container.encode(incident?.excess.measure.rawValue, forKey: .measure)
            try container.encode(incident?.excess.window.rawValue, forKey: .window)
            try container.encode(incident?.excess.count, forKey: .count)
            try container.encode(incident?.excess.bound, forKey: .bound)
            try container.encode(incident.map { Self.date($0.opened) }, forKey: .opened)
            try container.encode(incident.map { Self.date($0.lastSeen) }, forKey: .lastSeen)
            try container.encode(incident?.passed, forKey: .passed)
            try container.encode(incident?.stopped, forKey: .stopped)
            try container.encode(incident?.messages, forKey: .messages)
            try container.encode(incident?.recipients, forKey: .recipients)
            try container.encode(incident?.rejectedRecipients, forKey: .rejectedRecipients)
            try container.encode(incident?.others.map(\.text), forKey: .others)
            try container.encode(incident?.subject, forKey: .subject)
            try container.encode(incident?.holds, forKey: .holds)
            try container.encode(incident?.blocks, forKey: .blocks)
            try container.encode(incident?.isLifted, forKey: .lifted)
            try container.encode("unbluff guard lift \(entry.sender.shellWord)", forKey: .lift)
            guard hasRates else { return }
            guard let rates else { return try container.encodeNil(forKey: .rates) }
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .rates)
            try inner.encode(Self.date(rates.lastSeen), forKey: .lastSeen)
            try inner.encode(rates.messagesAMinute, forKey: .messagesAMinute)
            try inner.encode(rates.messagesAnHour, forKey: .messagesAnHour)
            try inner.encode(rates.messagesADay, forKey: .messagesADay)
            try inner.encode(rates.recipientsAnHour, forKey: .recipientsAnHour)
            try inner.encode(rates.recipientsADay, forKey: .recipientsADay)
            try inner.encode(rates.rejectedAnHour, forKey: .rejectedAnHour)
            try inner.encode(rates.sameBodiesAnHour, forKey: .sameBodiesAnHour)
            try inner.encode(rates.scamsAnHour, forKey: .scamsAnHour)
            try inner.encode(rates.normalLevel, forKey: .normalLevel)
            try inner.encode(rates.activeDays, forKey: .activeDays)
        }

        /// With its line end.
        var line: [UInt8] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return ((try? encoder.encode(self)).map { SafeText.json($0) } ?? []) + [0x0A]
        }

        private static func date(_ seconds: Int) -> String { Date(timeIntervalSince1970: Double(seconds)).ISO8601Format() }
    }
#endif
