extension HTMLTokenizer {
    /// Reads the tag whose name begins at `nameAt`, and its attributes (§ 13.2.5.8 and 32 to 40).
    ///
    /// False where the input ends first; then the tag is dropped.
    mutating func readTag(_ input: Span<UInt8>, nameAt: Int) -> Bool {
        if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
        var index = nameAt
        while index < input.count, !Self.endsTagName(input[index]) { index &+= 1 }
        let name = PackedName(input, nameAt..<index)
        let nameRange = nameAt..<index
        var isSelfClosing = false
        while index < input.count {
            let byte = input[index]
            if byte == UInt8(ascii: ">") {
                tag = HTMLTag(source: position..<index &+ 1, name: nameRange, packedName: name, isSelfClosing: isSelfClosing)
                if input[nameAt &- 1] != UInt8(ascii: "/") { lastStartTag = name }
                position = index &+ 1
                contentModel = .data
                return true
            }
            isSelfClosing = byte == UInt8(ascii: "/")
            index = isSelfClosing || byte.isHTMLSpace ? index &+ 1 : readAttribute(input, at: index)
        }
        position = input.count
        return false
    }

    @inline(__always)
    static func endsTagName(_ byte: UInt8) -> Bool { ByteSet(bits: htmlSpaces | 1 &<< 0x3E | 1 &<< 0x2F).contains(byte) }

    /// The same and '='.
    @inline(__always)
    private static func endsAttributeName(_ byte: UInt8) -> Bool { ByteSet(bits: htmlSpaces | 1 &<< 0x3E | 1 &<< 0x2F | 1 &<< 0x3D).contains(byte) }

    @inline(__always)
    private static var htmlSpaces: UInt64 { 0x1_0000_3600 }

    /// Reads one attribute; gives the index behind it. A '=' in the first place belongs to the name (§ 13.2.5.32).
    private mutating func readAttribute(_ input: Span<UInt8>, at start: Int) -> Int {
        var attribute = HTMLAttribute()
        var index = start
        repeat { index &+= 1 } while index < input.count && !Self.endsAttributeName(input[index])
        attribute.packedName = PackedName(input, start..<index)
        attribute.name = start..<index
        index = Self.skipSpace(input, from: index)
        if index < input.count, input[index] == UInt8(ascii: "=") {
            index = readValue(input, at: Self.skipSpace(input, from: index &+ 1), into: &attribute)
        }
        attributes.append(attribute)
        return index
    }

    @inline(__always)
    private static func skipSpace(_ input: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < input.count, input[index].isHTMLSpace { index &+= 1 }
        return index
    }

    // § 13.2.5.35 to 38. An end of input within quotes drops the whole tag later.
    private func readValue(_ input: Span<UInt8>, at start: Int, into attribute: inout HTMLAttribute) -> Int {
        guard start < input.count else { return start }
        let quote = input[start]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return readUnquotedValue(input, at: start, into: &attribute) }
        var index = input.firstIndex(of: quote, or: UInt8(ascii: "&"), from: start &+ 1, to: input.count)
        if index < input.count, input[index] != quote {
            attribute.hasAmpersand = true
            index = input.firstIndex(of: quote, or: quote, from: index, to: input.count)
        }
        attribute.value = start &+ 1..<index
        return min(index &+ 1, input.count)
    }

    private func readUnquotedValue(_ input: Span<UInt8>, at start: Int, into attribute: inout HTMLAttribute) -> Int {
        var index = start
        while index < input.count, input[index] != UInt8(ascii: ">"), !input[index].isHTMLSpace {
            if input[index] == UInt8(ascii: "&") { attribute.hasAmpersand = true }
            index &+= 1
        }
        attribute.value = start..<index
        return index
    }
}
