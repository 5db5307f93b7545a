/// Goes through the keys of a mapping, and tells those that are none of the known ones or stand twice.
struct KeyWalk {
    /// `actions.allow`; empty for the whole file.
    let section: String
    let known: [String]

    func name(of key: String) -> String { section.isEmpty ? key : "\(section).\(key)" }

    /// Calls `handle` with each known key, its place, and its value; a key that stands twice counts the first time.
    func each(
        _ pairs: [(key: WrittenValue, value: WrittenValue)], _ problems: inout ProblemList,
        handle: (String, ConfigurationPlace, WrittenValue, inout ProblemList) -> Void
    ) {
        var seen: [String: ConfigurationPlace] = [:]
        for (key, value) in pairs {
            guard case .word(let word, _) = key.content else {
                _ = problems.report(key, section.isEmpty ? "the file" : section, "a key that is a word")
                continue
            }
            if let first = seen[word] {
                problems.add(key.place, "\(known.contains(word) ? name(of: word) : Quoted.text(word)) is set twice, first in line \(first.line ?? 0)")
            } else if known.contains(word) {
                handle(word, key.place, value, &problems)
            } else {
                problems.add(key.place, unknown(word, key.place.source))
            }
            seen[word] = key.place
        }
    }

    /// What is said of a key that there is not, and which may have been meant.
    private func unknown(_ word: String, _ source: String) -> String {
        let key = section.isEmpty ? word : "\(section).\(word)"
        if let why = Setting.absent[key] ?? Setting.absent["…\(section.split(separator: ".").last ?? "").\(word)"] { return "\(key): \(why)" }
        let start = "unknown key \(Quoted.text(word))" + (section.isEmpty ? "" : " in \(section)")
        if let near = NearMiss.of(word, among: known) { return "\(start); did you mean \(near)?" }
        if let elsewhere = Setting.all.first(where: { $0.key == word }) ?? Setting.all.first(where: { $0.name.split(separator: ".").contains(word[...]) }) {
            return "\(start); there is \(elsewhere.name)"
        }
        return "\(start); there are: \(known.joined(separator: ", "))"
    }
}
