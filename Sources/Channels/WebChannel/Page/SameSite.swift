internal import Hummingbird

/// Whether a form was sent by a page of ours, and not by somebody else's that a person happens to look at.
///
/// There are no cookies to steal, but what goes to the owner goes in the name of a person: W3C Fetch Metadata § 2.3, RFC 6454 § 7.
enum SameSite {
    private static let fetchSite = HTTPFields.Element.Name("Sec-Fetch-Site")!

    static func isForeign(_ request: Request) -> Bool {
        if let site = request.headers[fetchSite] { return site != "same-origin" && site != "none" }
        // Our own pages send `null`, as they have no referrer; old browsers send nothing.
        guard let origin = request.headers[.origin], origin != "null" else { return false }
        return origin.split(separator: "://", maxSplits: 1).last.map(String.init)?.lowercased() != request.head.authority?.lowercased()
    }
}
