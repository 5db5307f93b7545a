internal import Crypto

/// A key for the HTTP interface. We keep only its hash: whoever reads the configuration cannot use it.
public struct APIKey: Sendable {
    /// `unbluff_` and 256 random bits in base64url (RFC 4648 § 5): known at sight, as by those who look for keys in what was published by mistake.
    public let text: String

    private static let prefix = "unbluff_"
    private static let bytes = 32
    /// Longer ones are not hashed.
    private static let longest = 512

    /// A new one.
    public init() {
        var random = SystemRandomNumberGenerator()
        text = Self.prefix + Self.base64URL((0..<Self.bytes).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    /// What a client sent; nil for what can be none.
    init?(_ text: Substring) {
        guard !text.isEmpty, text.utf8.count <= Self.longest else { return nil }
        self.text = String(text)
    }

    /// SHA-256, in hexadecimal of lower case: what `page.api-keys` has. A key has too many bits to be guessed from it, so it is hashed once, without salt.
    public var hash: String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Whether it is one of these; takes the same time whichever it is, and whatever it has in common with them.
    func isAmong(_ hashes: [String]) -> Bool {
        let own = Array(hash.utf8)
        var isFound = false
        for hash in hashes {
            let other = Array(hash.utf8)
            guard other.count == own.count else { continue }
            var difference: UInt8 = 0
            for index in own.indices { difference |= own[index] ^ other[index] }
            isFound = (difference == 0) || isFound
        }
        return isFound
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        String(StandardBase64.encode(bytes).filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}
