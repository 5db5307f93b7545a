internal import Hummingbird

/// What every answer carries, also those to requests that could not be read.
///
/// Not among them: Strict-Transport-Security. Whoever has the certificate says it, the proxy before us: only it knows whether all of its host is to be had by TLS.
enum SecurityFields {
    /// No script but the page's own, nothing from elsewhere, nobody frames it.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let all: [HTTPFields.Element] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"),
        // Pages and answers are of a person's message; who has something else says so.
        ("Cache-Control", "no-store"),
    ].map { HTTPFields.Element(name: .init($0.0)!, value: $0.1) }

    private static let requestID = HTTPFields.Element.Name("X-Request-Id")!

    /// What a route has set stays.
    static func add(to fields: inout HTTPFields, requestID id: String) {
        for field in all where !fields.contains(field.name) { fields.append(field) }
        fields[requestID] = id
    }
}
