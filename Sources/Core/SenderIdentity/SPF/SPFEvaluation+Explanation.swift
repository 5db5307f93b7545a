extension SPFEvaluation {
    /// The domain's own words on a fail: RFC 7208 § 6.2. Nil where it has none, and where anything about them is wrong.
    ///
    /// It is asked for when the result is there and counts for no limit.
    mutating func explanation(of outcome: Outcome) throws(Unanswered) -> String? {
        guard outcome.result == .fail, let (spec, domain) = outcome.explanation else { return nil }
        do { return try explanation(at: spec, domain) } catch {
            if case .unanswered(let unanswered) = error { throw unanswered }
            return nil
        }
    }

    private mutating func explanation(at spec: DomainSpec, _ domain: DNSName) throws(Stop) -> String? {
        guard let name = try expansion(of: spec.text, domain).name(of: spec) else { return nil }
        let texts = try ask(DNSQuestion(name, .txt))
        guard texts.count == 1, case .text(let text) = texts[0], let string = try? MacroString(text[...], isExplanation: true) else { return nil }
        let explanation = try expansion(of: string, domain).explanation(of: string)
        // A macro may have brought something else into it.
        guard explanation.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        return String(decoding: explanation, as: UTF8.self)
    }
}
