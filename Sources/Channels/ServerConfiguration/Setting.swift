/// One thing that can be set: its name, what it means, and how it is read and written.
///
/// From `all` come the reading of files and environment, the commented file, the table in docs/configuration.md, and the suggestions.
struct Setting: Sendable {
    /// `limits.message-size`
    let name: String
    /// For whoever runs a mail server: full sentences.
    let meaning: String
    /// Shown where the default is nothing.
    let example: YAMLText?
    let shape: Shape
    let expected: String
    /// Whether it must not be shown: neither in a message nor where the configuration is printed.
    let isSecret: Bool
    /// Whether it was read; else there is a problem more.
    let read: @Sendable (WrittenValue, inout Configuration, inout ProblemList) -> Bool
    /// Nil: there is nothing to write.
    let write: @Sendable (Configuration) -> YAMLText?

    /// How it looks in the environment.
    enum Shape: Sendable {
        case word
        /// Words with commas between them.
        case words
        /// Not at all.
        case mappings
    }

    init<Value: Sendable>(
        _ name: String, _ value: any WritableKeyPath<Configuration, Value> & Sendable, _ form: ValueForm<Value>, example: YAMLText? = nil,
        isSecret: Bool = false, _ meaning: String
    ) {
        self.name = name
        self.meaning = meaning
        self.example = example
        self.isSecret = isSecret
        shape = form.shape
        expected = form.expected
        read = { written, configuration, problems in
            guard let read = try? form.read(written, name, &problems) else { return false }
            configuration[keyPath: value] = read
            return true
        }
        write = { form.write($0[keyPath: value]) }
    }

    /// Its last part.
    var key: String { String(name.split(separator: ".").last ?? "") }

    /// `actions.allow`; empty for a key of the file itself.
    var section: String { name.split(separator: ".").dropLast().joined(separator: ".") }

    /// `UNBLUFF_LIMITS_MESSAGE_SIZE`
    var variable: String { Self.variablePrefix + String(name.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 }) }

    static let variablePrefix = "UNBLUFF_"

    /// What can stand below a section, in the order of `all`: keys of settings and of sections.
    static func keys(in section: String) -> [String] {
        let start = section.isEmpty ? "" : section + "."
        var keys: [String] = []
        for setting in all where setting.name.hasPrefix(start) {
            let key = String(setting.name.dropFirst(start.count).prefix { $0 != "." })
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    static func named(_ name: String) -> Setting? { all.first { $0.name == name } }
}
