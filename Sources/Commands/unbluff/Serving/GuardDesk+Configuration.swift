#if server
    internal import ChannelKit
    internal import GuardDatabase
    internal import Logging
    internal import NIOPosix
    internal import SenderGuard
    internal import ServerConfiguration

    extension GuardDesk {
        /// With what was kept in the state directory.
        convenience init(
            _ configuration: Configuration, pool: NIOThreadPool, metrics: ServerMetrics, log: Logger, alert: @escaping @Sendable (Incident) -> Void
        ) {
            let (store, memory) = Self.store(configuration, log)
            self.init(
                configuration.guarding, policy: configuration.actions, memory: memory, store: store, pool: pool, metrics: metrics, log: log,
                alert: alert)
        }

        /// Where it cannot be had, one that forgets at the end: mail goes on, and is judged.
        private static func store(_ configuration: Configuration, _ log: Logger) -> (any GuardStore, GuardMemory) {
            // Whoever does not use it has no file of it.
            if configuration.guarding.isOn {
                do {
                    let database = try GuardDatabase(directory: configuration.stateDirectory)
                    if let damaged = database.damaged {
                        log.error(
                            "what was kept of senders was damaged, and is begun anew: holds, blocks, counts and what was normal are lost",
                            metadata: ["moved": "\(damaged)"])
                    }
                    return (database, try database.read())
                } catch {
                    log.error("holds and blocks of senders are not kept until this is mended and the server started anew", metadata: ["reason": "\(error)"])
                }
            }
            let store = MemoryGuardStore()
            return (store, store.read())
        }
    }
#endif
