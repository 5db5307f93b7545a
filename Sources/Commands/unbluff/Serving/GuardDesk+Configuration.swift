#if server
    internal import ChannelKit
    internal import Glibc
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

        /// Where it cannot be opened, one that tries it again, with what can be read of it: mail goes on, and is judged. The desk says so.
        private static func store(_ configuration: Configuration, _ log: Logger) -> (any GuardStore, GuardMemory) {
            let directory = configuration.stateDirectory
            let open: @Sendable () throws -> any GuardStore = {
                let database = try GuardDatabase(directory: directory)
                if let damaged = database.damaged {
                    log.error(
                        "what was kept of senders was damaged, and is begun anew: holds, blocks, counts and what was normal are lost",
                        metadata: ["moved": "\(damaged)"])
                }
                return database
            }
            do {
                let store = try open()
                return (store, try store.read())
            } catch {
                let now = time(nil)
                let memory = try? GuardDatabase.memory(keptIn: directory)
                return (LateGuardStore(error, at: now, open: open), memory ?? .unknown(at: now))
            }
        }
    }
#endif
