internal import Synchronization

/// Who is told of an incident, beside the log.
public struct AlertSettings: Sendable, Equatable {
    public var mailTo: String?
    public var mailServer: String
    public var webhook: String?
    public var webhookSecret: String?

    public init(mailTo: String? = nil, mailServer: String = "127.0.0.1:25", webhook: String? = nil, webhookSecret: String? = nil) {
        self.mailTo = mailTo
        self.mailServer = mailServer
        self.webhook = webhook
        self.webhookSecret = webhookSecret
    }

    public var ways: [AlertWay] { (webhook == nil ? [] : [.webhook]) + (mailTo == nil ? [] : [.mail]) }
}

public enum AlertWay: String, Sendable, CaseIterable {
    case webhook, mail
}

/// Tells of incidents by all ways that are set, each with a queue of its own: one that hangs does not keep the other waiting.
public final class IncidentAlerts: Sendable {
    private let shared: SharedSettings
    private let queues: [(way: AlertWay, queue: AlertQueue)]

    /// - Parameters:
    ///   - version: of unbluff.
    ///   - report: told what became of each, on any thread.
    public convenience init(
        _ settings: AlertSettings, curl: Curl, host: String = AlertSender.hostName, version: String,
        report: @escaping @Sendable (AlertWay, AlertQueue.Outcome) -> Void
    ) {
        self.init(settings, AlertSender(curl: curl, host: host, version: version), webhooks: AlertLimits(), mails: .mails, report: report)
    }

    init(
        _ settings: AlertSettings, _ sender: AlertSender, webhooks: AlertLimits, mails: AlertLimits,
        report: @escaping @Sendable (AlertWay, AlertQueue.Outcome) -> Void
    ) {
        let shared = SharedSettings(settings)
        self.shared = shared
        queues = AlertWay.allCases.map { way in
            let queue = AlertQueue(limits: way == .mail ? mails : webhooks) {
                report(way, $0)
            } deliver: { message throws(AlertProblem) in
                try await sender.send(message, by: way, shared.value)
            }
            return (way, queue)
        }
    }

    /// What is not sent yet goes by the new ones.
    public func change(to settings: AlertSettings) { shared.value = settings }

    /// Returns at once.
    public func post(_ report: IncidentReport) {
        let ways = shared.value.ways
        for (way, queue) in queues where ways.contains(way) { queue.post(report) }
    }

    /// Tells what waits, for so long at most.
    public func finish(within time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            for (_, queue) in queues { group.addTask { await queue.finish(within: time) } }
        }
    }
}

private final class SharedSettings: Sendable {
    private let settings: Mutex<AlertSettings>

    init(_ settings: AlertSettings) { self.settings = Mutex(settings) }

    var value: AlertSettings {
        get { settings.withLock { $0 } }
        set { settings.withLock { $0 = newValue } }
    }
}
