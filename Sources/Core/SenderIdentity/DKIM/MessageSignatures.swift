internal import Crypto
public import MailMessage

/// All signatures of a message, DKIM's and ARC's, with what they are made over already hashed: what is left to do needs the keys from DNS.
///
/// The body is hashed once for each canonicalization and each length that a signature asks for.
public struct MessageSignatures: Sendable {
    let dkim: [HashedSignature]
    let chain: ARCChain

    /// `now`: when the message was received, if that is known, else the time it is; seconds since 1970 (RFC 6376 § 3.5, `x=`).
    public init(of message: Message, now: Int) {
        let bytes = message.bytes
        let header = RawHeader(of: message)
        let selection = HeaderSelection(header, of: message)
        var dkim = header.fields("dkim-signature", in: bytes).prefix(SignatureLimits.signatures)
            .map { HashedSignature(SignatureField(.dkim, $0, in: bytes, now: now)) }
        var chain = ARCChain(header, bytes, now: now)

        var bodies = BodyHashes()
        for signature in dkim where signature.field.refusal == nil { bodies.want(signature.field) }
        if let newest = chain.messageSignature, newest.field.refusal == nil { bodies.want(newest.field) }
        if !header.isCut { bodies.compute(bytes, header.body) }
        for index in dkim.indices { dkim[index].hash(selection, bodies, bytes) }
        chain.messageSignature?.hash(selection, bodies, bytes)
        self.dkim = dkim
        self.chain = chain
    }

    /// A report for each DKIM-Signature, the topmost first; none where the message has none, RFC 8601's `none`.
    func dkimReports(_ known: KnownAnswers) throws(Unanswered) -> [DKIMReport] {
        let answers = try known.keys(dkim.map(\.field))
        return dkim.map { signature in
            let outcome = signature.verify(answers)
            let field = signature.field
            return DKIMReport(
                domain: field.domain, selector: field.selector, identity: field.identity, reason: outcome.reason, isTesting: outcome.isTesting,
                unsignedBodyBytes: signature.unsignedBodyBytes, unsignedFromFields: signature.unsignedFromFields, place: field.field.value)
        }
    }
}

extension KnownAnswers {
    /// What DNS says of the keys of all signatures that still need one, asked at once.
    func keys(_ fields: [SignatureField]) throws(Unanswered) -> [DNSQuestion: DNSAnswer] {
        var questions: [DNSQuestion] = []
        for field in fields where field.refusal == nil {
            if let key = field.key, !questions.contains(key) { questions.append(key) }
        }
        return Dictionary(zip(questions, try answers(questions)), uniquingKeysWith: { first, _ in first })
    }
}
