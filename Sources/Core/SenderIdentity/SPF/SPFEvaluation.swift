/// `check_host()` of RFC 7208 § 4, with what it counts on its way through records.
struct SPFEvaluation {
    /// A result and where it came from.
    struct Outcome {
        let result: SPFResult
        let reason: SPFReason
        /// The explanation that the record names which failed, and the domain of that record.
        var explanation: (spec: DomainSpec, domain: DNSName)?
    }

    /// What ends an evaluation wherever it is.
    enum Stop: Error {
        case unanswered(Unanswered)
        case temperror(SPFReason)
        case permerror(SPFReason)
    }

    let envelope: SPFEnvelope
    let known: KnownAnswers
    private var terms = 0
    private var voidTerms = 0
    /// Kept, for a record may ask for the client's name in every macro.
    private var clientNames: [DNSName]?

    init(envelope: SPFEnvelope, known: KnownAnswers) {
        self.envelope = envelope
        self.known = known
    }

    mutating func run(_ domain: DNSName) throws(Unanswered) -> Outcome {
        do {
            return try checkHost(domain) ?? Outcome(result: .none, reason: .noRecord(domain: domain.text))
        } catch {
            switch error {
            case .unanswered(let unanswered): throw unanswered
            case .temperror(let reason): return Outcome(result: .temperror, reason: reason)
            case .permerror(let reason): return Outcome(result: .permerror, reason: reason)
            }
        }
    }

    /// Nil where the domain has no record. It calls itself through `include` and `redirect`, which are counted: not deeper than the limit.
    private mutating func checkHost(_ domain: DNSName) throws(Stop) -> Outcome? {
        guard let record = try record(of: domain) else { return nil }
        for directive in record.directives where try matches(directive.mechanism, domain) {
            let reason = SPFReason.matched(mechanism: SPFSyntaxError.quoted(directive.text), domain: domain.text)
            return Outcome(result: directive.result, reason: reason, explanation: record.explanation.map { ($0, domain) })
        }
        guard let redirect = record.redirect else { return Outcome(result: .neutral, reason: .nothingMatched(domain: domain.text)) }
        try countTerm()
        return try checkHost(at: redirect, domain) { .redirectsToNothing(domain: $0) }
    }

    /// RFC 7208 § 5.2 and § 6.1: where there is no record, or can be none, it is an error of the record that leads there.
    private mutating func checkHost(at spec: DomainSpec, _ domain: DNSName, otherwise: (String) -> SPFReason) throws(Stop) -> Outcome {
        let expansion = try countedExpansion(of: spec.text, domain)
        guard let target = DNSName(checkable: expansion.name(of: spec)) else {
            throw .permerror(otherwise(SPFSyntaxError.quoted(expansion.nameText(of: spec))))
        }
        guard let outcome = try checkHost(target) else { throw .permerror(otherwise(target.text)) }
        return outcome
    }

    /// RFC 7208 § 4.4 to § 4.6.
    private func record(of domain: DNSName) throws(Stop) -> SPFRecord? {
        let texts = try ask(DNSQuestion(domain, .txt))
        let records = texts.compactMap { if case .text(let text) = $0 { SPFRecord.terms(of: text) } else { nil } }
        guard records.count < 2 else { throw .permerror(.severalRecords(domain: domain.text)) }
        guard let terms = records.first else { return nil }
        do { return try SPFRecord(terms: terms) } catch { throw .permerror(.syntaxError(error, domain: domain.text)) }
    }

    /// RFC 7208 § 5.
    private mutating func matches(_ mechanism: SPFMechanism, _ domain: DNSName) throws(Stop) -> Bool {
        switch mechanism {
        case .all: return true
        case .network(let network): return network.contains(envelope.client)
        case .include(let spec):
            try countTerm()
            return try checkHost(at: spec, domain) { .includesNothing(domain: $0) }.result == .pass
        case .a(let spec, let lengths):
            try countTerm()
            guard let target = try target(spec, domain) else { return false }
            return try askAndCount(addressQuestion(target)).contains { isClient($0, lengths) }
        case .mx(let spec, let lengths):
            try countTerm()
            guard let target = try target(spec, domain) else { return false }
            return try isMailExchange(of: target, lengths)
        case .ptr(let spec):
            try countTerm()
            if try answer(pointerQuestion).records?.isEmpty == true { try countVoidTerm() }
            let names = try namesOfClient()
            guard let target = try target(spec, domain) else { return false }
            return names.contains { $0 == target || $0.isBelow(target) }
        case .exists(let spec):
            try countTerm()
            guard let target = try target(spec, domain) else { return false }
            // For an IPv6 client too.
            return try !askAndCount(DNSQuestion(target, .a)).isEmpty
        }
    }

