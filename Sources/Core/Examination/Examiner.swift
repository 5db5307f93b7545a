public import MailMessage
public import ScamEvidence
public import ScamVerdict
public import SenderIdentity
internal import VisibleText

/// Runs the stages: bytes → Message → Reading → Evidence → Verdict.
///
/// Pure: the same bytes give the same case file, and with a resolver the same answers do.
public struct Examiner: Sendable {
    public var limits: ParseLimits
    public var phrases: PhraseScanner
    public var model: VerdictModel
    /// Whom to believe about the sender. DNS is asked only by `examine(_:envelope:asking:within:now:)`.
    public var sender: SenderSettings

    public init(
        limits: ParseLimits = ParseLimits(), phrases: PhraseScanner = .embedded, model: VerdictModel = .embedded, sender: SenderSettings = SenderSettings()
    ) {
        self.model = model
        self.limits = limits
        self.phrases = phrases
        self.sender = sender
    }

    /// A mail: RFC 5322.
    public func examine(mail bytes: [UInt8]) -> CaseFile { examine(Message(parsing: bytes, limits: limits)) }

    /// An Outlook `.msg` file: MS-OXMSG.
    public func examine(outlook bytes: [UInt8]) -> CaseFile { examine(Message(outlook: bytes, limits: limits)) }

    /// A text without a header: a comment, a contact form, a saved or pasted text. UTF-8 unless the bytes say otherwise.
    public func examine(text bytes: [UInt8], isHTML: Bool = false) -> CaseFile { examine(Message(text: bytes, kind: isHTML ? .html : .plain)) }

    /// Without asking anybody: of the sender it is told what the message's own header can tell.
    public func examine(_ message: Message, envelope: Envelope = Envelope()) -> CaseFile {
        let letter = Unsigned(message, self)
        guard letter.needsSender else { return letter.file(sender: nil, self) }
        var settings = sender
        settings.asksDNS = false
        // Signatures are not looked at, so that it is no matter when.
        var check = SenderCheck(of: message, envelope: envelope, settings: settings, now: 0)
        guard case .done(let report) = check.step() else { return letter.file(sender: nil, self) }
        return letter.file(sender: report, self)
    }

    /// With what DNS says of the sender. It is asked only where the text may be a scam: most mail needs no look at its sender.
    ///
    /// - Parameters:
    ///   - budget: for all questions together; what is not answered then is left open.
    ///   - now: seconds since 1970.
    public func examine(
        _ message: Message, envelope: Envelope = Envelope(), asking resolver: any Resolver, within budget: Duration, now: Int
    ) async -> CaseFile {
        let letter = Unsigned(message, self)
        guard letter.needsSender else { return letter.file(sender: nil, self) }
        var settings = sender
        settings.asksDNS = true
        var check = SenderCheck(of: message, envelope: envelope, settings: settings, now: now)
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: budget)
        var answers: [DNSQuestion: DNSAnswer] = [:]
        while true {
            switch check.step(answers) {
            case .done(let report): return letter.file(sender: report, self)
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
}

/// A message judged by its text, before it is known who sent it.
private struct Unsigned {
    private let message: Message
    private let reading: Reading
    private let collection: Evidence.Collection
    private let verdict: Verdict

    /// What is less likely a scam by its text than this does not become one by its sender (`SenderWeights`): nobody needs to look.
    private static let leastProbability = 0.05

    init(_ message: Message, _ examiner: Examiner) {
        self.message = message
        reading = Reading(of: message, limits: examiner.limits)
        collection = Evidence.collect(from: reading, of: message, phrases: examiner.phrases)
        verdict = Verdict(on: collection.evidence, in: reading, of: message, language: collection.language, model: examiner.model)
    }

    /// A text without a header has no sender.
    var needsSender: Bool {
        !message.parts[0].fields.isEmpty && (verdict.outcome != .nothingFound || verdict.probability >= Self.leastProbability)
    }

    func file(sender: SenderReport?, _ examiner: Examiner) -> CaseFile {
        let verdict =
            sender == nil
            ? verdict
            : Verdict(on: collection.evidence, in: reading, of: message, language: collection.language, sender: sender, model: examiner.model)
        return CaseFile(
            message: message, reading: reading, evidence: collection.evidence, language: collection.language, verdict: verdict, sender: sender,
            secretRanges: SecretPlaces.find(collection.evidence, doubtful: collection.unquotable, in: reading))
    }
}
