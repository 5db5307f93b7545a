import MailMessage
import Testing

@testable import SenderIdentity

/// Fields and what they say: the server, its version and instance where they are there, then each result; defects behind `!`.
private let fields: [(String, String)] = [
    // RFC 8601 appendix B.2 to B.7, § 2.7.6
    ("example.org 1; none", "example.org v1"),
    ("example.com;\n          spf=pass smtp.mailfrom=example.net", "example.com | spf=pass smtp.mailfrom:example.net"),
    (
        "example.com;\n          auth=pass (cram-md5) smtp.auth=sender@example.net;\n          spf=pass smtp.mailfrom=example.net",
        "example.com | auth=pass smtp.auth:sender@example.net | spf=pass smtp.mailfrom:example.net"
    ),
    ("example.com; iprev=pass\n          policy.iprev=192.0.2.200", "example.com | iprev=pass policy.iprev:192.0.2.200"),
    (
        "example.com;\n\tdkim=pass (good signature) header.d=example.com; dkim=pass (good signature) header.d=example.org",
        "example.com | dkim=pass header.d:example.com | dkim=pass header.d:example.org"
    ),
    (
        "example.com;\n      dkim=pass reason=\"good signature\"\n        header.i=@mail-router.example.net;\n      dkim=fail reason=\"bad signature\"\n"
            + "        header.i=@newyork.example.com",
        "example.com | dkim=pass (good signature) header.i:@mail-router.example.net | dkim=fail (bad signature) header.i:@newyork.example.com"
    ),
    ("example.net;\n      dkim=pass (good signature) header.i=@newyork.example.com", "example.net | dkim=pass header.i:@newyork.example.com"),
    (
        "foo.example.net (foobar) 1 (baz);\n    dkim (Because I like it) / 1 (One yay) = (wait for it) fail\n"
            + "      policy (A dot can go here) . (like that) expired\n      (this surprised me) = (as I wasn't expecting it) 1362471462",
        "foo.example.net v1 | dkim/1=fail policy.expired:1362471462"
    ),
    ("example.com;\n          foo=pass bar.baz=blob (2 of 3 tests OK)", "example.com | foo=pass bar.baz:blob"),
    // As Google, Microsoft and Yahoo write them
    (
        "mx.google.com;\n       dkim=pass header.i=@example.com header.s=a header.b=\"Yv/k+X=\";\n       spf=pass (google.com: domain of a=b@example.com "
            + "designates 192.0.2.1 as permitted sender) smtp.mailfrom=\"a=b@example.com\";\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com",
        "mx.google.com | dkim=pass header.i:@example.com header.s:a header.b:Yv/k+X= | spf=pass smtp.mailfrom:a=b@example.com"
            + " | dmarc=pass header.from:example.com"
    ),
    (
        "spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=example.com; dkim=none (message not signed)\n header.d=none;dmarc=bestguesspass action=none\n"
            + " header.from=example.com;compauth=pass reason=109",
        "- | spf=pass smtp.mailfrom:example.com | dkim=none header.d:none | dmarc=bestguesspass .action:none header.from:example.com | compauth=pass (109)"
            + " !authserv-id-missing"
    ),
    ("mta.example.net  from=example.com; domainkeys=neutral (no sig)", "mta.example.net | domainkeys=neutral !malformed"),
    // RFC 8617 § 4.1.1
    ("i=1; mx.example.org; spf=pass smtp.mailfrom=example.com", "mx.example.org i1 | spf=pass smtp.mailfrom:example.com"),
    ("i=2; mx.microsoft.com 1; arc=pass (0 oda=1 spf=[1,1,x;y=z])", "mx.microsoft.com v1 i2 | arc=pass"),
    // Forms of § 2.2
    ("\"Example \\\"quoted\\\"\" ; none", "Example \"quoted\""),
    ("EXAMPLE.org; DKIM=PASS Header.D=Example.ORG", "EXAMPLE.org | dkim=pass header.d:Example.ORG"),
    ("a; spf=pass smtp.mailfrom=\"a;b\\\" c\"@example.com", "a | spf=pass smtp.mailfrom:a;b\" c@example.com"),
    ("a; spf=pass smtp.mailfrom=a+b=c/d@example.com", "a | spf=pass smtp.mailfrom:a+b=c/d@example.com"),
    ("a; spf=pass reason=one reason=two", "a | spf=pass (one)"), ("a;none", "a"), ("(c (nested \\) ;) ) a (b;c) ; spf=pass", "a | spf=pass"),
    ("a; spf=pass smtp.mailfrom=", "a | spf=pass smtp.mailfrom:"), ("a", "a"), ("a;", "a"),
    // § 2.6
    ("a 2; spf=pass", "a v2 | spf=pass !unknown-version"), ("a; spf/2=pass; dkim/1=pass", "a | dkim/1=pass !unknown-version"),
    // What is nothing
    ("", "- !authserv-id-missing"), (";;;", "- !authserv-id-missing"), ("a; spf; =pass; ; dkim=; .=; spf=pass", "a | spf=pass !malformed"),
    ("a; spf=pass (never closed smtp.mailfrom=example.com; dkim=pass", "a | spf=pass | dkim=pass !malformed"),
    ("a; spf=pass \"x\" y.z=1", "a | spf=pass !malformed"),
    ("a; spf=pass word smtp.mailfrom=b", "a | spf=pass smtp.mailfrom:b !malformed"), ("i=x; b; spf=pass", "- | i=x | spf=pass !authserv-id-missing,malformed"),
]

