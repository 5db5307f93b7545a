internal import MailMessage
internal import ScamEvidence
internal import VisibleText

/// Who speaks in a message, and what they say: own words told apart from those that are quoted, forwarded or returned.
struct CaseFacts {
    /// A bounce (RFC 6522) or a complaint (RFC 5965) that says something itself.
    let isReport: Bool
    /// A reply (RFC 5322 § 3.6.4) that quotes what it replies to.
    let isReplyInThread: Bool
    /// Somebody else's words are in it.
    let quotes: Bool
    /// Words outside quotes and nested messages, subject not counted.
    let hasOwnWords: Bool
    /// Whether all is the writer's: there is no quote, or nothing beside it, or what is beside it goes on with the same.
    let isOneVoice: Bool
    /// What the writer says: own words, or all where all is theirs, since whoever only passes a scam on has sent it.
    let spoken: Facts
    /// What is quoted beside own words.
    let quoted: Facts
    let relations: Set<RelationalSign>
    private let hasSeveralContacts: Bool
    let contexts: [ContextSign: Int]
    /// The string by which administrators try out a filter is in it.
    let isTest: Bool
    /// All that is held over somebody stands between quotation marks, and the writer has words of their own beside it.
    let isQuotedSpeech: Bool
    /// Hardly a word is left beside the money, where to and until when.
    private let asksAndSaysNoMore: Bool
    /// Without what may be hidden beside a scam.
    private let sections: [Section]
    private let isTooLong: Bool
    private let message: Message

    /// Greetings and a line of signature are no words about the quoted text.
    static let fewestOwnWords = 5

    init(evidence: [Evidence], reading: Reading, message: Message) {
        self.message = message
        let sections = Self.sections(of: reading, evidence)
        self.sections = sections
        isTooLong = reading.defects.contains(.textTooLong)
        let surelySeen = sections.filter { !$0.isDoubtful }
        quotes = sections.contains { $0.nesting > 0 } || surelySeen.contains { !$0.quoted.isEmpty }
        // Counting words takes time, and only a quote makes the number matter.
        hasOwnWords = !quotes || surelySeen.contains { Self.ownWords(of: $0) >= Self.fewestOwnWords }
        isReport = message.parts[0].mediaType.multipart == .report && (hasOwnWords || message.parts.contains { $0.mediaType.kind == .report })
        isReplyInThread = message.field(.inReplyTo) != nil && surelySeen.contains { $0.nesting == 0 && !$0.quoted.isEmpty }
        relations = Self.relations(in: evidence)
        hasSeveralContacts = Self.hasSeveralContacts(evidence)
        isTest = evidence.contains { $0.fact == .testMessage }
        let own = quotes && hasOwnWords ? evidence.filter { !$0.isQuoted } : evidence
        isOneVoice = !quotes || !hasOwnWords || reading.sections.indices.contains { Self.goesOn(evidence, in: reading.sections[$0], number: $0) }
        spoken = Facts(isOneVoice ? evidence : own)
        quoted = Facts(isOneVoice ? [] : evidence.filter(\.isQuoted))
        contexts = Self.contexts(in: isOneVoice ? evidence : own)
        isQuotedSpeech = Self.isQuotedSpeech(spoken, evidence, in: reading)
        asksAndSaysNoMore = Self.asksAndSaysNoMore(spoken, evidence, in: reading)
    }

    /// Whether what stands between a section's quotes goes on with an extortion, and says nothing about scams or an acquaintance: then the quotes are no other's. A
    /// scam of which some lines have no `>` speaks of none. (Whoever forwards one may say what it says in words of their own, above it all.) Where single
    /// lines go on with the quoted sentence before, one claim is enough.
    private static func goesOn(_ evidence: [Evidence], in section: Section, number: Int) -> Bool {
        guard !section.isDoubtful, section.quoted.count >= fewestTurns else { return false }
        let first = section.quoted[0].upperBound
        let last = section.quoted[section.quoted.count - 1].lowerBound
        let between = evidence.filter { $0.section == number && !$0.isQuoted && $0.textRange.lowerBound >= first && $0.textRange.upperBound <= last }
        let facts = Facts(between)
        guard !facts.claims.isEmpty, contexts(in: between).isEmpty, relations(in: between).isEmpty else { return false }
        return facts.hasThreatOrLeverage && facts.claims.count >= 2 || tornLines(in: section) >= fewestTurns
    }

