internal import Hummingbird
internal import NIOHTTP1
internal import ServerConfiguration

/// Lets in who is on this machine, and who has a key of the owner's.
struct KeyGuard: RouterMiddleware {
    typealias Context = VisitContext

    let site: Site

    func handle(_ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response) async throws -> Response {
        let fields = request.headers
        guard Self.letsIn(context.client, authorization: fields[.authorization], apiKey: fields[Self.apiKey], keys: site.settings.apiKeys) else {
            throw Problem.unauthorized
        }
        return try await next(request, context)
    }

    /// Before the body comes, so that nobody has to be read whom the route would send away. Other spellings of a path get by here, and not there.
    static func refuses(_ head: HTTPRequestHead, from client: ClientAddress, keys: [String]) -> Bool {
        guard head.uri.hasPrefix("/v1/"), head.method != .OPTIONS else { return false }
        return !letsIn(client, authorization: head.headers.first(name: "Authorization"), apiKey: head.headers.first(name: "X-API-Key"), keys: keys)
    }

    private static func letsIn(_ client: ClientAddress, authorization: String?, apiKey: String?, keys: [String]) -> Bool {
        client.isLocal || key(authorization: authorization, apiKey: apiKey)?.isAmong(keys) ?? false
    }

    /// `Authorization: Bearer KEY` (RFC 6750 § 2.1), else `X-API-Key: KEY`: another scheme, as `Basic`, is for a proxy on the way.
    static func key(authorization: String?, apiKey: String?) -> APIKey? {
        let words = authorization?.split(separator: " ", maxSplits: 1) ?? []
        guard words.first?.lowercased() == "bearer" else { return apiKey.flatMap { APIKey($0[...]) } }
        return words.count == 2 ? APIKey(words[1].drop { $0 == " " }) : nil
    }

    private static let apiKey = HTTPFields.Element.Name("X-API-Key")!
}
