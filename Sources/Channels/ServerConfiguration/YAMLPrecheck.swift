/// What is refused before a file goes to Yams: what would make it work long, or stop with a message that helps nobody.
enum YAMLPrecheck {
    /// The file's text without a byte order mark; nil, with a problem, where it is none that we take.
    static func text(_ bytes: [UInt8], source: String, _ problems: inout ProblemList) -> String? {
        if bytes.count > ConfigurationLimits.fileBytes {
            problems.add(ConfigurationPlace(source), "is larger than \(ConfigurationLimits.fileBytes >> 10) KiB, which no configuration is")
            return nil
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if let index = content.firstIndex(where: { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D) || $0 == 0x7F }) {
            problems.add(place(of: index, in: content, source), "has a control character (byte \(bytes[index])): this is no text, or no UTF-8")
            return nil
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            let valid = String(decoding: content, as: UTF8.self).utf8
            let index = zip(content.indices, valid).first { content[$0] != $1 }?.0 ?? content.startIndex
            problems.add(place(of: index, in: content, source), "is not UTF-8: save it as UTF-8")
            return nil
        }
        if let index = aliasIndex(in: content) {
            problems.add(place(of: index, in: content, source), "is an alias of YAML (*name): write the value out, aliases are not taken")
            return nil
        }
        if let index = questionMark(in: content) {
            problems.add(place(of: index, in: content, source), "has too many question marks before keys: a key is a word without one")
            return nil
        }
        return text
    }

    /// An alias to an anchor (`&name`) of the same name. Aliases of aliases make a short file unfold to any size. Comments and quotes are
    /// looked into as well, so that none is missed: there nobody has the same word behind both signs.
    private static func aliasIndex(in bytes: ArraySlice<UInt8>) -> Int? {
        let anchors = Set(bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "&") }.map { name(at: $0 + 1, in: bytes) })
        guard anchors.contains(where: { !$0.isEmpty }) else { return nil }
        return bytes.indices.first { index in
            guard bytes[index] == UInt8(ascii: "*") else { return false }
            let name = name(at: index + 1, in: bytes)
            return !name.isEmpty && anchors.contains(name)
        }
    }

    /// The one that is too many, of those that no letter stands before.
    private static func questionMark(in bytes: ArraySlice<UInt8>) -> Int? {
        let marks = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "?") && ($0 == bytes.startIndex || !isWordByte(bytes[$0 - 1])) }
        return marks.dropFirst(ConfigurationLimits.questionMarks).first
    }

    private static func name(at start: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { bytes[start...].prefix { isWordByte($0) } }

    /// What libyaml takes for a letter of an anchor.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func place(of index: Int, in bytes: ArraySlice<UInt8>, _ source: String) -> ConfigurationPlace {
        let before = bytes[..<index]
        let start = before.lastIndex { $0 == 0x0A }.map { $0 + 1 } ?? bytes.startIndex
        // Bytes that continue a character are no columns.
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        return ConfigurationPlace(source, line: before.count { $0 == 0x0A } + 1, column: column)
    }
}
