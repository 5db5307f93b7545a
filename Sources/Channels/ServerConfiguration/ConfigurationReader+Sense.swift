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

    private mutating func complain(_ name: String, _ message: String) {
        add(origins[name] ?? ConfigurationPlace("defaults"), message)
    }
}
