internal import Synchronization

/// Bytes of bodies by the address that they come from: one that sends much at a time leaves room for others.
///
/// Memory is bounded by that of the bodies: an address is here as long as it has one.
final class BodyShares: Sendable {
    private let held = Mutex<[UInt64: Int]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    /// Whether `client` may have `count` bytes more of a body that has `before`: up to its share, and any number if it is its only body. Who takes gives back.
    func take(_ count: Int, before: Int, for client: UInt64) -> Bool {
        held.withLock { held in
            let now = held[client] ?? 0
            guard now + count <= most || now == before else { return false }
            held[client] = now + count
            return true
        }
    }

    func giveBack(_ count: Int, of client: UInt64) {
        held.withLock { held in
            let rest = (held[client] ?? 0) - count
            held[client] = rest > 0 ? rest : nil
        }
    }

    var addresses: Int { held.withLock { $0.count } }
}
