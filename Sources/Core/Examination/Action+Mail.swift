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
        // A line that ends the mail may have no break: it gets one only where something of ours comes behind.
        func add(_ field: Field) {
            if let last = changed.last, last != 0x0A { changed += header.lineBreak }
            changed += field.lines(header.lineBreak)
        }
        for field in addedFields { add(field) }
        var subjectIsThere = false
        for field in header.fields {
            let name = String(decoding: mail[field.name], as: UTF8.self).lowercased()
            if removed.contains(name) { continue }
            if name == "subject", subjectPrefix != nil || subject != nil, !subjectIsThere {
                subjectIsThere = true
                let value = subject ?? Array(mail[field.value])
                changed +=
                    mail[field.name] + Array(":".utf8) + (subjectPrefix.map { [0x20] + SubjectPrefix.value($0, before: value) } ?? value) + header.lineBreak
            } else {
                changed += mail[field.lines]
            }
        }
        if let subjectPrefix, !subjectIsThere {
            add(Field(name: "Subject", value: String(decoding: SubjectPrefix.value(subjectPrefix, before: []), as: UTF8.self)))
        }
        guard let part else {
            // A body that begins with a blank would carry on our last field.
            let isBlank = header.end < mail.count && (mail[header.end] == 0x20 || mail[header.end] == 0x09)
            let isCarryingOn = isBlank && header.fields.isEmpty && changed.count > header.start
            return changed + (isCarryingOn ? header.lineBreak : []) + mail[header.end...]
        }
        for field in part.addedFields { add(field) }
        return changed + header.lineBreak + part.body
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
