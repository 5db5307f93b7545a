internal import MailMessage

/// Turns a message's parts into sections.
struct SectionReader {
    let message: Message
    let limits: ParseLimits
    private(set) var sections: [Section] = []
    private(set) var defects: [Defect]

    init(message: Message, limits: ParseLimits) {
        self.message = message
        self.limits = limits
        defects = message.defects
    }

    mutating func read(_ index: Int) {
        let part = message.parts[index]
        let isMessage = part.parent.map { message.parts[$0].mediaType.kind == .message } ?? true
        if isMessage, let subject = part.fields.first(where: { $0.name == .subject }) { readSubject(subject, of: index) }
        switch part.mediaType.kind {
        case .plain, .otherText: readText(part, index, isHTML: false)
        case .html: readText(part, index, isHTML: true)
        case .multipart, .message, .report, .image, .other: break
        }
    }

    private mutating func readText(_ part: Part, _ index: Int, isHTML: Bool) {
        guard !part.body.isEmpty else { return }
        let decoded = message.decodedBody(of: part, limit: limits.textBytes)
        decoded.defects.forEach { note($0) }
        let charset = charset(labelled: part.mediaType.charset)
        let characters = Charset.decode(decoded.bytes, declared: charset)
        characters.defects.forEach { note($0) }
        let maps = [characters.map, decoded.map]
        let place = part.isAttachment ? Section.Place.attachment : .body
        if isHTML {
            let html = HTMLText(reading: characters.text)
            let hidden = html.hidden.map { run in
                Section.Hidden(
                    reason: run.reason, byteCount: run.byteCount,
                    spans: Section.joined(Section.rawRanges(Section.mapped([run.source], through: maps), in: message), in: message.bytes))
            }
            add(html.text, of: index, place: place, hidden: hidden, maps: [html.map] + maps)
            if let doubtful = html.doubtful { add(doubtful.text, of: index, place: place, isDoubtful: true, hidden: [], maps: [doubtful.map] + maps) }
        } else {
            let lines = PlainText(characters.text, of: part.mediaType)
            lines.defects.forEach { note($0) }
            add(lines.text, of: index, place: place, hidden: [], maps: lines.isFlowed ? [lines.map] + maps : maps)
        }
    }

    private mutating func readSubject(_ field: HeaderField, of index: Int) {
        var text = HeaderText(message: message)
        text.append(field.valueRange)
        text.defects.forEach { note($0) }
        add(text.bytes, of: index, place: .subject, hidden: [], maps: [text.map])
    }

    private mutating func add(
        _ text: [UInt8], of index: Int, place: Section.Place, isDoubtful: Bool = false, hidden: [Section.Hidden], maps: [OffsetMap]
    ) {
        var (text, maps) = (text, maps)
        var folded = FoldedText(folding: text)
        if folded.hasOverride, let visual = VisualOrder(text) {
            text = visual.text
            maps.insert(visual.map, at: 0)
            folded = FoldedText(folding: text)
        }
        sections.append(
            Section(
                part: index, place: place, isDoubtful: isDoubtful, nesting: nesting(of: index), text: text, quoted: Quotation.ranges(in: text), folded: folded,
                mended: folded.isTorn ? FoldedText(folding: text, droppingForeign: true) : nil,
                hidden: hidden, maps: maps))
    }

    private func nesting(of index: Int) -> Int {
        var count = 0
        var next = message.parts[index].parent
        while let parent = next {
            if message.parts[parent].mediaType.kind == .message { count += 1 }
            next = message.parts[parent].parent
        }
        return count
    }

    /// An empty label is no label.
    private mutating func charset(labelled label: [UInt8]) -> Charset? {
        guard !label.isEmpty else { return nil }
        let charset = Charset(label: label)
        if charset == nil { note(.unknownCharset) }
        return charset
    }

    private mutating func note(_ defect: Defect) {
        if !defects.contains(defect) { defects.append(defect) }
    }
}
