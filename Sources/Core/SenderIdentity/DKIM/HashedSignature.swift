internal import Crypto

/// A signature and the hash of what it is made over.
struct HashedSignature: Sendable {
    private(set) var field: SignatureField
    private(set) var unsignedBodyBytes = 0
    private(set) var unsignedFromFields = 0
    private var digest: SHA256.Digest?

    init(_ field: SignatureField) { self.field = field }

    /// RFC 6376 § 3.7, and the comparison of the body's hash: a body that was changed needs no key.
    mutating func hash(_ selection: HeaderSelection, _ bodies: BodyHashes, _ bytes: [UInt8]) {
        guard !selection.header.isCut else { return field.refuse(.tooManyHeaderFields) }
        guard field.refusal == nil, let body = bodies.hash(for: field) else { return }
        unsignedBodyBytes = max(0, body.count - (field.bodyLength ?? body.count))
        if let length = field.bodyLength, length > body.count { return field.refuse(.bodyShorterThanLength) }
        guard body.hash == field.bodyHash else { return field.refuse(.bodyHashDiffers) }

        let signed = selection.fields(signedBy: field, bytes)
        unsignedFromFields = selection.fromFields - signed.count { bytes.spells("from", in: $0.name) }
        var digest = HeaderDigest()
        for other in signed { digest.add(other, of: bytes, field.header) }
        digest.addLast(field, of: bytes, field.header)
        self.digest = digest.finalized()
    }

    func verify(_ answers: [DNSQuestion: DNSAnswer]) -> KeyCheck.Outcome {
        if let refusal = field.refusal { return KeyCheck.Outcome(reason: refusal, isTesting: false) }
        // All that is not refused has a question, and was hashed.
        guard let question = field.key, let answer = answers[question], let digest else { return KeyCheck.Outcome(reason: .keyUnavailable, isTesting: false) }
        return KeyCheck(field: field, digest: digest).outcome(answer)
    }
}
