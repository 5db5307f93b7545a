/// RFC 8601 § 2.7.1: what came of a DKIM signature.
public enum DKIMResult: String, Sendable, CaseIterable {
    /// The message was not signed.
    case none
    case pass
    /// The signature could be read, and is not one of this message.
    case fail
    /// It may be right, but is not acceptable here.
    case policy
    /// It is not written as it has to be, or asks for something that nobody knows.
    case neutral
    /// A later try may say more.
    case temperror
    /// It can never be verified.
    case permerror
}

/// Why a signature came out as it did. Each stands for one result.
public enum SignatureReason: Error, Sendable, Equatable {
    case verified

    case malformedTagList
    case missingTag(String)
    case malformedTag(String)
    case tooLong
    case tooManyTags
    case tooManySignedNames
    case tooManyHeaderFields
    case unknownVersion
    case unknownAlgorithm
    case unknownCanonicalization
    case unknownQueryMethod

    case historicAlgorithm
    case fromNotSigned
    case sealSigned
    case identityOutsideDomain
    case noKey
    case malformedKey
    case revokedKey
    case keyOfOtherType
    case hashNotAllowed
    case keyNotForMail
    case identityNotDomain

    case keyUnavailable

    case expired
    case fromTheFuture

    case bodyShorterThanLength
    case bodyHashDiffers
    case weakKey
    case signatureDiffers

    public var result: DKIMResult {
        switch self {
        case .verified: .pass
        // "contained syntax errors or were not otherwise able to be processed"
        case .malformedTagList, .missingTag, .malformedTag, .tooLong, .tooManyTags, .tooManySignedNames, .tooManyHeaderFields,
            .unknownVersion, .unknownAlgorithm, .unknownCanonicalization, .unknownQueryMethod:
            .neutral
        // "some error that is unrecoverable"; what RFC 6376 § 6.1 calls PERMFAIL without looking at the message
        case .historicAlgorithm, .fromNotSigned, .sealSigned, .identityOutsideDomain, .noKey, .malformedKey, .revokedKey, .keyOfOtherType, .hashNotAllowed,
            .keyNotForMail, .identityNotDomain:
            .permerror
        case .keyUnavailable: .temperror
        // RFC 6376 § 3.5 leaves both to whoever verifies.
        case .expired, .fromTheFuture: .policy
        case .bodyShorterThanLength, .bodyHashDiffers, .weakKey, .signatureDiffers: .fail
        }
    }
}

extension SignatureReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .verified: "signature verified"
        case .malformedTagList: "the signature's list of tags is malformed"
        case .missingTag(let name): "the tag \(name)= is missing"
        case .malformedTag(let name): "the tag \(name)= is malformed"
        case .tooLong: "the signature field is too long"
        case .tooManyTags: "the signature has too many tags"
        case .tooManySignedNames: "h= names too many header fields"
        case .tooManyHeaderFields: "the message has too many header fields"
        case .unknownVersion: "unknown version in v="
        case .unknownAlgorithm: "unknown algorithm in a="
        case .unknownCanonicalization: "unknown canonicalization in c="
        case .unknownQueryMethod: "unknown way to get the key in q="
        case .historicAlgorithm: "rsa-sha1 must not be verified (RFC 8301)"
        case .fromNotSigned: "h= does not name From"
        case .sealSigned: "h= names ARC-Seal"
        case .identityOutsideDomain: "i= is not within d="
        case .noKey: "no key in DNS"
        case .malformedKey: "the key record is malformed"
        case .revokedKey: "the key is revoked"
        case .keyOfOtherType: "the key is for another algorithm"
        case .hashNotAllowed: "the key record does not allow sha256"
        case .keyNotForMail: "the key is not for mail"
        case .identityNotDomain: "the key record wants i= to be in d= itself"
        case .keyUnavailable: "DNS did not give the key this time"
        case .expired: "the signature is expired"
        case .fromTheFuture: "the signature is dated in the future"
        case .bodyShorterThanLength: "the body is shorter than l="
        case .bodyHashDiffers: "the body was changed"
        case .weakKey: "the RSA key has less than 1024 bits (RFC 8301)"
        case .signatureDiffers: "the signed header fields or the signature were changed"
        }
    }
}
