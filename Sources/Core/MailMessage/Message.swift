/// A parsed mail: the raw bytes, and where in them each header field and each entity stands.
///
/// Parsing always gives a value; what was odd about the bytes is in `defects`. All ranges are byte ranges of `bytes`.
public struct Message: Sendable {
    /// The file's bytes, and behind them those that were unpacked from it to be parsed in their turn.
    public let bytes: [UInt8]
    /// How many of `bytes` are the file's.
    public let rawCount: Int
    let unpacked: OffsetMap
    /// The entities in the order in which they begin; the first is the message itself, so there is always one.
    public let parts: [Part]
    /// Each kind at most once.
    public let defects: [Defect]

    init(bytes: [UInt8], parts: [Part], defects: [Defect]) {
        self.bytes = bytes
        rawCount = bytes.count
        unpacked = OffsetMap()
        self.parts = parts
        self.defects = defects
    }

    init(_ unpacker: PartUnpacker) {
        bytes = unpacker.buffer.bytes
        rawCount = unpacker.buffer.rawCount
        unpacked = unpacker.buffer.map
        parts = unpacker.partsInOrder
        defects = unpacker.defects
    }

    /// RFC 5322 and MIME. Bytes beyond `limits.messageBytes` are cut off by whoever reads them in; here they are taken as they are.
    public init(parsing bytes: [UInt8], limits: ParseLimits = ParseLimits()) {
        var parser = MessageParser(bytes: bytes, limits: limits)
        parser.run()
        guard PartUnpacker.isNeeded(for: parser.parts, in: bytes) else {
            self.init(bytes: bytes, parts: parser.parts, defects: parser.defects)
            return
        }
        var unpacker = PartUnpacker(bytes, limits: limits)
        unpacker.add(parser.parts, parser.defects)
        unpacker.run()
        self.init(unpacker)
    }

    /// A text without a header: a comment, a contact form, a saved or pasted text.
    public init(text bytes: [UInt8], kind: MediaType.Kind = .plain, charset: [UInt8] = []) {
        var type = MediaType(kind: kind, multipart: nil)
        type.charset = charset
        let part = Part(parent: nil, depth: 0, fields: [], mediaType: type, encoding: .identity, isAttachment: false, header: 0..<0, body: 0..<bytes.count)
        self.init(bytes: bytes, parts: [part], defects: [])
    }

    /// The message's own header fields of this name, in order.
    public func fields(_ name: FieldName) -> [HeaderField] { parts[0].fields.filter { $0.name == name } }

    /// The first of the message's own header fields of this name.
    public func field(_ name: FieldName) -> HeaderField? { parts[0].fields.first { $0.name == name } }
}

/// An entity: RFC 2045 § 2.4. One of a flat list; `parent` says which multipart or message it stands in.
public struct Part: Sendable {
    /// The index of the enclosing part; nil for the message itself.
    public internal(set) var parent: Int?
    public internal(set) var depth: Int
    public let fields: [HeaderField]
    public internal(set) var mediaType: MediaType
    public let encoding: TransferEncoding
    /// Content-Disposition says `attachment` (RFC 2183 § 2.2).
    public let isAttachment: Bool
    /// From the first header field to the empty line, that line included.
    public let header: Range<Int>
    /// Undecoded; for a multipart and a message, all that is inside.
    public internal(set) var body: Range<Int>
}
