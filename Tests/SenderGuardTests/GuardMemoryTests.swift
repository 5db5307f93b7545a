import SenderGuard
import Testing

@Suite struct GuardMemoryTests {
    private static let (anna, ben, carl) = (SenderKey.account("anna@example.org"), SenderKey.account("ben@example.org"), SenderKey.account("carl@example.org"))

    private static func incident(_ id: Int, _ sender: SenderKey, holds: Int) -> Incident {
        let excess = Incident.Excess(measure: .messages, window: .hour, count: 200, bound: 180)
        var incident = Incident(id: id, sender: sender, level: holds > 1 ? .block : .hold, excess: excess, opened: 100)
        incident.holds = holds
        return incident
    }

    private static func stop(_ sender: SenderKey, until: Int, incident: Int) -> Stop {
        Stop(sender: sender, kind: .hold, since: 100, until: until, incident: incident)
    }

    @Test func whatCameMeanwhileIsAdded() {
        var memory = GuardMemory.unknown(at: 1_000)
        #expect(memory.state == GuardState(lastIncident: 1_000))
        memory.state = GuardState(
            stops: [Self.stop(Self.anna, until: 500, incident: 1), Self.stop(Self.ben, until: 300, incident: 2)],
            incidents: [Self.incident(1, Self.anna, holds: 2), Self.incident(2, Self.ben, holds: 1)], lastIncident: 7)
        memory.add(
            stops: [Self.stop(Self.anna, until: 400, incident: 1_001), Self.stop(Self.carl, until: 450, incident: 1_002)],
            incidents: [Self.incident(1_002, Self.carl, holds: 1), Self.incident(1_001, Self.anna, holds: 1)])
        #expect(
            memory.state.incidents == [
                Self.incident(2, Self.ben, holds: 1), Self.incident(1_001, Self.anna, holds: 3), Self.incident(1_002, Self.carl, holds: 1),
            ])
        #expect(
            memory.state.stops == [
                Self.stop(Self.ben, until: 300, incident: 2), Self.stop(Self.anna, until: 500, incident: 1_001),
                Self.stop(Self.carl, until: 450, incident: 1_002),
            ])
        #expect(memory.state.lastIncident == 1_002)
    }
}
