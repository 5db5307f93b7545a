/// A message to try the page with, made for it: WebAssets/files/examples.txt.
enum Example {
    /// In English where there is none in the language.
    static func message(in language: String) -> [UInt8] { all[language] ?? all["en"] ?? [] }

    private static let all: [String: [UInt8]] = {
        var all: [String: [UInt8]] = [:]
        for part in ("\n" + Assets.text("examples.txt")).split(separator: "\n@", omittingEmptySubsequences: true) {
            let head = part.prefix { $0 != "\n" }
            all[String(head)] = Array(part.dropFirst(head.count + 1).utf8)
        }
        return all
    }()
}
