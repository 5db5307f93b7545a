public import MailMessage
public import VisibleText

extension Evidence {
    /// All evidence in a reading, section by section, in the order of the text.
    ///
    /// Limit: of each kind at most `mostOfAKind` pieces a section, the first ones; a text that has more says nothing new, and
    /// a thousand pieces of one kind must not crowd out the others.
    public static func collect(from reading: Reading, of message: Message, phrases: PhraseScanner = .embedded) -> Collection {
        var collection = Collection(languages: phrases.table.languages)
        var pass = PhrasePass(phrases)
        // A subject is too short to tell its language: the texts under it do.
        let texts = reading.sections.indices.filter { reading.sections[$0].place != .subject }
        let subjects = reading.sections.indices.filter { reading.sections[$0].place == .subject }
        var findings = [PhraseScanner.Findings?](repeating: nil, count: reading.sections.count)
        for index in texts + subjects { findings[index] = pass.scan(reading.sections[index].folded.bytes) }
        let mended = reading.sections.map { section in section.mended.map { pass.scan($0.bytes) } }
        let english = phrases.table.languages.firstIndex(of: "en")
        // Sums and times say something only beside what is claimed, and most mail claims nothing.
        let isClaimed = (findings + mended).contains { $0?.matches.contains { $0.meaning.isSaid } == true }
        var evidence = [[Evidence]](repeating: [], count: reading.sections.count)
        collection.unquotable = [[Range<Int>]](repeating: [], count: reading.sections.count)
        func collect(_ index: Int, convictsOnly: Bool) {
            var collector = EvidenceCollector(message: message, section: reading.sections[index], index: index, english: english)
            collector.convictsOnly = convictsOnly
            collector.collect(findings[index]!, mended: mended[index], withQuantities: isClaimed)
            evidence[index] = collector.evidence.sorted { $0.textRange.lowerBound < $1.textRange.lowerBound }
            collection.unquotable[index] = collector.unquotable
            collection.add(words: collector.words, languageWords: collector.languageWords)
        }
        for index in reading.sections.indices where !reading.sections[index].isDoubtful { collect(index, convictsOnly: false) }
        let isIncriminated = reading.isIncriminated(by: evidence.joined())
        for index in reading.sections.indices where reading.sections[index].isDoubtful { collect(index, convictsOnly: isIncriminated) }
        collection.evidence = Array(evidence.joined())
        // What money may be for says something only where some is asked for, and most mail asks for none.
        if !collection.evidence.contains(where: \.asksForMoney) { collection.evidence.removeAll(where: \.isAboutPayment) }
        return collection
    }

    public static let mostOfAKind = 200

    /// Overlapping matches grow into one piece up to so many bytes: a text made of one phrase must not become one endless piece,
    /// whose spans are worked out anew with every match.
    static let longestPiece = 1_000

    /// The evidence and the language that the text seems to be in.
    public struct Collection: Sendable {
        public internal(set) var evidence: [Evidence] = []
        /// For each section, places that may be a secret although they are no evidence of one.
        public internal(set) var unquotable: [[Range<Int>]] = []
        private let languages: [String]
        private var words = 0
        private var languageWords: [Int]

        init(languages: [String]) {
            self.languages = languages
            languageWords = [Int](repeating: 0, count: languages.count)
        }

        mutating func add(words: Int, languageWords found: [Int]) {
            self.words += words
            for index in found.indices { languageWords[index] += found[index] }
        }

        static func isLanguage(_ everyday: Int, of words: Int) -> Bool { words >= 4 && everyday * 8 >= words }

        /// BCP 47; nil where the text is too short or of a language without phrases. One word in eight has to be an everyday word of it.
        public var language: String? {
            guard let best = languageWords.indices.max(by: { languageWords[$0] < languageWords[$1] }) else { return nil }
            return Self.isLanguage(languageWords[best], of: words) ? languages[best] : nil
        }
    }
}

/// Collects the evidence of one section.
private struct EvidenceCollector {
    let message: Message
    let section: Section
    let index: Int
    /// Which of the languages is English.
    let english: Int?
    var evidence: [Evidence] = []
    var languageWords: [Int] = []
    var unquotable: [Range<Int>] = []
    var words = 0
    /// Beside what is held against the writer, what may be hidden proves what it says, and excuses nothing.
    var convictsOnly = false
    private var firstHush: Range<Int>?
    private var isSecondHushFound = false
    /// For each kind, how many pieces there are and which is the last. A mail has few kinds: to hash them takes longer.
    private var kinds: [(kind: Kind, count: Int, last: Int)] = []

    private enum Kind: Equatable {
        case claim(Claim), relation(RelationalSign), context(ContextSign), payment(PaymentSign), paymentAddress, amount, deadline, quotedSecret, personalDetail(
            PersonalDetail),
            hiddenText, testMessage

        init(_ fact: Evidence.Fact) {
            switch fact {
            case .claim(let claim): self = .claim(claim)
            case .relation(let sign): self = .relation(sign)
            case .context(let sign): self = .context(sign)
            case .payment(let sign): self = .payment(sign)
            case .paymentAddress: self = .paymentAddress
            case .amount: self = .amount
            case .deadline: self = .deadline
            case .quotedSecret: self = .quotedSecret
            case .personalDetail(let detail): self = .personalDetail(detail)
            case .hiddenText: self = .hiddenText
            case .testMessage: self = .testMessage
            }
        }
    }

