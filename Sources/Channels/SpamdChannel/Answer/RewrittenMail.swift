internal import Examination

/// A mail as PROCESS and HEADERS give it back: with the action's fields, and every other byte as it came.
enum RewrittenMail {
    /// More than an action adds, and less than the 16,384 bytes by which spamc lets a mail grow.
    private static let roomForFields = 2_048

    static func whole(_ mail: [UInt8], _ action: Action) -> [UInt8] {
        let header = RawHeader(of: mail)
        return rewritten(mail[...], header, action)
    }

    /// The header and the empty line behind it. What spamc puts behind that is its own copy from where it sees an empty line, so we end there too,
    /// and leave the body alone.
    ///
    /// Nil where the mail is cut before that; a whole mail without an empty line is given back whole.
    static func header(_ mail: [UInt8], _ action: Action, isCut: Bool) -> [UInt8]? {
        let end = endForSpamc(of: mail)
        if end == nil && isCut { return nil }
        let header = RawHeader(of: mail)
        return rewritten(mail[..<max(end ?? mail.count, header.end)], header, action)
    }

    /// Behind the first CRLF CRLF or LF LF.
    private static func endForSpamc(of mail: [UInt8]) -> Int? {
        for index in mail.indices.dropFirst() where mail[index] == 0x0A {
            if mail[index - 1] == 0x0A { return index + 1 }
            if index >= 3, mail[index - 1] == 0x0D, mail[index - 2] == 0x0A, mail[index - 3] == 0x0D { return index + 1 }
        }
        return nil
    }

    private static func rewritten(_ mail: ArraySlice<UInt8>, _ header: RawHeader, _ action: Action) -> [UInt8] {
        let lineEnd = header.lineEnd
        let removed = action.removedFields.map { Array($0.utf8)[...].lowercased() }
        var result = Array(mail[..<header.firstField])
        result.reserveCapacity(mail.count + roomForFields)
        for field in action.addedFields { result += line(field.name, field.value, lineEnd) }
        var prefix = action.subjectPrefix
        if let prefix, !header.fields.contains(where: { mail[$0.name].spells("subject") }) { result += line("Subject", prefix, lineEnd) }
        var position = header.firstField
        for field in header.fields {
            let name = mail[field.name]
            if removed.contains(where: { $0.count == name.count && $0 == name.lowercased() }) {
                result += mail[position..<field.lines.lowerBound]
                position = field.lines.upperBound
            } else if prefix != nil, name.spells("subject") {
                result += mail[position..<field.valueStart]
                // The first only: which of several is shown is up to the reader's program, and most take the first.
                result += folded(prefix.take() ?? "", lineEnd) + [0x20]
                position = field.valueStart
            }
        }
        result += mail[position...]
        return result
    }

    private static func line(_ name: String, _ value: String, _ lineEnd: [UInt8]) -> [UInt8] {
        Array(name.utf8) + ": ".utf8 + folded(value, lineEnd) + lineEnd
    }

    /// An action's folds are CRLF; those of the mail may be LF alone.
    private static func folded(_ value: String, _ lineEnd: [UInt8]) -> [UInt8] {
        value.utf8.reduce(into: []) { bytes, byte in
            if byte == 0x0A { bytes += lineEnd } else if byte != 0x0D { bytes.append(byte) }
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func lowercased() -> [UInt8] { map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
}
