extension HTMLTokenizer {
    // § 13.2.5.2 and 9 to 11.
    mutating func nextInRCDATA(_ input: Span<UInt8>) -> HTMLToken? {
        let start = position
        var index = start
        while index < input.count {
            let byte = input[index]
            if byte == UInt8(ascii: "<"), isAppropriateEndTag(input, at: index) {
                return index > start ? textToken(upTo: index) : rawEndTag(input)
            }
            if byte == UInt8(ascii: "&"), let reference = HTMLCharacterReference.parse(input, at: index, end: input.count, in: .text) {
                if index > start { return textToken(upTo: index) }
                position = reference.source.upperBound
                return .characterReference(reference)
            }
            index &+= 1
        }
        return textToken(upTo: index)
    }

    // § 13.2.5.3 and 12 to 14.
    mutating func nextInRawText(_ input: Span<UInt8>) -> HTMLToken? {
        var index = position
        while true {
            index = input.firstIndex(of: UInt8(ascii: "<"), or: UInt8(ascii: "<"), from: index, to: input.count)
            guard index < input.count else { return textToken(upTo: index) }
            if isAppropriateEndTag(input, at: index) {
                return index > position ? textToken(upTo: index) : rawEndTag(input)
            }
            index &+= 1
        }
    }

    private mutating func rawEndTag(_ input: Span<UInt8>) -> HTMLToken? {
        readTag(input, nameAt: position &+ 2) ? .endTag : nil
    }

    /// Whether "</" and the name of the last start tag stand at `index`, and something that ends a name behind.
    func isAppropriateEndTag(_ input: Span<UInt8>, at index: Int) -> Bool {
        guard index &+ 1 < input.count, input[index &+ 1] == UInt8(ascii: "/") else { return false }
        return Self.name(input, at: index &+ 2, is: lastStartTag)
    }

    private static func name(_ input: Span<UInt8>, at start: Int, is expected: PackedName) -> Bool {
        var index = start
        var name = PackedName()
        while index < input.count, name.count <= expected.count, !endsTagName(input[index]) {
            name.append(input[index])
            index &+= 1
        }
        return index < input.count && name == expected && name.count > 0 && input[start].isASCIILetter
    }

    /// How far a script's text is inside "<!--" (§ 13.2.5.18 to 31).
    private enum ScriptEscape {
        case none, escaped, doubleEscaped
    }

    private static let script = PackedName("script".utf8)

    // § 13.2.5.4 and 15 to 31.
    mutating func nextInScript(_ input: Span<UInt8>) -> HTMLToken? {
        var escape = ScriptEscape.none
        var index = position
        while index < input.count {
            switch input[index] {
            case UInt8(ascii: "<"):
                if escape != .doubleEscaped, isAppropriateEndTag(input, at: index) {
                    return index > position ? textToken(upTo: index) : rawEndTag(input)
                }
                index &+= Self.enter(&escape, input, at: index)
            case UInt8(ascii: ">"):
                if escape != .none, Self.hasDashes(input, before: index, since: position) { escape = .none }
                index &+= 1
            default: index &+= 1
            }
        }
        return textToken(upTo: index)
    }

    /// What the '<' at `index` changes; gives how many bytes were looked at for good.
    private static func enter(_ escape: inout ScriptEscape, _ input: Span<UInt8>, at index: Int) -> Int {
        switch escape {
        case .none:
            guard index &+ 3 < input.count, input[index &+ 1] == UInt8(ascii: "!"), input[index &+ 2] == UInt8(ascii: "-"),
                input[index &+ 3] == UInt8(ascii: "-")
            else { return 1 }
            escape = .escaped
            return 4
        case .escaped:
            if name(input, at: index &+ 1, is: script) { escape = .doubleEscaped }
        case .doubleEscaped:
            if index &+ 1 < input.count, input[index &+ 1] == UInt8(ascii: "/"), name(input, at: index &+ 2, is: script) { escape = .escaped }
        }
        return 1
    }

    private static func hasDashes(_ input: Span<UInt8>, before index: Int, since start: Int) -> Bool {
        index &- 2 >= start && input[index &- 1] == UInt8(ascii: "-") && input[index &- 2] == UInt8(ascii: "-")
    }

    // § 13.2.5.69 to 71.
    mutating func nextInCDATA(_ input: Span<UInt8>) -> HTMLToken? {
        var index = position
        while index &+ 2 < input.count {
            if input[index &+ 2] == UInt8(ascii: ">"), input[index] == UInt8(ascii: "]"), input[index &+ 1] == UInt8(ascii: "]") {
                contentModel = .data
                let token = textToken(upTo: index)
                position = index &+ 3
                return token
            }
            index &+= 1
        }
        return textToken(upTo: input.count)
    }
}
