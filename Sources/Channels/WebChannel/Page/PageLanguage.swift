internal import VictimAdvice

/// The languages of the page, and which one a browser asks for.
enum PageLanguage {
    /// What each language calls itself.
    static let ownNames = [
        "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "hu": "Magyar", "it": "Italiano",
        "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ru": "Русский", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська",
        "zh": "中文",
    ]

    static func direction(of language: String) -> String { language == "ar" ? "rtl" : "ltr" }

    /// The ranges of Accept-Language, the most wanted first: RFC 9110 § 12.5.4. What nobody wants (`q=0`) and what is no range is left out.
    static func ranges(_ field: String) -> [String] {
        let wanted = field.utf8.prefix(longestField).split(separator: UInt8(ascii: ",")).compactMap(range)
        // Equal weights in the order of the field.
        return wanted.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element.tag)
    }

    /// The first that we have; English for everybody else.
    static func chosen(of ranges: [String]) -> String { ranges.lazy.compactMap { AdviceTexts(language: $0)?.language }.first ?? "en" }

    /// Browsers send some 50 bytes.
    private static let longestField = 1_000

    private static func range(_ part: Substring.UTF8View.SubSequence) -> (tag: String, weight: Int)? {
        let pieces = String(Substring(part)).split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard let tag = pieces.first, !tag.isEmpty, tag.utf8.allSatisfy(isTagByte) else { return nil }
        guard pieces.count > 1, pieces[1].hasPrefix("q=") else { return (tag, 1_000) }
        guard let weight = Double(pieces[1].dropFirst(2)), weight > 0, weight <= 1 else { return nil }
        return (tag, Int(weight * 1_000))
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
