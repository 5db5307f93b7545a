internal import Synchronization

/// A quarantine in memory, for tests of what stands on top of one.
public final class MemoryStore: QuarantineStore {
    private let letters: Mutex<[HeldLetter]>

    public init(_ letters: [HeldLetter] = []) { self.letters = Mutex(letters) }

    public func list(limit: Int) async throws(QuarantineProblem) -> QuarantineListing {
        let mails = letters.withLock { $0.map(\.mail) }.sorted { $0.arrived > $1.arrived }
        return QuarantineListing(mails: Array(mails.prefix(limit)), leftOut: max(0, mails.count - limit))
    }

    public func read(_ id: String) async throws(QuarantineProblem) -> HeldLetter {
        guard let letter = letters.withLock({ $0.first { $0.mail.id == id } }) else { throw .gone }
        return letter
    }

    public func release(_ id: String) async throws(QuarantineProblem) -> ReleasedMail {
        let letter = letters.withLock { letters in letters.firstIndex { $0.mail.id == id }.map { letters.remove(at: $0) } }
        guard let letter else { throw .gone }
        return ReleasedMail(mail: letter.mail)
    }
}
