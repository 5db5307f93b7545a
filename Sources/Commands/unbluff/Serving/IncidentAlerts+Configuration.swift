#if server
    internal import ChannelKit
    internal import Examination
    internal import IncidentAlerts
    internal import Logging
    internal import SenderGuard
    internal import ServerConfiguration

    /// Tells those who are set in the configuration that counts.
    struct ServerAlerts: Sendable {
        private let alerts: IncidentAlerts
        private let curl: Curl
        private let host = AlertSender.hostName
        private let current: SharedConfiguration
        private let log: Logger

        init(_ current: SharedConfiguration, environment: [String: String], metrics: ServerMetrics, log: Logger) {
            self.current = current
            self.log = log
            curl = Curl(environment: environment)
            alerts = IncidentAlerts(AlertSettings(current.value.guarding), curl: curl, version: Release.version) { way, outcome in
                Self.report(way, outcome, metrics, log)
            }
            complain()
        }

        /// Returns at once.
        func tell(_ incident: Incident) {
            alerts.post(IncidentReport(incident, isEnforced: current.value.guarding.mode == .enforce, host: host))
        }

        /// To be called when another configuration counts.
        func change() {
            alerts.change(to: AlertSettings(current.value.guarding))
            complain()
        }

        /// Tells what waits, for so long at most.
        func finish(within time: Duration) async { await alerts.finish(within: time) }

        private func complain() {
            let guarding = current.value.guarding
            guard guarding.isOn, !AlertSettings(guarding).ways.isEmpty, !curl.isInstalled else { return }
            log.error("nobody is told of incidents but this log, because curl is not installed")
        }

        private static func report(_ way: AlertWay, _ outcome: AlertQueue.Outcome, _ metrics: ServerMetrics, _ log: Logger) {
            switch outcome {
            case .sent(let count):
                metrics.guarding.told(of: count, by: way.rawValue, .sent)
                log.info("somebody was told of incidents", metadata: ["way": "\(way.rawValue)", "count": "\(count)"])
            case .failed(let count, let problem):
                metrics.guarding.told(of: count, by: way.rawValue, .failed)
                log.error("somebody could not be told of incidents", metadata: ["way": "\(way.rawValue)", "count": "\(count)", "reason": "\(problem)"])
            case .dropped(let count, let reason, let isFirst):
                metrics.guarding.told(of: count, by: way.rawValue, .dropped)
                guard isFirst else { return }
                log.error("nobody is told of some incidents: \(reason.rawValue)", metadata: ["way": "\(way.rawValue)", "count": "\(count)"])
            }
        }
    }

    extension AlertSettings {
        init(_ guarding: Configuration.Guarding) {
            let alerts = guarding.alerts
            self.init(mailTo: alerts.mailTo, mailServer: alerts.mailServer, webhook: alerts.webhook, webhookSecret: alerts.webhookSecret)
        }
    }
#endif
