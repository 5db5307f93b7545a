internal import Examination
internal import ScamVerdict

extension ValueForm<ActionPolicy.Rule> {
    /// A mapping with `recipients`, and `mode` or `verdicts` or both.
    static let rule = Self(shape: .mappings, expected: "a rule: recipients, and mode or verdicts") { written, name, problems throws(Reported) in
        guard case .mapping(let pairs) = written.content else { throw problems.report(written, name, "a rule: recipients, and mode or verdicts") }
        var rule = ActionPolicy.Rule(recipients: [])
        let before = problems.count
        KeyWalk(section: name, known: ["recipients", "mode", "verdicts"]).each(pairs, &problems) { key, _, value, problems in
            let name = "\(name).\(key)"
            switch key {
            case "recipients": rule.recipients = (try? recipients.read(value, name, &problems)) ?? []
            case "mode": rule.mode = try? ValueForm<ActionPolicy.Mode>.choice.orNothing.read(value, name, &problems)
            default: rule.modes = (try? modes(value, name, &problems)) ?? [:]
            }
        }
        guard problems.count == before else { throw Reported() }
        if rule.recipients.isEmpty { throw problems.report(written.place, "\(name): this rule has no recipients, so it is for nobody") }
        if rule.mode == nil, rule.modes.isEmpty { throw problems.report(written.place, "\(name): this rule has neither mode nor verdicts") }
        return rule
    } write: { rule in
        var pairs: [(key: String, value: YAMLText)] = [("recipients", recipients.write(rule.recipients) ?? .list([]))]
        if let mode = rule.mode { pairs.append(("mode", .plain(mode.rawValue))) }
        let modes = scams.compactMap { outcome in rule.modes[outcome].map { (key: outcome.rawValue, value: YAMLText.plain($0.rawValue)) } }
        if !modes.isEmpty { pairs.append(("verdicts", .mapping(modes))) }
        return .mapping(pairs)
    }

    private static let recipients = ValueForm<String>.recipient.list("a list of recipients, such as [anna@example.org, \"@example.net\", abuse@]")

    private static let scams = Verdict.Outcome.allCases.filter(\.isScam)

    private static func modes(_ written: WrittenValue, _ name: String, _ problems: inout ProblemList) throws(Reported) -> [Verdict.Outcome: ActionPolicy.Mode] {
        if case .nothing = written.content { return [:] }
        guard case .mapping(let pairs) = written.content else {
            throw problems.report(written, name, "verdicts with a mode each, such as sextortion-scam: quarantine")
        }
        var modes: [Verdict.Outcome: ActionPolicy.Mode] = [:]
        KeyWalk(section: name, known: scams.map(\.rawValue)).each(pairs, &problems) { key, _, value, problems in
            guard let outcome = Verdict.Outcome(rawValue: key) else { return }
            modes[outcome] = try? ValueForm<ActionPolicy.Mode>.choice.read(value, "\(name).\(key)", &problems)
        }
        return modes
    }
}
