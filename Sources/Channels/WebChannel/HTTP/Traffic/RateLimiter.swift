internal import NIOCore
internal import Synchronization

/// How many messages an address may bring: a token bucket each, written as the time at which it will be full again (the generic cell rate algorithm).
///
/// Memory is bounded: addresses are kept in two generations, and when the younger is full the older goes, the addresses of which are as new again.
final class RateLimiter: Sendable {
    /// Addresses in a generation; both take 3 MB.
    static let mostAddresses = 1 << 16
    /// The part of a minute's messages that may come at once: a class of a school has one address, and each step on the page counts, too.
    static func burst(perMinute: Int) -> Int { max(5, perMinute / 2) }

    private struct Generations {
        var young: [UInt64: Int64] = [:]
        var old: [UInt64: Int64] = [:]
    }

    private let full = Mutex(Generations())
    private let mostAddresses: Int

    init(mostAddresses: Int = mostAddresses) { self.mostAddresses = mostAddresses }

    /// Counts a message. Nil: it may be looked at; else the seconds to wait.
    func take(_ client: UInt64, perMinute: Int, now: NIODeadline) -> Int? {
        let now = Int64(clamping: now.uptimeNanoseconds)
        let each = 60_000_000_000 / Int64(perMinute)
        let bucket = each * Int64(Self.burst(perMinute: perMinute))
        return full.withLock { full in
            let before = max(full.young[client] ?? full.old[client] ?? now, now)
            let after = before + each
            guard after - now <= bucket else { return Int((after - now - bucket + 999_999_999) / 1_000_000_000) }
            if full.young.count >= mostAddresses, full.young[client] == nil {
                full.old = full.young
                full.young = [:]
            }
            full.young[client] = after
            return nil
        }
    }
}
