public import ChannelKit
internal import MailMessage
public import ServerConfiguration
internal import Synchronization

/// What the page and the interface stand on. One for all connections.
public final class Site: Sendable {
    let desk: any CaseDesk
    private let state: Mutex<Configuration.Page>

    public init(desk: any CaseDesk, settings: Configuration.Page) {
        self.desk = desk
        state = Mutex(settings)
    }

    /// As of the last reload: read once a request.
    var settings: Configuration.Page { state.withLock { $0 } }

    public func change(to settings: Configuration.Page) { state.withLock { $0 = settings } }
}
