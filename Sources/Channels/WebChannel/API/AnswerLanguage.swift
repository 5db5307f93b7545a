internal import VictimAdvice

/// A language that we answer in.
struct AnswerLanguage {
    /// BCP 47.
    let tag: String
    /// As its speakers call it.
    let name: String
    let isRightToLeft: Bool

    /// In the order of their tags.
    static let all = AdviceTexts.languages.map { tag in AnswerLanguage(tag: tag, name: names[tag] ?? tag, isRightToLeft: tag == "ar") }

    /// Read once: a language's texts are a table of their own.
    static let texts = Dictionary(uniqueKeysWithValues: AdviceTexts.languages.map { ($0, AdviceTexts(language: $0)!) })

    /// The first that there are texts in: of those that were asked for, in order, then of Accept-Language, else English.
    static func choose(_ asked: [String?], accepted: String?) -> AdviceTexts {
        for tag in asked { if let tag, let texts = texts(tag) { return texts } }
        for range in AcceptedLanguages(accepted ?? "").ranges { if let texts = texts(range) { return texts } }
        return texts["en"]!
    }

    var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// What a path begins with; English for any other.
    static func texts(ofPath path: String) -> AdviceTexts {
        texts[path.split(separator: "/", maxSplits: 1).first.map(String.init) ?? "en"] ?? texts["en"]!
    }

    private static func texts(_ tag: some StringProtocol) -> AdviceTexts? {
        texts[String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })]
    }

    private static let names = [
        "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "hu": "Magyar", "it": "Italiano",
        "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ru": "Русский", "sv": "Svenska", "tr": "Türkçe",
        "uk": "Українська", "zh": "中文",
    ]
}

/// The value of Accept-Language: RFC 9110 § 12.5.4.
struct AcceptedLanguages {
    /// Language ranges, the most welcome first, and of equals the one that stands first. Without what is refused (`q=0`), `*`, and what is malformed.
    let ranges: [Substring]

    /// Browsers send some five.
    private static let mostRanges = 32

    init(_ value: String) {
        var weighed: [(range: Substring, weight: Int)] = []
        for item in value.split(separator: ",").prefix(Self.mostRanges) {
            let parts = item.split(separator: ";")
            guard let range = parts.first?.trimmed, !range.isEmpty, range != "*" else { continue }
            let weight = parts.dropFirst().lazy.map(\.trimmed).first { $0.lowercased().hasPrefix("q=") }.map { Self.thousandths($0.dropFirst(2)) } ?? 1_000
            if let weight, weight > 0 { weighed.append((range, weight)) }
        }
        // `sort` is stable only in fact.
        ranges = weighed.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element.range)
    }

    /// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
    private static func thousandths(_ text: Substring) -> Int? {
        guard let whole = text.first, whole == "0" || whole == "1" else { return nil }
        let rest = text.dropFirst()
        guard rest.isEmpty || rest.first == "." else { return nil }
        let digits = rest.dropFirst()
        guard digits.utf8.count <= 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let value = (Int(digits + String(repeating: "0", count: 3 - digits.utf8.count)) ?? 0) + (whole == "1" ? 1_000 : 0)
        return value <= 1_000 ? value : nil
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
