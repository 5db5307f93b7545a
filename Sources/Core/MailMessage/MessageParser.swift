/// Finds the entities of a message in one pass over its lines: RFC 2046 § 5.1.
///
/// A stack holds the entities that are open; a line that is the boundary of one of them closes all that is inside it.
struct MessageParser {
    private struct OpenPart {
        let part: Int
        /// `--` and the boundary; empty for an entity that is not a multipart.
        let delimiter: [UInt8]
    }

    private struct Delimiter {
        let line: Range<Int>
        /// The position in `open` of the multipart that it belongs to.
        let owner: Int
        let isClosing: Bool
    }

    let bytes: [UInt8]
    let limits: ParseLimits
    private(set) var parts: [Part] = []
    private(set) var defects: [Defect] = []
    private var open: [OpenPart] = []

    init(bytes: [UInt8], limits: ParseLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// `start` is 0, or where unpacked bytes begin; they go on to the end.
    mutating func run(from start: Int = 0) {
        var position = beginEntity(at: start)
        while let delimiter = nextDelimiter(from: position) {
            position = delimiter.line.upperBound
            close(downTo: delimiter.owner + 1, at: contentEnd(before: delimiter.line.lowerBound))
            if delimiter.isClosing {
                // What follows is the epilogue, which belongs to the enclosing entity; the line break is perhaps the next delimiter's.
                close(downTo: delimiter.owner, at: contentEnd(before: position))
            } else if parts.count < limits.parts {
                position = beginEntity(at: position)
            } else {
                note(.tooManyParts)
                appendRest(from: position)
                break
            }
        }
        if open.contains(where: { !$0.delimiter.isEmpty }) {
            let foundNone = parts.count == open.count && open.last.map { !$0.delimiter.isEmpty } == true
            note(foundNone ? .boundaryNeverFound : .closingBoundaryMissing)
            // QUIRK: RFC 2045 § 6.4 forbids to encode a multipart. The boundaries of such a one are not seen; its text then is, decoded.
            if foundNone { appendRest(from: parts[parts.count - 1].body.lowerBound, encoding: parts[parts.count - 1].encoding) }
        }
        close(downTo: 0, at: bytes.count)
    }

    /// Reads the header sections that begin here: one, or several where a message holds a message. Returns where the lines of the innermost body begin.
    private mutating func beginEntity(at start: Int) -> Int {
        var position = start
        while true {
            let block = HeaderBlock(of: bytes, from: position, limits: limits)
            block.defects.forEach { note($0) }
            var part = makePart(block, from: position)
            position = block.bodyStart
            let isContainer = part.mediaType.kind == .multipart || part.mediaType.kind == .message
            if isContainer, open.count >= limits.depth {
                note(.nestedTooDeep)
                part.readAsText()
            }
            if part.mediaType.kind == .multipart, part.mediaType.boundary.isEmpty {
                note(.multipartWithoutBoundary)
                part.readAsText()
            }
            let delimiter = part.mediaType.kind == .multipart ? [.hyphen, .hyphen] + part.mediaType.boundary : []
            parts.append(part)
            open.append(OpenPart(part: parts.count - 1, delimiter: delimiter))
            // QUIRK: RFC 2046 § 5.2.1 forbids to encode a message in a message; such a one is unpacked later.
            guard part.mediaType.kind == .message, part.encoding == .identity, parts.count < limits.parts else { return position }
        }
    }

    private mutating func makePart(_ block: HeaderBlock, from start: Int) -> Part {
        let parent = open.last?.part
        var type = defaultType(in: parent)
        var encoding = TransferEncoding.identity
        var isAttachment = false
        var sawType = false
        var sawEncoding = false
        for field in block.fields {
            switch field.name {
            case .contentType where !sawType:
                type = MediaType(parsing: bytes, in: field.valueRange)
                sawType = true
            case .contentTransferEncoding where !sawEncoding:
                sawEncoding = true
                let (named, isKnown) = TransferEncoding.named(bytes, in: field.valueRange)
                encoding = named
                if !isKnown { note(.unknownTransferEncoding) }
            case .contentDisposition:
                let word = field.valueRange.prefix(10)
                isAttachment = bytes.spells("attachment", in: word.startIndex..<word.endIndex)
            default: break
            }
        }
        if type.kind == .other, let named = typeByFileName(block.fields, charset: type.charset) {
            type = named
            isAttachment = true
        }
        return Part(
            parent: parent, depth: open.count, fields: block.fields, mediaType: type, encoding: encoding, isAttachment: isAttachment,
            header: start..<block.bodyStart, body: block.bodyStart..<bytes.count)
    }

    /// QUIRK: a text or page that is sent as application/octet-stream is opened by its file's name. Nil for other types and names.
    private func typeByFileName(_ fields: [HeaderField], charset: [UInt8]) -> MediaType? {
        guard let field = fields.first(where: { $0.name == .contentType }), MediaType.isUntold(bytes, in: field.valueRange),
            let name = fields.fileName(in: bytes)?.bytes
        else { return nil }
        var type = MediaType(fileName: name)
        type.charset = charset
        return type.kind == .other ? nil : type
    }

    /// RFC 2046 § 5.1.5: parts of a digest are messages unless they say otherwise.
    private func defaultType(in parent: Int?) -> MediaType {
        guard let parent, parts[parent].mediaType.multipart == .digest else { return .plain }
        return MediaType(kind: .message, multipart: nil)
    }

    /// The next line that is the delimiter of an open multipart: dash-boundary transport-padding CRLF, or with `--` before the padding.
    private mutating func nextDelimiter(from start: Int) -> Delimiter? {
        guard open.contains(where: { !$0.delimiter.isEmpty }) else { return nil }
        var position = start
        while position < bytes.count {
            let end = bytes.lineEnd(from: position)
            if bytes[end - 1] == .carriageReturn { note(.bareCarriageReturn) }
            if bytes[position] == .hyphen, position + 1 < end, bytes[position + 1] == .hyphen, let found = delimiter(on: position..<end) { return found }
            position = end
        }
        return nil
    }

    /// The innermost multipart counts first: equal boundaries inside each other are its own.
    private func delimiter(on line: Range<Int>) -> Delimiter? {
        let content = trimmedEnd(of: line)
        for owner in open.indices.reversed() {
            let delimiter = open[owner].delimiter
            guard !delimiter.isEmpty, content.count >= delimiter.count, starts(content.lowerBound, with: delimiter) else { continue }
            let rest = content.lowerBound + delimiter.count..<content.upperBound
            if rest.isEmpty { return Delimiter(line: line, owner: owner, isClosing: false) }
            if rest.count == 2, bytes[rest.lowerBound] == .hyphen, bytes[rest.lowerBound + 1] == .hyphen {
                return Delimiter(line: line, owner: owner, isClosing: true)
            }
        }
        return nil
    }

    private func starts(_ position: Int, with delimiter: [UInt8]) -> Bool {
        for index in delimiter.indices where bytes[position + index] != delimiter[index] { return false }
        return true
    }

    private func trimmedEnd(of line: Range<Int>) -> Range<Int> {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1].isWhitespace { end -= 1 }
        return line.lowerBound..<end
    }

