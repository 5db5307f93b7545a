/// Whom a Received field says the mail was for: RFC 5321 § 4.4, `for <local@domain>`.
///
/// Servers write it without brackets too, in comments, and without a domain: every `for` is looked at, and what could be an address behind it is taken for one.
enum ForClause {
    /// The local parts, or the whole where there is no `@`: in order, apart from each other.
    ///
    /// - Parameter text: in lower case, in one line.
    static func locals(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position + 3 < text.count {
            let isFor = text[position] == 0x66 && text[position + 1] == 0x6F && text[position + 2] == 0x72 && text[position + 3] == 0x20
            guard isFor, position == 0 || isEdge(text[position - 1]) else {
                position += 1
                continue
            }
            position += 4
            while position < text.count, text[position] == 0x20 { position += 1 }
            guard let local = local(in: text, at: position) else { continue }
            found.append(local)
            position = local.upperBound
        }
        return found
    }

    private static func local(in text: [UInt8], at start: Int) -> Range<Int>? {
        let isBracketed = start < text.count && text[start] == 0x3C
        let first = isBracketed ? start + 1 : start
        var isQuoted = false
        var at: Int?
        var end = first
        // A quoted local part may hold anything: RFC 5321 § 4.1.2.
        while end < text.count, isQuoted || !(isBracketed ? text[end] == 0x3E : isEdge(text[end]) || text[end] == 0x3C) {
            if text[end] == 0x22 { isQuoted.toggle() }
            if text[end] == 0x40 { at = end }
            end += 1
        }
        let local = first..<(at ?? end)
        if local.isEmpty { return nil }
        if isBracketed || at != nil { return local }
        // One word before the date: anywhere else it is part of a sentence.
        var next = end
        while next < text.count, text[next] == 0x20 { next += 1 }
        return next == text.count || text[next] == 0x3B ? local : nil
    }

    private static func isEdge(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x28 || byte == 0x29 || byte == 0x3B || byte == 0x2C }
}
