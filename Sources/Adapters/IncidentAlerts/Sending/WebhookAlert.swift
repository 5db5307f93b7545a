internal import Crypto
internal import Glibc

/// Tells a program, by a POST with JSON.
struct WebhookAlert: Sendable {
    private let curl: Curl
    private let address: String
    private let secret: String?
    private let agent: String
    private let now: @Sendable () -> Int

    /// - Parameters:
    ///   - secret: with which the request is signed; nil: it is not.
    ///   - version: of unbluff.
    ///   - now: seconds since 1970.
    init(_ address: String, secret: String?, curl: Curl, version: String, now: @escaping @Sendable () -> Int = { time(nil) }) {
        self.curl = curl
        self.address = address
        self.secret = secret
        agent = "unbluff/\(version)"
        self.now = now
    }

    func send(_ report: IncidentReport) async throws(AlertProblem) {
        let answer = try await curl.run(["--config", "-"], input: Array(request(report.json).utf8))
        // Redirections are not followed, since another host would get what this one is trusted with.
        guard answer.utf8.count == 3, answer.hasPrefix("2") else { throw .status(ShownText.line(answer, most: 3)) }
    }

    /// A configuration file of curl, as it reads it from standard input: on its command line everybody could see the address and the signature.
    func request(_ body: String) -> String {
        var options = [
            ("url", address), ("user-agent", agent), ("header", "Content-Type: application/json"), ("proto", "=http,https"), ("data-raw", body),
            ("output", "/dev/null"), ("write-out", "%{response_code}"),
        ]
        if let secret { options.append(("header", "\(Self.signatureField): \(Self.signature(body, secret, at: now()))")) }
        return options.map { "\($0) = \(Self.quoted($1))\n" }.joined() + "globoff\nfail\n"
    }

    static let signatureField = "X-Unbluff-Signature"

    /// `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" in hexadecimal>`: a request that was caught cannot be used again later.
    static func signature(_ body: String, _ secret: String, at time: Int) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(time).\(body)".utf8), using: SymmetricKey(data: Array(secret.utf8)))
        let digits = Array("0123456789abcdef".utf8)
        return "t=\(time),v1=" + String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Between quotes these escapes are known: curl(1), `--config`.
    private static func quoted(_ value: String) -> String {
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", "\"": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
