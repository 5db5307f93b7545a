/// A configuration as a YAML file for people.
struct ConfigurationPage {
    /// What stands behind a value.
    private let note: ((Setting) -> String)?
    private let configuration: Configuration
    private var text = ""
    /// Whether a section within a section ended just before.
    private var isBehindSection = false

    /// Comments are wrapped here.
    private static let width = 90
    /// Where notes begin, if the value lets them.
    private static let noteColumn = 46

    /// Every setting with its default and its meaning.
    static func defaults() -> String {
        var page = ConfigurationPage(configuration: Configuration(), note: nil)
        page.comment(header, indent: "")
        page.write(section: "", depth: 0)
        return page.text
    }

    /// Every setting with its value, and where that comes from.
    static func effective(_ loaded: LoadedConfiguration) -> String {
        var page = ConfigurationPage(configuration: loaded.configuration) { loaded.origins[$0.name].map(String.init(describing:)) ?? "default" }
        page.write(section: "", depth: 0)
        return page.text
    }

    private init(configuration: Configuration, note: ((Setting) -> String)?) {
        self.configuration = configuration
        self.note = note
    }

    private static let header = """
        The configuration of 'unbluff serve': \(Configuration.usualFile), with every default. None of it has to be there.

        Files beside it in conf.d/*.yaml are read after it, in the order of their names; what comes later wins, a list replaces the list before it. \
        Last comes the environment: UNBLUFF_LIMITS_TIME=3s sets limits.time, and lists have commas between their words.

        After a change: 'unbluff config --check' tells what is wrong and where, 'systemctl reload unbluff' takes it over. 'unbluff config --print' shows what \
        holds, and where it was set.
        """

    private mutating func write(section: String, depth: Int) {
        for key in Setting.keys(in: section) {
            let name = section.isEmpty ? key : "\(section).\(key)"
            let indent = String(repeating: "  ", count: depth)
            if let setting = Setting.named(name) {
                write(setting, indent)
            } else {
                if depth == 0 || note == nil, !text.isEmpty { text += "\n" }
                if note == nil, let words = Setting.sections[name] { comment(words, indent: indent) }
                text += "\(indent)\(key):\n"
                isBehindSection = false
                write(section: name, depth: depth + 1)
                isBehindSection = depth > 0
            }
        }
    }

    private mutating func write(_ setting: Setting, _ indent: String) {
        let value = setting.write(configuration)
        guard let note else {
            if setting.section.isEmpty || isBehindSection { text += "\n" }
            isBehindSection = false
            comment(setting.meaning, indent: indent)
            if let value { lines(setting.key, value, indent) }
            if let example = setting.example { lines(setting.key, example, indent, prefix: "# ") }
            return
        }
        if setting.section.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
        if value != nil, setting.isSecret {
            text += padded("\(indent)# \(setting.key): set, not shown", note(setting))
        } else if let value {
            lines(setting.key, value, indent, note: note(setting))
        } else {
            text += padded("\(indent)# \(setting.key): not set", note(setting))
        }
    }

    private mutating func lines(_ key: String, _ value: YAMLText, _ indent: String, prefix: String = "", note: String? = nil) {
        let lines = value.lines
        let first = "\(indent)\(prefix)\(key):" + (lines[0].isEmpty ? "" : " \(lines[0])")
        text += note.map { padded(first, $0) } ?? first + "\n"
        for line in lines.dropFirst() { text += "\(indent)\(prefix)  \(line)\n" }
    }

    private func padded(_ line: String, _ note: String) -> String {
        line + String(repeating: " ", count: max(Self.noteColumn - line.count, 2)) + "# \(note)\n"
    }

    private mutating func comment(_ words: String, indent: String) {
        for paragraph in words.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = "\(indent)#"
            for word in paragraph.split(separator: " ") {
                if line.count + 1 + word.count > Self.width {
                    text += line + "\n"
                    line = "\(indent)#"
                }
                line += " \(word)"
            }
            text += line + "\n"
        }
    }
}

extension Configuration {
    /// The commented file with every default, `unbluff config --print-default`: read again, it is the default configuration.
    public static var defaultFile: String { ConfigurationPage.defaults() }
}

extension LoadedConfiguration {
    /// A YAML file that says the same but for secrets, with the place of each value behind it, `unbluff config --print`.
    public var page: String { ConfigurationPage.effective(self) }
}