    init(message: Message, section: Section, index: Int, english: Int?) {
        self.english = english
        self.message = message
        self.section = section
        self.index = index
    }

    mutating func collect(_ findings: PhraseScanner.Findings, mended: PhraseScanner.Findings?, withQuantities: Bool) {
        languageWords = findings.languageWords
        words = findings.words
        var secrets = SecretFinder(text: section.text)
        var details = DetailFinder(text: section.text)
        let denials = Self.denials(in: findings)
        for match in findings.matches where counts(match, in: section.folded) && !Self.isDenied(match, by: denials) {
            switch match.meaning {
            case .claim, .relation, .context: addSaid(match, section.folded)
            case .payment(.hushMoney): if withQuantities { addHush(match.range) }
            case .payment(let sign): if withQuantities { addFirst(.payment(sign), match.range) }
            case .secretFollows: secrets.look(behind: visible(match.range))
            case .secretPrecedes: secrets.look(before: visible(match.range))
            case .testMessage: add(.testMessage, visible(match.range))
            case .detailFollows(let detail):
                let phrase = visible(match.range)
                if let value = details.look(behind: phrase, for: detail) { add(.claim(.knowsYourDetails), phrase.lowerBound..<value.upperBound) }
            case .detailPrecedes(let detail):
                let phrase = visible(match.range)
                if let value = details.look(before: phrase, for: detail) { add(.claim(.knowsYourDetails), value.lowerBound..<phrase.upperBound) }
            case .noContact, .language: break
            }
        }
        if let mended, let text = section.mended {
            let denials = Self.denials(in: mended)
            for match in mended.matches where counts(match, in: text) && !Self.isDenied(match, by: denials) { addSaid(match, text) }
        }
        unquotable = (secrets.doubtful + details.doubtful).sorted { $0.lowerBound < $1.lowerBound }
        for range in secrets.found { add(.quotedSecret, range) }
        for found in details.found { add(.personalDetail(found.detail), found.range) }
        if withQuantities { addQuantities() }
        addAddresses()
        addHiddenText()
    }

    /// The first ones: a text that has more says nothing new.
    private static func denials(in findings: PhraseScanner.Findings) -> [Range<Int>] {
        findings.matches.lazy.filter { $0.meaning == .noContact }.prefix(Evidence.mostOfAKind).map(\.range)
    }

    /// "You do not know me" has the words of "you know me".
    private static func isDenied(_ match: PhraseScanner.Match, by denials: [Range<Int>]) -> Bool {
        match.meaning == .relation(.earlierContact) && denials.contains { $0.overlaps(match.range) }
    }

    private func counts(_ match: PhraseScanner.Match, in text: FoldedText) -> Bool {
        !convictsOnly || match.meaning.isAgainstWriter && !section.isQuoted(at: visible(match.range, in: text).lowerBound)
    }

    private mutating func addSaid(_ match: PhraseScanner.Match, _ text: FoldedText) {
        let range = visible(match.range, in: text)
        switch match.meaning {
        case .claim(let claim): add(.claim(claim), range)
        case .relation(let sign): add(.relation(sign), range)
        case .context(.namesTheScam): if mayAdd(.context(.namesTheScam)), !isInAddress(range.lowerBound) { add(.context(.namesTheScam), range) }
        case .context(let sign): add(.context(sign), range)
        case .noContact, .payment, .secretFollows, .secretPrecedes, .testMessage, .detailFollows, .detailPrecedes, .language: break
        }
    }

    /// Whether what stands here is a mail address: `scam@example.com` is a mailbox, and any scam may name one.
    private func isInAddress(_ position: Int) -> Bool {
        let text = section.text
        guard position < text.count else { return false }
        let start = Self.addressEnd(in: text, from: position - 1, by: -1)
        let end = Self.addressEnd(in: text, from: position, by: 1)
        return text[start + 1..<end].dropFirst().dropLast().contains(0x40)
    }

    /// The first byte that does not go on with an address, in either direction; -1 at the beginning. A letter of a script of three bytes may stand between two of its own.
    private static func addressEnd(in text: [UInt8], from position: Int, by step: Int) -> Int {
        var index = position
        var isBehindForeign = false
        while text.indices.contains(index), abs(index - position) < longestLocalPart {
            let byte = text[index]
            if isAddressByte(byte) {
                if byte & 0xC0 != 0x80 { isBehindForeign = false }
            } else {
                // Ideographic and full-width punctuation end an address.
                let isLetter = 0xE0...0xED ~= byte && !(byte == 0xE3 && index + 1 < text.count && text[index + 1] == 0x80)
                guard isLetter, !isBehindForeign else { break }
                isBehindForeign = true
            }
            index += step
        }
        return index
    }

    /// RFC 5321 § 4.5.3.1.1, in bytes.
    private static let longestLocalPart = 64

