/// A text in which the websites that our words name are links.
enum LinkedText {
    /// As the texts write them, and where they are.
    private static let sites = [
        ("findahelpline.com", "https://findahelpline.com"), ("StopNCII.org", "https://stopncii.org"), ("takeitdown.ncmec.org", "https://takeitdown.ncmec.org"),
        ("nomoreransom.org", "https://www.nomoreransom.org"),
    ]

    /// For the template `words`.
    static func pieces(_ text: String) -> [[String: Any]] {
        for (name, address) in sites {
            guard let place = text.firstRange(of: name) else { continue }
            let before = pieces(String(text[..<place.lowerBound]))
            return before + [["isLink": true, "href": address, "words": name]] + pieces(String(text[place.upperBound...]))
        }
        return text.isEmpty ? [] : [["isLink": false, "words": text]]
    }
}
