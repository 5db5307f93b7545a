internal import NIOHTTP1

/// What can be said of a request when only its header is there.
enum Admission {
    /// Nil: the body may come. RFC 9110 § 10.1.1: whoever expects 100-continue is told so only then.
    static func problem(of head: HTTPRequestHead, bodyLimit: Int, messageLimit: Int? = nil) -> Problem? {
        let headers = head.headers
        // RFC 9112 § 3.2.
        if head.version == .http1_1, headers[canonicalForm: "Host"].count != 1 { return .malformed("The request has to name one host.") }
        // Two lengths would be a way past a proxy: RFC 9112 § 6.3. The decoder knows both forms, and takes no others.
        if headers[canonicalForm: "Transfer-Encoding"].contains(where: { $0.lowercased() != "chunked" }) {
            return .malformed("The only transfer coding is chunked.")
        }
        if headers[canonicalForm: "Content-Encoding"].contains(where: { $0.lowercased() != "identity" }) { return .unsupportedEncoding }
        if headers[canonicalForm: "Expect"].contains(where: { $0.lowercased() != "100-continue" }) { return .expectation }
        if let length = headers.first(name: "Content-Length") {
            // Too many digits for the machine.
            guard let length = Int(length) else { return .tooLarge(limit: messageLimit ?? bodyLimit) }
            if length > bodyLimit { return .tooLarge(limit: messageLimit ?? bodyLimit) }
        }
        return nil
    }

    static func wantsToContinue(_ head: HTTPRequestHead) -> Bool {
        head.version == .http1_1 && head.headers[canonicalForm: "Expect"].contains { $0.lowercased() == "100-continue" }
    }
}
