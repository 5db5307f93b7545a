/// Time that never goes back: where the machine's clock does, it goes on from where it was.
struct GuardClock {
    private var ahead = 0
    private var latest = 0

    /// Seconds since 1970, nearly, for one of the machine's clock.
    mutating func advance(to now: Int) -> UInt32 {
        let now = Self.bounded(now)
        if now + ahead < latest { ahead = latest - now }
        latest = min(now + ahead, Int(UInt32.max) - 1)
        return UInt32(latest)
    }

    /// Up to the year 2096: 32 bits hold it, and all sums with it.
    static func bounded(_ now: Int) -> Int { min(max(now, 0), 4_000_000_000) }

    /// What the machine's clock said, or would have.
    func machine(_ time: UInt32) -> Int { Int(time) - ahead }
}
