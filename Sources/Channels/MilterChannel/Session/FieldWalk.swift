/// The fields of a mail's header, one after the other, as the mail server counts them: we put the header together from its fields, so that each line that
/// does not begin with white space is one, whatever is in its name.
struct FieldWalk {
    struct Field {
        /// Without white space before the colon.
        let name: Range<Int>
        /// Behind the colon; without the line break at its end, folds inside.
        let value: Range<Int>
    }

    private var place = 0
    private let end: Int

    init(headerEnd: Int) { end = headerEnd }

    mutating func next(in bytes: Span<UInt8>) -> Field? {
        guard place < end else { return nil }
        let start = place
        var colon = start
        while colon < end, bytes[colon] != 0x3A { colon += 1 }
        place = min(colon + 1, end)
        let valueStart = place
        repeat {
            while place < end, bytes[place] != 0x0A { place += 1 }
            place = min(place + 1, end)
        } while place < end && Self.isBlank(bytes[place])
        var nameEnd = colon
        while nameEnd > start, Self.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
        return Field(name: start..<nameEnd, value: valueStart..<max(place - 2, valueStart))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// How often each of the names is there. Compared without regard to case (RFC 5322 § 1.2.2).
    static func count(_ names: [String], in mail: [UInt8], headerEnd: Int) -> [Int] {
        let names = names.map { Array($0.utf8) }
        var counts = names.map { _ in 0 }
        let bytes = mail.span
        var walk = FieldWalk(headerEnd: headerEnd)
        while let field = walk.next(in: bytes) {
            for index in names.indices where isEqual(bytes, field.name, names[index]) { counts[index] += 1 }
        }
        return counts
    }

    /// The value of the first field of that name.
    static func first(_ name: String, in mail: [UInt8], headerEnd: Int) -> [UInt8]? {
        let name = Array(name.utf8)
        let bytes = mail.span
        var walk = FieldWalk(headerEnd: headerEnd)
        while let field = walk.next(in: bytes) {
            if isEqual(bytes, field.name, name) { return Array(mail[field.value]) }
        }
        return nil
    }

    private static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        for index in name.indices where lower(bytes[range.lowerBound + index]) != lower(name[index]) { return false }
        return true
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
