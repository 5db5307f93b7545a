/// All senders of one kind: a record each in bounded memory, and a detail for the busiest.
struct SenderTable {
    /// Of the last hour, from which on a sender has a detail: what came before it in that hour is not in it.
    static let busyMessages = 10
    static let busyRecipients = 30

    private var hitters: HeavyHitters
    private(set) var records: [SenderRecord] = []
    private(set) var details: [SenderDetail] = []
    private var sketches: RecipientSketches
    private let mostDetails: Int
    private let quickDays: Int
    private var changed: [Int32] = []
    private var random: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// - Parameter quickDays: see `NormalLevel`.
    init(capacity: Int, details: Int, quickDays: Int = 0) {
        self.quickDays = quickDays
        hitters = HeavyHitters(capacity: capacity)
        records.reserveCapacity(hitters.capacity)
        mostDetails = details
        sketches = RecipientSketches(capacity: details)
        self.details.reserveCapacity(details)
    }

    var count: Int { hitters.count }
    var errorBound: Double { hitters.errorBound }
    func slot(_ hash: UInt64) -> Int? { hitters.slot(hash) }
    func hash(_ slot: Int) -> UInt64 { hitters.hashes[slot] }
    func missedAtMost(_ slot: Int) -> Double { hitters.error(slot) }

    /// Counts a mail; the sender's slot.
    mutating func add(_ sender: SenderKey, _ hash: UInt64, _ mail: OutgoingMail, isScam: Bool, nearBits: Int, at time: UInt32) -> Int {
        let slot = place(hitters.add(hash, count: mail.isCounted ? 0 : 1, at: time), at: time)
        roll(slot, to: time)
        records[slot].add(messages: mail.isCounted ? 0 : 1, recipients: mail.recipients.count, rejected: mail.rejectedRecipients)
        markChanged(slot)
        let record = records[slot]
        if record.detail < 0, isScam || record.messagesAnHour >= Self.busyMessages || record.recipientsAnHour >= Self.busyRecipients {
            promote(slot, sender)
        }
        let index = Int(records[slot].detail)
        guard index >= 0 else { return slot }
        let part = time / SlidingCount.Part.hour
        sketches.add(mail.recipients, index, at: time)
        guard !mail.isCounted else { return slot }
        if let body = mail.body { details[index].bodies.add(body, nearBits: nearBits, at: part) }
        if isScam { details[index].scams.add(1, at: part) }
        return slot
    }

    mutating func roll(_ slot: Int, to time: UInt32) {
        let old = records[slot].last
        guard time > old else { return }
        records[slot].roll(to: time, quickDays: quickDays)
        let index = Int(records[slot].detail)
        guard index >= 0 else { return }
        let (from, to) = (old / SlidingCount.Part.hour, time / SlidingCount.Part.hour)
        if from != to {
            details[index].bodies.roll(from: from, to: to)
            details[index].scams.roll(from: from, to: to)
        }
        sketches.roll(index, from: old, to: time)
    }

    func recipientsAnHour(_ slot: Int) -> Int {
        let index = Int(records[slot].detail)
        return index < 0 ? records[slot].recipientsAnHour : min(sketches.anHour(index), records[slot].recipientsAnHour)
    }

    func recipientsADay(_ slot: Int) -> Int {
        let index = Int(records[slot].detail)
        return index < 0 ? records[slot].recipientsAnHour : sketches.aDay(index)
    }

    func sameBodiesAnHour(_ slot: Int) -> Int {
        let index = Int(records[slot].detail)
        return index < 0 ? 0 : details[index].bodies.most(at: records[slot].last / SlidingCount.Part.hour)
    }

    func scamsAnHour(_ slot: Int) -> Int {
        let index = Int(records[slot].detail)
        return index < 0 ? 0 : details[index].scams.sum(at: records[slot].last / SlidingCount.Part.hour)
    }

    mutating func taint(_ slot: Int) {
        records[slot].normal.isTainted = true
        markChanged(slot)
    }

    mutating func forget(_ slot: Int) {
        records[slot].forget()
        markChanged(slot)
        let index = Int(records[slot].detail)
        guard index >= 0 else { return }
        details[index].owner = -1
        records[slot].detail = -1
    }

