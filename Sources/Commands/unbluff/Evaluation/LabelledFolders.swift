internal import FoundationEssentials
internal import MailMessage
internal import ModelTraining

/// What is known of a file: its class, and what it was made from.
struct Labelling {
    let label: LabelledCase.Label
    var language = ""
    var template = ""
    var isFixture = false
}

/// Finds the class of each file under a folder: in `manifest.tsv`, in a fixture's `.expect.json`, or in the name of a folder or file.
struct LabelledFolders {
    /// By path.
    private var manifest: [String: Labelling] = [:]

    /// `manifest.tsv` in a folder or one above it: a line of names, then a file each line; the columns `path`, `class`, `language` and `cluster` are read.
    init(_ folders: [String]) {
        for folder in folders {
            var url = URL(filePath: folder).standardizedFileURL
            while url.path() != "/" {
                if let text = try? String(contentsOf: url.appending(path: "manifest.tsv"), encoding: .utf8) {
                    read(text, at: url.path())
                    break
                }
                url = url.deletingLastPathComponent()
            }
        }
    }

    private mutating func read(_ text: String, at root: String) {
        var lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard !lines.isEmpty else { return }
        let names = lines.removeFirst()
        func column(_ name: String, of line: [String]) -> String {
            guard let index = names.firstIndex(of: name), index < line.count else { return "" }
            return line[index]
        }
        for line in lines {
            guard let label = Self.label(named: column("class", of: line)) else { continue }
            let path = (root.hasSuffix("/") ? root : root + "/") + column("path", of: line)
            let tag = String(column("language", of: line).prefix { $0 != "-" })
            manifest[path] = Labelling(label: label, language: tag, template: column("cluster", of: line))
        }
    }

    /// Nil for a file of no known class: it is passed over.
    func labelling(of path: String) -> Labelling? {
        let url = URL(filePath: path).standardizedFileURL
        if let known = manifest[url.path()] { return known }
        guard !["readme", "json", "tsv"].contains(url.pathExtension) else { return nil }
        let expectation = url.deletingPathExtension().appendingPathExtension("expect.json")
        if let bytes = try? Data(contentsOf: expectation), let expected = try? JSONDecoder().decode(Expectation.self, from: bytes) {
            return LabelledCase.Label(rawValue: expected.verdict).map { Labelling(label: $0, language: "en", isFixture: true) }
        }
        let components = url.deletingPathExtension().pathComponents
        guard let label = components.reversed().lazy.compactMap(Self.label).first else { return nil }
        let language = components.reversed().first { Self.languages.contains($0) } ?? ""
        return Labelling(label: label, language: language, isFixture: !language.isEmpty)
    }

    private struct Expectation: Decodable { let verdict: String }

    /// Folders of test mails are named by language.
    private static let languages: Set<String> = [
        "en", "nl", "fr", "de", "es", "it", "pt", "pl", "cs", "sv", "da", "ru", "uk", "tr", "ja", "zh", "ko", "ar", "hu",
    ]

    private static func label(named name: String) -> LabelledCase.Label? {
        switch name {
        case "pos": .sextortionScam
        case "sibling": .otherExtortionScam
        case "hard_neg", "article": .noScam
        case "ham", "spam": .nothingFound
        default: LabelledCase.Label(rawValue: name)
        }
    }
}
