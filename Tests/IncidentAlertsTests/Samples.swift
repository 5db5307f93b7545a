import SenderGuard
import SenderIdentity

@testable import IncidentAlerts

enum Sample {
    /// 2026-11-26T20:01:48Z
    static let time = 1_795_723_308

    static func incident(_ sender: SenderKey = .account("anna@example.org"), _ level: Incident.Level = .hold, subject: String? = "Invoice", id: Int = 17)
        -> Incident
    {
        let excess = Incident.Excess(measure: .messages, window: .minute, count: 41, bound: 40)
        var incident = Incident(id: id, sender: sender, level: level, excess: excess, opened: time)
        (incident.passed, incident.stopped, incident.messages, incident.recipients, incident.rejectedRecipients) = (40, 1, 41, 39, 1)
        incident.others = [.client(IPAddress("192.0.2.7")!), .client(IPAddress("2001:db8::1")!)]
        incident.subject = subject
        return incident
    }

    static func report(
        _ sender: SenderKey = .account("anna@example.org"), _ level: Incident.Level = .hold, subject: String? = "Invoice", id: Int = 17,
        isEnforced: Bool = true,
        isTest: Bool = false
    ) -> IncidentReport {
        IncidentReport(incident(sender, level, subject: subject, id: id), isEnforced: isEnforced, isTest: isTest, host: "mx.example.org")
    }

    /// What strangers may put into a name or a subject: ends of lines, terminals' and bidirectional controls, quotes, another field.
    static let hostile = "a\r\nBcc: b@example.com\r\n\r\n\u{1B}[31m\u{202E}\u{2028}\u{85}\0\"'\\<>=?utf-8?Q?x?= ü𝄞"
}
