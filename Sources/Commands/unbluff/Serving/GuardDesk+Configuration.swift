#if server
    internal import ChannelKit
    internal import Logging
    internal import NIOPosix
    internal import SenderGuard
    internal import ServerConfiguration

    extension GuardDesk {
        /// With what was kept in the state directory.
        convenience init(
            _ configuration: Configuration, pool: NIOThreadPool, metrics: ServerMetrics, log: Logger, alert: @escaping @Sendable (Incident) -> Void
        ) {
            let store = MemoryGuardStore()
            self.init(
                configuration.guarding, policy: configuration.actions, memory: store.read(), store: store, pool: pool, metrics: metrics, log: log,
                alert: alert)
        }
    }
#endif
