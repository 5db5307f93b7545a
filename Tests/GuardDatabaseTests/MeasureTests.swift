import Foundation
import SenderGuard
import Testing

@testable import GuardDatabase

/// UNBLUFF_GUARD_MEASURE=DIR swift test --filter MeasureTests: how long the store takes, with a file in that directory's file system.
@Suite(.serialized) struct MeasureTests {
    private static let place = ProcessInfo.processInfo.environment["UNBLUFF_GUARD_MEASURE"]

    /// Without an address, which all of them would share.
    private static func mail(_ account: Int, _ number: Int) -> OutgoingMail {
        OutgoingMail(account: "a\(account)@example.org", senderDomain: "example.org", recipients: [UInt64(account * 1_000 + number)])
    }

    @Test(.enabled(if: place != nil)) func measure() throws {
        let directory = "\(Self.place ?? "")/measured-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try GuardDatabase(directory: directory)
        let key = try store.read().key

        var times: [Duration] = []
        for number in 1...200 {
            let sender = Sample.account(number)
            let changes = [GuardChange.opened(Sample.incident(number, sender)), .stopped(Sample.stop(sender, incident: number))]
            times.append(try ContinuousClock().measure { try store.write(changes) })
        }
        times.sort()
        print("an urgent write: median \(times[100]), of 100 the slowest \(times[198]), slowest \(times[199])")

        var senders = SenderGuard(settings: GuardSettings(), key: key, at: noon)
        for number in 0..<100_000 { for mail in 0..<(number < 2_000 ? 12 : 1) { _ = senders.judge(Self.mail(number, mail), at: noon) } }
        for turn in ["new", "again"] {
            var batches: [Duration] = []
            let all = try ContinuousClock().measure {
                while senders.changedCounts > 0 {
                    let counts = senders.drainCounts(most: 1_000)
                    batches.append(try ContinuousClock().measure { try store.write(counts) })
                }
            }
            batches.sort()
            let size = try FileManager.default.attributesOfItem(atPath: store.path)[.size] ?? 0
            print("100,000 counts, \(turn): \(all), a thousand: median \(batches[batches.count / 2]), slowest \(batches.last ?? .zero); file \(size) bytes")
            for number in 0..<100_000 { _ = senders.judge(Self.mail(number, 0), at: noon + 60) }
        }
        let start = ContinuousClock.now
        let again = try GuardDatabase(directory: directory)
        let opened = ContinuousClock.now
        let memory = try again.read()
        print("opened and looked through: \(opened - start); read \(memory.state.senders.count) counts: \(ContinuousClock.now - opened)")
        let clean = try ContinuousClock().measure { try again.clean(at: noon) }
        print("nothing to clean: \(clean)")
    }
}
