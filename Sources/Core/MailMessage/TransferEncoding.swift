/// Content-Transfer-Encoding: RFC 2045 § 6.
public enum TransferEncoding: Sendable, Equatable {
    /// 7bit, 8bit and binary: the bytes as they are.
    case identity
    case quotedPrintable
    case base64
    /// x-uuencode, or a file in the midst of a text: POSIX uuencode.
    case uuencode

    /// An unknown name reads as the bytes as they are (RFC 2045 § 6.4 would not read them at all).
    static func named(_ bytes: [UInt8], in range: Range<Int>) -> (TransferEncoding, isKnown: Bool) {
        let plain = bytes.withoutComments(in: range)
        return named(withoutComments: plain ?? bytes, in: plain?.indices ?? range)
    }

    /// QUIRK: some senders add a semicolon behind the name, or put it in quotes.
    private static func named(withoutComments bytes: [UInt8], in range: Range<Int>) -> (TransferEncoding, isKnown: Bool) {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start].isWhitespace || bytes[start] == .quote { start += 1 }
        var end = start
        while end < range.upperBound, !bytes[end].isWhitespace, bytes[end] != .semicolon, bytes[end] != .quote { end += 1 }
        let name = start..<end
        if bytes.spells("base64", in: name) { return (.base64, true) }
        if bytes.spells("quoted-printable", in: name) { return (.quotedPrintable, true) }
        if bytes.spells("x-uuencode", in: name) || bytes.spells("x-uue", in: name) || bytes.spells("uuencode", in: name) { return (.uuencode, true) }
        let isKnown = bytes.spells("7bit", in: name) || bytes.spells("8bit", in: name) || bytes.spells("binary", in: name)
        return (.identity, isKnown)
    }
}

/// A body or encoded word with its transfer encoding undone.
public struct DecodedBytes: Sendable {
    public var bytes: [UInt8]
    /// From decoded bytes to the message's bytes.
    public var map: OffsetMap
    public var defects: [Defect] = []

    public init(bytes: [UInt8], map: OffsetMap) {
        self.bytes = bytes
        self.map = map
    }
}

extension Message {
    /// The decoded bytes of a part's body, at most `limit` of them; more is the defect `textTooLong`.
    public func decodedBody(of part: Part, limit: Int) -> DecodedBytes { part.decodedBody(in: bytes, limit: limit) }
}

extension Part {
    func decodedBody(in bytes: [UInt8], limit: Int) -> DecodedBytes {
        switch encoding {
        case .identity:
            let kept = body.prefix(limit)
            var decoded = DecodedBytes(bytes: Array(bytes[kept.startIndex..<kept.endIndex]), map: OffsetMap())
            decoded.map.appendLinear(output: 0, source: kept.startIndex)
            if kept.count < body.count { decoded.defects.append(.textTooLong) }
            return decoded
        case .quotedPrintable: return QuotedPrintable.decode(bytes, in: body, limit: limit)
        case .base64: return Base64.decode(bytes, in: body, limit: limit)
        case .uuencode: return UUEncode.decode(bytes, in: body, limit: limit)
        }
    }
}