    /// Of quotes in one text with own words between, and of lines that have no `>` among such that have.
    private static let fewestTurns = 3

    /// Single lines between two of the quote, without blank ones, of two words or more, that go on with the sentence before.
    private static func tornLines(in section: Section) -> Int {
        zip(section.quoted, section.quoted.dropFirst()).count { before, behind in
            var line = section.text[before.upperBound..<behind.lowerBound]
            if line.last == 0x0A { line.removeLast() }
            let words = line.drop { $0 <= 0x20 }
            guard !line.contains(0x0A), let first = words.first, words.drop(while: { $0 > 0x20 }).contains(where: { $0 > 0x20 }) else { return false }
            let quote = section.text[before].reversed().drop { $0 <= 0x20 }
            return first &- 0x61 < 26 || !sentenceEnds.contains { quote.starts(with: $0) }
        }
    }

    /// Backwards.
    private static let sentenceEnds = [".", "!", "?", ":", "。", "！", "？"].map { Array($0.utf8.reversed()) }

    private static func sections(of reading: Reading, _ evidence: [Evidence]) -> [Section] {
        let sections = reading.sections
        guard sections.contains(where: \.isDoubtful) else { return sections }
        if reading.isIncriminated(by: evidence) { return sections.filter { !$0.isDoubtful } }
        // It has the text of the one before it.
        return sections.indices.filter { $0 + 1 == sections.count || !sections[$0 + 1].isDoubtful }.map { sections[$0] }
    }

    private static func asksAndSaysNoMore(_ spoken: Facts, _ evidence: [Evidence], in reading: Reading) -> Bool {
        guard spoken.roles.contains(.demand), spoken.claims.isSubset(of: [.demandsPayment, .deadline, .howToBuyCrypto]),
            spoken.payments.isSubset(of: [.cryptocurrency]),
            reading.sections.reduce(0, { $0 + $1.text.count }) <= longestBareDemand
        else { return false }
        let others = reading.sections.indices.reduce(0) { count, number in
            let told = evidence.filter { $0.section == number }.map(\.textRange).sorted { $0.lowerBound < $1.lowerBound }
            return count + words(in: reading.sections[number].text, outside: told)
        }
        return others < fewestOtherWords
    }

    /// "Please", "to", "in"; a threat has room in four.
    private static let fewestOtherWords = 4

    /// In bytes: more cannot be one sentence about money.
    private static let longestBareDemand = 300

    /// Whoever tells of such a mail may say in words of their own that it wants money. An address beside the quotes is a demand.
    private static func isQuotedSpeech(_ spoken: Facts, _ evidence: [Evidence], in reading: Reading) -> Bool {
        guard spoken.hasThreatOrLeverage else { return false }
        let told = evidence.filter { reading.sections[$0.section].place == .body && $0.isHeldOverSomebody }
        // A mail may say all twice, once in HTML.
        return !told.isEmpty
            && Dictionary(grouping: told, by: \.section).allSatisfy { section, pieces in
                let text = reading.sections[section].text
                let speech = QuotedSpeech(in: text)
                return pieces.allSatisfy { speech.overlaps($0.textRange) } && words(in: text, outside: speech.ranges) >= fewestOwnWords
            }
    }

    private static func relations(in evidence: [Evidence]) -> Set<RelationalSign> {
        var relations: Set<RelationalSign> = []
        for piece in evidence { if case .relation(let sign) = piece.fact { relations.insert(sign) } }
        return relations
    }

    /// In one section: a mail may say all twice, once in HTML. Phrases may find one sign twice in the same words: these are one place.
    private static func hasSeveralContacts(_ evidence: [Evidence]) -> Bool {
        var first: [Int: Range<Int>] = [:]
        for piece in evidence {
            guard case .relation(let sign) = piece.fact, !withoutContact.contains(sign) else { continue }
            guard let range = first[piece.section] else {
                first[piece.section] = piece.textRange
                continue
            }
            if !piece.textRange.overlaps(range) { return true }
        }
        return false
    }

