internal import Examination
internal import ScamEvidence
internal import ScamVerdict
internal import SenderIdentity
internal import VictimAdvice

extension Page {
    /// More quotes than these say nothing new to a person.
    private static let mostQuotes = 5
    private static let mostAddresses = 3

    /// The answer in one sentence, then what to do, then why.
    mutating func answer(_ file: CaseFile, _ texts: AdviceTexts) {
        let advice = file.advice(in: texts)
        paragraph(advice.headline, style: Self.style(of: file.verdict.outcome))
        steps(advice.steps, texts)
        switch file.verdict.outcome {
        case .sextortionScam, .otherExtortionScam: whyItIsABluff(file, advice, texts)
        case .possiblyReal: whyItMayBeReal(file, texts)
        case .mentionsScam, .nothingFound: break
        }
    }

    private static func style(of outcome: Verdict.Outcome) -> Style {
        switch outcome {
        case .sextortionScam, .otherExtortionScam: .answer
        case .possiblyReal: .careful
        case .mentionsScam, .nothingFound: .good
        }
    }

    private mutating func steps(_ steps: [String], _ texts: AdviceTexts) {
        guard !steps.isEmpty else { return }
        heading(texts["report.what-to-do"])
        for (index, step) in steps.enumerated() { paragraph(step, label: steps.count == 1 ? "  " : "  \(index + 1). ") }
    }

    private mutating func whyItIsABluff(_ file: CaseFile, _ advice: Advice, _ texts: AdviceTexts) {
        heading(texts["report.why"])
        // Whether it came from the person's own account is what they ask first, said in the message or not.
        let ownAddress = file.sender?.ownAddress.answer ?? .notClaimed
        let first = ownAddress == .notClaimed ? nil : advice.explanations.first { $0.claim == .wroteFromYourAddress }
        if let first {
            if let place = file.verdict.claims.first(where: { $0.claim == first.claim })?.evidence.first { quote(file.quote(of: place), texts) }
            paragraph(first.text, label: "    ")
        }
        for claim in Self.weightiestClaims(file.verdict).prefix(Self.mostQuotes) where claim.claim != first?.claim {
            if let place = claim.evidence.first { quote(file.quote(of: place), texts) }
            for explanation in advice.explanations where explanation.claim == claim.claim { paragraph(explanation.text, label: "    ") }
        }
        if advice.explanations.isEmpty { paragraph(texts.explanation(withoutClaims: file.verdict), label: "  ") }
        paymentAddresses(file, texts)
    }

    /// The claims that counted most; those without weight of their own come last, in the order of the text.
    private static func weightiestClaims(_ verdict: Verdict) -> [ClaimFinding] {
        let ranked = verdict.reasons.compactMap { reason in
            reason.weight > 0 ? verdict.claims.first { $0.claim == reason.claim } : nil
        }
        let others = verdict.claims.filter { finding in !ranked.contains { $0.claim == finding.claim } }
        // A password in a mail frightens most, however little it weighs, or if it weighs nothing.
        return (ranked + others).filter { $0.claim == .knowsYourPassword } + (ranked + others).filter { $0.claim != .knowsYourPassword }
    }

    /// Nothing here may say that it is a bluff.
    private mutating func whyItMayBeReal(_ file: CaseFile, _ texts: AdviceTexts) {
        heading(texts["report.why"])
        var told: Set<RelationalSign> = []
        for evidence in file.evidence {
            guard case .relation(let sign) = evidence.fact, told.insert(sign).inserted else { continue }
            quote(file.quote(of: evidence), texts)
            paragraph(texts.relation(sign), label: "    ")
        }
        if told.isEmpty { paragraph(texts.reality(withoutSigns: file.verdict), label: "  ") }
        paymentAddresses(file, texts)
    }

    private mutating func paymentAddresses(_ file: CaseFile, _ texts: AdviceTexts) {
        var told: Set<String> = []
        for evidence in file.evidence {
            guard case .paymentAddress(let address) = evidence.fact, told.count < Self.mostAddresses, told.insert(address.value).inserted else { continue }
            if told.count == 1 { emptyLine() }
            let label = "  \(texts.paymentAddress(address.currency.rawValue)): "
            paragraph(SafeText.quote(address.value) + (address.checksum == .invalid ? " " + texts["report.not-an-address"] : ""), label: label)
        }
    }

    mutating func quote(_ words: String, _ texts: AdviceTexts) {
        let words = SafeText.quote(words)
        if !words.isEmpty { paragraph(texts["report.quote", "words", words], label: "  ", style: .bold) }
    }

    mutating func heading(_ words: String) {
        emptyLine()
        paragraph(words, style: .bold)
    }
}
