/// An Outlook message's header section in RFC 5322's form, so that it is read as any other: what the properties say that Outlook shows,
/// and the header with which the message came in.
struct OutlookHeader {
    private(set) var block: HeaderBlock
    private(set) var range: Range<Int>
    private let item: OutlookItem
    private let limits: ParseLimits
    private var writer: OutlookFieldWriter

    /// Writes the header of `item` behind the bytes of `buffer`.
    init(_ item: OutlookItem, _ recipients: [OutlookItem], in buffer: inout UnpackedBytes, limits: ParseLimits) {
        self.item = item
        self.limits = limits
        writer = OutlookFieldWriter(charset: item.ansiCharset, limits: limits)
        block = HeaderBlock(of: [], from: 0, limits: limits)
        range = 0..<0
        collect(recipients, in: &buffer)
        (block, range) = writer.finish(in: &buffer)
    }

    private mutating func collect(_ recipients: [OutlookItem], in buffer: inout UnpackedBytes) {
        let transport = transportHeader(in: &buffer)
        let known = HeaderBlock(of: buffer.bytes, from: transport.lowerBound, limits: limits).fields.map(\.name)
        if let subject = item.properties[.subject] { writer.add("Subject: ", subject, in: &buffer) }
        if !known.contains(.from) { addSender(in: &buffer) }
        if !known.contains(.to) { add(recipients, in: &buffer) }
        if !known.contains(.date) { addDate(in: &buffer) }
        // What ties a mail to others: MS-OXOMSG § 2.2.1.12, § 2.2.1.13, MS-OXCMSG § 2.2.1.26.
        let ties: [(FieldName, String, OutlookItem.Name)] = [
            (.messageID, "Message-ID: ", .internetMessageID), (.inReplyTo, "In-Reply-To: ", .inReplyToID), (.references, "References: ", .internetReferences),
        ]
        for (name, field, property) in ties where !known.contains(name) {
            if let value = item.properties[property] { writer.add(field, value, in: &buffer) }
        }
        writer.add(fields: transport)
    }

    /// QUIRK: Exchange puts a line of its own before the first field.
    private func transportHeader(in buffer: inout UnpackedBytes) -> Range<Int> {
        guard let header = item.properties[.transportMessageHeaders], !header.pieces.isEmpty else {
            return buffer.bytes.count..<buffer.bytes.count
        }
        let text = writer.text(header, in: &buffer).range
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
        writer.addMailbox("From: ", name, addresses.compactMap { item.properties[$0] }, in: &buffer)
    }

    private mutating func add(_ recipients: [OutlookItem], in buffer: inout UnpackedBytes) {
        // PidTagRecipientType: 1 is To, 2 is Cc, 3 is Bcc.
        for (type, field) in [(UInt32(1), "To: "), (2, "Cc: ")] {
            for recipient in recipients.prefix(limits.addresses) where recipient.properties[.recipientType]?.number ?? 1 == type {
                let addresses = [recipient.properties[.smtpAddress], recipient.properties[.emailAddress]].compactMap { $0 }
                writer.addMailbox(field, recipient.properties[.displayName], addresses, in: &buffer)
            }
        }
        if recipients.isEmpty, let shown = item.properties[.displayTo] { writer.add("To: ", shown, in: &buffer) }
    }

    /// When it was sent (MS-OXOMSG § 2.2.3.11), or else when it came.
    private mutating func addDate(in buffer: inout UnpackedBytes) {
        for name in [OutlookItem.Name.clientSubmitTime, .messageDeliveryTime] {
            guard let time = item.properties[name], time.type == OutlookItem.Property.time, let place = time.pieces.first, place.count >= 8 else { continue }
            let ticks = UInt64(buffer.bytes.littleEndian32(at: place.lowerBound)) | UInt64(buffer.bytes.littleEndian32(at: place.lowerBound + 4)) << 32
            guard let date = OutlookTime.dateTime(ticks) else { continue }
            return writer.add("Date: ", date, for: time)
        }
    }
}
