/// Time that never goes back: where the machine's clock does, it goes on from where it was.
struct GuardClock {
    private var ahead = 0
    private var latest = 0

    /// Seconds since 1970, nearly, for one of the machine's clock.
    mutating func advance(to now: Int) -> UInt32 {
        // Within what 32 bits and all sums of it can hold.
        let now = min(max(now, 0), Int(UInt32.max) / 2)
        if now + ahead < latest { ahead = latest - now }
        latest = min(now + ahead, Int(UInt32.max) - 1)
        return UInt32(latest)
    }

    /// What the machine's clock said, or would have.
    func machine(_ time: UInt32) -> Int { Int(time) - ahead }
}
