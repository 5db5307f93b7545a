/// What was too much, and how bad it is.
struct Excess {
    var level: Incident.Level
    var what: Incident.Excess
}

extension Incident.Level {
    static func > (one: Incident.Level, other: Incident.Level?) -> Bool { other.map { $0 < one } ?? true }
}

extension SenderTable {
    /// The worst of all bounds; nil where there is none.
    func excess(_ slot: Int, _ limits: SenderLimits, divisor: Int) -> Excess? {
        let record = records[slot]
        var worst: Excess?
        func check(_ bound: Bound, _ measure: Measure, _ window: Window, _ count: @autoclosure () -> Int) {
            guard bound != .none else { return }
            let count = count()
            let levels: [(Incident.Level, Int?)] = [(.block, bound.block), (.hold, bound.hold), (.warning, bound.warn)]
            for (level, most) in levels {
                guard let most, count > max(1, most / divisor) else { continue }
                if level > worst?.level {
                    worst = Excess(level: level, what: Incident.Excess(measure: measure, window: window, count: count, bound: max(1, most / divisor)))
                }
                return
            }
        }
        check(limits.scamsAnHour, .scams, .hour, scamsAnHour(slot))
        check(limits.messagesAMinute, .messages, .minute, record.messagesAMinute)
        check(limits.messagesAnHour(record.normal), .messages, .hour, record.messagesAnHour)
        check(limits.messagesADay, .messages, .day, record.messagesADay)
        check(limits.rejectedAnHour, .rejectedRecipients, .hour, record.rejectedAnHour)
        // Without a detail there are too few to look at.
        guard record.detail >= 0 else { return worst }
        check(limits.sameBodiesAnHour, .sameBodies, .hour, sameBodiesAnHour(slot))
        check(limits.recipientsAnHour, .recipients, .hour, recipientsAnHour(slot))
        check(limits.recipientsADay, .recipients, .day, recipientsADay(slot))
        return worst
    }
}

extension SenderLimits {
    /// The hour's bound for somebody of whom it is known what is normal.
    func messagesAnHour(_ level: NormalLevel) -> Bound {
        guard let normal, level.activeDays >= normal.days else { return messagesAnHour }
        func raised(_ fixed: Int?, _ times: Double) -> Int {
            let own = max(normal.least, Int(Double(level.level) * times))
            return min(max(fixed ?? 0, own), messagesAnHour.block ?? .max)
        }
        var bound = messagesAnHour
        bound.warn = raised(messagesAnHour.warn, normal.warn)
        if let times = normal.hold { bound.hold = raised(messagesAnHour.hold, times) }
        return bound
    }
}
