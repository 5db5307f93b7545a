internal import MailMessage
internal import ScamEvidence
internal import VisibleText

/// What the message as a whole tells about who speaks.
struct CaseFacts {
    /// multipart/report: a bounce (RFC 6522) or a complaint (RFC 5965).
    let isReport: Bool
    /// A reply (RFC 5322 § 3.6.4) that quotes what it replies to.
    let isReplyInThread: Bool
    private let reading: Reading
    private let contexts: [ContextSign: Set<Range<Int>>]
    private let relations: Set<RelationalSign>

    private let textLength: Int
    private let hasPicture: Bool
    private let isCut: Bool

    /// Greetings and a line of signature are no words about the quoted text.
    static let fewestOwnWords = 5

    init(evidence: [Evidence], reading: Reading, message: Message) {
        self.reading = reading
        isReport = message.parts[0].mediaType.multipart == .report
        let quotes = reading.sections.contains { $0.nesting == 0 && !$0.quoted.isEmpty }
        isReplyInThread = quotes && message.field(.inReplyTo) != nil
        textLength = reading.sections.reduce(0) { $0 + ($1.place == .subject ? 0 : $1.folded.bytes.count) }
        hasPicture = message.parts.contains { $0.mediaType.kind == .image }
        isCut = reading.defects.contains(.textTooLong)
        var contexts: [ContextSign: Set<Range<Int>>] = [:]
        var relations: Set<RelationalSign> = []
        var claims: [Int: [Range<Int>]] = [:]
        for piece in evidence {
            if case .claim = piece.fact, !piece.isQuoted { claims[piece.section, default: []].append(piece.textRange) }
        }
        for piece in evidence {
            switch piece.fact {
            // "do not pay" inside of "if you do not pay" is no advice.
            case .context(let sign)
            where !piece.isQuoted && !(claims[piece.section] ?? []).contains { $0.clamped(to: piece.textRange) == piece.textRange }:
                contexts[sign, default: []].insert(piece.textRange)
            case .relation(let sign) where sign != .selfHarm: relations.insert(sign)
            default: break
            }
        }
        self.contexts = contexts
        self.relations = relations
    }

    /// Whether there are words outside quotes and nested messages, subject not counted; asked of few mails, so it is counted then.
    ///
    /// The alternatives of a mail say the same: one text is enough.
    var hasOwnWords: Bool { reading.sections.contains { Self.ownWords(of: $0) >= Self.fewestOwnWords } }

    /// Whether the words say that sender and person had to do with each other, and that something is wanted or threatened for it.
    ///
    /// What the sender claims to have is no sign: every scam claims proof.
    func isRelationalExtortion(_ weighing: Weighing) -> Bool {
        guard !relations.isEmpty else { return false }
        let isThreatening = weighing.roles.contains(.threat)
        let asksForMore = weighing.has(.ultimatum) || isThreatening
        let hasPersonalPayment = !relations.isDisjoint(with: Self.personalPayments)
        // Scams in bulk ask for cryptocurrency: a gift card or a payment app cannot be collected from thousands.
        if hasPersonalPayment, asksForMore, weighing.isTelling, !weighing.has(.howToBuyCrypto), !weighing.hasPaymentAddress { return true }
        let contact = relations.subtracting(Self.personalPayments)
        guard !contact.isEmpty else { return false }
        // Colleagues share the film of a call too; but with pictures sent, or a child, a threat needs no demand.
        if isThreatening, !contact.isDisjoint(with: [.sentSomething, .minor, .victimSpeaks]) { return true }
        let isDemanding = weighing.roles.contains(.demand) || hasPersonalPayment
        return weighing.has(.ultimatum) || isDemanding && (isThreatening || relations.count >= 2)
    }

    /// Whether the writer speaks about scams rather than commits one: several signs, and many beside the `claims` that are made.
    ///
    /// A scam has a stray sign; an article that quotes a whole scam is full of them.
    func speaksAboutScams(besides claims: Int) -> Bool {
        let count = contexts.values.reduce(0) { $0 + $1.count }
        return count >= 2 && count * 2 >= claims
    }

    /// A victim's own words win over whatever else is said about scams.
    var isVictimSpeaking: Bool { relations.contains(.victimSpeaks) }

    private static let personalPayments: Set<RelationalSign> = [.giftCards, .paymentApp]

    var hasSeveralSigns: Bool { contexts.count >= 2 }

    func has(_ sign: ContextSign) -> Bool { contexts[sign] != nil }

    /// Text shorter than this, in folded bytes, is too little to tell its language, and to say anything beside a picture.
    private static let leastText = 60

    func gaps(language: String?) -> [Verdict.Gap] {
        var gaps: [Verdict.Gap] = []
        if language == nil, textLength >= Self.leastText { gaps.append(.language) }
        if hasPicture, textLength < Self.leastText { gaps.append(.picture) }
        if isCut { gaps.append(.length) }
        return gaps
    }

    private static func ownWords(of section: Section) -> Int {
        guard section.nesting == 0, section.place == .body else { return 0 }
        var words = 0
        var isInside = false
        var position = 0
        for quoted in section.quoted + [section.text.count..<section.text.count] {
            for byte in section.text[position..<max(position, quoted.lowerBound)] {
                let isLetter = byte > 0x40
                if isLetter, !isInside { words += 1 }
                isInside = isLetter
            }
            position = quoted.upperBound
        }
        return words
    }
}