    /// "Do not pay" inside of "if you do not pay" is no advice: such signs inside a claim do not count.
    private static func contexts(in evidence: [Evidence]) -> [ContextSign: Int] {
        var claims: [Int: [Range<Int>]] = [:]
        for piece in evidence { if case .claim = piece.fact { claims[piece.section, default: []].append(piece.textRange) } }
        var places: [ContextSign: Set<Range<Int>>] = [:]
        for piece in evidence {
            guard case .context(let sign) = piece.fact else { continue }
            if sign == .advisesOrReports, (claims[piece.section] ?? []).contains(where: { $0.clamped(to: piece.textRange) == piece.textRange }) { continue }
            places[sign, default: []].insert(piece.textRange)
        }
        return places.mapValues(\.count)
    }

    /// Whether there is anything to weigh.
    var isEmpty: Bool { spoken.isEmpty && quoted.isEmpty && relations.isEmpty && contexts.isEmpty }

    /// Whether words may still matter: most mail has no sign of anything, and reading the words of all of it would take time.
    var isWorthReading: Bool { !isEmpty || !spoken.payments.isEmpty || isShort }

    /// In folded bytes. Such mails come from one person as a rule, and in so few words that phrases may know none of them; longer ones have room for reasons in words that are not known.
    private var isShort: Bool { textLength <= 1_500 }

    // MARK: Relations

    /// What is no sign that the sender and the person had to do with each other.
    private static let withoutContact: Set<RelationalSign> = [.giftCards, .paymentApp, .selfHarm]

    /// Signs that the sender and the person had to do with each other, the way of paying not counted.
    var contact: Set<RelationalSign> { relations.subtracting(Self.withoutContact) }

    var hasPersonalPayment: Bool { !relations.isDisjoint(with: [.giftCards, .paymentApp]) }

    /// Contact alone is everyday life: something is held over the person, threatened or wanted too, or the person speaks of it.
    var mayBeReal: Bool {
        if isReplyInThread && !isEmpty || !relations.isDisjoint(with: [.victimSpeaks, .minor]) { return true }
        let isWanting = !spoken.roles.isDisjoint(with: [.demand, .pressure])
        if relations.contains(.sentSomething) { return isWanting || spoken.hasThreatOrLeverage }
        // Colleagues who talked yesterday send around what they recorded.
        if !contact.isEmpty { return isWanting || hasPersonalPayment || spoken.roles.isSuperset(of: [.threat, .leverage]) }
        return hasPersonalPayment && (spoken.hasThreatOrLeverage || spoken.roles.contains(.pressure))
    }

    var relationalExtortion: RelationalExtortion {
        guard isRelationalExtortion else { return .none }
        return isReplyInThread || hasPersonalPayment || contact != [.namedContacts] || hasSeveralContacts ? .sure : .byRelatives
    }

    /// Whether the words say that sender and person had to do with each other, and that something is wanted or threatened for it: this needs no model.
    private var isRelationalExtortion: Bool {
        if isReplyInThread, spoken.isThreatening { return true }
        let isThreat = spoken.roles.contains(.threat)
        let asksForMore = isThreat || spoken.has(.ultimatum)
        guard relations.contains(.victimSpeaks) || !speaksAboutScams else { return false }
        // Scams in bulk ask for cryptocurrency: a gift card or a payment app cannot be collected from thousands.
        if hasPersonalPayment, asksForMore, spoken.has(.willPublish) || spoken.has(.recordedYou), !spoken.has(.howToBuyCrypto), !spoken.hasPaymentAddress {
            return true
        }
        guard !contact.isEmpty else { return false }
        // Colleagues share the film of a call too; but with pictures sent, or a child, a threat needs no demand.
        if isThreat, !contact.isDisjoint(with: [.sentSomething, .minor, .victimSpeaks]) { return true }
        // "I recorded you. 500, or all your friends see it": no phrase knows each demand, but an ultimatum tells of one.
        if isThreat, spoken.roles.contains(.leverage), spoken.has(.ultimatum) { return true }
        let isDemanding = spoken.roles.contains(.demand) || hasPersonalPayment
        return isDemanding && asksForMore
    }

    /// What a sender says who writes to thousands, of whom he knows nothing.
    private static let saidToThousands: Set<Claim> = [
        .deviceCompromised, .accountCompromised, .phoneSpyware, .watchedAdultSites, .knowsYourPassword, .wroteFromYourAddress, .knowsWhenOpened,
        .antivirusUseless,
        .howToBuyCrypto,
    ]

