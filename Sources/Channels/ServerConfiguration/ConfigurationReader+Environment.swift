extension ConfigurationReader {
    /// Takes `UNBLUFF_SECTION_KEY` for `section.key`: a word as it is, a list with commas between its words. Empty is not set.
    ///
    /// A name that is none of ours is an error where it is nearly one; others are let be: Kubernetes puts `UNBLUFF_PORT` there for a service of our name.
    mutating func read(environment: [String: String]) {
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Setting.variablePrefix) && !text.isEmpty {
            let place = ConfigurationPlace(name)
            if let setting = Setting.all.first(where: { $0.variable == name }) {
                set(setting, text, place)
            } else if let near = Self.nearMiss(name) {
                add(place, "unknown variable; did you mean \(near)?")
            }
        }
    }

    /// What all names begin with makes none of them nearer.
    private static func nearMiss(_ variable: String) -> String? {
        let length = Setting.variablePrefix.count
        return NearMiss.of(String(variable.dropFirst(length)), among: Setting.all.map { String($0.variable.dropFirst(length)) })
            .map { Setting.variablePrefix + $0 }
    }

    private mutating func set(_ setting: Setting, _ text: String, _ place: ConfigurationPlace) {
        func word(_ text: some StringProtocol) -> WrittenValue { WrittenValue(content: .word(String(text), .environment), place: place) }
        switch setting.shape {
        case .word:
            set(setting, word(text))
        case .words:
            let items = text.split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
            set(setting, WrittenValue(content: .list(items.map { word($0) }), place: place))
        case .mappings:
            add(place, "\(setting.name) cannot be set in the environment: write it into a file in conf.d")
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
}