    /// Slots with a detail, the busiest hour first.
    func busiest() -> [Int] {
        details.filter { $0.owner >= 0 }.map { Int($0.owner) }.sorted { (records[$0].messagesAnHour, $1) > (records[$1].messagesAnHour, $0) }
    }

    private mutating func place(_ place: HeavyHitters.Place, at time: UInt32) -> Int {
        switch place {
        case .known(let slot): return slot
        case .added(let slot):
            records.append(fresh(time))
            return slot
        case .replaced(let slot):
            if records[slot].detail >= 0 { details[Int(records[slot].detail)].owner = -1 }
            let isChanged = records[slot].isChanged
            records[slot] = fresh(time)
            records[slot].isChanged = isChanged
            return slot
        }
    }

    private func fresh(_ time: UInt32) -> SenderRecord {
        var record = SenderRecord()
        record.last = time
        record.normal.roll(to: time, quickDays: quickDays)
        return record
    }

    private mutating func promote(_ slot: Int, _ sender: SenderKey) {
        guard let index = freeDetail(for: slot) else { return }
        details[index] = SenderDetail(sender: sender, owner: Int32(slot))
        sketches.clear(index)
        records[slot].detail = Int32(index)
    }

    /// A new one; else that of the least busy of eight, where it is less busy than this one.
    private mutating func freeDetail(for slot: Int) -> Int? {
        if details.count < mostDetails {
            details.append(SenderDetail(sender: .account(""), owner: -1))
            sketches.append()
            return details.count - 1
        }
        guard !details.isEmpty else { return nil }
        var found: Int?
        var least = records[slot].messagesAnHour
        for _ in 0..<8 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let index = Int((random >> 33) % UInt64(details.count))
            let owner = Int(details[index].owner)
            // What an idle one had in its last hour does not count.
            let busy = owner < 0 ? -1 : records[slot].last - min(records[slot].last, records[owner].last) > 3_600 ? 0 : records[owner].messagesAnHour
            if busy < least { (found, least) = (index, busy) }
        }
        if let found, details[found].owner >= 0 { records[Int(details[found].owner)].detail = -1 }
        return found
    }

    private mutating func markChanged(_ slot: Int) {
        guard !records[slot].isChanged else { return }
        records[slot].isChanged = true
        changed.append(Int32(slot))
    }
}

// What is saved of a sender.
extension SenderTable {
    var changedCount: Int { changed.count }

    /// Up to so many of those that have changed since they were taken last, as (hash, when last seen, bytes).
    mutating func takeChanged(most: Int) -> [(hash: UInt64, last: UInt32, bytes: [UInt8])] {
        let taken = changed.suffix(max(0, most))
        changed.removeLast(taken.count)
        return taken.map { slot in
            records[Int(slot)].isChanged = false
            return saved(Int(slot))
        }
    }

    func saved(_ slot: Int) -> (hash: UInt64, last: UInt32, bytes: [UInt8]) {
        let record = records[slot]
        var writer = RecordWriter()
        writer.write(hitters.weight(slot), hitters.error(slot))
        writer.write(record)
        if record.detail >= 0 { writer.write(details[Int(record.detail)], sketches.saved(Int(record.detail))) }
        return (hash(slot), record.last, writer.bytes)
    }

    /// Nothing where the bytes are none of ours.
    mutating func restore(_ hash: UInt64, last: UInt32, savedAt: UInt32, bytes: [UInt8], now: UInt32) {
        var reader = RecordReader(bytes)
        guard let (weight, error) = reader.weights(), var record = reader.record() else { return }
        let slot = place(hitters.restore(hash, weight: weight, error: error, savedAt: savedAt, now: now), at: last)
        record.last = last
        record.detail = -1
        record.isChanged = records[slot].isChanged
        records[slot] = record
        guard let (sender, bodies, scams, recipients) = reader.detail() else { return }
        promote(slot, sender)
        let index = Int(records[slot].detail)
        guard index >= 0 else { return }
        details[index].bodies = bodies
        details[index].scams = scams
        sketches.restore(recipients, index)
    }
}
