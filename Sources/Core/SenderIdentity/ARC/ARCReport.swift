/// RFC 8617 § 4.4: what came of a message's chain of custody.
public enum ARCResult: String, Sendable, CaseIterable {
    /// The message has no chain.
    case none
    case pass
    case fail
}

/// Why a chain came out as it did.
public enum ARCReason: Error, Sendable, Equatable {
    case noChain
    case verified
    /// More than `SignatureLimits.arcSets` sets, or fields of a set.
    case tooManySets
    case tooManyHeaderFields
    /// The newest seal says that the chain was broken when it came.
    case brokenBefore
    /// An ARC field without a readable instance `i=`.
    case malformedInstance
    /// A set without one of its three fields, or with two of one kind, or an instance that is missing between others.
    case incompleteSet(Int)
    /// `cv=` of the first seal is not `none`, or that of another not `pass`.
    case wrongChainValidation(Int)
    case messageSignature(SignatureReason)
    case seal(Int, SignatureReason)

    public var result: ARCResult {
        switch self {
        case .noChain: .none
        case .verified: .pass
        default: .fail
        }
    }
}

/// What came of a message's ARC sets: RFC 8617 § 5.2.
public struct ARCReport: Sendable, Equatable {
    public let reason: ARCReason
    /// Who sealed, the newest first; those whose domain is not readable are left out. Whether they may be trusted is another question.
    public let sealers: [DNSName]
    /// The newest ARC-Authentication-Results, behind its instance, in the message's bytes: what the newest sealer found out. Only worth something
    /// where the chain passes and the sealer is trusted.
    public let results: Range<Int>?

    public var result: ARCResult { reason.result }
    public var newestSealer: DNSName? { sealers.first }
}

extension ARCReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noChain: "no ARC sets"
        case .verified: "the chain is unbroken"
        case .tooManyHeaderFields: "the message has too many header fields"
        case .tooManySets: "too many ARC sets"
        case .brokenBefore: "the chain was broken when the newest seal was made"
        case .malformedInstance: "an ARC field has no readable instance"
        case .incompleteSet(let instance): "ARC set \(instance) is not complete"
        case .wrongChainValidation(let instance): "cv= of ARC set \(instance) does not fit its place"
        case .messageSignature(let reason): "newest ARC message signature: \(reason)"
        case .seal(let instance, let reason): "ARC seal \(instance): \(reason)"
        }
    }
}
