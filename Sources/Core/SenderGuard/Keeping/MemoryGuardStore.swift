internal import Synchronization

/// Keeps nothing beyond the process: for tests, and where there is no other.
public final class MemoryGuardStore: GuardStore {
    fileprivate struct Kept {
        var senders: [UInt64: SavedSender] = [:]
        var stops: [SenderKey: Stop] = [:]
        var incidents: [Int: Incident] = [:]
        var signs: [UInt64: RememberedSign] = [:]
        var requests: [LiftRequest] = []
        var lastIncident = 0
    }

    private let key: HashKey
    private let kept = Mutex(Kept())

    public init() {
        var random = SystemRandomNumberGenerator()
        key = HashKey(bytes: (0..<HashKey.byteCount).map { _ in .random(in: 0 ... .max, using: &random) })!
    }

    public func read() -> GuardMemory {
        kept.withLock { kept in
            let state = GuardState(
                senders: Array(kept.senders.values), stops: kept.stops.values.sorted { $0.incident < $1.incident },
                incidents: kept.incidents.values.sorted { $0.id < $1.id }, lastIncident: kept.lastIncident)
            return GuardMemory(key: key, state: state, signs: Array(kept.signs.values))
        }
    }

    public func write(_ changes: [GuardChange]) {
        kept.withLock { kept in
            for change in changes {
                switch change {
                case .opened(let incident), .updated(let incident): kept.put(incident)
                case .closed(let incident): kept.incidents[incident.id] = nil
                case .stopped(let stop): kept.stops[stop.sender] = stop
                case .lifted(let sender, _), .expired(let sender, _): kept.stops[sender] = nil
                }
            }
        }
    }

    public func write(_ counts: [SavedSender]) { kept.withLock { kept in for sender in counts { kept.senders[sender.hash] = sender } } }
    public func write(_ signs: [RememberedSign]) { kept.withLock { kept in for sign in signs { kept.signs[sign.hash] = sign } } }

    public func rewrite(stops: [Stop], incidents: [Incident]) {
        kept.withLock { kept in
            kept.stops = Dictionary(stops.map { ($0.sender, $0) }) { $1 }
            kept.incidents = [:]
            for incident in incidents { kept.put(incident) }
        }
    }

    public func clean(at now: Int) {}
    public func liftRequests() -> [LiftRequest] { kept.withLock { $0.requests } }
    public func finish(_ request: LiftRequest) { kept.withLock { $0.requests.removeAll { $0 == request } } }

    /// As an administrator does.
    public func request(_ sender: SenderKey) { kept.withLock { $0.requests.append(LiftRequest(id: $0.requests.count + 1, sender: sender)) } }
}

extension MemoryGuardStore.Kept {
    fileprivate mutating func put(_ incident: Incident) {
        incidents[incident.id] = incident
        lastIncident = max(lastIncident, incident.id)
    }
}
