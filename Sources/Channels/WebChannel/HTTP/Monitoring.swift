internal import ChannelKit
internal import Hummingbird

/// What a monitor asks of us; from this machine only, since a page that all can see shares the port.
struct Monitoring {
    let metrics: ServerMetrics
    let isReady: @Sendable () -> Bool

    static let paths = ["/metrics", "/healthz", "/readyz"]

    func addRoutes(to router: Router<VisitContext>) {
        router.get("metrics") { _, context in
            guard context.isLocal else { throw HTTPError(.notFound) }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"], body: .init(byteBuffer: .init(string: metrics.exposition)))
        }
        // Alive: whoever answers is.
        router.get("healthz") { _, context in
            guard context.isLocal else { throw HTTPError(.notFound) }
            return "ok\n"
        }
        router.get("readyz") { _, context in
            guard context.isLocal else { throw HTTPError(.notFound) }
            return isReady() ? EditedResponse(status: .ok, response: "ready\n") : EditedResponse(status: .serviceUnavailable, response: "ending\n")
        }
    }
}
