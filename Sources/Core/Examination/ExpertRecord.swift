internal import MailMessage
internal import ScamEvidence
public import SenderIdentity
internal import VisibleText

/// What an expert looks at in a message: its way over servers, how its sender was authenticated, where money is to go, and what is odd about its format.
///
/// As values for a page and as JSON (docs/json.md, extended only by adding). Texts from the message are on one line and inert (`InertText`), and not escaped for
/// HTML. Recipients are masked.
public struct ExpertRecord: Encodable, Sendable {
    /// In the order in which the message went: the first server first. At most 100. What only a sender's server says may be made up.
    public let hops: [Hop]
    /// SPF, DKIM (one a signature), DMARC and ARC. Empty for a text without a header.
    public let authentication: [Authentication]
    /// Where these results come from, as `sender.basis` in docs/json.md.
    public let basis: String
    /// Who recorded them; nil where that is not known.
    public let trusted: String?
    /// Each address once, in the order of the text.
    public let addresses: [Address]
    public let defects: [DefectNote]

    /// One server's taking the message over: RFC 5321 § 4.4. Each value is nil where its field does not say.
    public struct Hop: Encodable, Sendable {
        /// From 1 on.
        public let number: Int
        /// The client's name: in DNS, where the server looked that up; else what the client called itself.
        public let from: String?
        /// What the client called itself.
        public let helo: String?
        /// The client's IP address.
        public let address: String?
        public let by: String?
        public let with: String?
        /// The recipient, of whom only the domain is told.
        public let recipient: String?
        /// As it stands.
        public let date: String?
        /// Seconds since 1970.
        public let time: Int?
        /// Seconds since the hop before; below 0 where the clocks differ. Nil where one of the two times is not known, and for the first.
        public let delay: Int?
        /// Whether the receiving side wrote it itself, as far as can be told: the sender can make up all others.
        public let isOwn: Bool
        /// Whether the server says that the client had logged in.
        public let isAuthenticated: Bool
    }

    /// Result words are the RFCs' own.
    public struct Authentication: Encodable, Sendable {
        /// `spf`, `dkim`, `dmarc` or `arc`.
        public let method: String
        /// Nil where it is not known.
        public let result: String?
        public let domain: String?
        /// Of a DKIM signature.
        public let selector: String?
        /// What the domain asks for where DMARC fails.
        public let policy: String?
        /// A sentence for administrators, in English.
        public let reason: String
    }

    public struct Address: Encodable, Sendable {
        /// The ticker.
        public let currency: String
        /// The currency's name: a proper name, which is the same in every language.
        public let name: String
        public let value: String
        /// `valid`, `invalid` or `none`, as in docs/json.md.
        public let checksum: String
        /// The kind of destination, such as `P2PKH`.
        public let form: String
        /// How often it stands in the message.
        public let count: Int

        public var isValid: Bool { checksum == PaymentAddress.Checksum.valid.rawValue }
        public var isInvalid: Bool { checksum == PaymentAddress.Checksum.invalid.rawValue }
    }

    public struct DefectNote: Encodable, Sendable {
        /// As in `defects` of docs/json.md.
        public let name: String
        /// In English.
        public let sentence: String
    }

    /// - Parameter settings: those of the examiner that made the file.
    public init(_ file: CaseFile, settings: SenderSettings = SenderSettings()) {
        let trace = ReceivedTrace(of: file.message, ownNames: settings.trustedServers, isStored: settings.isDelivered)
        hops = Self.hops(trace, file.message.bytes)
        let report = file.sender ?? Self.report(on: file.message, settings)
        authentication = report.map(Self.authentication) ?? []
        (basis, trusted) = report.map { SenderRecord.words(of: $0.basis) } ?? ("none", nil)
        addresses = Self.addresses(file.evidence)
        defects = file.reading.defects.map { DefectNote(name: $0.rawValue, sentence: $0.sentence) }
    }

    /// Where nobody needed to look, what the header tells; nil for a text without one.
    private static func report(on message: Message, _ settings: SenderSettings) -> SenderReport? {
        guard !message.parts[0].fields.isEmpty else { return nil }
        var settings = settings
        settings.asksDNS = false
        var check = SenderCheck(of: message, settings: settings, now: 0)
        guard case .done(let report) = check.step() else { return nil }
        return report
    }

