/// Writes an item's properties as RFC 5322's header fields behind the unpacked bytes, each byte with its place.
struct OutlookFieldWriter {
    /// A property's bytes, and the label of their charset: empty for UTF-8 and ASCII, and where nobody says.
    struct Text {
        let range: Range<Int>
        let charset: [UInt8]
    }

    private enum Piece {
        /// Syntax, and the value that it belongs to.
        case syntax(String, for: Range<Int>)
        /// A value; its line breaks become spaces, and in a quoted-string its quotes are escaped.
        case value(Range<Int>, isQuoted: Bool)
        /// A value as encoded words, which say in which charset it is.
        case words(Text)
        /// Header fields as they stand.
        case fields(Range<Int>)
    }

    /// How much of a value is one encoded word: with three characters a byte it stays within what those who decode words look through.
    private static let wordBytes = 600

    /// Of texts that are not Unicode.
    private let charset: [UInt8]
    private let limits: ParseLimits
    private var pieces: [Piece] = []

    init(charset: [UInt8], limits: ParseLimits) {
        self.charset = charset
        self.limits = limits
    }

    mutating func add(_ name: String, _ property: OutlookItem.Property, in buffer: inout UnpackedBytes) {
        let value = text(property, in: &buffer)
        guard !value.range.isEmpty else { return }
        pieces.append(.syntax(name, for: value.range))
        pieces.append(value.charset.isEmpty ? .value(value.range, isQuoted: false) : .words(value))
        pieces.append(.syntax("\r\n", for: value.range))
    }

    /// The value is `text`, and stands for the property's bytes.
    mutating func add(_ name: String, _ text: String, for property: OutlookItem.Property) {
        guard let place = property.pieces.first else { return }
        pieces.append(.syntax("\(name)\(text)\r\n", for: place))
    }

    /// The first of the addresses that is one of the internet; Exchange has others.
    mutating func addMailbox(_ field: String, _ name: OutlookItem.Property?, _ addresses: [OutlookItem.Property], in buffer: inout UnpackedBytes) {
        let name = name.map { text($0, in: &buffer) }.flatMap { $0.range.isEmpty ? nil : $0 }
        let address = addresses.first { $0.pieces.contains { buffer.bytes.firstIndex(of: 0x40, in: $0) != nil } }.map { text($0, in: &buffer).range }
        guard let place = name?.range ?? address else { return }
        pieces.append(.syntax(field, for: place))
        if let name { addQuoted(name) }
        if let address { pieces += [.syntax(" <", for: address), .value(address, isQuoted: false), .syntax(">", for: address)] }
        pieces.append(.syntax("\r\n", for: place))
    }

    /// A file's name as it came.
    mutating func addFileName(_ property: OutlookItem.Property, in buffer: inout UnpackedBytes) {
        let name = text(property, in: &buffer)
        guard !name.range.isEmpty else { return }
        pieces.append(.syntax("Content-Disposition: attachment; filename=", for: name.range))
        // QUIRK: RFC 2047 § 5 forbids encoded words there; senders put them there, and so they are understood.
        if !name.charset.isEmpty { pieces.append(.syntax("\"", for: name.range)) }
        addQuoted(name)
        pieces.append(.syntax(name.charset.isEmpty ? "\r\n" : "\"\r\n", for: name.range))
    }

    mutating func add(fields: Range<Int>) {
        guard !fields.isEmpty else { return }
        pieces += [.fields(fields), .syntax("\r\n", for: fields.upperBound - 1..<fields.upperBound)]
    }

    private mutating func addQuoted(_ text: Text) {
        guard text.charset.isEmpty else { return pieces.append(.words(text)) }
        pieces += [.syntax("\"", for: text.range), .value(text.range, isQuoted: true), .syntax("\"", for: text.range)]
    }

    /// A property as UTF-8, or as it is in a code page.
    func text(_ property: OutlookItem.Property, in buffer: inout UnpackedBytes) -> Text {
        let gathered = buffer.append(gathering: property.pieces)
        if property.type == OutlookItem.Property.unicode { return Text(range: buffer.append(UTF16Property.utf8(buffer.bytes, in: gathered)), charset: []) }
        // Beyond ASCII, or ISO-2022's escape from it.
        let isPlain = buffer.bytes[gathered].allSatisfy { $0 < 0x80 && $0 != 0x1B }
        return Text(range: gathered, charset: isPlain ? [] : charset)
    }

    /// The fields and the empty line behind them; empty where there is nothing to write.
    func finish(in buffer: inout UnpackedBytes) -> (block: HeaderBlock, range: Range<Int>) {
        let start = buffer.bytes.count
        for piece in pieces { write(piece, to: &buffer) }
        if buffer.bytes.count > start { buffer.append("\r\n".utf8, for: buffer.bytes.count - 1..<buffer.bytes.count) }
        var block = HeaderBlock(of: buffer.bytes, from: start, limits: limits)
        // A message that has no header is not odd here.
        block.defects.removeAll { $0 == .headerWithoutBody }
        return (block, start..<block.bodyStart)
    }

    private func write(_ piece: Piece, to buffer: inout UnpackedBytes) {
        switch piece {
        case .syntax(let text, let place): buffer.append(text.utf8, for: place)
        case .fields(let range): _ = buffer.append(gathering: [range])
        case .value(let range, let isQuoted): _ = buffer.append(value(range.prefix(limits.headerValueBytes), isQuoted: isQuoted, in: buffer.bytes))
        case .words(let text): _ = buffer.append(words(text, in: buffer.bytes))
        }
    }

    private func value(_ range: Range<Int>.SubSequence, isQuoted: Bool, in bytes: [UInt8]) -> DecodedBytes {
        var copy = DecodedBytes(bytes: [], map: OffsetMap())
        copy.bytes.reserveCapacity(range.count)
        for index in range {
            let byte = bytes[index]
            if isQuoted, byte == .quote || byte == .backslash {
                copy.map.appendAtomic(output: copy.bytes.count, source: index..<index + 1)
                copy.bytes.append(.backslash)
            }
            copy.map.appendLinear(output: copy.bytes.count, source: index)
            copy.bytes.append(byte < 0x20 ? .space : byte)
        }
        return copy
    }

    /// RFC 2047 § 4.2, in as many words as it takes: those of one charset are decoded together.
    private func words(_ text: Text, in bytes: [UInt8]) -> DecodedBytes {
        var words = DecodedBytes(bytes: [], map: OffsetMap())
        func append(_ letters: [UInt8], for source: Range<Int>) {
            words.map.appendAtomic(output: words.bytes.count, source: source)
            words.bytes += letters
        }
        for (count, index) in text.range.prefix(limits.headerValueBytes).enumerated() {
            let place = index..<index + 1
            if count % Self.wordBytes == 0 { append(Array(count == 0 ? "=?".utf8 : "?= =?".utf8) + text.charset + Array("?Q?".utf8), for: place) }
            if bytes[index].isASCIIAlphanumeric {
                words.map.appendLinear(output: words.bytes.count, source: index)
                words.bytes.append(bytes[index])
            } else {
                append([.equals, Self.digit(bytes[index] >> 4), Self.digit(bytes[index] & 0xF)], for: place)
            }
        }
        append(Array("?=".utf8), for: text.range.upperBound - 1..<text.range.upperBound)
        return words
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}

extension UInt8 {
    var isASCIIAlphanumeric: Bool { self >= 0x30 && self <= 0x39 || self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
}