    /// RFC 7208 § 5.4: without a mail server there is no match, not even with the domain's own addresses.
    private mutating func isMailExchange(of target: DNSName, _ lengths: PrefixLengths) throws(Stop) -> Bool {
        let hosts = try askAndCount(DNSQuestion(target, .mx)).compactMap { if case .mailExchange(_, let host) = $0 { host } else { nil } }
        guard hosts.count <= SPFLimits.mailExchanges else { throw .permerror(.tooManyMailExchanges(domain: target.text)) }
        let questions = hosts.map(addressQuestion)
        let answers = try ask(all: questions)
        if answers.contains(where: { $0.records?.contains { isClient($0, lengths) } ?? false }) { return true }
        // One that matches needs none of the others, so that it does not matter in which order DNS names them.
        if let missing = answers.firstIndex(where: { $0.records == nil }) { throw .temperror(.noAnswer(questions[missing])) }
        return false
    }

    private func isClient(_ record: DNSRecord, _ lengths: PrefixLengths) -> Bool {
        guard case .address(let address) = record else { return false }
        return IPNetwork(address, lengths).contains(envelope.client)
    }

    /// The name that a mechanism is about: RFC 7208 § 4.8. Nil where DNS can have none, which matches nothing.
    private mutating func target(_ spec: DomainSpec?, _ domain: DNSName) throws(Stop) -> DNSName? {
        guard let spec else { return domain }
        return try countedExpansion(of: spec.text, domain).name(of: spec)
    }

    /// The question that the macro `p` asks is a term more: RFC 7208 § 4.6.4.
    private mutating func countedExpansion(of text: MacroString, _ domain: DNSName) throws(Stop) -> MacroExpansion {
        if clientNames == nil, MacroExpansion.needsNames(text) { try countTerm() }
        return try expansion(of: text, domain)
    }

    mutating func expansion(of text: MacroString, _ domain: DNSName) throws(Stop) -> MacroExpansion {
        let names = MacroExpansion.needsNames(text) ? try namesOfClient() : []
        return MacroExpansion(envelope: envelope, domain: domain, names: names)
    }

    private mutating func countTerm() throws(Stop) {
        terms += 1
        if terms > SPFLimits.terms { throw .permerror(.tooManyTerms) }
    }
}

// Questions to DNS.
extension SPFEvaluation {
    /// The client's names that lead back to it (RFC 7208 § 5.5), of the first ten. Where DNS fails there is none.
    private mutating func namesOfClient() throws(Stop) -> [DNSName] {
        if let clientNames { return clientNames }
        let pointers = try answer(pointerQuestion).records ?? []
        let names = pointers.compactMap { if case .pointer(let name) = $0 { name } else { nil } }.prefix(SPFLimits.pointers)
        let answers = try ask(all: names.map(addressQuestion))
        let leadingBack = zip(names, answers).filter { $1.records?.contains(.address(envelope.client)) ?? false }.map(\.0)
        clientNames = leadingBack
        return leadingBack
    }

    private var pointerQuestion: DNSQuestion { DNSQuestion(envelope.client.reverseName, .ptr) }

    private func addressQuestion(_ name: DNSName) -> DNSQuestion { DNSQuestion(name, envelope.client.isIPv4 ? .a : .aaaa) }

    /// The answer to the question of a term, where none is the end: RFC 7208 § 5.
    func ask(_ question: DNSQuestion) throws(Stop) -> [DNSRecord] {
        guard let records = try answer(question).records else { throw .temperror(.noAnswer(question)) }
        return records
    }

    /// The same, for a term that is only allowed a few times to find nothing.
    private mutating func askAndCount(_ question: DNSQuestion) throws(Stop) -> [DNSRecord] {
        let records = try ask(question)
        if records.isEmpty { try countVoidTerm() }
        return records
    }

    /// The terms are counted, as § 4.6.4 says, not the questions: that a mail server has no IPv6 address is no error of the record.
    private mutating func countVoidTerm() throws(Stop) {
        voidTerms += 1
        if voidTerms > SPFLimits.voidTerms { throw .permerror(.tooManyVoidTerms) }
    }

    private func answer(_ question: DNSQuestion) throws(Stop) -> DNSAnswer {
        do { return try known.answer(question) } catch { throw .unanswered(error) }
    }

    private func ask(all questions: [DNSQuestion]) throws(Stop) -> [DNSAnswer] {
        do { return try known.answers(questions) } catch { throw .unanswered(error) }
    }
}
