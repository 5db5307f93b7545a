/// The tables of docs/configuration.md.
enum ConfigurationReference {
    /// Markdown: a heading and a table for each section.
    static func markdown() -> String {
        var text = ""
        var section: String?
        let defaults = Configuration()
        for setting in Setting.all {
            if setting.section != section {
                section = setting.section
                text += heading(setting.section)
            }
            let value = setting.write(defaults).map { "`\($0.lines[0])`" } ?? "not set"
            let example = setting.example.map { "; `\($0.lines.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "` `"))`" } ?? ""
            text += "| `\(setting.key)` | \(value) | \(cell(setting.expected))\(example) | \(cell(setting.meaning)) |\n"
        }
        return text
    }

    private static func heading(_ section: String) -> String {
        let title = section.isEmpty ? "At the top" : "`\(section)`"
        let words = Setting.sections[section].map { "\($0)\n\n" } ?? ""
        return "\n## \(title)\n\n\(words)| key | default | takes | meaning |\n|---|---|---|---|\n"
    }

    /// `|` would end it.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

extension Configuration {
    /// The tables of docs/configuration.md, made of what reads the file.
    public static var reference: String { ConfigurationReference.markdown() }
}
