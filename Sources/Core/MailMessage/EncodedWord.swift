/// A header field's value as text and encoded words: RFC 2047.
public enum HeaderPiece: Sendable, Equatable {
    /// Literal text; folds are still inside.
    case text(Range<Int>)
    case encodedWord(charset: Range<Int>, isBase64: Bool, payload: Range<Int>)
}

extension Message {
    /// Takes an unstructured field's value apart. White space between two encoded words is left out (RFC 2047 § 6.2).
    ///
    /// QUIRK: RFC 2047 § 5 wants white space around encoded words, and none inside; senders do otherwise and clients decode all the same.
    public func pieces(of value: Range<Int>) -> [HeaderPiece] {
        var pieces: [HeaderPiece] = []
        var textStart = value.lowerBound
        var position = value.lowerBound
        var closing = WordEnd(value: value)
        while let equals = bytes.firstIndex(of: .equals, in: position..<value.upperBound) {
            guard let (word, end) = encodedWord(at: equals, in: value, &closing) else {
                position = equals + 1
                continue
            }
            let between = textStart..<equals
            let joinsWords = !pieces.isEmpty && bytes.trimmed(between).isEmpty
            if !between.isEmpty, !joinsWords { pieces.append(.text(between)) }
            pieces.append(word)
            textStart = end
            position = end
        }
        if textStart < value.upperBound { pieces.append(.text(textStart..<value.upperBound)) }
        return pieces
    }

    /// encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
    private func encodedWord(at start: Int, in value: Range<Int>, _ closing: inout WordEnd) -> (HeaderPiece, end: Int)? {
        // RFC 2047 § 2 allows 75 bytes; some senders put a whole subject into one word.
        let window = start..<min(start + 2_000, value.upperBound)
        guard window.count >= 8, bytes[start + 1] == 0x3F,
            let afterCharset = bytes.firstIndex(of: 0x3F, in: start + 2..<window.upperBound), afterCharset > start + 2,
            afterCharset + 3 < window.upperBound, bytes[afterCharset + 2] == 0x3F
        else { return nil }
        let encoding = bytes[afterCharset + 1] | 0x20
        guard encoding == 0x62 || encoding == 0x71 else { return nil }
        var charset = start + 2..<afterCharset
        if let star = bytes.firstIndex(of: 0x2A, in: charset) { charset = charset.lowerBound..<star }  // RFC 2231 § 5: a language tag
        let payloadStart = afterCharset + 3
        let mark = closing.next(from: payloadStart, in: bytes)
        guard mark + 1 < window.upperBound else { return nil }
        return (.encodedWord(charset: charset, isBase64: encoding == 0x62, payload: payloadStart..<mark), mark + 2)
    }

    /// The bytes of an encoded word's payload, in the word's charset.
    public func decodedWord(isBase64: Bool, payload: Range<Int>) -> DecodedBytes {
        isBase64 ? Base64.decode(bytes, in: payload, limit: payload.count) : QuotedPrintable.decodeWord(bytes, in: payload)
    }

    /// Whether a Base64 payload goes on in the next word, against RFC 2047 § 5: bits are left over that belong to no byte.
    package func isCut(base64 payload: Range<Int>) -> Bool { Base64.leavesBits(bytes, in: payload) }

    /// The bytes of Base64 payloads that are one text, cut anywhere.
    package func decodedWord(base64 payloads: [Range<Int>]) -> DecodedBytes {
        var whole = DecodedBytes(bytes: [], map: OffsetMap())
        for payload in payloads {
            whole.map.appendLinear(output: whole.bytes.count, source: payload.lowerBound)
            whole.bytes += bytes[payload]
        }
        var decoded = Base64.decode(whole.bytes, in: whole.bytes.indices, limit: whole.bytes.count)
        let inner = decoded.map
        decoded.map = OffsetMap()
        decoded.map.append(inner, through: whole.map, count: decoded.bytes.count, output: 0)
        return decoded
    }
}

/// Where the next `?=` of a value stands, looked for once however many words begin before it.
private struct WordEnd {
    let value: Range<Int>
    private var position: Int

    init(value: Range<Int>) {
        self.value = value
        position = value.lowerBound - 1
    }

    /// The value's end where there is none. `start` never goes back.
    mutating func next(from start: Int, in bytes: [UInt8]) -> Int {
        if position >= start { return position }
        var search = start
        while let mark = bytes.firstIndex(of: 0x3F, in: search..<value.upperBound) {
            search = mark + 1
            guard search < value.upperBound, bytes[search] == .equals else { continue }
            position = mark
            return mark
        }
        position = value.upperBound
        return position
    }
}
