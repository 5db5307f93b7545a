public import MailMessage
public import ScamEvidence
public import ScamVerdict
public import SenderIdentity
public import VictimAdvice
public import VisibleText

/// All that was found out about one message.
public struct CaseFile: Sendable {
    public let message: Message
    public let reading: Reading
    /// Section by section, in the order of the text.
    public let evidence: [Evidence]
    /// BCP 47; nil where the text is too short or of a language without phrases.
    public let language: String?
    public let verdict: Verdict
    /// Who sent it; nil where the text cannot be a scam, so that nobody has looked, and for a text without a header.
    public let sender: SenderReport?
    /// For each section of the reading, where quoted secrets and personal details stand in its text.
    public let secretRanges: [[Range<Int>]]

    public var quotesSecret: Bool { evidence.contains { $0.fact == .quotedSecret } }

    /// The message as the model weighs it.
    public var features: CaseFeatures { CaseFeatures(of: evidence, in: reading, of: message) }

    /// What the features would be with other evidence of the same reading.
    public func featureSet(of evidence: [Evidence]) -> FeatureSet { FeatureSet(of: evidence, in: reading, of: message) }

    /// The folded texts whose wording the model weighs.
    public var wordingTexts: [[UInt8]] { CaseFeatures.wordingTexts(of: evidence, in: reading, of: message) }

    public var isInDistress: Bool { evidence.contains { $0.fact == .relation(.selfHarm) } }

    public func advice(in texts: AdviceTexts) -> Advice {
        Advice(on: verdict, needs: .init(quotesSecret: quotesSecret, isInDistress: isInDistress, ownAddress: sender?.ownAddress.answer), in: texts)
    }
}
