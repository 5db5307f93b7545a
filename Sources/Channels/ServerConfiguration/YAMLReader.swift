internal import Yams

/// Reads a YAML file into values with their places.
struct YAMLReader {
    private let source: String
    /// As in the file, but for keys that stand twice.
    private var text: String
    /// What keys were called before Yams was shown something else: it ends at a key that stands twice, and tells nothing more.
    private var hiddenKeys: [String: String] = [:]

    /// The file's value; nil with a problem where it is no YAML. An empty file is `.nothing`.
    static func read(_ bytes: [UInt8], source: String, _ problems: inout ProblemList) -> WrittenValue? {
        guard let text = YAMLPrecheck.text(bytes, source: source, &problems) else { return nil }
        var reader = YAMLReader(source: source, text: text)
        do throws(YAMLComplaint) {
            guard let root = try reader.root() else { return WrittenValue(content: .nothing, place: ConfigurationPlace(source, line: 1, column: 1)) }
            return reader.value(root, depth: 0, &problems)
        } catch {
            problems.add(ConfigurationPlace(source, line: error.line, column: error.column), error.message)
            return nil
        }
    }

    private mutating func root() throws(YAMLComplaint) -> Node? {
        while true {
            do {
                // Without rules: which words are numbers or booleans is decided by what a key expects.
                return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                guard let name = names.first, hide(name, at: (context.mark.line, context.mark.column)) else {
                    throw YAMLComplaint(line: context.mark.line, column: context.mark.column, message: "\(Quoted.text(names.first ?? "")) is set twice")
                }
            } catch {
                throw YAMLComplaint(error, text)
            }
        }
    }

    /// Gives the first of two equal keys another name of the same length; false where it does not stand there letter by letter.
    private mutating func hide(_ name: String, at mark: YAMLLines.Mark) -> Bool {
        guard hiddenKeys.count < ConfigurationLimits.duplicates, !name.isEmpty else { return false }
        var scalars = Array(text.unicodeScalars)
        guard var start = YAMLLines.index(of: mark, in: scalars) else { return false }
        if start < scalars.count, scalars[start] == "\"" || scalars[start] == "'" { start += 1 }
        guard scalars[start...].starts(with: name.unicodeScalars) else { return false }
        // From a private area: nobody's key begins so, and where one does, it is no key of ours either.
        scalars[start] = Unicode.Scalar(0xF0000 + UInt32(hiddenKeys.count))!
        let end = start + name.unicodeScalars.count
        hiddenKeys[String(String.UnicodeScalarView(scalars[start..<end]))] = name
        text = String(String.UnicodeScalarView(scalars))
        return true
    }

    private func value(_ node: Node, depth: Int, _ problems: inout ProblemList) -> WrittenValue {
        let place = ConfigurationPlace(source, line: node.mark?.line, column: node.mark?.column)
        guard depth <= ConfigurationLimits.depth else {
            problems.add(place, "is nested deeper than \(ConfigurationLimits.depth) levels")
            return WrittenValue(content: .unreadable, place: place)
        }
        if let tag = Self.foreignTag(of: node) {
            problems.add(place, "has the YAML tag \(Quoted.text(tag)): tags are not taken")
            return WrittenValue(content: .unreadable, place: place)
        }
        switch node {
        case .scalar(let scalar):
            return WrittenValue(content: content(scalar), place: place)
        case .sequence(let sequence):
            return WrittenValue(content: .list(sequence.map { value($0, depth: depth + 1, &problems) }), place: place)
        case .mapping(let mapping):
            return WrittenValue(
                content: .mapping(mapping.map { (value($0.key, depth: depth + 1, &problems), value($0.value, depth: depth + 1, &problems)) }), place: place)
        case .alias:
            return WrittenValue(content: .unreadable, place: place)
        }
    }

    private func content(_ scalar: Node.Scalar) -> WrittenValue.Content {
        let text = hiddenKeys[scalar.string] ?? scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .word(text, .quoted) }
        return ["", "~", "null", "Null", "NULL"].contains(text) ? .nothing : .word(text, .plain)
    }

    /// A tag that somebody wrote, as `!include`; what YAML gives of itself is none.
    private static func foreignTag(of node: Node) -> String? {
        let (tag, usual) =
            switch node {
            case .scalar(let scalar): (scalar.tag.rawValue, Tag.Name.str.rawValue)
            case .sequence(let sequence): (sequence.tag.rawValue, Tag.Name.seq.rawValue)
            case .mapping(let mapping): (mapping.tag.rawValue, Tag.Name.map.rawValue)
            case .alias: ("", "")
            }
        return tag == usual || tag == Tag.Name.implicit.rawValue || tag == Tag.Name.nonSpecific.rawValue ? nil : tag
    }
}
