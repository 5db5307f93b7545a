public import SenderIdentity

/// Whoever mail is counted for: `account:anna@example.org`, `client:192.0.2.7`, `client:2001:db8:0:1::/64`, `domain:example.org`.
public struct SenderKey: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case account, client, domain
    }

    public let kind: Kind
    /// At most `longestName` bytes, without control characters: safe to print, and to give back on a command line.
    public let name: String

    /// Longer names (RFC 5321 § 4.5.3.1 allows 64 + 1 + 255, nobody uses them) and such with control characters are replaced by a part and a number of their own.
    public static let longestName = 160

    /// ASCII letters' case does not count: no site has an `Anna` beside an `anna`, but some let both log in to one account.
    public static func account(_ name: String) -> SenderKey { SenderKey(kind: .account, name: printable(lowercased(name))) }

    /// An IPv6 address counts as its /64, as one host has as many of these as it likes.
    public static func client(_ address: IPAddress) -> SenderKey { SenderKey(kind: .client, name: text(address)) }

    public static func domain(_ name: String) -> SenderKey { SenderKey(kind: .domain, name: printable(lowercased(name))) }

    /// As `text` gives it. Nil for another kind, nothing behind it, or no address.
    public init?(_ text: some StringProtocol) {
        // By scalars: a combining mark behind the colon makes one character of both.
        let halves = String(text).unicodeScalars.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard halves.count == 2, let kind = Kind(rawValue: halves[0]), !halves[1].isEmpty else { return nil }
        switch kind {
        case .account: self = .account(halves[1])
        case .domain: self = .domain(halves[1])
        case .client:
            let address = halves[1].hasSuffix("/64") ? IPAddress(halves[1].dropLast(3)) : IPAddress(halves[1])
            guard let address, !address.isIPv4 || !halves[1].hasSuffix("/64") else { return nil }
            self = .client(address)
        }
    }

    public var text: String { "\(kind.rawValue):\(name)" }

    /// `text` for a shell: names of accounts are chosen by others.
    public var shellWord: String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "@%+=:,./_-".utf8.contains(byte)
        }
        if isPlain { return text }
        // By scalars: a quote with a combining mark is another character, and ends a word in a shell all the same.
        var word = "'"
        for scalar in text.unicodeScalars { if scalar == "'" { word += "'\\''" } else { word.unicodeScalars.append(scalar) } }
        return word + "'"
    }

    private init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}

extension SenderKey {
    /// The number under which it is counted, and its counts are kept.
    public func hash(_ key: HashKey) -> UInt64 {
        switch kind {
        case .account: key.hash(name, .account)
        case .client: key.hash(name, .client)
        case .domain: key.hash(name, .domain)
        }
    }

    private static func text(_ address: IPAddress) -> String {
        if address.isIPv4 { return address.description }
        return IPNetwork.containing(address.description, "64")?.description ?? address.description
    }

    private static func lowercased(_ name: String) -> String {
        guard name.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return name }
        return String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func printable(_ name: String) -> String {
        var name = name
        let isPlain = name.withUTF8 { bytes in bytes.count <= longestName && bytes.allSatisfy { (0x21...0x7E).contains($0) } }
        if isPlain || (name.utf8.count <= longestName && name.unicodeScalars.allSatisfy(isPrintable)) { return name }
        let digits = String(unkeyed.hash(name, .plain), radix: 16)
        let start = name.unicodeScalars.prefix(longestStart).map { isPrintable($0) ? $0 : "?" }
        var cut = String.UnicodeScalarView()
        var room = longestName - 17
        for scalar in start where room > 0 {
            room -= UTF8.width(scalar)
            if room >= 0 { cut.append(scalar) }
        }
        return "\(String(cut))~\(digits)"
    }

    /// Scalars that are looked at of a long name: a scalar has at least one byte.
    private static let longestStart = longestName
    /// Only tells long names apart. Who logs in cannot choose the own account's name to meet another's.
    private static let unkeyed = HashKey(bytes: [UInt8](repeating: 0, count: HashKey.byteCount))!

    /// Neither control characters nor such that only change how others are shown.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
