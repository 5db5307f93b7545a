extension Country {
    /// The country that somebody seems to read from, to be offered first and changed at will; nil where it would be a guess.
    ///
    /// `ranges` are those of Accept-Language (RFC 9110 § 12.5.4), the most wanted first and without weights; `language` is the one that is read.
    /// A region counts where it goes with the first range or with the language that is read: the `en-US` behind `nl` is only how browsers come.
    /// Whoever names a region of which nothing is known gets nil, and not the country next door. What is no range says nothing.
    public static func likely(ranges: [some StringProtocol], language: String) -> Country? {
        for (index, range) in ranges.enumerated() where index == 0 || primary(range) == language.lowercased() {
            if let region = region(range) { return Country(code: region) }
        }
        return all.first { $0.homeLanguage == language.lowercased() }
    }

    private static func primary(_ range: some StringProtocol) -> String {
        String(range.prefix { $0 != "-" }).lowercased()
    }

    /// The region subtag (RFC 5646 § 2.2.4) of two letters. What follows a single character is an extension, and no region.
    private static func region(_ range: some StringProtocol) -> String? {
        for subtag in range.split(separator: "-").dropFirst() {
            if subtag.count == 1 { return nil }
            if subtag.count == 2, subtag.utf8.count == 2, subtag.allSatisfy(\.isLetter) { return subtag.uppercased() }
        }
        return nil
    }
}
