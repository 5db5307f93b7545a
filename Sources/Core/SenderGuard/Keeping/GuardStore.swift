/// Where it is kept what has to outlast a restart. It is called from one thread at a time, and may block.
public protocol GuardStore: Sendable {
    /// All that is kept. Where there is nothing yet, a new key and nothing else.
    func read() throws -> GuardMemory
    /// In one transaction, and on disk when it returns.
    func write(_ changes: [GuardChange]) throws
    /// In place of those with the same kind and hash; need not be on disk when it returns.
    func write(_ counts: [SavedSender]) throws
    /// In place of those with the same hash; need not be on disk when it returns.
    func write(_ signs: [RememberedSign]) throws
    /// In place of all stops and open incidents, after something could not be written. On disk when it returns.
    func rewrite(stops: [Stop], incidents: [Incident]) throws
    /// Removes what nobody needs any more: signs, closed incidents and counts that are too old.
    func clean(at now: Int) throws
    /// What `unbluff guard lift` has asked for and nobody has done yet, in order.
    func liftRequests() throws -> [LiftRequest]
    /// Done: it is not asked for again.
    func finish(_ request: LiftRequest) throws
    /// Where it could not be opened before, tries it again now and then: what is kept there, once it could.
    func reopen(at now: Int) throws -> GuardMemory?
}

extension GuardStore {
    public func reopen(at now: Int) throws -> GuardMemory? { nil }
}

/// What a store gives back.
public struct GuardMemory: Sendable {
    /// Made once, and kept as long as what was hashed with it.
    public var key: HashKey
    public var state: GuardState
    public var signs: [RememberedSign]

    public init(key: HashKey, state: GuardState = GuardState(), signs: [RememberedSign] = []) {
        self.key = key
        self.state = state
        self.signs = signs
    }
}

/// An administrator's wish to end a sender's hold or block.
public struct LiftRequest: Sendable, Equatable, Identifiable {
    public let id: Int
    public let sender: SenderKey

    public init(id: Int, sender: SenderKey) {
        self.id = id
        self.sender = sender
    }
}
