internal import NIOHTTP1

/// What can be said of a request when only its header is there.
enum Admission {
    /// Nil: the body may come. RFC 9110 § 10.1.1: whoever expects 100-continue is told so only then.
    static func problem(of head: HTTPRequestHead, bodyLimit: Int) -> Problem? {
        let headers = head.headers
        // RFC 9112 § 3.2.
        if head.version == .http1_1, headers[canonicalForm: "Host"].count != 1 { return .malformed("The request has to name one host.") }
        // Two lengths would be a way past a proxy: RFC 9112 § 6.3. The decoder knows both forms, and takes no others. As it stands there: proxies read lists with empty
        // elements in different ways.
        let codings = headers["Transfer-Encoding"]
        if codings.count > 1 || codings.contains(where: { $0.lowercased() != "chunked" }) { return .malformed("The only transfer coding is chunked.") }
        // RFC 9112 § 6.1: somewhere on its way the message was framed anew by who did not know of it.
        if !codings.isEmpty, head.version == .http1_0 { return .malformed("HTTP/1.0 has no transfer coding.") }
        if headers[canonicalForm: "Content-Encoding"].contains(where: { $0.lowercased() != "identity" }) { return .unsupportedEncoding }
        if headers[canonicalForm: "Expect"].contains(where: { $0.lowercased() != "100-continue" }) { return .expectation }
        if let length = headers.first(name: "Content-Length") {
            // Too many digits for the machine.
            guard let length = Int(length), length <= bodyLimit else { return .tooLarge(limit: bodyLimit) }
        }
        return nil
    }

    static func wantsToContinue(_ head: HTTPRequestHead) -> Bool {
        head.version == .http1_1 && head.headers[canonicalForm: "Expect"].contains { $0.lowercased() == "100-continue" }
    }
}