@Suite struct AuthenticationResultsTests {
    @Test(arguments: fields)
    func parse(value: String, expected: String) {
        #expect(told(value) == expected)
        #expect(told(value.replacing("\n", with: "\r\n")) == expected)
    }

    @Test func limits() {
        let many = AuthenticationResults(parsing: ("a" + String(repeating: "; spf=pass", count: 1_000)).utf8)
        #expect(many.results.count == AuthenticationResultsLimits.results && many.defects == [.tooMany])
        let properties = AuthenticationResults(parsing: ("a; spf=pass" + String(repeating: " a.b=c", count: 1_000)).utf8)
        #expect(properties.results[0].properties.count == AuthenticationResultsLimits.propertiesOfResult && properties.defects.contains(.tooMany))
        let long = AuthenticationResults(parsing: ("a; spf=pass smtp.mailfrom=" + String(repeating: "x", count: 10_000)).utf8)
        #expect(long.results[0].property("smtp", "mailfrom")?.utf8.count == AuthenticationResultsLimits.valueBytes)
    }

    /// Every beginning of every field, and every field with a byte taken out, is read without a trap.
    @Test func brokenOnesAreRead() {
        for (value, _) in fields {
            let bytes = Array(value.utf8)
            for index in bytes.indices {
                _ = AuthenticationResults(parsing: bytes[..<index])
                _ = AuthenticationResults(parsing: bytes[..<index] + bytes[(index + 1)...])
            }
        }
    }

    private func told(_ value: String) -> String {
        let parsed = AuthenticationResults(parsing: value.utf8)
        var told = parsed.server ?? "-"
        if let version = parsed.version { told += " v\(version)" }
        if let instance = parsed.instance { told += " i\(instance)" }
        for result in parsed.results {
            told += " | \(result.method)\(result.version.map { "/\($0)" } ?? "")=\(result.result)\(result.reason.map { " (\($0))" } ?? "")"
            for property in result.properties { told += " \(property.type).\(property.name):\(property.value)" }
        }
        return parsed.defects.isEmpty ? told : told + " !" + parsed.defects.map(\.rawValue).sorted().joined(separator: ",")
    }
}

@Suite struct RelevantAuthenticationResultsTests {
    private static let border = "Received: from out.example.net (out.example.net [192.0.2.1]) by mx.example.com with ESMTPS; d"
    private static let inside = "Received: from mx.example.com (mx.example.com [198.51.100.1]) by store.example.com with LMTP; d"
    private static let foreign = "Received: from pc (pc [203.0.113.9]) by out.example.net with ESMTPSA; d"
    private static func results(_ server: String, _ results: String) -> String { "Authentication-Results: \(server); \(results)" }