    /// Words without a header, as they are copied from a chat, that threaten with a film and tell of nothing by which thousands are threatened at once:
    /// no break-in, no site, no password, no cryptocurrency. Whoever shows them to us may know the sender.
    var mayBeFromAChat: Bool {
        message.parts[0].fields.isEmpty && spoken.isSexual && spoken.claims.isDisjoint(with: Self.saidToThousands) && !spoken.payments.contains(.cryptocurrency)
            && !spoken.hasPaymentAddress && !spoken.hasLinkedAddress && !spoken.hasQuotedSecret
    }

    /// A bomb for which nothing is asked is no scam in bulk. Articles, films and games are longer, or say what they are.
    var threatensLife: Bool {
        spoken.has(.violenceThreat) && spoken.claims.isSubset(of: [.violenceThreat, .deadline, .ultimatum, .noPolice, .knowsYourDetails])
            && !spoken.hasPaymentAddress && spoken.payments.isEmpty && contexts.isEmpty && isShort
    }

    /// Pictures are spoken of, or were sent, or a child is concerned.
    var hasPictures: Bool {
        if !relations.isDisjoint(with: [.sentSomething, .minor]) || spoken.has(.recordedYou) || spoken.has(.watchedAdultSites) { return true }
        return spoken.has(.willPublish) && spoken.mayBeSexual
    }

    // MARK: Payments

    /// What news, offers and friends who ask for money do not say.
    private static let pressure: Set<Claim> = [.noPolice, .promisesToDelete, .knowsWhenOpened]

    /// What friends say too: "by Friday, or I sell it to somebody else".
    private static let mildPressure: Set<Claim> = [.deadline, .ultimatum]

    /// Whether money is asked for and nothing tells of an ordinary purpose: no goods, gift, debt or account is named, nor any contact, nor that scams are
    /// spoken of.
    var asksWithoutReason: Bool {
        guard spoken.roles.contains(.demand) || !spoken.payments.isEmpty, !spoken.payments.contains(.ordinaryPayment) else { return false }
        return !isReplyInThread && isShort && contexts.isEmpty && relations.subtracting([.selfHarm]).isEmpty
    }

    /// Whether cryptocurrency is asked for without a reason beside words of what hush money is paid against.
    ///
    /// For threats in words that no phrase knows. Each of the three alone is everyday life, and so is one such word beside an address: it takes pressure or
    /// a second word, and of everyday words alone pressure that friends do not put on each other.
    var isUnexplainedPayment: Bool {
        guard asksWithoutReason, !spoken.payments.isDisjoint(with: [.hushMoney, .everydayHush]) else { return false }
        let isPressing = !spoken.claims.isDisjoint(with: Self.pressure)
        let isMoreThanEveryday = spoken.payments.contains(.hushMoney)
        let isUrging = isMoreThanEveryday && !spoken.claims.isDisjoint(with: Self.mildPressure)
        if spoken.hasPaymentAddress {
            guard spoken.has(.demandsPayment) || spoken.hasAmount && !spoken.claims.isEmpty else { return false }
            if isPressing || isUrging || spoken.hasThreatOrLeverage { return true }
            return isMoreThanEveryday && (spoken.hasDeadline || spoken.hushWords > 1 || spoken.payments.contains(.everydayHush))
        }
        // Without an address, news and offers of such money come near: two words are too little.
        return spoken.payments.contains(.cryptocurrency) && spoken.has(.demandsPayment) && (isPressing || isUrging)
    }

    /// Nothing is said but that money is wanted, where to and until when: whatever for. A picture or a file beside it may say so, and so may a quote.
    var isBareDemand: Bool {
        asksAndSaysNoMore && quoted.isEmpty && relations.isEmpty && contexts.isEmpty && !hasPicture && !hasAttachedFile
    }

    // MARK: Contexts

    /// Whether the writer speaks about scams rather than commits one: several signs, and many beside the claims that are made.
    ///
    /// A scam has a stray sign; an article that quotes a whole scam is full of them.
    var speaksAboutScams: Bool {
        let count = contexts.values.reduce(0, +)
        return count >= 2 && count * 2 >= spoken.claims.count
    }

