public import ScamEvidence

/// What the model weighs of a message, beside its wording. The order is part of the model's file: new ones go to the end of their kind.
public enum Feature: Hashable, Sendable {
    case claim(Claim)
    case relation(RelationalSign)
    case context(ContextSign)
    case structure(Reason.Structure)

    public static let all: [Feature] =
        Claim.allCases.map(Feature.claim) + RelationalSign.allCases.map(Feature.relation) + ContextSign.allCases.map(Feature.context)
        + Reason.Structure.allCases.map(Feature.structure)

    /// As in JSON.
    public var name: String {
        switch self {
        case .claim(let claim): claim.rawValue
        case .relation(let sign): sign.rawValue
        case .context(let sign): sign.rawValue
        case .structure(let structure): structure.rawValue
        }
    }
}

/// The features that a message has.
public struct FeatureSet: Sendable, Equatable {
    /// A bit for each of `Feature.all`.
    private var bits: [Bool] = [Bool](repeating: false, count: Feature.all.count)

    static let numbers: [Feature: Int] = Dictionary(uniqueKeysWithValues: Feature.all.enumerated().map { ($1, $0) })

    public init() {}

    public mutating func insert(_ feature: Feature) { bits[Self.numbers[feature]!] = true }

    public func contains(_ feature: Feature) -> Bool { bits[Self.numbers[feature]!] }

    /// The indices in `Feature.all`, in order.
    public var indices: some Sequence<Int> { bits.indices.lazy.filter { bits[$0] } }
}
