internal import Hummingbird
internal import NIOHTTP1

/// Lets scripts of other sites use the interface, where the owner has named those sites: Fetch § 3.3 (CORS).
///
/// Nobody is let in by `*`, and no credentials of a browser are: a page of somebody else has to have a key of its own.
enum CrossOrigin {
    /// Seconds for which a browser need not ask again.
    private static let preflightAge = 600

    /// The answer to a browser that asks whether a script may; nil where nobody asks, or it may not: then OPTIONS is a method as others are.
    static func preflight(_ head: HTTPRequestHead, origins: [String]) -> Answer? {
        guard head.method == .OPTIONS, isInterface(head), head.headers.contains(name: "Access-Control-Request-Method"), isAllowed(head, origins) else {
            return nil
        }
        return Answer(
            status: .noContent,
            fields: [
                .accessControlAllowMethods: "GET, HEAD, POST", .accessControlAllowHeaders: "Authorization, Content-Type, X-API-Key, X-Request-Id",
                .accessControlMaxAge: "\(preflightAge)",
            ], body: ByteBuffer())
    }

    /// To every answer, a refusal too: else a script cannot read why.
    static func add(to fields: inout HTTPFields, _ head: HTTPRequestHead, origins: [String]) {
        guard !origins.isEmpty, isInterface(head) else { return }
        // Also for whoever is not let in: what is kept for one is not for another.
        fields[values: .vary].append("Origin")
        guard isAllowed(head, origins) else { return }
        fields[.accessControlAllowOrigin] = head.headers.first(name: "Origin")
        fields[.accessControlExposeHeaders] = "Content-Language, Retry-After, X-Request-Id"
    }

    private static func isInterface(_ head: HTTPRequestHead) -> Bool { head.uri.hasPrefix("/v1/") }

    private static func isAllowed(_ head: HTTPRequestHead, _ origins: [String]) -> Bool {
        head.headers.first(name: "Origin").map(origins.contains) ?? false
    }
}
