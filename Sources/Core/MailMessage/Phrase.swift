extension Message {
    /// A mailbox's display name (a phrase or a comment: RFC 5322 § 3.2.2, § 3.2.5) as text and encoded words.
    ///
    /// Quotes and the backslashes of quoted-pairs are in no piece.
    /// QUIRK: RFC 2047 § 5 forbids encoded words inside quotes; senders put them there and clients decode them.
    package func pieces(ofPhrase phrase: Range<Int>) -> [HeaderPiece] {
        var pieces: [HeaderPiece] = []
        for piece in self.pieces(of: phrase) {
            if case .text(let range) = piece { pieces += literals(of: range) } else { pieces.append(piece) }
        }
        return pieces
    }

    /// The runs between quotes and backslashes.
    private func literals(of range: Range<Int>) -> [HeaderPiece] {
        var literals: [HeaderPiece] = []
        var start = range.lowerBound
        var position = start
        while position < range.upperBound {
            let byte = bytes[position]
            guard byte == .quote || byte == .backslash else {
                position += 1
                continue
            }
            if start < position { literals.append(.text(start..<position)) }
            start = position + 1
            // What a backslash stands before is literal, a quote or backslash too.
            position = byte == .backslash ? min(position + 2, range.upperBound) : position + 1
        }
        if start < range.upperBound { literals.append(.text(start..<range.upperBound)) }
        return literals
    }
}
