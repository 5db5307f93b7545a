internal import ScamVerdict
public import SenderIdentity
internal import VictimAdvice

extension ActionPolicy {
    /// Fields that only we write: of every mail that comes in, copies of them go. Those of other filters are theirs.
    public static let ownFields = [ResultField.name, WarningField.name]

    /// For mail that was not examined, or is only to be watched: as it came, without forged copies of our fields.
    public static let untouched = Action(removedFields: ownFields)

    /// What is to happen to a mail that was examined.
    ///
    /// A mail for several recipients is one mail, so that what is done is done to all of them: the mildest of their modes counts, as nobody may lose
    /// mail because of what somebody else has chosen. A recipient on the allow-list counts as `tag` among others: a scammer who adds `abuse@` gains no
    /// more than that the mail is not kept back. So does a complaint that carries a scam: anybody can dress one up. Where recipients are not known, `mode` and
    /// `modes` count.
    ///
    /// Every mode but `monitor` adds the result's field, also to a mail in which nothing was found: it shows that it was examined.
    public func action(for file: CaseFile, envelope: Envelope = Envelope()) -> Action {
        let outcome = file.verdict.outcome
        // Without rules, mail that is no scam is the same for everybody.
        let recipients = outcome.isScam || !ruled.isEmpty ? envelope.recipients.map { RecipientAddress($0) } : []
        var mode = mode(of: outcome, for: recipients)
        guard mode > .monitor else { return Self.untouched }
        guard outcome.isScam else { return marked(file, nil) }
        if let allowance = allowance(for: file, client: envelope.client, recipients: recipients) { return marked(file, .allowed(allowance)) }
        if file.isComplaint { mode = .tag }
        var action = marked(file, handling(mode))
        if addsSpamFlag { action.addedFields.append(Action.Field(name: "X-Spam-Flag", value: "YES")) }
        action.subjectPrefix = subjectPrefix
        warn(file, &action)
        switch mode {
        case .monitor, .tag: break
        case .quarantine where quarantine == .folder: break
        case .quarantine: action.disposition = .quarantine(reason: "unbluff: \(outcome.rawValue)")
        case .reject: action.disposition = .reject(Rejection.reply(contact: contact, envelope: envelope))
        }
        return action
    }

    private func marked(_ file: CaseFile, _ handling: ResultField.Handling?) -> Action {
        let version = ResultField.isWord(version) ? version : Release.version
        return Action(removedFields: Self.ownFields, addedFields: [ResultField(file.verdict, handling: handling, version: version).field])
    }

    private func handling(_ mode: Mode) -> ResultField.Handling? {
        switch mode {
        case .monitor, .tag: nil
        case .quarantine: quarantine == .folder ? .quarantine : .hold
        case .reject: .reject
        }
    }

    private func warn(_ file: CaseFile, _ action: inout Action) {
        guard warning != .off, let texts = AdviceTexts(language: warningLanguage) ?? AdviceTexts(language: "en") else { return }
        let sentences = file.warning(in: texts)
        switch warning {
        case .off: break
        case .field: action.addedFields.append(WarningField.field(sentences))
        case .part: action.warning = (sentences + [texts["warning.note"]]).joined(separator: "\n\n") + "\n"
        }
    }

    private func mode(of outcome: Verdict.Outcome, for recipients: [RecipientAddress]) -> Mode {
        recipients.map { mode(of: outcome, for: $0) }.min() ?? ownMode(of: outcome)
    }

    private func mode(of outcome: Verdict.Outcome, for recipient: RecipientAddress) -> Mode {
        let mode = ruledMode(of: outcome, for: recipient) ?? ownMode(of: outcome)
        return outcome.isScam && mode > .tag && allows(recipient) ? .tag : mode
    }

    private func ownMode(of outcome: Verdict.Outcome) -> Mode { (outcome.isScam ? modes[outcome] : nil) ?? mode }

    /// Nil where no rule names the recipient, or the one that does says nothing of such mail.
    private func ruledMode(of outcome: Verdict.Outcome, for recipient: RecipientAddress) -> Mode? {
        guard let rule = ruled.firstList(naming: recipient).map({ rules[$0] }) else { return nil }
        return (outcome.isScam ? rule.modes[outcome] : nil) ?? rule.mode
    }
}

extension CaseFile {
    /// The answer, what to do first, and the question that leads away from it, in the words of the advice. For scams.
    func warning(in texts: AdviceTexts) -> [String] {
        let advice = advice(in: texts)
        return [advice.headline] + advice.mostUrgent
    }
}
