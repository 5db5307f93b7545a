extension [UInt8] {
    /// A structured value without its comments (RFC 5322 § 3.2.2), each made a space; nil where it has none.
    ///
    /// QUIRK: some boundaries and file names hold parentheses without being quoted, so a comment begins only where a token does not go on.
    func withoutComments(in range: Range<Int>) -> [UInt8]? {
        guard firstIndex(of: 0x28, in: range) != nil else { return nil }
        var kept: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = self[position]
            if byte == .quote {
                let end = endOfQuotedString(from: position, in: range)
                kept += self[position..<end]
                position = end
            } else if byte == 0x28, kept.last.map({ $0.isWhitespace || $0 == .semicolon || $0 == .equals || $0 == 0x2F }) ?? true {
                kept.append(.space)
                position = endOfComment(from: position, in: range)
            } else {
                kept.append(byte)
                position += 1
            }
        }
        return kept
    }

    /// Behind the closing quote of the quoted-string that begins at `start`: RFC 5322 § 3.2.4.
    func endOfQuotedString(from start: Int, in range: Range<Int>) -> Int {
        var position = start + 1
        while position < range.upperBound, self[position] != .quote { position += self[position] == .backslash ? 2 : 1 }
        return Swift.min(position + 1, range.upperBound)
    }

    /// Behind the comment that begins at `start`. Comments nest; a counter is enough.
    func endOfComment(from start: Int, in range: Range<Int>) -> Int {
        var depth = 0
        var position = start
        while position < range.upperBound {
            switch self[position] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case .backslash: position += 1
            default: break
            }
            position = Swift.min(position + 1, range.upperBound)
            if depth == 0 { return position }
        }
        return position
    }
}