    /// Letters, digits and `%+-.@_`, what is put between letters to disguise them (`&#x20;`, zero-width characters), and look-alikes of other alphabets: no characters
    /// of texts without spaces, as there any word would stand in an address. What else RFC 5322 § 3.2.3 allows is rare, and stands between words too.
    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x23, 0x25...0x26, 0x2B, 0x2D...0x2E, 0x30...0x39, 0x3B, 0x40...0x5A, 0x5F, 0x61...0x7A, 0x80...0xDF, 0xE2: true
        default: false
        }
    }

    /// Such words are in most mail, and more of them say no more.
    private mutating func addFirst(_ fact: Evidence.Fact, _ range: Range<Int>) { if number(of: Kind(fact)) == nil { add(fact, visible(range)) } }

    /// The first two that differ: one such word may be chance.
    private mutating func addHush(_ range: Range<Int>) {
        let stem = section.folded.bytes[range].prefix(Self.stemLength)
        if let first = firstHush, isSecondHushFound || section.folded.bytes[first].prefix(Self.stemLength) == stem { return }
        isSecondHushFound = firstHush != nil
        firstHush = firstHush ?? range
        add(.payment(.hushMoney), visible(range))
    }

    /// Bytes by which words are told apart: "secret" and "secrets" are one, and so are two forms of a Cyrillic word.
    private static let stemLength = 6

    private mutating func addQuantities() {
        let isEnglish = english.map { Evidence.Collection.isLanguage(languageWords[$0], of: words) } ?? false
        let quantities = Quantities(in: section.text, mostAmounts: Evidence.mostOfAKind, isEnglish: isEnglish)
        for found in quantities.amounts { add(.amount(found.amount), found.range) }
        for found in quantities.deadlines { add(.deadline(hours: found.hours), found.range) }
    }

    private mutating func addAddresses() {
        for found in AddressScanner.scan(section.text, limit: Evidence.mostOfAKind) {
            guard let first = found.ranges.first, let last = found.ranges.last else { continue }
            let spans = Section.merged(found.ranges.flatMap { section.spans(of: $0, in: message) })
            add(.paymentAddress(found.address), first.lowerBound..<last.upperBound, spans: spans)
        }
    }

    /// All of a section's hidden text is one fact: salting hides it in hundreds of runs.
    private mutating func addHiddenText() {
        let counted = section.hidden.filter { $0.reason.isHiding }
        guard !counted.isEmpty else { return }
        let spans = Section.merged(counted.prefix(Evidence.mostOfAKind).flatMap(\.spans))
        add(.hiddenText(bytes: counted.reduce(0) { $0 + $1.byteCount }), 0..<0, spans: spans)
    }

    /// Overlapping matches of one meaning are one piece of evidence.
    private mutating func add(_ fact: Evidence.Fact, _ range: Range<Int>) {
        guard let number = number(of: Kind(fact)) else { return add(fact, range, spans: section.spans(of: range, in: message)) }
        let (_, count, last) = kinds[number]
        let found = evidence[last].textRange
        let union = min(found.lowerBound, range.lowerBound)..<max(found.upperBound, range.upperBound)
        if evidence[last].fact == fact, found.overlaps(range), union == found || union.count <= Evidence.longestPiece {
            if union != found { evidence[last] = make(fact, union, section.spans(of: union, in: message)) }
        } else if count < Evidence.mostOfAKind {
            add(fact, range, spans: section.spans(of: range, in: message))
        }
    }

    private mutating func add(_ fact: Evidence.Fact, _ range: Range<Int>, spans: [Range<Int>]) {
        let kind = Kind(fact)
        if let number = number(of: kind) {
            guard kinds[number].count < Evidence.mostOfAKind else { return }
            kinds[number].count += 1
            kinds[number].last = evidence.count
        } else {
            kinds.append((kind, 1, evidence.count))
        }
        evidence.append(make(fact, range, spans))
    }

    /// Whether a fact of this kind is still taken in.
    private func mayAdd(_ fact: Evidence.Fact) -> Bool { number(of: Kind(fact)).map { kinds[$0].count < Evidence.mostOfAKind } ?? true }

    private func number(of kind: Kind) -> Int? { kinds.firstIndex { $0.kind == kind } }

    private func make(_ fact: Evidence.Fact, _ range: Range<Int>, _ spans: [Range<Int>]) -> Evidence {
        Evidence(
            fact: fact, section: index, part: section.part, textRange: range, spans: spans,
            isQuoted: section.nesting > 0 || section.isQuoted(at: range.lowerBound))
    }

    /// The visible bytes of a folded range, as one range.
    private func visible(_ range: Range<Int>, in text: FoldedText? = nil) -> Range<Int> {
        let map = (text ?? section.folded).map
        if let source = map.source(of: range) { return source }
        let ranges = map.sources(of: range)
        guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
        return first.lowerBound..<last.upperBound
    }
}

extension Evidence {
    fileprivate var asksForMoney: Bool {
        switch fact {
        case .claim(.demandsPayment), .paymentAddress: true
        default: false
        }
    }

    fileprivate var isAboutPayment: Bool { if case .payment = fact { true } else { false } }
}
