import Foundation
import SenderGuard
import SenderIdentity
import Testing

@testable import GuardDatabase

@Suite struct GuardDatabaseTests {
    @Test func beginsWithAKeyAndNothingElse() throws {
        try withState { directory in
            let first = try GuardDatabase(directory: directory)
            let memory = try first.read()
            #expect(memory.state == GuardState() && memory.signs.isEmpty && first.damaged == nil)
            let again = try GuardDatabase(directory: directory).read()
            #expect(again.key.recipient("a@example.org".utf8) == memory.key.recipient("a@example.org".utf8))
            let other = try withState { try GuardDatabase(directory: $0).read() }
            #expect(other.key.recipient("a@example.org".utf8) != memory.key.recipient("a@example.org".utf8))
        }
    }

    @Test func everyChangeComesBack() throws {
        try withState { directory in
            let (anna, ben, carl) = (Sample.account(1), Sample.account(2), SenderKey.domain("example.org"))
            let store = try GuardDatabase(directory: directory)
            func state() throws -> GuardState { try GuardDatabase(directory: directory).read().state }

            try store.write([.opened(Sample.incident(1, anna)), .stopped(Sample.stop(anna, .hold, incident: 1))])
            try store.write([.opened(Sample.incident(2, ben)), .stopped(Sample.stop(ben, incident: 2)), .opened(Sample.incident(3, carl, level: .warning))])
            #expect(try state().incidents == [Sample.incident(1, anna), Sample.incident(2, ben), Sample.incident(3, carl, level: .warning)])
            #expect(try state().stops == [Sample.stop(anna, .hold, incident: 1), Sample.stop(ben, incident: 2)])

            var worse = Sample.incident(1, anna, level: .block)
            worse.stopped = 400
            try store.write([.updated(worse), .stopped(Sample.stop(anna, incident: 1, at: noon + 60))])
            #expect(try state().incidents.first == worse)
            #expect(try state().stops.first == Sample.stop(anna, incident: 1, at: noon + 60))

            try store.write([.expired(anna, at: noon + 3_660)])
            #expect(try state().stops == [Sample.stop(ben, incident: 2)] && state().incidents.count == 3)

            var lifted = Sample.incident(2, ben)
            lifted.isLifted = true
            try store.write([.lifted(ben, at: noon + 70), .closed(lifted)])
            try store.write([.closed(Sample.incident(3, carl, level: .warning))])
            #expect(try state().stops.isEmpty && state().incidents == [worse])
            #expect(try store.incidents(withClosed: true).map(\.incident) == [Sample.incident(3, carl, level: .warning), lifted, worse])
            // The highest number ever, though none of them is open.
            try store.write([.closed(worse)])
            try store.clean(at: noon + 200 * 86_400)
            #expect(try store.incidents(withClosed: true).isEmpty && state().lastIncident == 3)
        }
    }

    @Test func countsAndSignsReplaceTheirOwn() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            try store.write((0..<1_000).map { Sample.counts($0 &* 0x9E37_79B9_7F4A_7C15) })
            try store.write([Sample.counts(0, kind: .client), Sample.counts(.max, at: noon + 9, size: 2_000)])
            try store.write([Sample.counts(0, at: noon + 7)])
            let senders = try store.read().state.senders
            #expect(senders.count == 1_002)
            #expect(senders.contains(Sample.counts(0, at: noon + 7)) && senders.contains(Sample.counts(0, kind: .client)))
            #expect(senders.contains(Sample.counts(.max, at: noon + 9, size: 2_000)))

