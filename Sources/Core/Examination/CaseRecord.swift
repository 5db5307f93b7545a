internal import MailMessage
internal import ScamEvidence
internal import ScamVerdict
internal import SenderIdentity
public import VictimAdvice
internal import VisibleText

/// A case as one JSON object: the contract of docs/json.md, extended only by adding.
public struct CaseRecord: Encodable, Sendable {
    struct ClaimRecord: Encodable {
        let claim: String
        let spans: [[Int]]
        let quote: String
    }

    struct EvidenceRecord: Encodable {
        let kind: String
        var currency: String?
        var value: String?
        var checksum: String?
        var place: String?
        var detail: String?
        var hours: Int?
        var bytes: Int?
        let spans: [[Int]]
        let part: Int
    }

    struct ReasonRecord: Encodable {
        let reason: String
        let weight: Double
        let claim: String?

        enum CodingKeys: CodingKey { case reason, weight, claim }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(reason, forKey: .reason)
            try container.encode(weight, forKey: .weight)
            try container.encode(claim, forKey: .claim)
        }
    }

    struct AdviceRecord: Encodable {
        let language: String
        let headline: String
        let steps: [String]
        let explanations: [ExplanationRecord]

        init(_ advice: Advice, language: String) {
            self.language = language
            headline = advice.headline
            steps = advice.steps
            explanations = advice.explanations.map { ExplanationRecord(claim: $0.claim.rawValue, text: $0.text) }
        }
    }

    struct ExplanationRecord: Encodable {
        let claim: String
        let text: String
    }

    let file: String
    let index: Int
    let verdict: String
    let kind: String?
    let probability: Double
    let language: String?
    let model: String
    let version: String
    let claims: [ClaimRecord]
    let evidence: [EvidenceRecord]
    let reasons: [ReasonRecord]
    let sender: SenderRecord?
    let defects: [String]
    let unread: [String]
    let advice: AdviceRecord

    /// `index` counts the messages of an mbox from 0.
    public init(_ file: CaseFile, name: String, index: Int, texts: AdviceTexts) {
        self.file = name
        self.index = index
        verdict = file.verdict.outcome.rawValue
        kind = file.verdict.kind?.rawValue
        probability = Self.rounded(file.verdict.probability)
        language = file.language
        model = file.verdict.model
        version = Release.version
        // One entry a place: a claim made three times is listed three times.
        claims = file.verdict.claims.flatMap { finding in
            finding.evidence.map { ClaimRecord(claim: finding.claim.rawValue, spans: Self.spans($0.spans), quote: file.quote(of: $0)) }
        }
        evidence = file.evidence.compactMap(Self.record) + (file.sender.map(Self.records) ?? [])
        reasons = file.verdict.reasons.map {
            ReasonRecord(reason: $0.name, weight: Self.rounded($0.weight), claim: $0.claim?.rawValue)
        }
        sender = file.sender.map(SenderRecord.init)
        defects = file.reading.defects.map(\.rawValue)
        unread = file.verdict.gaps.map(\.rawValue)
        advice = AdviceRecord(file.advice(in: texts), language: texts.language)
    }

    enum CodingKeys: CodingKey {
        case file, index, verdict, kind, probability, language, model, version, claims, evidence, reasons, sender, defects, unread, advice
    }

    /// As synthesised, but an absent value is `null`: a reader can rely on every key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(index, forKey: .index)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(kind, forKey: .kind)
        try container.encode(probability, forKey: .probability)
        try container.encode(language, forKey: .language)
        try container.encode(model, forKey: .model)
        try container.encode(version, forKey: .version)
        try container.encode(claims, forKey: .claims)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(reasons, forKey: .reasons)
        try container.encode(sender, forKey: .sender)
        try container.encode(defects, forKey: .defects)
        try container.encode(unread, forKey: .unread)
        try container.encode(advice, forKey: .advice)
    }

    private static func record(_ evidence: Evidence) -> EvidenceRecord? {
        var record: EvidenceRecord
        func make(_ kind: String) -> EvidenceRecord { EvidenceRecord(kind: kind, spans: spans(evidence.spans), part: evidence.part) }
        switch evidence.fact {
        case .claim: return nil
        case .relation(let sign): record = make(sign.rawValue)
        case .context(let sign): record = make(sign.rawValue)
        case .payment(let sign): record = make(sign.rawValue)
        case .paymentAddress(let address):
            record = make("payment-address")
            record.currency = address.currency.rawValue
            record.value = address.value
            record.checksum = address.checksum.rawValue
            record.place = address.place.rawValue
        case .amount(let amount):
            record = make("amount")
            record.currency = amount.currency
            record.value = amount.value
        case .deadline(let hours):
            record = make("deadline")
            record.hours = hours
        case .quotedSecret: record = make("quoted-secret")
        case .testMessage: record = make("test-message")
        case .personalDetail(let detail):
            record = make("personal-detail")
            record.detail = detail.rawValue
        case .hiddenText(let bytes):
            record = make("hidden-text")
            record.bytes = bytes
        }
        return record
    }

    private static func records(of sender: SenderReport) -> [EvidenceRecord] {
        sender.signs.map { EvidenceRecord(kind: $0.rawValue, spans: spans(sender.authorPlace.map { [$0] } ?? []), part: 0) }
    }

    private static func spans(_ ranges: [Range<Int>]) -> [[Int]] { ranges.map { [$0.lowerBound, $0.upperBound] } }

    private static func rounded(_ probability: Double) -> Double { (probability * 10_000).rounded() / 10_000 }
}

/// A file that could not be examined, as one JSON object.
public struct ErrorRecord: Encodable, Sendable {
    let file: String
    let index: Int
    let error: String

    public init(name: String, index: Int, error: String) {
        file = name
        self.index = index
        self.error = error
    }
}

/// Which release this is.
public enum Release {
    public static let version = "0.1.0"
}
