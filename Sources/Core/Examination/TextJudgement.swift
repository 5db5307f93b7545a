internal import MailMessage
internal import ScamEvidence
internal import ScamVerdict
public import SenderIdentity
internal import VisibleText

/// A message judged by its text, before it is known who sent it.
public struct TextJudgement: Sendable {
    private let message: Message
    private let envelope: Envelope
    private let examiner: Examiner
    private let reading: Reading
    private let collection: Evidence.Collection
    private let judge: Judge
    /// Whether it matters who sent it. A text without a header has no sender.
    public let needsSender: Bool

    init(_ message: Message, _ envelope: Envelope, _ examiner: Examiner) {
        self.message = message
        self.envelope = envelope
        self.examiner = examiner
        reading = Reading(of: message, limits: examiner.limits)
        collection = Evidence.collect(from: reading, of: message, phrases: examiner.phrases)
        judge = Judge(of: collection.evidence, in: reading, of: message, language: collection.language, model: examiner.model)
        needsSender = !message.parts[0].fields.isEmpty && judge.needsSender
    }

    /// Of the sender it is told what the message's own header can tell.
    public func file() -> CaseFile {
        guard needsSender else { return file(sender: nil) }
        var settings = examiner.sender
        settings.asksDNS = false
        // Signatures are not looked at, so that it is no matter when.
        var check = SenderCheck(of: message, envelope: envelope, settings: settings, now: 0)
        guard case .done(let report) = check.step() else { return file(sender: nil) }
        return file(sender: report)
    }

    /// With what DNS says of the sender, if that matters; else nobody is asked.
    ///
    /// - Parameters:
    ///   - budget: for all questions together; what is not answered then is left open.
    ///   - now: seconds since 1970.
    public func file(asking resolver: any Resolver, within budget: Duration, now: Int) async -> CaseFile {
        guard needsSender else { return file(sender: nil) }
        var settings = examiner.sender
        settings.asksDNS = true
        var check = SenderCheck(of: message, envelope: envelope, settings: settings, now: now)
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: budget)
        var answers: [DNSQuestion: DNSAnswer] = [:]
        while true {
            switch check.step(answers) {
            case .done(let report): return file(sender: report)
            case .ask(let questions):
                let left = clock.now.duration(to: end)
                answers =
                    left > .zero
                    ? await resolver.answers(to: questions, within: left)
                    : Dictionary(questions.map { ($0, .temporaryError) }, uniquingKeysWith: { first, _ in first })
                // Whoever leaves a question open must not keep us here.
                for question in questions where answers[question] == nil { answers[question] = .temporaryError }
            }
        }
    }

    private func file(sender: SenderReport?) -> CaseFile {
        CaseFile(
            message: message, reading: reading, evidence: collection.evidence, language: collection.language,
            verdict: judge.verdict(sender: sender), sender: sender,
            secretRanges: SecretPlaces.find(collection.evidence, doubtful: collection.unquotable, in: reading))
    }
}
