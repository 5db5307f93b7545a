internal import Hummingbird
internal import ServerConfiguration

/// Lets scripts of other sites use the interface, where the owner has named those sites: Fetch § 3.3 (CORS).
///
/// Nobody is let in by `*`, and no credentials of a browser are: a page of somebody else has to have a key of its own.
struct CrossOrigin: RouterMiddleware {
    typealias Context = VisitContext

    let site: Site

    /// Seconds for which a browser need not ask again.
    private static let preflightAge = 600

    func handle(_ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response) async throws -> Response {
        let origins = site.settings.corsOrigins
        guard !origins.isEmpty, request.uri.path.hasPrefix("/v1/") else { return try await next(request, context) }
        let origin = request.headers[.origin].flatMap { origins.contains($0) ? $0 : nil }
        var response: Response
        if let origin, request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            response = Self.preflight()
            response.headers[.accessControlAllowOrigin] = origin
        } else {
            response = try await next(request, context)
            response.headers[.accessControlAllowOrigin] = origin
            if origin != nil { response.headers[.accessControlExposeHeaders] = "Content-Language, Retry-After, X-Request-Id" }
        }
        // Also for whoever is not let in: what is kept for one is not for another.
        response.headers[values: .vary].append("Origin")
        return response
    }

    private static func preflight() -> Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, HEAD, POST", .accessControlAllowHeaders: "Authorization, Content-Type, X-API-Key, X-Request-Id",
                .accessControlMaxAge: "\(preflightAge)",
            ])
    }
}