    /// Only where one of these holds may it be about a scam.
    var mayBeAbout: Bool { !contexts.isEmpty || quoted.isThreatening || isQuotedSpeech || isReport && !isEmpty }

    // MARK: Form

    var textLength: Int { sections.reduce(0) { $0 + ($1.place == .subject ? 0 : $1.folded.bytes.count) } }
    var hasPicture: Bool { message.parts.contains { $0.mediaType.kind == .image } }
    var hasAttachedFile: Bool { message.parts.contains { $0.isAttachment && $0.mediaType.kind != .image } }

    /// Text shorter than this, in folded bytes, is too little to tell its language, and to say anything beside a picture.
    private static let leastText = 60

    func gaps(language: String?) -> [Verdict.Gap] {
        var gaps: [Verdict.Gap] = []
        let length = textLength
        if language == nil, length >= Self.leastText { gaps.append(.language) }
        if hasPicture, length < Self.leastText { gaps.append(.picture) }
        if isTooLong { gaps.append(.length) }
        return gaps
    }

    /// The folded texts that the writer's wording is made of.
    var wording: [[UInt8]] {
        sections.compactMap { section in
            if !isOneVoice && section.nesting > 0 { return nil }
            let end = Self.footerStart(in: section.text)
            let quoted = isOneVoice ? [] : section.quoted
            if quoted.isEmpty { return end == section.text.count ? section.folded.bytes : Array(section.folded.bytes[..<section.folded.position(of: end)]) }
            return FoldedText(folding: Self.text(of: section, without: quoted, upTo: end)).bytes
        }
    }

    private static func text(of section: Section, without quoted: [Range<Int>], upTo end: Int) -> [UInt8] {
        var own: [UInt8] = []
        var position = 0
        for range in quoted + [end..<end] where position < end {
            own += section.text[position..<max(position, min(range.lowerBound, end))]
            position = range.upperBound
        }
        return own
    }

    /// Where a signature (RFC 3676 § 4.3) or a mailing list's footer begins: a line of "-- " or of ten underscores.
    private static func footerStart(in text: [UInt8]) -> Int {
        var line = 0
        while line < text.count {
            if text[line] == 0x2D, text[line...].starts(with: signatureLine), line + 3 < text.count, text[line + 3] == 0x0A || text[line + 3] == 0x0D {
                return line
            }
            if text[line] == 0x5F, text[line...].prefix(while: { $0 == 0x5F }).count >= 10 { return line }
            line = (text[line...].firstIndex(of: 0x0A) ?? text.count) + 1
        }
        return text.count
    }

    private static let signatureLine = Array("-- ".utf8)

    private static func ownWords(of section: Section) -> Int {
        section.nesting == 0 && section.place == .body ? words(in: section.text, outside: section.quoted) : 0
    }

    /// `ranges` are in the order of their beginnings.
    private static func words(in text: [UInt8], outside ranges: [Range<Int>]) -> Int {
        var words = 0
        var isInside = false
        var position = 0
        for range in ranges + [text.count..<text.count] {
            var index = position
            while index < max(position, range.lowerBound) {
                let byte = text[index]
                let isLetter = byte > 0x40
                // A Chinese or Japanese character is a word.
                if isLetter, !isInside || byte.leadsUnspacedLetter { words += 1 }
                isInside = isLetter
                index += 1
            }
            position = max(position, range.upperBound)
        }
        return words
    }
}

/// What a set of evidence says.
struct Facts {
    private(set) var claims: Set<Claim> = []
    private(set) var roles: Claim.Role = []
    private(set) var payments: Set<PaymentSign> = []
    /// Different words of what hush money is paid against, everyday ones not counted, in the text that has most: a mail may say all twice, once in HTML.
    private(set) var hushWords = 0
    /// In the text: a link to an explorer is no demand.
    private(set) var hasPaymentAddress = false
    private(set) var hasLinkedAddress = false
    private(set) var hasAmount = false
    private(set) var hasDeadline = false
    private(set) var hasQuotedSecret = false
    private(set) var hasPersonalDetail = false
    private(set) var hasHiddenText = false

