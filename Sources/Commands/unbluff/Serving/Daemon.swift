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
    internal import PolicyChannel
    internal import Quarantine
    internal import ReportFolder
    internal import ScamVerdict
    internal import ServerConfiguration
    internal import SpamdChannel
    internal import UnixSignals
    internal import WebChannel

    /// The server's parts, from its start to its end.
    struct Daemon {
        private let configurations: ConfigurationSource
        /// That of the start: what a reload cannot change is taken from it.
        private let configuration: Configuration
        /// That which counts.
        private let current: SharedConfiguration
        private let metrics: ServerMetrics
        private let logSettings: LogSettings
        private let log: Logger
        private let group: MultiThreadedEventLoopGroup
        private let pool: NIOThreadPool
        private let casePool: NIOThreadPool
        private let hugeCasePool = NIOThreadPool(numberOfThreads: 1)
        private let desk: ExaminationDesk
        private let site: Site
        /// Nil where no mail leaves.
        private let guarding: GuardDesk?
        private let alerts: ServerAlerts
        private let guardPool = NIOThreadPool(numberOfThreads: 1)
        private let notifier = Notifier(path: environment["NOTIFY_SOCKET"])
        private let isTakingMail = SharedFlag(true)

        private static let environment = ProcessInfo.processInfo.environment

        init(file: String?) throws {
            configurations = ConfigurationSource(file: file, environment: Self.environment)
            configuration = try configurations.read()
            current = SharedConfiguration(configuration)
            let metrics = ServerMetrics(version: Release.version, model: VerdictModel.embedded.name)
            let logSettings = LogSettings(configuration.log)
            log = Logger(label: "unbluff") { _ in ServerLog(settings: logSettings, lost: metrics.lostLogLines) }
            self.metrics = metrics
            self.logSettings = logSettings
            let standing: Standing
            do {
                standing = try Standing(configuration, before: nil)
            } catch {
                // As below: a file or a folder may be there soon.
                log.error("\(error)")
                throw ExitCode.failure
            }
            metrics.changed(model: standing.examiner.model.name)
            ProcessLimits.raiseDescriptors()
            // A log or a client that has gone must not end the process.
            signal(SIGPIPE, SIG_IGN)
            group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.limits.threads ?? System.coreCount)
            pool = NIOThreadPool(numberOfThreads: configuration.limits.threads ?? System.coreCount)
            pool.start()
            casePool = NIOThreadPool(numberOfThreads: configuration.limits.threads ?? System.coreCount)
            casePool.start()
            hugeCasePool.start()
            guardPool.start()
            let alerts = ServerAlerts(current, environment: Self.environment, metrics: metrics, log: log)
            self.alerts = alerts
            guarding = configuration.guarding.isOn ? GuardDesk(configuration, pool: guardPool, metrics: metrics, log: log) { alerts.tell($0) } : nil
            let feedback = FeedbackKeeper(journal: FeedbackJournal(directory: configuration.stateDirectory), pool: pool, log: log)
            desk = ExaminationDesk(standing, pool: pool, casePool: casePool, hugeCasePool: hugeCasePool, metrics: metrics, log: log, guardDesk: guarding) {
                feedback.keep($0)
            }
            site = Site(desk: desk, settings: configuration.page) { [pool] in OwnersFolder(folder: ReportFolder(path: $0), pool: pool) }
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
            let heart = group.next().scheduleRepeatedTask(initialDelay: Self.heartbeat, delay: Self.heartbeat) { [group, notifier] _ in
                // One that hangs holds its connections for good: all have to be heard.
                EventLoopFuture.andAllSucceed(group.makeIterator().map { $0.submit {} }, on: group.next()).whenSuccess { notifier.watchdog() }
            }
            let guardTick = group.next().scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [guarding] _ in guarding?.tick() }
            log.notice("ready", metadata: ["version": "\(Release.version)", "model": "\(desk.current.examiner.model.name)", "pid": "\(getpid())"])
            for await signal in signals {
                guard signal == .sighup else { break }
                reload()
            }
            isTakingMail.set(false)
            notifier.stopping()
            log.notice("ending: no new connections, mail under way is finished")
            let end = ContinuousClock.now + current.value.limits.drain
            await listeners.close(within: current.value.limits.drain)
            heart.cancel()
            guardTick.cancel()
            // The pool's end cancels what is not written then.
            try? await guarding?.finish(on: group.next(), within: TimeAmount(max(end - .now, Self.lastWrites))).get()
            await alerts.finish(within: max(end - .now, Self.lastWrites))
            // Whoever waited for a message that is still looked at has been cut: it ends with the process.
            guard await poolsEnd(within: max(end - .now, Self.lastWrites)) else { return log.notice("ended, with a message under way") }
            try? await group.shutdownGracefully()
            log.notice("ended")
        }

        /// What clients have heard is kept, a line in a file, is written also where nothing else is waited for.
        private static let lastWrites = Duration.seconds(1)

        /// Whether their threads came to an end in time.
        private func poolsEnd(within time: Duration) async -> Bool {
            let loop = group.next()
            let ended = loop.makePromise(of: Bool.self)
            let all = [pool, casePool, hugeCasePool, guardPool].map { pool in
                let one = loop.makePromise(of: Void.self)
                pool.shutdownGracefully { _ in one.succeed() }
                return one.futureResult
            }
            EventLoopFuture.andAllSucceed(all, on: loop).whenSuccess { ended.succeed(true) }
            let patience = loop.scheduleTask(in: TimeAmount(time)) { ended.succeed(false) }
            ended.futureResult.whenComplete { _ in patience.cancel() }
            return (try? await ended.futureResult.get()) ?? false
        }

        /// Half of the shortest WatchdogSec that makes sense beside a mail server.
        private static let heartbeat = TimeAmount.seconds(5)

        private var listeners: [Listener] {
            let inherited = InheritedSockets(environment: Self.environment, names: ChannelName.allCases.map(\.rawValue))
            if inherited.unknown > 0 {
                log.warning("sockets of unknown names were closed; the names are page, milter, spamd and policy", metadata: ["count": "\(inherited.unknown)"])
            }
            return ChannelName.allCases.flatMap { name in
                // Sockets that were handed over stand in place of the address, and count even where the configuration closes the channel.
                let descriptors = inherited.descriptors[name.rawValue] ?? []
                if !descriptors.isEmpty { return descriptors.map { listener(name, at: .unix(path: "fd \($0)"), descriptor: $0) } }
                return configuration.listen[name].map { [listener(name, at: $0, descriptor: nil)] } ?? []
            }
        }

        private func listener(_ name: ChannelName, at address: ListenAddress, descriptor: Int32?) -> Listener {
            let desk = desk.desk(for: name)
            switch name {
            case .page:
                let page = PageServer(site: site, metrics: metrics, isReady: { [isTakingMail] in isTakingMail.isSet }, log: log)
                return Listener(
                    name, at: address, descriptor: descriptor, allowsHalfClosure: true, connections: configuration.page.connections, client: page.client
                ) { page.addHandlers(to: $0) }
            case .milter:
                return Listener(name, at: address, descriptor: descriptor) { [metrics] in Self.add(MilterHandler(desk: desk, counters: metrics), to: $0) }
            case .spamd:
                return Listener(name, at: address, descriptor: descriptor, allowsHalfClosure: true) { [metrics] in
                    Self.add(SpamdHandler(desk: desk, counters: metrics), to: $0)
                }
            case .policy:
                return Listener(name, at: address, descriptor: descriptor, allowsHalfClosure: true) { [metrics, guarding] in
                    Self.add(PolicyHandler(desk: guarding ?? NothingLeaves(), counters: metrics), to: $0)
                }
            }
        }

        private static func add(_ handler: @autoclosure @escaping @Sendable () -> any ChannelHandler, to channel: any Channel) -> EventLoopFuture<Void> {
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler()) }
        }

        /// What is wrong in a new configuration changes nothing.
        private func reload() {
            notifier.reloading()
            do {
                let new = try configurations.read()
                let standing = try Standing(new, before: (current.value, desk.current))
                desk.change(to: standing)
                site.change(to: new.page)
                guarding?.change(to: new.guarding, policy: new.actions)
                current.value = new
                alerts.change()
                logSettings.current = new.log
                metrics.changed(model: standing.examiner.model.name)
                metrics.reloaded(true)
                log.notice("the configuration was read again")
                let waiting = new.settingsThatWait(since: configuration)
                if !waiting.isEmpty { log.warning("these change at a restart only", metadata: ["settings": "\(waiting.joined(separator: ","))"]) }
            } catch {
                metrics.reloaded(false)
                log.error("the configuration is as before, since the new one is wrong", metadata: ["problem": "\(error)"])
            }
            notifier.ready("looking at mail")
        }
    }

    extension Configuration {
        /// What differs from the configuration of the start and is not taken over by a reload.
        fileprivate func settingsThatWait(since start: Configuration) -> [String] {
            var names: [String] = []
            if listen != start.listen { names.append("listen") }
            if limits.threads != start.limits.threads { names.append("limits.threads") }
            if limits.idle != start.limits.idle { names.append("limits.idle") }
            if limits.connections != start.limits.connections { names.append("limits.connections") }
            if page.connections != start.page.connections { names.append("page.connections") }
            if stateDirectory != start.stateDirectory { names.append("state-directory") }
            // Switched off, it lets all pass at once.
            if guarding.isOn, !start.guarding.isOn { names.append("guard") }
            return names
        }
    }

    extension Configuration.Listen {
        fileprivate subscript(name: ChannelName) -> ListenAddress? {
            switch name {
            case .page: page
            case .milter: milter
            case .spamd: spamd
            case .policy: policy
            }
        }
    }
#endif
