/// What one Authentication-Results field says, trusted or not: RFC 8601 § 2.2. Also what an ARC-Authentication-Results says: RFC 8617 § 4.1.1.
///
/// Keywords (methods, results, types and names of properties) are in lower case; they are not case-sensitive (§ 2.2).
public struct AuthenticationResults: Sendable, Equatable {
    /// Who says it: a server's or its operator's name, as it stands. Nil where the field has none, as those of Microsoft's mailboxes.
    public internal(set) var server: String?
    /// The authres-version; nil where it is left out, which means 1.
    public internal(set) var version: Int?
    /// The `i=` of an ARC-Authentication-Results; nil in a plain field.
    public internal(set) var instance: Int?
    /// In the field's order. Empty for `none`.
    public internal(set) var results: [MethodResult] = []
    public internal(set) var defects: Set<Defect> = []

    /// One method's result with what it was found of.
    public struct MethodResult: Sendable, Equatable {
        /// `spf`, `dkim`, `dmarc` and others: https://www.iana.org/assignments/email-auth
        public internal(set) var method: String
        /// Nil where it is left out, which means 1.
        public internal(set) var version: Int?
        /// `pass`, `fail` and others.
        public internal(set) var result: String
        /// Free text for people.
        public internal(set) var reason: String?
        public internal(set) var properties: [Property] = []

        /// The first property of this type and name, such as `header` and `d`.
        public func property(_ type: String, _ name: String) -> String? { properties.first { $0.type == type && $0.name == name }?.value }
    }

    /// `ptype.property=value`
    public struct Property: Sendable, Equatable {
        /// `smtp`, `header`, `body`, `policy` or another. Empty for a `name=value` of no type, such as Microsoft's `action=none`.
        public let type: String
        public let name: String
        /// Quotes undone, letters as they stand. May be empty.
        public let value: String
    }

    public enum Defect: String, Sendable, CaseIterable {
        /// § 2.2 asks for an authserv-id.
        case serverMissing = "authserv-id-missing"
        /// § 2.6: the field, or one of its methods, is of another version than 1. Results of such methods are left out.
        case unknownVersion = "unknown-version"
        /// Something that is no method=result and no property, and was passed over.
        case malformed
        /// More than one of `AuthenticationResultsLimits`; what is behind it was passed over.
        case tooMany = "too-many"
    }

    /// The field's value, folds and comments and all. Never fails: what cannot be read is a defect.
    public init(parsing value: some Sequence<UInt8>) {
        let bytes = Array(value)
        self.init(bytes, 0..<bytes.count)
    }

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        var parser = AuthenticationResultsParser(bytes, range)
        self = parser.parse()
    }
}

/// How much of a field is read. Real fields have up to ten results with up to ten properties each.
enum AuthenticationResultsLimits {
    static let results = 100
    static let propertiesOfResult = 30
    /// Octets of a property's value or reason that are kept: an address (RFC 5321 § 4.5.3.1) with room for quotes, or an RSA signature's beginning.
    static let valueBytes = 512
}
