internal import Crypto
internal import CryptoExtras

/// A key that signatures are verified with: RFC 8301 § 3, RFC 8463 § 3.
enum PublicKey {
    case rsa(_RSA.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    /// Throws `malformedKey` or `weakKey`.
    init(_ record: KeyRecord) throws(SignatureReason) {
        switch record.algorithm {
        case .rsa:
            guard let bits = RSAKeySize.bits(of: record.key) else { throw .malformedKey }
            guard bits >= SignatureLimits.rsaKeyBits.lowerBound else { throw .weakKey }
            // "Unsafe" is below 2048 bits, which RFC 8301 § 3.2 has verifiers accept down to 1024.
            guard bits <= SignatureLimits.rsaKeyBits.upperBound, let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: record.key) else {
                throw .malformedKey
            }
            self = .rsa(key)
        case .ed25519:
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: record.key) else { throw .malformedKey }
            self = .ed25519(key)
        }
    }

    func verifies(_ signature: [UInt8], of digest: SHA256.Digest) -> Bool {
        switch self {
        case .rsa(let key): key.isValidSignature(_RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        // The digest itself is what is signed (RFC 8463 § 3).
        case .ed25519(let key): key.isValidSignature(signature, for: digest.withUnsafeBytes { Array($0) })
        }
    }
}

/// Reads how long an RSA key is, as the library says of a short one only that it is no good.
enum RSAKeySize {
    /// Nil unless the DER is a SubjectPublicKeyInfo (RFC 5280 § 4.1) or an RSAPublicKey (RFC 8017 appendix A.1.1): signers publish both.
    static func bits(of der: [UInt8]) -> Int? {
        guard var inside = element(.sequence, in: der, 0..<der.count), let first = inside.first else { return nil }
        if der[first] == Tag.sequence.rawValue {
            // AlgorithmIdentifier, then the RSAPublicKey as a string of bits, of which none is left over
            guard let algorithm = element(.sequence, in: der, inside),
                let string = element(.bitString, in: der, algorithm.upperBound..<inside.upperBound), string.count > 1, der[string.lowerBound] == 0,
                let key = element(.sequence, in: der, string.dropFirst())
            else { return nil }
            inside = key
        }
        guard var modulus = element(.integer, in: der, inside) else { return nil }
        while let byte = modulus.first, der[byte] == 0 { modulus = modulus.dropFirst() }
        guard let top = modulus.first else { return nil }
        return modulus.count * 8 - der[top].leadingZeroBitCount
    }

    private enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case sequence = 0x30
    }

    /// The contents of the element at the beginning of `range`; nil where it is none of this tag, or goes beyond the range.
    private static func element(_ tag: Tag, in der: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 2, der[range.lowerBound] == tag.rawValue else { return nil }
        var start = range.lowerBound + 2
        var length = Int(der[range.lowerBound + 1])
        if length >= 0x80 {
            let count = length & 0x7F
            // No key is longer than two bytes can say.
            guard 1...2 ~= count, range.upperBound - start >= count else { return nil }
            length = der[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        return length <= range.upperBound - start ? start..<start + length : nil
    }
}
