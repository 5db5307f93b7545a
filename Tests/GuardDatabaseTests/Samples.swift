import Foundation
import GRDB
import SenderGuard
import SenderIdentity

@testable import GuardDatabase

func withState<Value>(_ body: (_ directory: String) throws -> Value) throws -> Value {
    var template = Array("/tmp/unbluff-guard-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    let directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try body(directory)
}

extension GuardDatabase {
    /// What an administrator may do with sqlite3; the first column of what it gives.
    @discardableResult
    func run(_ sql: String) throws -> [String] {
        do { return try queue.writeWithoutTransaction { try String.fetchAll($0, sql: sql) } } catch { throw GuardDatabaseProblem(error, path) }
    }

    var isWhole: Bool { get throws { try run("PRAGMA integrity_check") == ["ok"] } }
}

/// A day of November 2026.
let noon = 1_795_694_400

enum Sample {
    static func account(_ number: Int) -> SenderKey { .account("a\(number)@example.org") }

    static func incident(_ id: Int, _ sender: SenderKey, level: Incident.Level = .hold, at time: Int = noon) -> Incident {
        var incident = Incident(
            id: id, sender: sender, level: level, excess: Incident.Excess(measure: .sameBodies, window: .hour, count: 160 + id, bound: 150), opened: time)
        (incident.lastSeen, incident.passed, incident.stopped) = (time + 5, 151, 9)
        (incident.messages, incident.recipients, incident.rejectedRecipients) = (160, 77, 3)
        incident.others = [.client(IPAddress("192.0.2.7")!), .client(IPAddress("2001:db8::1")!)]
        incident.subject = "Grüße, “\(id)”"
        (incident.holds, incident.blocks) = (2, 1)
        return incident
    }

    static func stop(_ sender: SenderKey, _ kind: Stop.Kind = .block, incident: Int, at time: Int = noon) -> Stop {
        Stop(sender: sender, kind: kind, since: time, until: time + 3_600, incident: incident)
    }

    static func counts(_ hash: UInt64, kind: SenderKey.Kind = .account, at time: Int = noon, size: Int = 115) -> SavedSender {
        SavedSender(kind: kind, hash: hash, lastSeen: time, bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &+ Int(truncatingIfNeeded: hash)) })
    }

    /// A site of so many accounts, the first of which send most; two of them far too much.
    static func guarded(senders count: Int, key: HashKey, at time: Int) -> SenderGuard {
        var senders = SenderGuard(settings: GuardSettings(), key: key, at: time)
        for mail in 0..<60 {
            for number in 0..<count where mail < (number < 2 ? 60 : 1 + 20 / (number + 1)) { _ = senders.judge(mailFrom(number, mail), at: time + mail / 2) }
        }
        return senders
    }

    static func mailFrom(_ account: Int, _ number: Int = 0) -> OutgoingMail {
        OutgoingMail(
            account: "a\(account)@example.org", client: IPAddress("198.51.100.\(account % 250)"), senderDomain: "example.org",
            recipients: [UInt64(account * 1_000 + number)], body: UInt64(account), subject: "Hello")
    }
}

extension GuardState {
    /// In an order of its own.
    var sorted: GuardState {
        var state = self
        state.senders.sort { ($0.kind.rawValue, $0.hash) < ($1.kind.rawValue, $1.hash) }
        state.stops.sort { $0.sender.text < $1.sender.text }
        state.incidents.sort { $0.id < $1.id }
        return state
    }
}
