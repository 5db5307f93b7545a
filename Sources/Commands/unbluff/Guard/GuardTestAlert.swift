#if server
    internal import ArgumentParser
    internal import Examination
    internal import FoundationEssentials
    internal import Glibc
    internal import IncidentAlerts
    internal import SenderGuard
    internal import SenderIdentity
    internal import ServerConfiguration

    /// `unbluff guard test-alert`: does word of an incident arrive?
    struct GuardTestAlert: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test-alert", abstract: "Tell of a made-up incident, by each way that guard.alerts has.",
            discussion: """
                What is sent says that it is a test. Each way is tried once, at once, and what happened is printed.

                The exit status is 0 if all that is set was told; 1 if nothing is set; 2 if something could not be told.
                """)

        @Option(name: .long, help: ArgumentHelp("The server's configuration; else \(Configuration.usualFile), if there is one.", valueName: "FILE"))
        var config: String?

        func run() async throws {
            let environment = ProcessInfo.processInfo.environment
            let guarding: Configuration.Guarding
            do throws(ConfigurationProblems) {
                guarding = try Configuration.load(file: config, environment: environment).configuration.guarding
            } catch {
                throw error.told()
            }
            let settings = AlertSettings(guarding)
            guard !settings.ways.isEmpty else {
                StandardError.write("unbluff: nobody is told but the log: neither guard.alerts.mail-to nor guard.alerts.webhook is set\n")
                throw ExitCode(ExitStatus.threatFound.rawValue)
            }
            // A program that ends early must not end this one.
            signal(SIGPIPE, SIG_IGN)
            let sender = AlertSender(curl: Curl(environment: environment), version: Release.version)
            let report = IncidentReport(Self.madeUp(at: time(nil)), isEnforced: guarding.mode == .enforce, isTest: true, host: sender.host)
            var hasFailed = false
            for way in settings.ways {
                do throws(AlertProblem) {
                    try await sender.send(.one(report), by: way, settings)
                    Self.tell("\(Self.name(way, settings)): told")
                } catch {
                    hasFailed = true
                    Self.tell("\(Self.name(way, settings)): NOT told: \(error)")
                }
            }
            if !guarding.isOn { Self.tell("\(GuardWords.off) So nobody is ever told of anything but this test.") }
            if hasFailed { throw ExitCode(ExitStatus.unreadable.rawValue) }
        }

        /// The webhook's address may hold a token.
        private static func name(_ way: AlertWay, _ settings: AlertSettings) -> String {
            switch way {
            case .webhook: settings.webhookSecret == nil ? "webhook, unsigned" : "webhook, signed"
            case .mail: "mail to \(settings.mailTo ?? "") by \(settings.mailServer)"
            }
        }

        private static func tell(_ words: String) {
            var output = StandardOutput()
            output.write("\(SafeText.name(words))\n")
            output.flush()
        }

        private static func madeUp(at now: Int) -> Incident {
            let excess = Incident.Excess(measure: .messages, window: .minute, count: 41, bound: 40)
            var incident = Incident(id: 0, sender: .account("test@example.org"), level: .hold, excess: excess, opened: now)
            (incident.passed, incident.stopped, incident.messages, incident.recipients, incident.holds) = (0, 1, 41, 41, 1)
            incident.others = IPAddress("192.0.2.1").map { [.client($0)] } ?? []
            incident.subject = "A subject"
            return incident
        }
    }
#endif
