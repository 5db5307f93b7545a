/// What is counted besides for those who send much, as there is no room for it for all.
struct SenderDetail {
    var sender: SenderKey
    /// Whose record points here; -1 for nobody's.
    var owner: Int32
    var bodies = BodyCounts()
    var scams = SlidingCount()
}

/// The distinct recipients of all `SenderDetail`s: three sketches of half an hour, three of half a day each.
///
/// The windows are 60 to 90 minutes and 24 to 36 hours long.
struct RecipientSketches {
    static let lanes = 3
    static let bytesEach = 2 * lanes * DistinctCount.registers
    private static let hourPart: UInt32 = 1_800
    private static let dayPart: UInt32 = 43_200

    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity * Self.bytesEach) }

    mutating func append() { bytes.append(contentsOf: repeatElement(0, count: Self.bytesEach)) }

    mutating func clear(_ index: Int) { zero(index * Self.bytesEach, Self.bytesEach) }

    mutating func roll(_ index: Int, from old: UInt32, to new: UInt32) {
        roll(index * Self.bytesEach, old / Self.hourPart, new / Self.hourPart)
        roll(index * Self.bytesEach + Self.lanes * DistinctCount.registers, old / Self.dayPart, new / Self.dayPart)
    }

    mutating func add(_ recipients: [UInt64], _ index: Int, at time: UInt32) {
        let hour = index * Self.bytesEach + Int(time / Self.hourPart) % Self.lanes * DistinctCount.registers
        let day = index * Self.bytesEach + (Self.lanes + Int(time / Self.dayPart) % Self.lanes) * DistinctCount.registers
        for recipient in recipients {
            DistinctCount.add(recipient, to: &bytes, at: hour)
            DistinctCount.add(recipient, to: &bytes, at: day)
        }
    }

    func anHour(_ index: Int) -> Int { DistinctCount.estimate(bytes, at: index * Self.bytesEach, sketches: Self.lanes) }

    func aDay(_ index: Int) -> Int {
        DistinctCount.estimate(bytes, at: index * Self.bytesEach + Self.lanes * DistinctCount.registers, sketches: Self.lanes)
    }

    func saved(_ index: Int) -> ArraySlice<UInt8> { bytes[index * Self.bytesEach..<(index + 1) * Self.bytesEach] }

    mutating func restore(_ saved: ArraySlice<UInt8>, _ index: Int) {
        bytes.replaceSubrange(index * Self.bytesEach..<(index + 1) * Self.bytesEach, with: saved)
    }

    private mutating func roll(_ start: Int, _ old: UInt32, _ new: UInt32) {
        guard new != old else { return }
        if new < old || new - old >= UInt32(Self.lanes) {
            zero(start, Self.lanes * DistinctCount.registers)
        } else {
            for part in (old + 1)...new { zero(start + Int(part) % Self.lanes * DistinctCount.registers, DistinctCount.registers) }
        }
    }

    private mutating func zero(_ start: Int, _ count: Int) {
        for index in start..<start + count { bytes[index] = 0 }
    }
}
