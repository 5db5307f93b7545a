public import SenderGuard
public import ServerConfiguration

extension GuardSettings {
    /// As the server's owner wants it. What is no sender in `allow` allows nobody: the configuration's reader has said so.
    public init(_ configuration: Configuration.Guarding) {
        self.init(localNetworks: configuration.localNetworks, allowed: configuration.allow.compactMap { SenderKey($0).map { AllowRule($0) } })
        isEnforced = configuration.mode == .enforce
        account = account.holding(configuration.account)
        client = client.holding(configuration.client)
    }
}

extension SenderLimits {
    /// The same with holds at other numbers.
    fileprivate func holding(_ bounds: Configuration.Guarding.Bounds) -> SenderLimits {
        var limits = self
        limits.messagesAMinute = messagesAMinute.scaled(hold: bounds.messagesAMinute)
        limits.messagesAnHour = messagesAnHour.scaled(hold: bounds.messagesAnHour)
        // Else what is normal for anybody would lift a lower bound.
        if let hour = messagesAnHour.hold {
            limits.normal?.least = min(normal?.least ?? 0, Bound.scaled(normal?.least ?? 0, by: bounds.messagesAnHour, over: hour))
        }
        limits.messagesADay = messagesADay.scaled(hold: bounds.messagesADay)
        limits.recipientsAnHour = recipientsAnHour.scaled(hold: bounds.recipientsAnHour)
        // A day's recipients have no setting of their own: in the same ratio to an hour's.
        if let hour = recipientsAnHour.hold, let day = recipientsADay.hold {
            limits.recipientsADay = recipientsADay.scaled(hold: Bound.scaled(day, by: bounds.recipientsAnHour, over: hour))
        }
        return limits
    }
}

extension Bound {
    fileprivate func scaled(hold new: Int) -> Bound {
        guard let hold, hold > 0, hold != new else { return self }
        return Bound(warn: warn.map { Self.scaled($0, by: new, over: hold) }, hold: new, block: block.map { max(new, Self.scaled($0, by: new, over: hold)) })
    }

    fileprivate static func scaled(_ value: Int, by new: Int, over old: Int) -> Int { max(1, value * new / max(1, old)) }
}
