extension ConfigurationReader {
    /// What each key alone cannot tell: whether values go together. Only where each is fine.
    mutating func checkSense() {
        guard problems.isEmpty else { return }
        let (sender, limits, listen) = (configuration.sender, configuration.limits, configuration.listen)
        if sender.asksDNS, sender.dnsTime >= limits.time {
            let name = origins["sender.dns-time"] == nil ? "limits.time" : "sender.dns-time"
            complain(name, "sender.dns-time has to be less than limits.time, or a slow DNS server lets mails go on that nobody has judged")
        }
        let addresses = [("listen.page", listen.page), ("listen.milter", listen.milter), ("listen.spamd", listen.spamd), ("listen.policy", listen.policy)]
        for (index, (name, address)) in addresses.enumerated() {
            guard let address, let other = addresses[..<index].first(where: { $0.1 == address }) else { continue }
            complain(origins[name] == nil ? other.0 : name, "\(other.0) and \(name) have the same address \(address)")
        }
    }

    /// What is no error, but surely not meant: values that count for nothing. Only where all are fine.
    var notices: [ConfigurationProblem] {
        guard problems.isEmpty else { return [] }
        let (guarding, standard) = (configuration.guarding, Configuration())
        var notices: [ConfigurationProblem] = []
        func notice(_ name: String, _ message: String) {
            notices.append(ConfigurationProblem(place: origins[name] ?? ConfigurationPlace("defaults"), message: message))
        }
        // A file that was begun with all defaults names each key.
        func isChanged(_ name: String) -> Bool {
            guard origins[name] != nil, let setting = Setting.named(name) else { return false }
            return setting.write(configuration) != setting.write(standard)
        }
        if !guarding.isOn {
            let why = "neither guard.submission nor guard.local-networks says which mail leaves"
            if configuration.listen.policy != nil { notice("listen.policy", "listen.policy: whoever asks there is told nothing, because \(why)") }
            let idle = Setting.all.filter { $0.name.hasPrefix("guard.") && isChanged($0.name) }.map(\.name)
            if let first = idle.first { notice(first, "\(idle.joined(separator: ", ")): \(idle.count == 1 ? "does" : "do") nothing, because \(why)") }
        }
        if guarding.isOn, let policy = configuration.listen.policy, !policy.isLocal {
            notice("listen.policy", "listen.policy: whoever reaches \(policy) can have any account's mail stopped: let only the mail server reach it")
        }
        let alerts = guarding.alerts
        if alerts.webhookSecret != nil, alerts.webhook == nil {
            notice("guard.alerts.webhook-secret", "guard.alerts.webhook-secret: does nothing without guard.alerts.webhook")
        }
        if isChanged("guard.alerts.mail-server"), alerts.mailTo == nil {
            notice("guard.alerts.mail-server", "guard.alerts.mail-server: does nothing without guard.alerts.mail-to")
        }
        for (kind, bounds) in [("account", guarding.account), ("client", guarding.client)] {
            let steps = [("messages-a-minute", bounds.messagesAMinute), ("messages-an-hour", bounds.messagesAnHour), ("messages-a-day", bounds.messagesADay)]
            for (shorter, longer) in zip(steps, steps.dropFirst()) where shorter.1 > longer.1 {
                let (name, other) = ("guard.\(kind).\(shorter.0)", "guard.\(kind).\(longer.0)")
                notice(origins[name] == nil ? other : name, "\(name): \(shorter.1) are never reached, because \(other) is \(longer.1)")
            }
        }
        return notices
    }

    private mutating func complain(_ name: String, _ message: String) {
        add(origins[name] ?? ConfigurationPlace("defaults"), message)
    }
}