            let signs = [RememberedSign(hash: .max, threat: .filmed, seen: noon), RememberedSign(hash: 7, threat: .other, seen: noon + 1)]
            try store.write(signs)
            try store.write([RememberedSign(hash: 7, threat: .filmed, seen: noon + 2)])
            #expect(try store.read().signs == [signs[0], RememberedSign(hash: 7, threat: .filmed, seen: noon + 2)])
        }
    }

    @Test func aRestartedGuardHasTheSame() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            var senders = Sample.guarded(senders: 1_000, key: try store.read().key, at: noon)
            let changes = senders.drainChanges()
            #expect(changes.contains { if case .stopped = $0 { true } else { false } })
            try store.write(changes)
            while senders.changedCounts > 0 { try store.write(senders.drainCounts(most: 100)) }

            let memory = try GuardDatabase(directory: directory).read()
            let again = SenderGuard(settings: GuardSettings(), key: memory.key, state: memory.state, at: noon + 30)
            let (found, expected) = (again.state().sorted.senders, senders.state().sorted.senders)
            let isSame = found == expected
            // 1,000 accounts, 250 addresses and a domain.
            #expect(isSame && found.count == 1_251)
            #expect(again.stops(at: noon + 30) == senders.stops(at: noon + 30) && again.stops(at: noon + 30).count >= 2)
            #expect(again.incidents.map(\.id) == senders.incidents.map(\.id) && again.state().lastIncident == senders.state().lastIncident)
            for (one, other) in zip(again.incidents, senders.incidents) {
                // What only grows is written once a minute.
                #expect(one.excess == other.excess && one.opened == other.opened && one.blocks == other.blocks && one.subject == other.subject)
            }
        }
    }

    /// Counts that were not written are lost, and nothing else is.
    @Test func whatIsNotWrittenIsAllThatIsLost() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            var senders = Sample.guarded(senders: 10, key: try store.read().key, at: noon)
            try store.write(senders.drainChanges())
            try store.write(senders.drainCounts(most: .max))
            let before = senders.report(Sample.account(5), at: noon + 40)?.messagesAnHour ?? 0
            // The last minute: one more stopped, one a few mails more.
            for mail in 0..<60 { _ = senders.judge(Sample.mailFrom(700, mail), at: noon + 41) }
            for mail in 0..<7 { _ = senders.judge(Sample.mailFrom(5, 100 + mail), at: noon + 41) }
            try store.write(senders.drainChanges())

            let memory = try GuardDatabase(directory: directory).read()
            var again = SenderGuard(settings: GuardSettings(), key: memory.key, state: memory.state, at: noon + 50)
            #expect(again.stops(at: noon + 50) == senders.stops(at: noon + 50))
            #expect(again.stops(at: noon + 50).contains { $0.sender == Sample.account(700) })
            #expect(again.report(Sample.account(5), at: noon + 50)?.messagesAnHour == before)
            #expect(senders.report(Sample.account(5), at: noon + 50)?.messagesAnHour == before + 7)
        }
    }

    @Test func rewriteReplacesStopsAndOpenIncidents() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            let (anna, ben) = (Sample.account(1), Sample.account(2))
            try store.write([.opened(Sample.incident(1, anna)), .stopped(Sample.stop(anna, incident: 1))])
            try store.rewrite(stops: [Sample.stop(ben, incident: 9)], incidents: [Sample.incident(9, ben)])
            let state = try store.read().state
            #expect(state.stops == [Sample.stop(ben, incident: 9)] && state.incidents == [Sample.incident(9, ben)] && state.lastIncident == 9)
            #expect(try store.incidents(of: anna) == [KeptIncident(incident: Sample.incident(1, anna), isOpen: false)])
        }
    }

    @Test func cleanRemovesWhatIsTooOld() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            let (day, now) = (86_400, noon)
            try store.write([29, 31].map { RememberedSign(hash: UInt64($0), threat: .other, seen: now - $0 * day) })
            try store.write([59, 61].map { Sample.counts(UInt64($0), at: now - $0 * day) })
            try store.write([89, 91].map { .closed(Sample.incident($0, Sample.account($0), at: now - $0 * day - 5)) })
            // Ended while no daemon ran; and one that is in force though no sign came for long.
            try store.write([
                .opened(Sample.incident(1, Sample.account(1), at: now - 4 * day)), .stopped(Sample.stop(Sample.account(1), incident: 1, at: now - 3 * day)),
            ])
            try store.write([.opened(Sample.incident(2, Sample.account(2), at: now - 4 * day)), .stopped(Sample.stop(Sample.account(2), incident: 2, at: now))])
            try store.clean(at: now)
            let memory = try store.read()
            #expect(memory.signs.map(\.hash) == [29] && memory.state.senders.map(\.hash) == [59])
            #expect(memory.state.stops.map(\.incident) == [2] && memory.state.incidents.map(\.id) == [2])
            #expect(try store.incidents(withClosed: true).map(\.incident.id) == [89, 2, 1])
        }
    }

    // MARK: - Lifting

    @Test func aLiftIsInForceAndAskedFor() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            var senders = Sample.guarded(senders: 3, key: try store.read().key, at: noon)
            try store.write(senders.drainChanges())
            try store.write(senders.drainCounts(most: .max))

            let command = try GuardDatabase(existingIn: directory)
            let stopped = Sample.account(0)
            #expect(try command.stops(at: noon + 30).map(\.sender).contains(stopped))
            guard case .lifted(let request) = try command.lift(stopped, at: noon + 30) else { return #expect(Bool(false)) }
            #expect(request.sender == stopped)
            #expect(try !command.stops(at: noon + 30).map(\.sender).contains(stopped))
            #expect(try command.incidents(of: stopped).first.map { $0.incident.isLifted && !$0.isOpen } == true)
            #expect(try command.lift(stopped, at: noon + 31) == .waiting(request))
            #expect(try command.lift(.account("nobody@example.org"), at: noon + 31) == .notStopped)

            // A daemon that starts now finds nothing left of it.
            let memory = try store.read()
            var again = SenderGuard(settings: GuardSettings(), key: memory.key, state: memory.state, at: noon + 31)
            #expect(again.report(stopped, at: noon + 31)?.messagesAnHour == 0)
            #expect(again.judge(Sample.mailFrom(0, 99), at: noon + 31) == .pass)
            // And one that runs is asked once.
            #expect(try store.liftRequests() == [request] && command.isWaiting(request))
            try store.finish(request)
            #expect(try store.liftRequests().isEmpty && !command.isWaiting(request))
            #expect(try command.lift(stopped, at: noon + 32) == .notStopped)
            try store.write([.stopped(Sample.stop(stopped, incident: 7))])
            guard case .lifted(let second) = try command.lift(stopped, at: noon + 33) else { return #expect(Bool(false)) }
            #expect(second.id > request.id)
        }
    }

    @Test func whatIsNormalOutlastsALift() throws {
        try withState { directory in
            let store = try GuardDatabase(directory: directory)
            var senders = SenderGuard(settings: GuardSettings(), key: try store.read().key, at: noon)
            for day in 0..<5 { for mail in 0..<20 { _ = senders.judge(Sample.mailFrom(1, mail), at: noon + day * 86_400 + mail * 60) } }
            for mail in 0..<60 { _ = senders.judge(Sample.mailFrom(1, mail), at: noon + 5 * 86_400) }
            try store.write(senders.drainChanges())
            try store.write(senders.drainCounts(most: .max))
            guard case .lifted = try store.lift(Sample.account(1), at: noon + 5 * 86_400 + 1) else { return #expect(Bool(false)) }
            let memory = try store.memory(of: Sample.account(1))
            var again = SenderGuard(settings: GuardSettings(), key: memory.key, state: memory.state, at: noon + 5 * 86_400 + 2)
            let found = again.report(Sample.account(1), at: noon + 5 * 86_400 + 2)
            let rates = try #require(found)
            #expect(rates.messagesAnHour == 0 && rates.activeDays >= 4 && rates.normalLevel > 3)
        }
    }
}