    init(_ evidence: [Evidence]) {
        var hushWordsBySection: [Int: Int] = [:]
        for piece in evidence {
            switch piece.fact {
            case .claim(let claim): claims.insert(claim)
            case .paymentAddress(let address):
                guard address.checksum != .invalid else { continue }
                if address.place == .text { hasPaymentAddress = true } else { hasLinkedAddress = true }
            case .amount: hasAmount = true
            case .deadline: hasDeadline = true
            case .quotedSecret: hasQuotedSecret = true
            case .personalDetail: hasPersonalDetail = true
            case .hiddenText: hasHiddenText = true
            case .payment(let sign):
                payments.insert(sign)
                guard sign == .hushMoney else { continue }
                hushWordsBySection[piece.section, default: 0] += 1
                hushWords = max(hushWords, hushWordsBySection[piece.section]!)
            case .relation, .context, .testMessage: break
            }
        }
        roles = Claim.Role((claims.contains(.filesLocked) && !isRansom ? claims.subtracting([.filesLocked]) : claims).map(\.role))
        if hasPaymentAddress { roles.insert(.demand) }
    }

    /// Whoever keeps files for others encrypts them too, and asks for a fee by a day: something has to tell a ransom.
    private var isRansom: Bool {
        if claims.contains(.ultimatum) || payments.contains(.hushMoney) { return true }
        return !payments.contains(.ordinaryPayment)
            && (payments.contains(.cryptocurrency) || hasPaymentAddress || !claims.isDisjoint(with: [.noPolice, .promisesToDelete]))
    }

    var isEmpty: Bool { claims.isEmpty && !hasPaymentAddress && !hasLinkedAddress && !hasQuotedSecret }

    /// Something is held over the person, and something is wanted or threatened for it.
    var isThreatening: Bool {
        guard hasThreatOrLeverage else { return false }
        let isWanting = roles.contains(.threat) || roles.contains(.demand) || has(.ultimatum) || has(.promisesToDelete)
        return claims.count >= 2 && isWanting || hasAmount && (roles.contains(.threat) || has(.recordedYou))
    }

    var hasThreatOrLeverage: Bool { roles.contains(.threat) || roles.contains(.leverage) }

    func has(_ claim: Claim) -> Bool { claims.contains(claim) }

    /// A summons asks for an answer first, and for money in the next mail; so does many a threat to publish a film.
    var asksLater: Bool { has(.fakeSummons) || has(.recordedYou) && has(.willPublish) }

    var isSexual: Bool {
        // A web site's owner or a cheating spouse is not threatened with a film.
        if has(.recordedYou) { return true }
        return has(.watchedAdultSites) && !has(.siteHacked) && !has(.filesLocked) && !has(.infidelitySecret) && !has(.fakeSummons) && !has(.violenceThreat)
    }

    /// The kind of an extortion that is not sexual: the most particular claim decides. Nil where no claim tells, and only the words are those of a scam.
    var kind: Verdict.Kind? {
        let order: [(Claim, Verdict.Kind)] = [
            (.violenceThreat, .violence), (.fakeSummons, .fakeSummons), (.denialOfServiceThreat, .denialOfService), (.filesLocked, .lockedFiles),
            (.siteHacked, .websiteHack), (.infidelitySecret, .infidelity), (.illegalContentAccusation, .illegalContent),
        ]
        return order.first { has($0.0) }?.1 ?? (claims.isDisjoint(with: Self.hacks) ? nil : .hackBluff)
    }

    /// Whether no claim tells another kind: then it may be about a film.
    var mayBeSexual: Bool { isSexual || kind == nil || kind == .hackBluff }

    /// Money is asked for, or will be in the next mail.
    var asks: Bool { roles.contains(.demand) || hasLinkedAddress || asksLater }

    private static let hacks: Set<Claim> = [
        .deviceCompromised, .accountCompromised, .phoneSpyware, .knowsYourPassword, .wroteFromYourAddress, .knowsWhenOpened, .antivirusUseless,
        .watchedAdultSites,
    ]
}

extension Evidence {
    /// A threat, a means for one, or where to pay.
    fileprivate var isHeldOverSomebody: Bool {
        switch fact {
        case .claim(let claim): claim.role == .leverage || claim.role == .threat
        case .paymentAddress: true
        default: false
        }
    }
}
