/// An Outlook message's header section in RFC 5322's form, so that it is read as any other: what the properties say that Outlook shows,
/// and the header with which the message came in.
struct OutlookHeader {
    private enum Piece {
        /// Syntax, and the value that it belongs to.
        case syntax(String, for: Range<Int>)
        /// A value's place among the unpacked bytes; its line breaks become spaces, and in a quoted-string its quotes too.
        case value(Range<Int>, isQuoted: Bool)
        /// Header fields as they stand.
        case fields(Range<Int>)
    }

    private(set) var block: HeaderBlock
    private(set) var range: Range<Int>
    private let item: OutlookItem
    private let limits: ParseLimits
    private var pieces: [Piece] = []

    /// Writes the header of `item` behind the bytes of `buffer`.
    init(_ item: OutlookItem, _ recipients: [OutlookItem], in buffer: inout UnpackedBytes, limits: ParseLimits) {
        self.item = item
        self.limits = limits
        block = HeaderBlock(of: [], from: 0, limits: limits)
        range = 0..<0
        collect(recipients, in: &buffer)
        let start = buffer.bytes.count
        for piece in pieces { Self.write(piece, to: &buffer, limits: limits) }
        if buffer.bytes.count > start { buffer.append("\r\n".utf8, for: buffer.bytes.count - 1..<buffer.bytes.count) }
        block = HeaderBlock(of: buffer.bytes, from: start, limits: limits)
        // A message that has no header is not odd here.
        block.defects.removeAll { $0 == .headerWithoutBody }
        range = start..<block.bodyStart
    }

    private mutating func collect(_ recipients: [OutlookItem], in buffer: inout UnpackedBytes) {
        let transport = transportHeader(in: &buffer)
        let known = HeaderBlock(of: buffer.bytes, from: transport.lowerBound, limits: limits).fields.map(\.name)
        if let subject = item.properties[.subject] { add("Subject: ", subject, in: &buffer) }
        if !known.contains(.from) { addSender(in: &buffer) }
        if !known.contains(.to) { add(recipients, in: &buffer) }
        if !transport.isEmpty { pieces += [.fields(transport), .syntax("\r\n", for: transport.upperBound - 1..<transport.upperBound)] }
    }

    /// QUIRK: Exchange puts a line of its own before the first field.
    private func transportHeader(in buffer: inout UnpackedBytes) -> Range<Int> {
        guard let header = item.properties[.transportMessageHeaders], !header.pieces.isEmpty else {
            return buffer.bytes.count..<buffer.bytes.count
        }
        let text = text(header, in: &buffer)
        var start = text.lowerBound
        if buffer.bytes.spells("microsoft mail internet headers", in: start..<start + 31) { start = min(buffer.bytes.lineEnd(from: start), text.upperBound) }
        var end = text.upperBound
        while end > start, buffer.bytes[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }

    private mutating func addSender(in buffer: inout UnpackedBytes) {
        let name = item.properties[.sentRepresentingName] ?? item.properties[.senderName]
        let addresses: [OutlookItem.Name] = [
            .sentRepresentingSMTPAddress, .senderSMTPAddress, .sentRepresentingEmailAddress, .senderEmailAddress,
        ]
        addMailbox("From: ", name, addresses.compactMap { item.properties[$0] }, in: &buffer)
    }

    private mutating func add(_ recipients: [OutlookItem], in buffer: inout UnpackedBytes) {
        // PidTagRecipientType: 1 is To, 2 is Cc, 3 is Bcc.
        for (type, field) in [(UInt32(1), "To: "), (2, "Cc: ")] {
            for recipient in recipients.prefix(limits.addresses) where recipient.properties[.recipientType]?.number ?? 1 == type {
                let addresses = [recipient.properties[.smtpAddress], recipient.properties[.emailAddress]].compactMap { $0 }
                addMailbox(field, recipient.properties[.displayName], addresses, in: &buffer)
            }
        }
        if recipients.isEmpty, let shown = item.properties[.displayTo] { add("To: ", shown, in: &buffer) }
    }

    /// The first of the addresses that is one of the internet; Exchange has others.
    private mutating func addMailbox(
        _ field: String, _ name: OutlookItem.Property?, _ addresses: [OutlookItem.Property], in buffer: inout UnpackedBytes
    ) {
        let name = name.map { text($0, in: &buffer) }.flatMap { $0.isEmpty ? nil : $0 }
        let address = addresses.first { $0.pieces.contains { buffer.bytes.firstIndex(of: 0x40, in: $0) != nil } }.map { text($0, in: &buffer) }
        guard let place = name ?? address else { return }
        pieces.append(.syntax(field, for: place))
        if let name { pieces += [.syntax("\"", for: name), .value(name, isQuoted: true), .syntax("\"", for: name)] }
        if let address { pieces += [.syntax(" <", for: address), .value(address, isQuoted: false), .syntax(">", for: address)] }
        pieces.append(.syntax("\r\n", for: place))
    }

    private mutating func add(_ field: String, _ property: OutlookItem.Property, in buffer: inout UnpackedBytes) {
        let value = text(property, in: &buffer)
        guard !value.isEmpty else { return }
        pieces += [.syntax(field, for: value), .value(value, isQuoted: false), .syntax("\r\n", for: value)]
    }

    /// A property as UTF-8, or as it is in a code page.
    private func text(_ property: OutlookItem.Property, in buffer: inout UnpackedBytes) -> Range<Int> {
        let gathered = buffer.append(gathering: property.pieces)
        guard property.type == OutlookItem.Property.unicode else { return gathered }
        return buffer.append(UTF16Property.utf8(buffer.bytes, in: gathered))
    }

    private static func write(_ piece: Piece, to buffer: inout UnpackedBytes, limits: ParseLimits) {
        switch piece {
        case .syntax(let text, let place): buffer.append(text.utf8, for: place)
        case .fields(let range): _ = buffer.append(gathering: [range])
        case .value(let range, let isQuoted):
            var copy = DecodedBytes(bytes: Array(buffer.bytes[range].prefix(limits.headerValueBytes)), map: OffsetMap())
            for index in copy.bytes.indices where copy.bytes[index] < 0x20 || isQuoted && (copy.bytes[index] == .quote || copy.bytes[index] == .backslash) {
                copy.bytes[index] = .space
            }
            copy.map.appendLinear(output: 0, source: range.lowerBound)
            _ = buffer.append(copy)
        }
    }
}
