internal import Hummingbird
internal import Logging

/// What is known of a request beside it.
struct VisitContext: RequestContext {
    struct Source: RequestContextSource {
        let client: ClientAddress
        let requestID: String
        let logger: Logger
    }

    var coreContext: CoreRequestContextStorage
    let client: ClientAddress
    /// In the answer as X-Request-Id, and as `instance` of a problem.
    let requestID: String

    init(source: Source) {
        coreContext = .init(source: source)
        client = source.client
        requestID = source.requestID
    }

    /// Whether somebody on this machine asks.
    var isLocal: Bool { client.isLocal }
}
