/// Takes apart what a message carries packed, so that its text is read as well: encoded messages in messages, `winmail.dat`, attached
/// `.msg` and `.eml` files, uuencoded files in the midst of a text.
struct PartUnpacker {
    var buffer: UnpackedBytes
    /// Each part stands behind the one it is in, but what was unpacked stands behind all else.
    var parts: [Part] = []
    private(set) var defects: [Defect] = []
    let limits: ParseLimits

    init(_ raw: [UInt8], limits: ParseLimits) {
        buffer = UnpackedBytes(raw, limits: limits)
        self.limits = limits
    }

    /// Whether there is anything to do: most messages carry nothing packed.
    static func isNeeded(for parts: [Part], in bytes: [UInt8]) -> Bool { parts.contains { packing(of: $0, in: bytes) != nil } }

    mutating func run() {
        var index = 0
        while index < parts.count {
            unpack(index)
            index += 1
        }
        if buffer.isCut { note(.textTooLong) }
    }

    mutating func note(_ defect: Defect) {
        if !defects.contains(defect) { defects.append(defect) }
    }

    private mutating func unpack(_ index: Int) {
        if let packing = Self.packing(of: parts[index], in: buffer.bytes) { unpack(index, packing) }
    }

    mutating func unpack(_ index: Int, _ packing: Packing) {
        let isDeep = parts[index].depth + 1 >= limits.depth
        guard !isDeep, parts.count < limits.parts else {
            note(isDeep ? .nestedTooDeep : .tooManyParts)
            if packing == .mail { parts[index].readAsText() }
            return
        }
        switch packing {
        case .mail: unpackMail(index)
        case .outlook, .transportNeutral: unpackOutlook(index)
        case .uuencode(let line): unpackFiles(index, firstLine: line)
        }
    }

    private mutating func decode(_ index: Int) -> Range<Int> {
        let decoded = parts[index].decodedBody(in: buffer.bytes, limit: buffer.room)
        decoded.defects.forEach { note($0) }
        return buffer.append(decoded)
    }

    private mutating func unpackMail(_ index: Int) {
        let start = decode(index).lowerBound
        var inner = limits
        inner.depth -= parts[index].depth + 1
        inner.parts -= parts.count
        parts[index].mediaType = MediaType(kind: .message, multipart: nil)
        var parser = MessageParser(bytes: buffer.bytes, limits: inner)
        parser.run(from: start)
        add(parser.parts, parser.defects, to: index)
    }

    /// The parts of a message of its own, which stands in the part `owner`.
    mutating func add(_ message: [Part], _ defects: [Defect], to owner: Int? = nil) {
        let first = parts.count
        for var part in message {
            part.parent = part.parent.map { $0 + first } ?? owner
            part.depth += owner.map { parts[$0].depth + 1 } ?? 0
            parts.append(part)
        }
        defects.forEach { note($0) }
    }

    private mutating func unpackOutlook(_ index: Int) {
        let range = decode(index)
        if let file = TransportNeutralFile(buffer.bytes, in: range, limits: limits) {
            file.defects.forEach { note($0) }
            addOutlook(file.items, to: index)
        } else if let file = OutlookFile(buffer.bytes, in: range, limits: limits) {
            file.defects.forEach { note($0) }
            parts[index].mediaType = MediaType(kind: .message, multipart: nil)
            addOutlook(file.items, to: index)
        }
    }

    /// Cuts a text into what stands before the first file, the files, and what stands between and behind them.
    private mutating func unpackFiles(_ index: Int, firstLine: Int) {
        let text = parts[index]
        var next = Optional(firstLine)
        parts[index].body = text.body.lowerBound..<firstLine
        while let start = next {
            guard parts.count + 1 < limits.parts else {
                note(.tooManyParts)
                return append(text.inside(index, type: text.mediaType, encoding: .identity, isAttachment: text.isAttachment, start..<text.body.upperBound))
            }
            let file = UUEncodedFile(buffer.bytes, from: start, end: text.body.upperBound)
            append(text.inside(index, type: file.mediaType(in: buffer.bytes), encoding: .uuencode, isAttachment: true, file.range))
            next = UUEncodedFile.first(in: buffer.bytes, file.range.upperBound..<text.body.upperBound)
            let rest = file.range.upperBound..<(next ?? text.body.upperBound)
            if !rest.isEmpty { append(text.inside(index, type: text.mediaType, encoding: .identity, isAttachment: text.isAttachment, rest)) }
        }
    }

    mutating func append(_ part: Part) { parts.append(part) }

    /// The parts in the order in which a person meets them: each before what is in it.
    var partsInOrder: [Part] {
        var children = [[Int]](repeating: [], count: parts.count)
        for (index, part) in parts.enumerated() { if let parent = part.parent { children[parent].append(index) } }
        var ordered: [Part] = []
        var newIndex = [Int](repeating: 0, count: parts.count)
        var waiting = [0]
        while let index = waiting.popLast() {
            var part = parts[index]
            part.parent = part.parent.map { newIndex[$0] }
            newIndex[index] = ordered.count
            ordered.append(part)
            waiting += children[index].reversed()
        }
        return ordered
    }
}

extension Part {
    /// A part without a header, in the part `index` which is this one.
    fileprivate func inside(_ index: Int, type: MediaType, encoding: TransferEncoding, isAttachment: Bool, _ range: Range<Int>) -> Part {
        Part(
            parent: index, depth: depth + 1, fields: [], mediaType: type, encoding: encoding, isAttachment: isAttachment,
            header: range.lowerBound..<range.lowerBound, body: range)
    }
}