    /// Header fields from the top, and what counts: the results with who says them.
    @Test(arguments: [
        // The receiving side's own, above or below its Received field
        ([border, results("mx.example.com", "spf=pass"), foreign], ["mx.example.com"], "configured mx.example.com: spf=pass"),
        ([results("mx.example.com", "spf=pass"), border, foreign], ["MX.example.COM"], "configured mx.example.com: spf=pass"),
        ([inside, border, results("mx.example.com", "spf=pass"), foreign], ["mx.example.com"], "configured mx.example.com: spf=pass"),
        // A forged one further down
        (
            [border, results("mx.example.com", "spf=fail"), results("mx.example.com", "spf=pass; dmarc=fail"), foreign], ["mx.example.com"],
            "configured mx.example.com: spf=fail dmarc=fail"
        ),
        (
            [border, results("mx.example.com", "spf=fail"), foreign, results("mx.example.com", "dkim=pass")], ["mx.example.com"],
            "configured mx.example.com: spf=fail"
        ),
        ([border, foreign, results("mx.example.com", "spf=pass")], ["mx.example.com"], "none: "),
        // What another server says
        ([border, results("mx.example.net", "spf=pass"), results("mx.example.com", "spf=fail")], ["mx.example.com"], "configured mx.example.com: spf=fail"),
        ([border, results("mx.example.net", "spf=pass")], ["mx.example.com"], "none: "),
        ([border, "Authentication-Results: spf=pass"], ["mx.example.com"], "none: "),
        ([results("mx.example.com 2", "spf=pass"), border], ["mx.example.com"], "none: "),
        // A field a method
        (
            [
                results("mx.example.com", "dmarc=pass"), results("mx.example.com", "dkim=pass; dkim=fail"), border, results("mx.example.com", "spf=pass"),
                foreign,
            ],
            ["mx.example.com"], "configured mx.example.com: dmarc=pass dkim=pass dkim=fail"
        ),
        // A person's saved file
        ([border, results("mx.example.com", "spf=pass"), results("mx.example.net", "dkim=pass"), foreign], [], "topmost mx.example.com: spf=pass"),
        ([border, "Authentication-Results: spf=pass; dkim=none", foreign], [], "none: "),
        ([border, results("evil.example.net", "spf=pass"), results("mx.example.com", "spf=fail")], [], "topmost mx.example.com: spf=fail"),
        (["Authentication-Results: spf=pass; dkim=none", border, foreign], [], "topmost -: spf=pass dkim=none"),
        (
            [border.replacing("mx.example.com", with: "A.mail.protection.outlook.com"), "Authentication-Results: spf=pass; dkim=none", foreign], [],
            "topmost -: spf=pass dkim=none"
        ),
        ([border, foreign, results("mx.example.com", "spf=pass")], [], "none: "), ([results("anybody", "none")], [], "topmost anybody: "), ([], [], "none: "),
    ])
    func whatCounts(header: [String], trusted: [String], expected: String) {
        #expect(told(header, trusted) == expected)
    }

    /// A filter in a server's SMTP session: all Received fields are the other side's.
    @Test func aFilterInsideTheSession() {
        let first = Self.results("mx.example.com", "spf=fail")
        #expect(
            told([first, Self.foreign, Self.results("mx.example.com", "dkim=pass")], ["mx.example.com"], isStored: false)
                == "configured mx.example.com: spf=fail")
        #expect(told([Self.foreign, first], ["mx.example.com"], isStored: false) == "none: ")
    }

    @Test func whatDoesNotCountIsCounted() {
        let header = [Self.border] + (0..<100).map { Self.results("s\($0)", "spf=pass") }
        let message = Message(parsing: Array((header.joined(separator: "\n") + "\n\nx").utf8))
        let found = RelevantAuthenticationResults(of: message, trusted: ["s99"], trace: ReceivedTrace(of: message, ownNames: ["s99"]))
        #expect(found.trust == .none && found.ignoredCount == 100)
    }

    private func told(_ header: [String], _ trusted: [String], isStored: Bool = true) -> String {
        let message = Message(parsing: Array(((header + ["From: a@example.org"]).joined(separator: "\n") + "\n\nx").utf8))
        let trace = ReceivedTrace(of: message, ownNames: trusted, isStored: isStored)
        let found = RelevantAuthenticationResults(of: message, trusted: trusted, trace: trace)
        let trust =
            switch found.trust {
            case .configured(let id): "configured \(id)"
            case .topmost(let id): "topmost \(id ?? "-")"
            case .none: "none"
            }
        return "\(trust): " + found.results.map { "\($0.method)=\($0.result)" }.joined(separator: " ")
    }
}
