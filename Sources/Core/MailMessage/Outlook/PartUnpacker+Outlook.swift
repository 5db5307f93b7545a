extension PartUnpacker {
    /// The items of an Outlook file as parts: a message is a multipart with its texts and attachments. `owner` is the part that holds the
    /// file; nil where the file is the message itself.
    ///
    /// A message's text comes in up to three forms, of which the rich text is read only where there is no HTML.
    mutating func addOutlook(_ items: [OutlookItem], to owner: Int?) {
        var partOfItem = [Int?](repeating: nil, count: items.count)
        let recipients = Dictionary(grouping: items.indices.filter { items[$0].kind == .recipient }) { items[$0].parent }
        for (index, item) in items.enumerated() {
            let outer = item.parent.map { partOfItem[$0] } ?? owner
            guard item.parent == nil || outer != nil else { continue }
            guard parts.count + 4 < limits.parts else { return note(.tooManyParts) }
            switch item.kind {
            case .message:
                // winmail.dat holds the text of the message that carries it, which has the header.
                let isCarrier = item.parent == nil && owner.map { parts[$0].mediaType.kind != .message } == true
                partOfItem[index] = isCarrier ? owner : addMessage(item, (recipients[index] ?? []).map { items[$0] }, to: outer)
                if let part = partOfItem[index] { addTexts(of: item, to: part) }
            case .attachment: partOfItem[index] = outer.flatMap { addAttachment(item, of: item.parent.map { items[$0] }, to: $0) }
            case .recipient: break
            }
        }
    }

    private mutating func addMessage(_ item: OutlookItem, _ recipients: [OutlookItem], to owner: Int?) -> Int {
        let header = OutlookHeader(item, recipients, in: &buffer, limits: limits)
        header.block.defects.forEach { note($0) }
        append(part(MediaType(kind: .multipart, multipart: .mixed), in: owner, fields: header.block.fields, header: header.range, body: 0..<0))
        return parts.count - 1
    }

    private mutating func addTexts(of item: OutlookItem, to owner: Int) {
        var texts: [(MediaType, Range<Int>)] = []
        if let plain = item.properties[.body], !plain.pieces.isEmpty { texts.append((type(.plain, plain, item), buffer.append(gathering: plain.pieces))) }
        if let html = item.properties[.html], !html.pieces.isEmpty {
            texts.append((type(.html, html, item), buffer.append(gathering: html.pieces)))
        } else if let rtf = item.properties[.rtfCompressed], !rtf.pieces.isEmpty {
            texts.append(richText(buffer.append(gathering: rtf.pieces)))
        }
        var outer = owner
        if texts.count == 2 {
            append(part(MediaType(kind: .multipart, multipart: .alternative), in: owner, body: 0..<0))
            outer = parts.count - 1
        }
        for (type, range) in texts { append(part(type, in: outer, body: range)) }
    }

    private func type(_ kind: MediaType.Kind, _ property: OutlookItem.Property, _ item: OutlookItem) -> MediaType {
        var type = MediaType(kind: kind, multipart: nil)
        switch property.type {
        case OutlookItem.Property.unicode: type.charset = CodePage.label(1_200)
        case OutlookItem.Property.binary: type.charset = item.htmlCharset
        default: type.charset = item.ansiCharset
        }
        return type
    }

    /// The HTML that rich text is or holds.
    private mutating func richText(_ compressed: Range<Int>) -> (MediaType, Range<Int>) {
        let rtf = CompressedRTF.decode(buffer.bytes, in: compressed, limit: min(limits.textBytes, buffer.room))
        rtf.defects.forEach { note($0) }
        let plain = buffer.append(rtf)
        var type = MediaType(kind: .html, multipart: nil)
        let html: DecodedBytes
        (html, type.charset) = RichText.html(of: buffer.bytes, in: plain)
        return (type, buffer.append(html))
    }

    /// A file's name and type; its bytes too where it is a text, or a message that is taken apart in its turn. A message in a message is the
    /// part that its own parts will stand in. `message` is whose attachment it is.
    private mutating func addAttachment(_ item: OutlookItem, of message: OutlookItem?, to owner: Int) -> Int? {
        let name = nameProperty(of: item)
        let shortName = name.map(ascii) ?? []
        var type = MediaType(fileName: shortName)
        let mime = item.properties[.attachMimeTag].map(ascii) ?? []
        if !mime.isEmpty { type = MediaType(parsing: mime, in: 0..<mime.count) }
        var body = 0..<0
        var packing: Packing?
        // PidTagAttachMethod 5: an embedded message.
        if item.properties[.attachMethod]?.number == 5 {
            type = MediaType(kind: .message, multipart: nil)
        } else if let data = item.properties[.attachData], data.type == OutlookItem.Property.binary {
            let mayBePacked = type.kind == .message || OutlookAttachment.mayBeMessage(name: shortName, mime: mime)
            if mayBePacked || [.plain, .html, .otherText].contains(type.kind) { body = buffer.append(gathering: data.pieces) }
            if mayBePacked { packing = OutlookAttachment.packing(type, name: shortName, buffer.bytes, body) }
            // Whatever it was called: its bytes are no text.
            if packing == .outlook || packing == .transportNeutral, type.kind != .message { type = MediaType(kind: .other, multipart: nil) }
        }
        var writer = OutlookFieldWriter(charset: message?.ansiCharset ?? [], limits: limits)
        if let name { writer.addFileName(name, in: &buffer) }
        let header = writer.finish(in: &buffer)
        append(part(type, in: owner, fields: header.block.fields, isAttachment: true, header: header.range, body: body))
        let index = parts.count - 1
        if let packing { unpack(index, packing) }
        return index
    }

    private func nameProperty(of item: OutlookItem) -> OutlookItem.Property? {
        let known: [OutlookItem.Name] = [.attachLongFilename, .attachFilename, .displayName]
        return known.lazy.compactMap { item.properties[$0] }.first { !$0.pieces.isEmpty }
    }

    /// A short text without what is no ASCII.
    private func ascii(_ property: OutlookItem.Property) -> [UInt8] {
        property.pieces.prefix(8).flatMap { buffer.bytes[$0].prefix(1_000) }.filter { $0 > 0x1F && $0 < 0x7F }
    }

    private func part(
        _ type: MediaType, in owner: Int?, fields: [HeaderField] = [], isAttachment: Bool = false, header: Range<Int> = 0..<0, body: Range<Int>
    ) -> Part {
        Part(
            parent: owner, depth: owner.map { parts[$0].depth + 1 } ?? 0, fields: fields, mediaType: type, encoding: .identity,
            isAttachment: isAttachment, header: header, body: body)
    }
}

extension Message {
    /// An Outlook `.msg` file: MS-OXMSG in MS-CFB. `bytes` is the file; header fields and texts are unpacked behind it, and `rawRanges(of:)`
    /// gives their places in the file.
    ///
    /// The message's own part is a multipart. Attachments that are no text or message are parts without a body. Bytes that are no such file
    /// give one empty part and the defect `outlookMalformed`.
    public init(outlook bytes: [UInt8], limits: ParseLimits = ParseLimits()) {
        var unpacker = PartUnpacker(bytes, limits: limits)
        if let file = OutlookFile(bytes, in: 0..<bytes.count, limits: limits) {
            file.defects.forEach { unpacker.note($0) }
            unpacker.addOutlook(file.items, to: nil)
            if file.items.allSatisfy({ $0.properties.isEmpty }) { unpacker.note(.outlookMalformed) }
        }
        if unpacker.parts.isEmpty {
            unpacker.note(.outlookMalformed)
            let type = MediaType(kind: .other, multipart: nil)
            unpacker.append(
                Part(parent: nil, depth: 0, fields: [], mediaType: type, encoding: .identity, isAttachment: false, header: 0..<0, body: 0..<0))
        }
        unpacker.run()
        self.init(unpacker)
    }
}