    /// The line break before a delimiter belongs to the delimiter (RFC 2046 § 5.1.1).
    private func contentEnd(before line: Int) -> Int {
        var end = line
        if end > 0, bytes[end - 1] == .lineFeed { end -= 1 }
        // CR, CR LF, and CR CR LF are one break each, as in `lineEnd(from:)`.
        let most = end < line ? 2 : 1
        for _ in 0..<most where end > 0 && bytes[end - 1] == .carriageReturn { end -= 1 }
        return end
    }

    private mutating func close(downTo count: Int, at end: Int) {
        var end = end
        while open.count > count {
            let index = open.removeLast().part
            let start = parts[index].body.lowerBound
            // A header section may hold the line break before the delimiter; then what is around ends there too.
            end = max(start, end)
            parts[index].body = start..<end
        }
    }

    /// What cannot be taken apart any more is one part of plain text, so that it is read all the same.
    private mutating func appendRest(from start: Int, encoding: TransferEncoding = .identity) {
        let parent = open.last?.part
        parts.append(
            Part(
                parent: parent, depth: open.count, fields: [], mediaType: .plain, encoding: encoding, isAttachment: false,
                header: start..<start, body: start..<bytes.count))
    }

    private mutating func note(_ defect: Defect) {
        if !defects.contains(defect) { defects.append(defect) }
    }
}

extension Part {
    /// Rather than not at all.
    mutating func readAsText() { mediaType = .plain }
}
