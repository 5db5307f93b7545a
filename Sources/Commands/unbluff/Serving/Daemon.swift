#if server
    internal import ArgumentParser
    internal import ChannelKit
    internal import Examination
    internal import FoundationEssentials
    internal import Glibc
    internal import Logging
    internal import MilterChannel
    internal import NIOCore
    internal import NIOPosix
    internal import Quarantine
    internal import ScamVerdict
    internal import ServerConfiguration
    internal import SpamdChannel
    internal import UnixSignals
    internal import WebChannel

    /// The server's parts, from its start to its end.
    struct Daemon {
        private let configurations: ConfigurationSource
        private let configuration: Configuration
        private let metrics: ServerMetrics
        private let logSettings: LogSettings
        private let log: Logger
        private let group: MultiThreadedEventLoopGroup
        private let pool: NIOThreadPool
        private let desk: ExaminationDesk
        private let notifier = Notifier(path: environment["NOTIFY_SOCKET"])
        private let isTakingMail = SharedFlag(true)

        private static let environment = ProcessInfo.processInfo.environment

        init(file: String?) throws {
            configurations = ConfigurationSource(file: file, environment: Self.environment)
            configuration = try configurations.read()
            let metrics = ServerMetrics(version: Release.version, model: VerdictModel.embedded.name)
            let logSettings = LogSettings(configuration.log)
            log = Logger(label: "unbluff") { _ in ServerLog(settings: logSettings, lost: metrics.lostLogLines) }
            self.metrics = metrics
            self.logSettings = logSettings
            let standing = try Standing(configuration, before: nil)
            ProcessLimits.raiseDescriptors()
            // A log or a client that has gone must not end the process.
            signal(SIGPIPE, SIG_IGN)
            group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.limits.threads ?? System.coreCount)
            pool = NIOThreadPool(numberOfThreads: configuration.limits.threads ?? System.coreCount)
            pool.start()
            let feedback = FeedbackKeeper(journal: FeedbackJournal(directory: configuration.stateDirectory), pool: pool, log: log)
            desk = ExaminationDesk(standing, pool: pool, metrics: metrics, log: log) { feedback.keep($0) }
        }

        func run() async throws {
            let signals = await UnixSignalsSequence(trapping: .sighup, .sigterm, .sigint)
            let listeners: ListenerGroup
            do {
                listeners = try await ListenerGroup.open(self.listeners, on: group, limits: configuration.limits, metrics: metrics, log: log)
            } catch let problem as ListenerGroup.CannotListen {
                // Not the status of a wrong configuration, after which a service manager does not try again: the port may be free soon.
                log.error("\(problem)")
                throw ExitCode.failure
            }
            notifier.ready("looking at mail")
            let heart = group.next().scheduleRepeatedTask(initialDelay: Self.heartbeat, delay: Self.heartbeat) { [notifier] _ in notifier.watchdog() }
            log.notice("ready", metadata: ["version": "\(Release.version)", "model": "\(VerdictModel.embedded.name)", "pid": "\(getpid())"])
            for await signal in signals {
                guard signal == .sighup else { break }
                reload()
            }
            isTakingMail.set(false)
            notifier.stopping()
            log.notice("ending: no new connections, mail under way is finished")
            await listeners.close(within: configuration.limits.drain)
            heart.cancel()
            try? await pool.shutdownGracefully()
            try? await group.shutdownGracefully()
            log.notice("ended")
        }

        /// Half of the shortest WatchdogSec that makes sense beside a mail server.
        private static let heartbeat = TimeAmount.seconds(5)

        private var listeners: [Listener] {
            let inherited = InheritedSockets(environment: Self.environment, names: ChannelName.allCases.map(\.rawValue)).descriptors
            let page = PageServer(
                metrics: metrics, isReady: { [isTakingMail] in isTakingMail.isSet }, idle: .seconds(Self.pageIdle), log: log)
            let (milter, spamd) = (desk.desk(for: .milter), desk.desk(for: .spamd))
            return ChannelName.allCases.compactMap { name -> Listener? in
                let descriptor = inherited[name.rawValue]
                // A socket that was handed over counts even where the configuration closes the channel.
                guard let address = configuration.listen[name] ?? descriptor.map({ .unix(path: "fd \($0)") }) else { return nil }
                return switch name {
                case .page: Listener(name, at: address, descriptor: descriptor, allowsHalfClosure: true) { page.addHandlers(to: $0) }
                case .milter:
                    Listener(name, at: address, descriptor: descriptor) { [metrics] in Self.add(MilterHandler(desk: milter, counters: metrics), to: $0) }
                case .spamd:
                    Listener(name, at: address, descriptor: descriptor, allowsHalfClosure: true) { [metrics] in
                        Self.add(SpamdHandler(desk: spamd, counters: metrics), to: $0)
                    }
                }
            }
        }

        private static func add(_ handler: @autoclosure @escaping @Sendable () -> any ChannelHandler, to channel: any Channel) -> EventLoopFuture<Void> {
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler()) }
        }

        /// Seconds.
        private static let pageIdle: Int64 = 30

        /// What is wrong in a new configuration changes nothing.
        private func reload() {
            notifier.reloading()
            do {
                let new = try configurations.read()
                desk.change(to: try Standing(new, before: (configuration, desk.current)))
                logSettings.current = new.log
                metrics.reloaded(true)
                log.notice("the configuration was read again")
                if new.listen != configuration.listen || new.limits.threads != configuration.limits.threads {
                    log.warning("listen and limits.threads change at a restart only")
                }
            } catch {
                metrics.reloaded(false)
                log.error("the configuration is as before, since the new one is wrong", metadata: ["problem": "\(error)"])
            }
            notifier.ready("looking at mail")
        }
    }

    extension Configuration.Listen {
        fileprivate subscript(name: ChannelName) -> ListenAddress? {
            switch name {
            case .page: page
            case .milter: milter
            case .spamd: spamd
            }
        }
    }
#endif
