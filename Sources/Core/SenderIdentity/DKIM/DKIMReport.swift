/// What came of one DKIM-Signature.
public struct DKIMReport: Sendable, Equatable {
    /// Who signed, `d=`; nil where the signature does not say it in a readable way.
    public let domain: DNSName?
    /// `s=`; empty where it is not readable.
    public let selector: String
    /// The domain of `i=`: `domain` or one below it.
    public let identity: DNSName?
    public let reason: SignatureReason
    /// The key is for tests: RFC 6376 § 3.6.1 wants the message to be treated as if it had no signature, whatever the result.
    public let isTesting: Bool
    /// How much of the canonical body stands behind what `l=` has signed. What is not signed may be anybody's (§ 8.2).
    public let unsignedBodyBytes: Int
    /// How many of the message's From fields the signature does not cover: one that was put before the signed one is anybody's (§ 8.15).
    public let unsignedFromFields: Int
    /// The signature field's value in the message's bytes; may be empty.
    public let place: Range<Int>

    public var result: DKIMResult { reason.result }
}
