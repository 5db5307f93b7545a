internal import EmbeddedData

/// The names under which anybody can register one: https://publicsuffix.org, as of `date`.
///
/// The table is read where it lies in the program; its layout is told in script/generate/public-suffixes.
public enum PublicSuffixList {
    /// Which part of the list a rule is from.
    public enum Section: Sendable, Equatable {
        /// A registry's, or the rule `*` for what the list does not have.
        case icann
        /// A company's that gives names away under its own, as hosters do.
        case `private`
    }

    public struct Suffix: Sendable, Equatable {
        /// Never 0.
        public let labelCount: Int
        public let section: Section
    }

    /// Of the list that the table was made of: yyyymmdd.
    public static var date: Int { Int(PublicSuffixTable.embedded.date) }

    /// The public suffix of a name, its last so many labels: https://github.com/publicsuffix/list/wiki/Format#algorithm.
    ///
    /// Of several rules the longest counts, an exception before all. A name that no rule matches has its last label for a suffix.
    public static func suffix(of name: DNSName) -> Suffix { PublicSuffixTable.embedded.suffix(of: name.text) }

    /// The public suffix and one label more: RFC 7489 § 3.2, with both sections of the list. Nil for a name that is itself a public suffix.
    public static func organizationalDomain(of name: DNSName) -> DNSName? {
        let wanted = suffix(of: name).labelCount + 1
        let bytes = name.text.utf8
        var labels = 0
        var start = bytes.endIndex
        while labels < wanted {
            guard start > bytes.startIndex else { return nil }
            // Over the full stop before the label that was last counted.
            if labels > 0 { start = bytes.index(before: start) }
            while start > bytes.startIndex, bytes[bytes.index(before: start)] != 0x2E { start = bytes.index(before: start) }
            labels += 1
        }
        return start == bytes.startIndex ? name : DNSName(name, from: start)
    }
}

extension DNSName {
    /// The last labels of a name are a name too.
    fileprivate init(_ name: DNSName, from start: String.Index) { text = String(name.text[start...]) }
}
