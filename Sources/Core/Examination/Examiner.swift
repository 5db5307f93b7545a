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

    /// A file's bytes, as `FileForm` tells what they are. Of an mbox it is one message.
    ///
    /// - Parameter charset: of a text without a header, as somebody says who sends it; empty where nobody does.
    public func message(_ bytes: [UInt8], _ form: FileForm, charset: [UInt8] = []) -> Message {
        switch form {
        case .text, .html: Message(text: bytes, kind: form == .html ? .html : .plain, charset: charset)
        case .outlook: Message(outlook: bytes, limits: limits)
        case .appleMail: Message(parsing: Array(bytes[AppleMail.mailRange(in: bytes) ?? bytes.indices]), limits: limits)
        case .mail, .mbox, .empty, .binary: Message(parsing: bytes, limits: limits)
        }
    }

    /// Without asking anybody: of the sender it is told what the message's own header can tell.
    public func examine(_ message: Message, envelope: Envelope = Envelope()) -> CaseFile {
        judgeText(of: message, envelope: envelope).file()
    }

    /// With what DNS says of the sender. It is asked only where the text may be a scam: most mail needs no look at its sender.
    ///
    /// - Parameters:
    ///   - budget: for all questions together; what is not answered then is left open.
    ///   - now: seconds since 1970.
    public func examine(
        _ message: Message, envelope: Envelope = Envelope(), asking resolver: any Resolver, within budget: Duration, now: Int
    ) async -> CaseFile {
        await judgeText(of: message, envelope: envelope).file(asking: resolver, within: budget, now: now)
    }

    /// The part that takes the time, and asks nobody. A server does it where it likes, and awaits only if `needsSender`.
    public func judgeText(of message: Message, envelope: Envelope = Envelope()) -> TextJudgement { TextJudgement(message, envelope, self) }
}
