import Testing

@testable import SenderGuard

@Suite struct RatesTests {
    /// The first, second and sixteenth of the reference implementation's vectors (vectors.h, key 00 to 0F), and one with two whole words.
    @Test(arguments: [(0, UInt64(0x726F_DB47_DD0E_0E31)), (1, 0x74F8_39C5_93DC_67FD), (15, 0xA129_CA61_49BE_45E5)])
    func sipHash(_ length: Int, _ hash: UInt64) {
        let key = HashKey(bytes: (0..<16).map { UInt8($0) })!
        #expect(key.hash((0..<length).map { UInt8($0) }, .plain) == hash)
    }

    @Test func hashesDifferByPurposeAndKey() {
        let keys = [HashKey(bytes: [UInt8](repeating: 1, count: 16))!, HashKey(bytes: [UInt8](repeating: 2, count: 16))!]
        #expect(Set(keys.flatMap { [$0.hash("a", .account), $0.hash("a", .domain), $0.hash("b", .account)] }).count == 6)
        #expect(keys[0].recipient("Anna@Example.org".utf8) == keys[0].recipient("anna@example.org".utf8))
        #expect(HashKey(bytes: []) == nil)
    }

    /// Against a list of all times.
    @Test func slidingCount() {
        var random = SmallRandom(7)
        var count = SlidingCount()
        var times: [UInt32] = []
        var now: UInt32 = 1_000_000
        for _ in 0..<2_000 {
            let old = now
            now += UInt32(random.below(30))
            count.roll(from: old / 10, to: now / 10)
            count.add(1, at: now / 10)
            times.append(now)
            let sum = count.sum(at: now / 10)
            #expect(sum >= times.count { $0 + 60 > now })
            #expect(sum <= times.count { $0 + 70 > now })
        }
        count.roll(from: now / 10, to: now / 10 + 100)
        #expect(count.sum(at: now / 10 + 100) == 0)
        count.add(70_000, at: now / 10 + 100)
        #expect(count.sum(at: now / 10 + 100) == 65_535)
    }

    @Test func fewSendersAreCountedExactly() {
        var hitters = HeavyHitters(capacity: 100)
        for round in 0..<50 { for sender in 0..<100 where sender >= round { _ = hitters.add(UInt64(sender), at: 0) } }
        for sender in 0..<100 {
            let slot = hitters.slot(UInt64(sender))!
            #expect(hitters.weight(slot) == Double(min(sender + 1, 50)) && hitters.error(slot) == 0)
        }
    }

    /// 200,000 events of Zipf's shape over 20,000 senders, 500 counters, in the course of three days.
    @Test func boundsHoldWhenSendersArePushedOut() {
        var hitters = HeavyHitters(capacity: 500)
        var random = SmallRandom(1)
        var exact: [UInt64: Double] = [:]
        let events = 200_000
        let step: (Int) -> UInt32 = { UInt32(1_000_000 + $0 * 259_200 / events) }
        // As the table has it: an event's weight against one of the last step.
        let last = step(events - 1) / 10_800
        for event in 0..<events {
            let rank = UInt64(Double.pow20000(random.part))
            _ = hitters.add(rank, at: step(event))
            exact[rank, default: 0] += Double.half(quarters: Int(last - step(event) / 10_800))
        }
        let bound = hitters.errorBound
        let total = exact.values.reduce(0, +)
        #expect(abs(bound - total / 500) < total * 1e-9)
        var seen = 0
        for (sender, true_) in exact {
            guard let slot = hitters.slot(sender) else {
                #expect(true_ <= bound * 1.000_001)
                continue
            }
            seen += 1
            let (weight, error) = (hitters.weight(slot), hitters.error(slot))
            #expect(weight >= true_ * 0.999_999 && weight - error <= true_ * 1.000_001 && error <= bound * 1.000_001)
        }
        #expect(seen == 500 && hitters.count == 500)
    }

