extension Action {
    /// A mail with its header fields, subject and warning changed; the rest of its bytes as they were. The disposition is not carried out.
    ///
    /// Any bytes give a mail. Lines that are added end as the mail's first line does; the separator line of an mbox stays on top.
    public func applied(to mail: [UInt8]) -> [UInt8] {
        guard self != Action(disposition: disposition) else { return mail }
        let header = HeaderLines(of: mail)
        let part = warning.flatMap { WarningPart(mail: mail, text: $0) }
        let removed = Set((removedFields + (part?.removedFields ?? [])).map { $0.lowercased() })
        var changed = Array(mail[..<header.start])
        changed.reserveCapacity(mail.count + 4_096)
        changed.endLine(header.lineBreak)
        for field in addedFields { changed += field.lines(header.lineBreak) }
        var subjectIsThere = false
        for field in header.fields {
            let name = String(decoding: mail[field.name], as: UTF8.self).lowercased()
            if removed.contains(name) { continue }
            if name == "subject", let subjectPrefix, !subjectIsThere {
                subjectIsThere = true
                changed += mail[field.name] + Array(": ".utf8) + SubjectPrefix.value(subjectPrefix, before: Array(mail[field.value])) + header.lineBreak
            } else {
                changed += mail[field.lines]
            }
        }
        changed.endLine(header.lineBreak)
        if let subjectPrefix, !subjectIsThere {
            changed += Field(name: "Subject", value: String(decoding: SubjectPrefix.value(subjectPrefix, before: []), as: UTF8.self)).lines(header.lineBreak)
        }
        guard let part else {
            // A body that begins with a blank would carry on our last field.
            let isCarryingOn = header.fields.isEmpty && header.end < mail.count && (mail[header.end] == 0x20 || mail[header.end] == 0x09)
            return changed + (isCarryingOn ? header.lineBreak : []) + mail[header.end...]
        }
        for field in part.addedFields { changed += field.lines(header.lineBreak) }
        return changed + header.lineBreak + part.body
    }
}

extension [UInt8] {
    /// A line that the mail ends with may have no break.
    fileprivate mutating func endLine(_ lineBreak: [UInt8]) {
        if let last, last != 0x0A { self += lineBreak }
    }
}

extension Action.Field {
    /// The field with its line break; folds are those of the mail.
    fileprivate func lines(_ lineBreak: [UInt8]) -> [UInt8] {
        var lines = Array("\(name): ".utf8)
        for byte in value.utf8 where byte != 0x0D { if byte == 0x0A { lines += lineBreak } else { lines.append(byte) } }
        return lines + lineBreak
    }
}
