public import MailMessage
public import ScamEvidence
public import ScamVerdict
internal import VisibleText

/// Runs the stages: bytes → Message → Reading → Evidence → Verdict.
///
/// Pure: the same bytes give the same case file.
public struct Examiner: Sendable {
    public var limits: ParseLimits
    public var phrases: PhraseScanner
    public var model: VerdictModel

    public init(limits: ParseLimits = ParseLimits(), phrases: PhraseScanner = .embedded, model: VerdictModel = .embedded) {
        self.model = model
        self.limits = limits
        self.phrases = phrases
    }

    /// A mail: RFC 5322.
    public func examine(mail bytes: [UInt8]) -> CaseFile { examine(Message(parsing: bytes, limits: limits)) }

    /// An Outlook `.msg` file: MS-OXMSG.
    public func examine(outlook bytes: [UInt8]) -> CaseFile { examine(Message(outlook: bytes, limits: limits)) }

    /// A text without a header: a comment, a contact form, a saved or pasted text. UTF-8 unless the bytes say otherwise.
    public func examine(text bytes: [UInt8], isHTML: Bool = false) -> CaseFile { examine(Message(text: bytes, kind: isHTML ? .html : .plain)) }

    public func examine(_ message: Message) -> CaseFile {
        let reading = Reading(of: message, limits: limits)
        let collection = Evidence.collect(from: reading, of: message, phrases: phrases)
        let verdict = Verdict(on: collection.evidence, in: reading, of: message, language: collection.language, model: model)
        return CaseFile(
            message: message, reading: reading, evidence: collection.evidence, language: collection.language, verdict: verdict,
            secretRanges: SecretPlaces.find(collection.evidence, doubtful: collection.unquotable, in: reading))
    }
}
