public import MailMessage

/// What holds of a message whatever it was packed in: parents before their children, everything inside, and of a text that nothing changed
/// on the way each byte is the byte of the file that it says it came from.
public func requireParts(_ message: Message, limits: ParseLimits = ParseLimits()) {
    require(!message.parts.isEmpty && message.parts.count <= limits.parts, "\(message.parts.count) parts")
    require(Set(message.defects).count == message.defects.count, "each defect once")
    require(message.bytes.count - message.rawCount <= limits.unpackedBytes, "\(message.bytes.count - message.rawCount) bytes were unpacked")
    for (index, part) in message.parts.enumerated() {
        require(part.parent.map { $0 < index } ?? (index == 0), "part \(index) comes behind its parent")
        require(part.depth == part.parent.map { message.parts[$0].depth + 1 } ?? 0, "part \(index) is as deep as its parent says")
        require(part.depth <= limits.depth, "part \(index) is \(part.depth) deep")
        require(part.header.upperBound <= message.bytes.count && part.body.upperBound <= message.bytes.count, "part \(index) is inside")
        for field in part.fields { requireRaw(field.valueRange, message) }
        require(message.decodedBody(of: part, limit: 1000).bytes.count <= 1000, "part \(index) keeps to the limit")
        requireRaw(part.body.prefix(4096), message)
        guard part.mediaType.kind == .plain, part.encoding == .identity else { continue }
        for place in part.body.prefix(512) {
            let raw = message.rawRanges(of: place..<place + 1)
            require(raw.count == 1 && raw[0].count == 1 && message.bytes[raw[0].lowerBound] == message.bytes[place], "byte \(place) came from \(raw)")
        }
    }
}

private func requireRaw(_ range: Range<Int>, _ message: Message) {
    let raw = message.rawRanges(of: range)
    require(raw.isEmpty == range.isEmpty, "\(range) came from \(raw)")
    require(raw.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= message.rawCount }, "\(range) came from \(raw) of \(message.rawCount)")
}
