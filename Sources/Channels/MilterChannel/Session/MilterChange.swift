internal import Examination

/// An action in the words of the protocol: all changes, and the one answer that ends the mail.
struct MilterChange {
    private(set) var answers: [MilterAnswer] = []
    /// False where the mail server has not offered what the action needs, so that a part of it is not done. The mail goes on all the same.
    private(set) var isComplete = true

    private let mail: MailUnderWay
    private let agreement: MilterAgreement

    init(_ action: Action, mail: MailUnderWay, agreement: MilterAgreement) {
        self.mail = mail
        self.agreement = agreement
        if case .reject(let reply) = action.disposition {
            answers = [.reply(WireText.reply(reply))]
            return
        }
        // Before anything is added: each index is that of the mail as it came.
        remove(action.removedFields)
        if action.subjectPrefix != nil || action.subject != nil { changeSubject(action.subjectPrefix, action.subject) }
        if let warning = action.warning { warn(warning) }
        insert(action.addedFields)
        if case .quarantine(let reason) = action.disposition { quarantine(reason) }
        answers.append(.accept)
    }

    private func offers(_ actions: MilterActions) -> Bool { agreement.actions.isSuperset(of: actions) }

    private func count(_ names: [String]) -> [Int] { FieldWalk.count(names, in: mail.bytes, headerEnd: mail.headerEnd) }

    /// The last copy first, so that no index moves.
    private mutating func remove(_ names: [String], but kept: Int = 0) {
        for (name, count) in zip(names, count(names)) where count > kept && WireText.isName(name) {
            guard offers(.changeFields) else { return isComplete = false }
            if count > MilterLimits.removals { isComplete = false }
            for index in stride(from: min(count, MilterLimits.removals), to: kept, by: -1) {
                answers.append(.changeField(name: name, index: UInt32(index), value: []))
            }
        }
    }

    private mutating func changeSubject(_ prefix: String?, _ new: [UInt8]?) {
        let old = FieldWalk.first("Subject", in: mail.bytes, headerEnd: mail.headerEnd)
        guard let value = prefix.map({ SubjectPrefix.value($0, before: new ?? old ?? []) }) ?? new.map({ Array($0.drop { $0 == 0x20 }) }) else { return }
        set(Action.Field(name: "Subject", value: ""), to: value, isThere: old != nil)
    }

    /// The first field of that name gets the value; where there is none, one is put behind all others.
    private mutating func set(_ field: Action.Field, to value: [UInt8], isThere: Bool) {
        let value = wire(value)
        guard offers(isThere ? .changeFields : .addFields), isSendable(field.name, value) else { return isComplete = false }
        answers.append(isThere ? .changeField(name: field.name, index: 1, value: value) : .addField(name: field.name, value: value))
    }

    /// Text above the mail's own. Nothing of it is done where not all can be: a body of parts needs a header that says so. Of a mail that is cut we do not have the body.
    private mutating func warn(_ text: String) {
        guard offers([.changeBody, .changeFields, .addFields]), !mail.isCut, let part = WarningPart(mail: mail.bytes, text: text) else {
            return isComplete = false
        }
        for name in part.removedFields {
            let isReplaced = part.addedFields.contains { $0.name.lowercased() == name.lowercased() }
            remove([name], but: isReplaced ? 1 : 0)
        }
        for (field, count) in zip(part.addedFields, count(part.addedFields.map(\.name))) { set(field, to: Array(field.value.utf8), isThere: count > 0) }
        var rest = part.body[...]
        while !rest.isEmpty {
            answers.append(.replaceBody(rest.prefix(MilterLimits.chunk)))
            rest = rest.dropFirst(MilterLimits.chunk)
        }
    }

    /// Each is put on top, so the last is sent first.
    private mutating func insert(_ fields: [Action.Field]) {
        for field in fields.reversed() {
            let value = wire(Array(field.value.utf8))
            guard offers(.addFields), isSendable(field.name, value) else {
                isComplete = false
                continue
            }
            answers.append(.insertField(name: field.name, index: 0, value: value))
        }
    }

    private mutating func quarantine(_ reason: String) {
        guard offers(.quarantine) else { return isComplete = false }
        answers.append(.quarantine(reason: WireText.line(reason)))
    }

    private func wire(_ value: [UInt8]) -> [UInt8] { WireText.value(value, leadingSpace: agreement.steps.contains(.leadingSpace)) }

    /// An empty value would take a field away.
    private func isSendable(_ name: String, _ value: [UInt8]) -> Bool {
        WireText.isName(name) && value.contains { $0 != 0x20 } && name.utf8.count + value.count <= MilterLimits.field
    }
}
