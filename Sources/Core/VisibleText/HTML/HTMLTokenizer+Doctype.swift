extension HTMLTokenizer {
    private static let publicKeyword = PackedName("public".utf8)
    private static let systemKeyword = PackedName("system".utf8)

    /// Reads what follows "<!DOCTYPE" (§ 13.2.5.53 to 68).
    mutating func readDoctype(_ input: Span<UInt8>, from start: Int) -> HTMLToken {
        var reader = DoctypeReader(index: start)
        reader.read(input, public: Self.publicKeyword, system: Self.systemKeyword)
        doctype = reader.doctype
        position = min(reader.index, input.count)
        return .doctype
    }

    private struct DoctypeReader {
        var index: Int
        var doctype = HTMLDoctype()

        mutating func read(_ input: Span<UInt8>, public publicKeyword: PackedName, system systemKeyword: PackedName) {
            skipSpace(input)
            guard let first = peek(input), first != UInt8(ascii: ">") else { return quirks(input) }
            readName(input)
            skipSpace(input)
            guard let byte = peek(input) else { return quirks(input) }
            if byte == UInt8(ascii: ">") { return finish(input) }
            switch keyword(input) {
            case publicKeyword: readPublic(input)
            case systemKeyword: readSystem(input, isOptional: false)
            default: quirks(input)
            }
        }

        private func peek(_ input: Span<UInt8>) -> UInt8? { index < input.count ? input[index] : nil }

        private mutating func skipSpace(_ input: Span<UInt8>) {
            while let byte = peek(input), byte.isHTMLSpace { index &+= 1 }
        }

        private mutating func readName(_ input: Span<UInt8>) {
            let start = index
            while let byte = peek(input), !byte.isHTMLSpace, byte != UInt8(ascii: ">") { index &+= 1 }
            doctype.name = start..<index
        }

        private mutating func keyword(_ input: Span<UInt8>) -> PackedName {
            var name = PackedName()
            while name.count < 6, let byte = peek(input), byte.isASCIILetter {
                name.append(byte)
                index &+= 1
            }
            return name
        }

        private mutating func readPublic(_ input: Span<UInt8>) {
            skipSpace(input)
            guard readIdentifier(input, into: \.publicIdentifier) else { return quirks(input) }
            readSystem(input, isOptional: true)
        }

        private mutating func readSystem(_ input: Span<UInt8>, isOptional: Bool) {
            skipSpace(input)
            if isOptional, peek(input) == UInt8(ascii: ">") { return finish(input) }
            guard readIdentifier(input, into: \.systemIdentifier) else { return quirks(input) }
            skipSpace(input)
            // What follows the system identifier is ignored, and only a missing '>' makes quirks (§ 13.2.5.67).
            if peek(input) == nil { doctype.forcesQuirks = true }
            finish(input)
        }

        /// A quoted identifier; false if there is none or it has no end.
        private mutating func readIdentifier(_ input: Span<UInt8>, into field: WritableKeyPath<HTMLDoctype, Range<Int>?>) -> Bool {
            guard let quote = peek(input), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
            index &+= 1
            let start = index
            while let byte = peek(input), byte != quote, byte != UInt8(ascii: ">") { index &+= 1 }
            doctype[keyPath: field] = start..<index
            guard peek(input) == quote else { return false }
            index &+= 1
            return true
        }

        private mutating func quirks(_ input: Span<UInt8>) {
            doctype.forcesQuirks = true
            finish(input)
        }

        /// The bogus DOCTYPE state: all up to '>' is passed over.
        private mutating func finish(_ input: Span<UInt8>) {
            while let byte = peek(input), byte != UInt8(ascii: ">") { index &+= 1 }
            index &+= 1
        }
    }
}
