/// Sender Policy Framework: whether a domain lets a host send mail in its name (RFC 7208).
enum SPF {
    /// The MAIL FROM identity: RFC 7208 § 2.4.
    ///
    /// - Parameters:
    ///   - helo: what the client called itself.
    ///   - mailFrom: the reverse path without its angle brackets; empty for a bounce.
    ///   - receiver: the name of the host that checks.
    ///   - now: seconds since 1970. As the receiver, it stands in nothing but explanations.
    static func check(
        client: IPAddress, helo: String, mailFrom: String, receiver: String = "unknown", now: Int, known: KnownAnswers
    ) throws(Unanswered) -> SPFReport {
        try check(.mailFrom, SPFEnvelope(client: client, helo: helo, mailFrom: mailFrom, receiver: receiver, now: now), known)
    }

    /// The HELO identity: RFC 7208 § 2.3.
    static func checkHELO(client: IPAddress, helo: String, receiver: String = "unknown", now: Int, known: KnownAnswers) throws(Unanswered) -> SPFReport {
        try check(.helo, SPFEnvelope(client: client, helo: helo, mailFrom: "", receiver: receiver, now: now), known)
    }

    private static func check(_ identity: SPFReport.Identity, _ envelope: SPFEnvelope, _ known: KnownAnswers) throws(Unanswered) -> SPFReport {
        guard let domain = DNSName(checkable: envelope.senderDomain) else {
            let domain = SPFSyntaxError.quoted(envelope.senderDomain[...])
            return SPFReport(identity: identity, domain: domain, result: .none, reason: .noDomain, explanation: nil)
        }
        var evaluation = SPFEvaluation(envelope: envelope, known: known)
        let outcome = try evaluation.run(domain)
        return SPFReport(
            identity: identity, domain: domain.text, result: outcome.result, reason: outcome.reason, explanation: try evaluation.explanation(of: outcome))
    }
}

extension DNSName {
    /// RFC 7208 § 4.3: a name with two labels or more. None are an address, with or without brackets, and what no SMTP client may say
    /// (RFC 5321 § 4.1.2): characters that are not printable ASCII; international names have to come as A-labels.
    init?(checkable name: [UInt8]) {
        guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "[") }), IPAddress(text: name[...]) == nil else { return nil }
        self.init(checkable: DNSName(String(decoding: name, as: UTF8.self)))
    }

    /// The same of a name that is known to be one.
    init?(checkable name: DNSName?) {
        guard let name, name.text.utf8.contains(UInt8(ascii: ".")) else { return nil }
        self = name
    }
}
