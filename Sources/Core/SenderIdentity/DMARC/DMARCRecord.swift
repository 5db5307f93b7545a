/// A domain owner's policy record: RFC 7489 § 6.3.
///
/// Reporting addresses and intervals are no business of a receiver that sends no reports. Unknown tags are passed over.
public struct DMARCRecord: Sendable, Equatable {
    /// What the owner asks for where a mail fails.
    public enum Policy: String, Sendable, CaseIterable {
        case none, quarantine, reject
    }

    public enum Alignment: String, Sendable, CaseIterable {
        /// The same organizational domain is enough.
        case relaxed = "r"
        case strict = "s"
    }

    /// `p`; `none` where it cannot be read and reports are asked for (§ 6.6.3).
    public internal(set) var policy: Policy
    /// `sp`: for subdomains; nil where `p` is for them too.
    public internal(set) var subdomainPolicy: Policy?
    /// `adkim`
    public internal(set) var dkimAlignment = Alignment.relaxed
    /// `aspf`
    public internal(set) var spfAlignment = Alignment.relaxed
    /// `pct`: of how many mails in a hundred the policy is asked for.
    public internal(set) var percentage = 100

    /// Whether a TXT record is one of DMARC's, whatever else it holds: § 6.6.3 step 2, `dmarc-version` of § 6.4.
    static func isRecord(_ text: [UInt8]) -> Bool {
        let first = TagList(text.prefix { $0 != 0x3B })
        return first.tags.count == 1 && first.tags[0].name == "v" && first.tags[0].value == "DMARC1"
    }

    /// Nil where the record is to be disregarded: no policy in it that can be read and nobody to report to, or a tag that comes twice (RFC 6376 § 3.2).
    /// Any other tag whose value cannot be read counts as left out (§ 6.3).
    public init?(parsing text: [UInt8]) {
        guard Self.isRecord(text) else { return nil }
        let list = TagList(text)
        guard !list.hasDuplicates else { return nil }
        let subdomainPolicy = list["sp"].map { Policy(rawValue: $0.lowercased()) }
        if let policy = list["p"].flatMap({ Policy(rawValue: $0.lowercased()) }), subdomainPolicy != .some(nil) {
            self.policy = policy
            self.subdomainPolicy = subdomainPolicy ?? nil
        } else if list["rua"].map(Self.hasAddress) ?? false {
            // § 6.6.3 step 6.1
            policy = .none
        } else {
            return nil
        }
        dkimAlignment = list["adkim"].flatMap { Alignment(rawValue: $0.lowercased()) } ?? .relaxed
        spfAlignment = list["aspf"].flatMap { Alignment(rawValue: $0.lowercased()) } ?? .relaxed
        percentage = list["pct"].flatMap { $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int($0) : nil }.flatMap { $0 <= 100 ? $0 : nil } ?? 100
    }

    /// dmarc-uri = URI ["!" size], of which only `mailto:` is usable (§ 7.1): whether there is one.
    private static func hasAddress(_ list: String) -> Bool {
        list.split(separator: ",").contains { uri in
            let uri = uri.drop { $0 == " " || $0 == "\t" }.lowercased()
            guard uri.hasPrefix("mailto:"), let at = uri.lastIndex(of: "@") else { return false }
            return uri[..<at].count > "mailto:".count
                && DNSName(uri[uri.index(after: at)...].prefix { $0 != "!" && $0 != "?" && $0 != " " && $0 != "\t" }) != nil
        }
    }
}

/// tag-list = tag-spec *(";" tag-spec) [";"]: RFC 6376 § 3.2, of which RFC 7489 § 6.4 has its form.
private struct TagList {
    private(set) var tags: [(name: String, value: String)] = []
    private(set) var hasDuplicates = false

    /// Real records have up to ten; what is behind is passed over.
    private static let most = 50
    /// A list of addresses to report to may take some hundred octets.
    private static let valueBytes = 2_000

    init(_ text: some Collection<UInt8>) {
        var names: Set<String> = []
        for spec in text.split(separator: 0x3B) {
            // What is no tag is passed over, as are unknown tags.
            guard tags.count < Self.most, let equals = spec.firstIndex(of: 0x3D) else { continue }
            let name = Self.text(spec[..<equals]).lowercased()
            guard names.insert(name).inserted else {
                hasDuplicates = true
                continue
            }
            tags.append((name, Self.text(spec[spec.index(after: equals)...])))
        }
    }

    subscript(name: String) -> String? { tags.first { $0.name == name }?.value }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        let trimmed = bytes.drop(while: \.isFieldWhitespace).prefix(valueBytes)
        var text = Array(trimmed)
        while text.last?.isFieldWhitespace ?? false { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