    private static func hops(_ trace: ReceivedTrace, _ bytes: [UInt8]) -> [Hop] {
        func text(_ range: Range<Int>?) -> String? { range.map { InertText.line(bytes, $0) } }
        var last: Int?
        let count = trace.hops.count
        return trace.hops.indices.reversed().map { index in
            let hop = trace.hops[index]
            let time = hop.date.flatMap { MailDate.seconds(bytes, $0) }
            defer { last = time }
            return Hop(
                number: count - index, from: text(hop.clientName ?? hop.helo), helo: text(hop.helo), address: hop.clientAddress?.description,
                by: text(hop.server), with: text(hop.with), recipient: hop.recipient.map { masked(bytes, $0) }, date: text(hop.date), time: time,
                delay: time.flatMap { time in last.map { time - $0 } }, isOwn: index < trace.ownCount, isAuthenticated: hop.isAuthenticated)
        }
    }

    private static func masked(_ bytes: [UInt8], _ address: Range<Int>) -> String {
        guard let at = bytes[address].lastIndex(of: 0x40) else { return CaseFile.mask }
        return CaseFile.mask + InertText.line(bytes, at..<address.upperBound)
    }

    private static func authentication(_ report: SenderReport) -> [Authentication] {
        func entry(_ method: String, _ result: String?, _ domain: DNSName?, _ reason: String, selector: String? = nil, policy: String? = nil) -> Authentication
        {
            Authentication(
                method: method, result: result, domain: domain.map { InertText.line($0.text) }, selector: selector.map { InertText.line($0) }, policy: policy,
                reason: InertText.line(reason))
        }
        let signatures = report.dkim.map { entry("dkim", $0.result.rawValue, $0.domain, $0.reason, selector: $0.selector.isEmpty ? nil : $0.selector) }
        return [entry("spf", report.spf.result?.rawValue, report.spf.domain, report.spf.reason)] + signatures + [
            entry("dmarc", report.dmarc.result?.rawValue, report.dmarc.domain, report.dmarc.reason, policy: report.policy?.rawValue),
            entry("arc", report.arc.result?.rawValue, report.arc.domain, report.arc.reason),
        ]
    }

    private static func addresses(_ evidence: [Evidence]) -> [Address] {
        var found: [(address: PaymentAddress, count: Int)] = []
        var places: [String: Int] = [:]
        for case .paymentAddress(let address) in evidence.map(\.fact) {
            let key = "\(address.currency.rawValue) \(address.value)"
            if let place = places[key] {
                found[place].count += 1
            } else {
                places[key] = found.count
                found.append((address, 1))
            }
        }
        return found.map { address, count in
            Address(
                currency: address.currency.rawValue, name: address.currency.properName, value: address.value, checksum: address.checksum.rawValue,
                form: address.form.rawValue, count: count)
        }
    }
}

extension PaymentAddress.Currency {
    fileprivate var properName: String {
        switch self {
        case .bitcoin: "Bitcoin"
        case .litecoin: "Litecoin"
        case .bitcoinCash: "Bitcoin Cash"
        case .ethereum: "Ethereum"
        case .monero: "Monero"
        case .dash: "Dash"
        case .dogecoin: "Dogecoin"
        case .zcash: "Zcash"
        case .tron: "TRON"
        }
    }
}

// As synthesised, but an absent value is `null`: a reader can rely on every key.

extension ExpertRecord {
    enum CodingKeys: CodingKey { case hops, authentication, basis, trusted, addresses, defects }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hops, forKey: .hops)
        try container.encode(authentication, forKey: .authentication)
        try container.encode(basis, forKey: .basis)
        try container.encode(trusted, forKey: .trusted)
        try container.encode(addresses, forKey: .addresses)
        try container.encode(defects, forKey: .defects)
    }
}

extension ExpertRecord.Hop {
    enum CodingKeys: String, CodingKey {
        case number, from, helo, address, by, with
        case recipient = "for"
        case date, time, delay
        case isOwn = "own"
        case isAuthenticated = "loggedIn"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(from, forKey: .from)
        try container.encode(helo, forKey: .helo)
        try container.encode(address, forKey: .address)
        try container.encode(by, forKey: .by)
        try container.encode(with, forKey: .with)
        try container.encode(recipient, forKey: .recipient)
        try container.encode(date, forKey: .date)
        try container.encode(time, forKey: .time)
        try container.encode(delay, forKey: .delay)
        try container.encode(isOwn, forKey: .isOwn)
        try container.encode(isAuthenticated, forKey: .isAuthenticated)
    }
}

extension ExpertRecord.Authentication {
    enum CodingKeys: CodingKey { case method, result, domain, selector, policy, reason }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(method, forKey: .method)
        try container.encode(result, forKey: .result)
        try container.encode(domain, forKey: .domain)
        try container.encode(selector, forKey: .selector)
        try container.encode(policy, forKey: .policy)
        try container.encode(reason, forKey: .reason)
    }
}
