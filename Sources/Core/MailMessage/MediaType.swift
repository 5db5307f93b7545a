/// What a Content-Type field says, as far as reading needs it: RFC 2045 § 5, RFC 2046.
public struct MediaType: Sendable {
    public enum Kind: Sendable, Equatable {
        case plain
        case html
        case otherText
        case multipart
        /// message/rfc822, message/global and their older relatives: a message in a message, or its first part (RFC 2046 § 5.2.2).
        case message
        /// message/delivery-status, message/feedback-report and the like: fields for machines.
        case report
        case image
        case other
    }

    /// multipart subtypes that change what a person sees.
    public enum Multipart: Sendable, Equatable { case mixed, alternative, related, digest, report, signed, other }

    public var kind: Kind
    public var multipart: Multipart?
    /// The charset label as it stands; empty where none is given.
    public var charset: [UInt8] = []
    /// format=flowed (RFC 3676): lines that end with a space go on in the next.
    public var isFlowed = false
    /// DelSp=yes: that space is none of the text's.
    public var deletesSpace = false
    /// The boundary without quotes; empty where none is given.
    var boundary: [UInt8] = []

    /// RFC 2045 § 5.2: text/plain where nothing is said.
    static let plain = MediaType(kind: .plain, multipart: nil)

    init(kind: Kind, multipart: Multipart?) {
        self.kind = kind
        self.multipart = multipart
    }

    /// Anything that cannot be understood is text/plain, so that it is at least read.
    init(parsing bytes: [UInt8], in range: Range<Int>) {
        let plain = bytes.withoutComments(in: range)
        self.init(withoutComments: plain ?? bytes, in: plain?.indices ?? range)
    }

    private init(withoutComments bytes: [UInt8], in range: Range<Int>) {
        let value = bytes.trimmed(range)
        let typeEnd = bytes.firstIndex(of: .semicolon, in: value) ?? value.upperBound
        let name = bytes.trimmed(value.lowerBound..<typeEnd)
        let slash = bytes.firstIndex(of: 0x2F, in: name) ?? name.upperBound
        let type = bytes.trimmed(name.lowerBound..<slash)
        let subtype = slash < name.upperBound ? bytes.trimmed(slash + 1..<name.upperBound) : name.upperBound..<name.upperBound
        self.init(kind: .other, multipart: nil)
        if bytes.spells("text", in: type) {
            kind = Self.textKind(bytes, subtype)
        } else if bytes.spells("multipart", in: type) {
            kind = .multipart
            multipart = Self.multipart(bytes, subtype)
        } else if bytes.spells("message", in: type) {
            let messages: [StaticString] = ["rfc822", "global", "news", "partial"]
            kind = messages.contains { bytes.spells($0, in: subtype) } ? .message : .report
        } else if bytes.spells("image", in: type) {
            kind = .image
        } else if bytes.spells("application", in: type), bytes.spells("xhtml+xml", in: subtype) {
            kind = .html
        } else if name.isEmpty || slash == name.upperBound {
            kind = .plain
        }
        let parameters = ParameterList(of: bytes, in: typeEnd..<value.upperBound)
        charset = parameters.value(of: "charset", in: bytes)
        if kind == .plain { readFormat(parameters, bytes) }
        if kind == .multipart {
            // RFC 2046 § 5.1.1: it does not end with a space, which would be lost on the way.
            boundary = parameters.value(of: "boundary", in: bytes)
            while boundary.last?.isWhitespace == true { boundary.removeLast() }
        }
    }

    /// Whether a Content-Type's value leaves it to the receiver what the file is: RFC 2046 § 4.5.1, and what servers write to have it saved.
    static func isUntold(_ bytes: [UInt8], in value: Range<Int>) -> Bool {
        let name = bytes.trimmed(value.lowerBound..<(bytes.firstIndex(of: .semicolon, in: value) ?? value.upperBound))
        let known: [StaticString] = [
            "application/octet-stream", "application/x-octet-stream", "binary/octet-stream", "application/force-download", "application/x-download",
        ]
        return known.contains { bytes.spells($0, in: name) }
    }

    private mutating func readFormat(_ parameters: ParameterList, _ bytes: [UInt8]) {
        let format = parameters.value(of: "format", in: bytes)
        isFlowed = format.spells("flowed", in: 0..<format.count)
        let delSp = isFlowed ? parameters.value(of: "delsp", in: bytes) : []
        deletesSpace = delSp.spells("yes", in: 0..<delSp.count)
    }

    private static func textKind(_ bytes: [UInt8], _ subtype: Range<Int>) -> Kind {
        if bytes.spells("html", in: subtype) { return .html }
        if bytes.spells("plain", in: subtype) || subtype.isEmpty { return .plain }
        return bytes.spells("rfc822-headers", in: subtype) ? .report : .otherText
    }

    private static func multipart(_ bytes: [UInt8], _ subtype: Range<Int>) -> Multipart {
        let known: [(StaticString, Multipart)] = [
            ("mixed", .mixed), ("alternative", .alternative), ("related", .related), ("digest", .digest), ("report", .report), ("signed", .signed),
        ]
        return known.first { bytes.spells($0.0, in: subtype) }?.1 ?? .other
    }
}
