internal import SenderGuard

/// What is counted of mail that leaves. No account, no address.
public final class GuardMetrics: Sendable {
    /// What became of a mail, as a label.
    public enum Deed: String, Sendable, CaseIterable {
        case pass, warn, hold, block
        /// Rejected for what it says.
        case scam
        /// An answer to a scam, held until it is sent again.
        case reply
        case sentAnyway = "sent-anyway"
    }

    /// What became of telling somebody of an incident, as a label.
    public enum Alert: String, Sendable, CaseIterable {
        case sent, failed
        /// Too many waited, or the server ended.
        case dropped
    }

    private let judged: CounterFamily
    private let alerts: CounterFamily
    private let incidents: CounterFamily
    private let openIncidents: CounterFamily
    private let stops: CounterFamily
    private let senders: CounterFamily
    private let signs: CounterFamily
    private let unwritten: CounterFamily

    init() {
        judged = CounterFamily(
            "unbluff_guard_mails_total", "Mails that leave, by what became of them.", labels: ["channel", "decision"],
            values: [ChannelName.milter, .policy].flatMap { channel in Deed.allCases.map { [channel.rawValue, $0.rawValue] } })
        incidents = CounterFamily(
            "unbluff_guard_incidents_total", "Incidents that somebody was told of, by what they began with.", labels: ["level"],
            values: Incident.Level.allCases.map { [$0.rawValue] })
        openIncidents = CounterFamily("unbluff_guard_open_incidents", "Incidents that are not over.", kind: .gauge, labels: [], values: [[]])
        stops = CounterFamily(
            "unbluff_guard_stops", "Senders that are held or blocked now.", kind: .gauge, labels: ["kind"], values: Stop.Kind.allCases.map { [$0.rawValue] })
        senders = CounterFamily(
            "unbluff_guard_senders", "Senders that are counted.", kind: .gauge, labels: ["kind"], values: SenderKey.Kind.allCases.map { [$0.rawValue] })
        signs = CounterFamily("unbluff_guard_signs", "Message-IDs and payment addresses of scams that are remembered.", kind: .gauge, labels: [], values: [[]])
        alerts = CounterFamily(
            "unbluff_guard_alerts_total", "Incidents by whether somebody was told of them.", labels: ["way", "result"],
            values: ["webhook", "mail"].flatMap { way in Alert.allCases.map { [way, $0.rawValue] } })
        unwritten = CounterFamily("unbluff_guard_store_errors_total", "Times that the store could not be used.", labels: [], values: [[]])
    }

    func did(_ channel: ChannelName, _ deed: Deed) { judged[channel.rawValue, deed.rawValue].add() }
    func opened(_ level: Incident.Level) { incidents[level.rawValue].add() }
    /// - Parameter way: `webhook` or `mail`.
    public func told(of count: Int, by way: String, _ result: Alert) { alerts[way, result.rawValue].add(count) }
    func notWritten() { unwritten[].add() }

    func stops(_ kind: Stop.Kind, _ count: Int) { stops[kind.rawValue].set(count) }
    func senders(_ kind: SenderKey.Kind, _ count: Int) { senders[kind.rawValue].set(count) }
    func openIncidents(_ count: Int) { openIncidents[].set(count) }
    func signs(_ count: Int) { signs[].set(count) }

    var families: [CounterFamily] { [judged, incidents, alerts, openIncidents, stops, senders, signs, unwritten] }
}
