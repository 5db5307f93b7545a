#if server
    internal import ServerConfiguration
    internal import Synchronization

    /// The configuration that counts, which a reload changes.
    final class SharedConfiguration: Sendable {
        private let configuration: Mutex<Configuration>

        init(_ configuration: Configuration) { self.configuration = Mutex(configuration) }

        var value: Configuration {
            get { configuration.withLock { $0 } }
            set { configuration.withLock { $0 = newValue } }
        }
    }
#endif
