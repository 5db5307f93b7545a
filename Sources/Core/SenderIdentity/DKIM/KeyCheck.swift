internal import Crypto

/// Holds a signature against the key records that DNS has for it: RFC 6376 § 6.1.2, § 6.1.3.
struct KeyCheck {
    struct Outcome {
        let reason: SignatureReason
        let isTesting: Bool
    }

    let field: SignatureField
    let digest: SHA256.Digest

    func outcome(_ answer: DNSAnswer) -> Outcome {
        guard let records = answer.records else { return Outcome(reason: .keyUnavailable, isTesting: false) }
        var best: Outcome?
        var tried = 0
        for case .text(let text) in records where tried < SignatureLimits.keyRecords {
            tried += 1
            let outcome = outcome(text)
            if outcome.reason == .verified { return outcome }
            // What else stands at the name, as under a wildcard, says nothing where there is a key.
            if best == nil || best?.reason == .malformedKey { best = outcome }
        }
        return best ?? Outcome(reason: .noKey, isTesting: false)
    }

    private func outcome(_ text: [UInt8]) -> Outcome {
        var isTesting = false
        do throws(SignatureReason) {
            let record = try KeyRecord(text)
            isTesting = record.isTesting
            guard record.algorithm == field.algorithm else { throw .keyOfOtherType }
            if record.isStrict, field.identity != field.domain { throw .identityNotDomain }
            guard try PublicKey(record).verifies(field.signature, of: digest) else { throw .signatureDiffers }
            return Outcome(reason: .verified, isTesting: isTesting)
        } catch {
            return Outcome(reason: error, isTesting: isTesting)
        }
    }
}
