internal import Hummingbird
internal import ServerConfiguration

/// Lets in who is on this machine, and who has a key of the owner's.
struct KeyGuard: RouterMiddleware {
    typealias Context = VisitContext

    let site: Site

    func handle(_ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response) async throws -> Response {
        if !context.isLocal {
            guard let key = Self.key(in: request.headers), key.isAmong(site.settings.apiKeys) else { throw Problem.unauthorized }
        }
        return try await next(request, context)
    }

    /// `Authorization: Bearer KEY` (RFC 6750 § 2.1), or `X-API-Key: KEY`.
    static func key(in fields: HTTPFields) -> APIKey? {
        if let value = fields[.authorization] {
            let words = value.split(separator: " ", maxSplits: 1)
            guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
            return APIKey(words[1].drop { $0 == " " })
        }
        return fields[apiKey].flatMap { APIKey($0[...]) }
    }

    private static let apiKey = HTTPFields.Element.Name("X-API-Key")!
}
