// Where what is kept could not be read at the start.
extension GuardMemory {
    /// To begin with where nothing of what is kept is known: with a key of its own, and numbers of incidents above all that may be kept, as none is given twice.
    public static func unknown(at now: Int) -> GuardMemory {
        var memory = MemoryGuardStore().read()
        memory.state.lastIncident = max(0, now)
        return memory
    }

    /// What came to be before this could be read. Of two stops of a sender the one that ends later stays in force, and two incidents become the newer one.
    public mutating func add(stops: [Stop], incidents: [Incident]) {
        var open = Dictionary(state.incidents.map { ($0.sender, $0) }) { $1 }
        for var incident in incidents {
            if let kept = open[incident.sender] {
                incident.level = max(incident.level, kept.level)
                (incident.holds, incident.blocks) = (incident.holds + kept.holds, incident.blocks + kept.blocks)
            }
            open[incident.sender] = incident
        }
        var inForce = Dictionary(state.stops.map { ($0.sender, $0) }) { $1 }
        for stop in stops where stop.until > inForce[stop.sender]?.until ?? .min { inForce[stop.sender] = stop }
        for incident in open.values { inForce[incident.sender]?.incident = incident.id }
        state.incidents = open.values.sorted { $0.id < $1.id }
        state.stops = inForce.values.sorted { $0.incident < $1.incident }
        state.lastIncident = max(state.lastIncident, state.incidents.last?.id ?? 0)
    }
}