    @Test(arguments: [1, 10, 50, 100, 300, 600, 1_000, 3_000, 100_000])
    func distinctCount(_ count: Int) {
        // 30 sketches: the mean error is below 3 %, none is above 4 standard errors.
        var sum = 0
        for seed in 0..<30 {
            var bytes = [UInt8](repeating: 0, count: 3 * DistinctCount.registers)
            var random = SmallRandom(UInt64(seed) << 32)
            for index in 0..<count {
                let number = random.next()
                for _ in 0..<2 { DistinctCount.add(number, to: &bytes, at: index % 3 * DistinctCount.registers) }
            }
            let estimate = DistinctCount.estimate(bytes, at: 0, sketches: 3)
            #expect(abs(estimate - count) <= max(1, Int(Double(count) * 0.26)))
            sum += estimate
        }
        #expect(abs(Double(sum) / 30 / Double(count) - 1) < 0.05)
    }

    @Test func mostFrequentBody() {
        var bodies = BodyCounts()
        var random = SmallRandom(3)
        for index in 0..<300 { bodies.add(index % 3 == 0 ? 0xFF00 ^ 1 << UInt64(random.below(6)) : random.next(), nearBits: 4, at: 5) }
        #expect((95...100).contains(bodies.most(at: 5)))
        bodies.roll(from: 5, to: 20)
        #expect(bodies.most(at: 20) == 0)
        for _ in 0..<300 { bodies.add(random.next(), nearBits: 4, at: 20) }
        #expect(bodies.most(at: 20) <= 2)
    }

    @Test func learningIsSlow() {
        var normal = NormalLevel()
        for day in 0..<40 {
            normal.roll(to: UInt32(20_000 + day) * 86_400, quickDays: 0)
            normal.peak = 400
            if day == 18 { #expect(normal.level < 60) }
        }
        #expect(normal.level > 300 && normal.activeDays == 39)
        normal.isTainted = true
        let level = normal.level
        normal.roll(to: 20_050 * 86_400, quickDays: 0)
        #expect(normal.level == level)
        normal.peak = 1
        normal.roll(to: 20_051 * 86_400, quickDays: 0)
        #expect(normal.level < level && normal.level > level * 0.89)
    }

    @Test func recordIsRestored() {
        var table = SenderTable(capacity: 10, details: 4)
        let sender = SenderKey.account("anna")
        for index in 0..<20 {
            var mail = OutgoingMail(recipients: [UInt64(index) &* 0x9E37_79B9_7F4A_7C15, 1], rejectedRecipients: 1, body: 77)
            mail.account = "anna"
            _ = table.add(sender, 5, mail, isScam: index == 3, nearBits: 3, at: UInt32(1_700_000_000 + index))
        }
        #expect(table.changedCount == 1)
        let taken = table.takeChanged(most: 10)
        #expect(taken.count == 1 && table.changedCount == 0)
        var other = SenderTable(capacity: 10, details: 4)
        other.restore(taken[0].hash, last: taken[0].last, savedAt: taken[0].last, bytes: taken[0].bytes, now: 1_700_000_020)
        let (old, new) = (table.slot(5)!, other.slot(5)!)
        #expect(other.records[new].hour == table.records[old].hour && other.records[new].normal == table.records[old].normal)
        #expect(other.recipientsAnHour(new) == table.recipientsAnHour(old) && other.sameBodiesAnHour(new) == table.sameBodiesAnHour(old))
        #expect(other.scamsAnHour(new) == 1 && other.sameBodiesAnHour(new) > 10)
        // Whatever is cut off or changed gives nothing, or another number, and no crash.
        var random = SmallRandom(9)
        for length in stride(from: 0, to: taken[0].bytes.count, by: 13) {
            var bytes = Array(taken[0].bytes.prefix(length))
            if !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next()) }
            other.restore(UInt64(length) + 100, last: 1_700_000_000, savedAt: 1_700_000_000, bytes: bytes, now: 1_700_000_020)
        }
        #expect(other.count <= 10)
    }
}

extension Double {
    /// Ranks from 0 to 19,999 of about Zipf's shape, from an even number: 20,000 to that power.
    static func pow20000(_ part: Double) -> Double {
        // e^x by its series on a small part of it, squared up: no library needed.
        let x = part * 9.903_487_552_536_127 / 1_024
        var power = 1 + x + x * x / 2 + x * x * x / 6
        for _ in 0..<10 { power *= power }
        return min(power - 1, 19_999)
    }

    static func half(quarters: Int) -> Double {
        let root = 1.189_207_115_002_721
        return (0..<quarters).reduce(1.0) { power, _ in power / root }
    }
}
