internal import GRDB
internal import SenderGuard

// What nobody needs any more.
extension GuardDatabase {
    private static let day = 86_400
    /// As long as `ReplyGuard` remembers them.
    static let signSeconds = 30 * day
    /// A quarter: whoever looks into what happened does so within it.
    static let incidentSeconds = 90 * day
    /// Who has not sent for two months is somebody new; and a month of holidays is not long enough to be forgotten.
    static let countSeconds = 60 * day
    /// `SenderGuard` closes an incident after a day without a sign; one that is still open a day later was so when no daemon ran.
    static let openSeconds = 2 * day
    /// A stop that ended while no daemon ran is told to nobody; so much later no change of the clock makes it count again.
    static let stopSeconds = day

    public func clean(at now: Int) throws {
        try writing(.normal) { db in
            try db.execute(sql: "DELETE FROM sign WHERE seen < ?", arguments: [now - Self.signSeconds])
            try db.execute(sql: "DELETE FROM counts WHERE last_seen < ?", arguments: [now - Self.countSeconds])
            try db.execute(sql: "DELETE FROM stop WHERE until < ?", arguments: [now - Self.stopSeconds])
            try db.execute(
                sql: "UPDATE incident SET is_open = 0 WHERE is_open = 1 AND last_seen < ? AND sender NOT IN (SELECT sender FROM stop)",
                arguments: [now - Self.openSeconds])
            try db.execute(sql: "DELETE FROM incident WHERE is_open = 0 AND last_seen < ?", arguments: [now - Self.incidentSeconds])
        }
    }
}
