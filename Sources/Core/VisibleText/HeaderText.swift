package import MailMessage

/// An unstructured header field as a person sees it: folds and encoded words undone (RFC 2047, RFC 6532).
package struct HeaderText {
    /// UTF-8.
    package private(set) var bytes: [UInt8] = []
    /// From `bytes` to the message's bytes.
    package private(set) var map = OffsetMap()
    package private(set) var defects: [Defect] = []
    private let message: Message
    /// ESC ( B
    private static let shiftToASCII: ArraySlice<UInt8> = [0x1B, 0x28, 0x42]

    package init(message: Message) { self.message = message }

    package mutating func append(_ value: Range<Int>) { append(message.pieces(of: value)) }

    /// A mailbox's display name, or a comment: quotes undone too.
    package mutating func append(phrase: Range<Int>) { append(message.pieces(ofPhrase: phrase)) }

    private mutating func append(_ pieces: [HeaderPiece]) {
        var index = 0
        while index < pieces.count {
            switch pieces[index] {
            case .text(let range):
                appendText(range)
                index += 1
            case .encodedWord:
                index = appendWords(pieces, from: index)
            }
        }
    }

    /// Literal text: raw 8-bit bytes are UTF-8 (RFC 6532) or what they seem to be; a fold is its white space without the line break.
    private mutating func appendText(_ range: Range<Int>) {
        var start = range.lowerBound
        for index in range where message.bytes[index] == 0x0A || message.bytes[index] == 0x0D {
            appendLiteral(start..<index)
            start = index + 1
        }
        appendLiteral(start..<range.upperBound)
    }

    private mutating func appendLiteral(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        append(Charset.decode(Array(message.bytes[range]), declared: nil), source: linearMap(range.lowerBound))
    }

    /// Words of one charset in a row are decoded together: senders split multi-byte characters between them. But not behind one that
    /// shifts back to ASCII, as it must (RFC 2047 § 3): to a decoder of ISO-2022-JP two shifts in a row are a fault.
    private mutating func appendWords(_ pieces: [HeaderPiece], from start: Int) -> Int {
        guard case .encodedWord(let charset, _, _) = pieces[start] else { return start + 1 }
        var joined = DecodedBytes(bytes: [], map: OffsetMap())
        var index = start
        while index < pieces.count, case .encodedWord(let other, let isBase64, let payload) = pieces[index],
            message.equalIgnoringCase(charset, other), joined.bytes.suffix(3) != Self.shiftToASCII
        {
            let payloads = isBase64 ? cutPayloads(pieces, from: index) : [payload]
            index += payloads.count - 1
            let word = payloads.count > 1 ? message.decodedWord(base64: payloads) : message.decodedWord(isBase64: isBase64, payload: payload)
            joined.map.append(word.map, output: joined.bytes.count)
            joined.bytes += word.bytes
            index += 1
        }
        let named = Charset(label: Array(message.bytes[charset]))
        if named == nil { note(.unknownCharset) }
        append(Charset.decode(joined.bytes, declared: named), source: joined.map)
        return index
    }

    /// The payloads of the Base64 words from `start` on that one text was cut into.
    private func cutPayloads(_ pieces: [HeaderPiece], from start: Int) -> [Range<Int>] {
        guard case .encodedWord(let charset, _, let first) = pieces[start] else { return [] }
        var payloads = [first]
        var letters = first.count
        guard message.isCut(base64: first) else { return payloads }
        for piece in pieces[(start + 1)...] {
            guard letters % 4 != 0, case .encodedWord(let other, true, let payload) = piece, message.equalIgnoringCase(charset, other) else { break }
            payloads.append(payload)
            letters += payload.count
        }
        return payloads
    }

    private mutating func append(_ decoded: CharsetText, source: OffsetMap) {
        decoded.defects.forEach { note($0) }
        map.append(decoded.map, through: source, count: decoded.text.count, output: bytes.count)
        bytes += decoded.text
    }

    private func linearMap(_ source: Int) -> OffsetMap {
        var map = OffsetMap()
        map.appendLinear(output: 0, source: source)
        return map
    }

    private mutating func note(_ defect: Defect) {
        if !defects.contains(defect) { defects.append(defect) }
    }
}
