/// Takes what files and variables say over into a configuration; what comes later wins.
struct ConfigurationReader {
    private(set) var configuration = Configuration()
    /// Where each setting was last set, by its name; what is not in it is a default.
    private(set) var origins: [String: ConfigurationPlace] = [:]
    private(set) var problems = ProblemList()

    mutating func read(_ bytes: [UInt8], source: String) {
        guard let root = YAMLReader.read(bytes, source: source, &problems) else { return }
        read(root, section: "")
    }

    private mutating func read(_ written: WrittenValue, section: String) {
        switch written.content {
        case .nothing: return
        case .mapping(let pairs):
            var found: [(name: String, value: WrittenValue)] = []
            let walk = KeyWalk(section: section, known: Setting.keys(in: section))
            walk.each(pairs, &problems) { key, _, value, _ in found.append((walk.name(of: key), value)) }
            for (name, value) in found {
                if let setting = Setting.named(name) { set(setting, value) } else { read(value, section: name) }
            }
        default:
            _ = problems.report(written, section.isEmpty ? "the file" : section, "keys below it: \(Setting.keys(in: section).joined(separator: ", "))")
        }
    }

    mutating func set(_ setting: Setting, _ written: WrittenValue) {
        if setting.read(written, &configuration, &problems) { origins[setting.name] = written.place }
    }

    mutating func add(_ place: ConfigurationPlace, _ message: String) { problems.add(place, message) }
}
