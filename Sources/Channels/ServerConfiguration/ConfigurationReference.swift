/// The tables of docs/configuration.md.
enum ConfigurationReference {
    /// Markdown: a heading and a table for each section of the file; keys of the file itself have one together.
    static func markdown() -> String {
        var text = ""
        for section in Setting.keys(in: "").filter({ Setting.named($0) == nil }) {
            text += heading("`\(section)`", about: section) + Setting.all.filter { $0.name.hasPrefix("\(section).") }.map { row($0, in: section) }.joined()
        }
        return text + heading("Others", about: nil) + Setting.all.filter { $0.section.isEmpty }.map { row($0, in: "") }.joined()
    }

    private static func heading(_ title: String, about section: String?) -> String {
        var text = "\n## \(title)\n\n"
        if let section, let words = Setting.sections[section] { text += "\(words)\n\n" }
        for (name, words) in Setting.sections.sorted(by: { $0.key < $1.key }) {
            if let section, name.hasPrefix("\(section).") { text += "`\(name.dropFirst(section.count + 1))`: \(words)\n\n" }
        }
        return text + "| key | default | takes | meaning |\n|---|---|---|---|\n"
    }

    private static func row(_ setting: Setting, in section: String) -> String {
        let key = section.isEmpty ? setting.name : String(setting.name.dropFirst(section.count + 1))
        let value = setting.write(Configuration()).map { "`\($0.lines[0])`" } ?? "not set"
        // What has more lines is in the file that --print-default writes.
        let example = setting.example.flatMap { $0.lines.count == 1 ? "; `\($0.lines[0])`" : nil } ?? ""
        return "| `\(key)` | \(value) | \(cell(setting.expected))\(example) | \(cell(setting.meaning)) |\n"
    }

    /// `|` would end it.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension Configuration {
    /// The tables of docs/configuration.md, made of what reads the file.
    public static var reference: String { ConfigurationReference.markdown() }
}
