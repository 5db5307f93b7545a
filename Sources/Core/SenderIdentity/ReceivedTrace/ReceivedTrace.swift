public import MailMessage

/// The way of a message over servers, the last one first, as its Received fields tell: RFC 5321 § 4.4.
///
/// Each server writes its field above those that are there, so that a forger can only add below the one with which the receiving side took the mail
/// from outside. Which that is can be told as far as the fields above it name addresses and hosts of the receiving side.
public struct ReceivedTrace: Sendable {
    /// At most `ReceivedLimits.hops`.
    public let hops: [ReceivedHop]
    /// How many of `hops`, from the first on, the receiving side wrote itself.
    public let ownCount: Int
    /// Where the first hop begins that the receiving side did not write; nil where there is none. Header fields behind it are the sender's.
    public let firstForeign: Int?

    /// As given: whether the receiving side has written anything into the message yet.
    let isStored: Bool

    /// The hop with which the mail came in from outside: who that was is what SPF asks (`clientAddress`, `helo`). Nil where no hop is the receiving side's.
    ///
    /// Where the mail never came from outside, it is the first of all.
    public var border: ReceivedHop? { ownCount > 0 ? hops[ownCount - 1] : nil }

    /// Whether a mail server of somebody else handed the mail in at the border. Not so where it was written on the receiving side: by whoever had logged in, on a
    /// web page, in a network of its own. SPF has nothing to say of those.
    public let cameFromServer: Bool

    /// - Parameters:
    ///   - ownNames: of the receiving side's servers, such as authserv-ids. Hosts of the same organizational domain are its too.
    ///   - isStored: whether the receiving side has put its own field above the others, as in a saved file. A filter inside a server's SMTP session sees
    ///     the message before that: there all of them are foreign.
    public init(of message: Message, ownNames: [String] = [], isStored: Bool = true) {
        let fields = message.fields(.received)
        hops = fields.prefix(ReceivedLimits.hops).map { ReceivedParser.parse(message.bytes, $0.valueRange) }
        var own = OwnNames(ownNames)
        var count = 0
        var cameFromServer = false
        if isStored {
            while count < hops.count {
                let hop = hops[count]
                count += 1
                own.insert(message.bytes, hop.server)
                if own.isForeign(hop, message.bytes) {
                    cameFromServer = hop.isFromServer && !OwnNames.takesSubmissions(hop, message.bytes)
                    break
                }
            }
        }
        self.isStored = isStored
        ownCount = count
        self.cameFromServer = cameFromServer
        firstForeign = count < fields.count ? fields[count].valueRange.lowerBound : nil
    }
}

extension ReceivedTrace {
    /// Whether a name is of the organization of one of the receiving side's servers.
    func isOwn(_ name: DNSName, _ message: Message) -> Bool {
        hops.prefix(ownCount).contains { hop in
            hop.server.flatMap { DNSName(message.bytes.text(in: $0)) }?.organization == name.organization
        }
    }
}

/// The names under which the receiving side is known so far.
private struct OwnNames {
    private var names: Set<DNSName> = []

    init(_ texts: [String]) {
        for text in texts { if let name = DNSName(text) { names.insert(Self.organization(of: name)) } }
    }

    mutating func insert(_ bytes: [UInt8], _ host: Range<Int>?) {
        guard let name = Self.name(bytes, host) else { return }
        let organization = Self.organization(of: name)
        names.insert(organization)
        if Self.exchangeOnline.contains(organization) { names.formUnion(Self.exchangeOnline) }
    }

    /// QUIRK: Microsoft's servers hand a mail over to each other under three domains.
    private static let exchangeOnline: Set<DNSName> = Set(["outlook.com", "office365.com", "exchangelabs.com"].compactMap { DNSName($0) })

    /// Whether the hop's client is somebody else.
    ///
    /// An address of the Internet is, unless the name that DNS has for it is one of ours. HELO's argument anybody may choose; it is taken only between servers
    /// of Exchange Online, which write no name. A hop without any client is a server's handing over to itself, and one from a mailbox is the person's fetching.
    func isForeign(_ hop: ReceivedHop, _ bytes: [UInt8]) -> Bool {
        if hop.isAuthenticated { return true }
        if hop.transmission == .retrieval { return false }
        // LMTP is spoken within a site (RFC 2033 § 5), and often by a server to itself, without an address.
        if let with = hop.with, bytes.text(in: with).lowercased().hasPrefix("lmtp") { return false }
        if let address = hop.clientAddress, address.isInternal { return false }
        guard hop.clientAddress != nil || hop.helo != nil else { return false }
        let isExchangeOnline = Self.name(bytes, hop.server).map { Self.exchangeOnline.contains(Self.organization(of: $0)) } ?? false
        guard let name = Self.name(bytes, hop.clientName ?? (isExchangeOnline ? hop.helo : nil)) else { return true }
        return !names.contains(Self.organization(of: name))
    }

    /// QUIRK: Exchange Online takes mail from outside under `mail.protection.outlook.com`, and from its users, who have logged in, under another name, without
    /// a word of that.
    static func takesSubmissions(_ hop: ReceivedHop, _ bytes: [UInt8]) -> Bool {
        guard let server = name(bytes, hop.server) else { return false }
        return exchangeOnline.contains(organization(of: server)) && !server.text.hasSuffix(".protection.outlook.com")
    }

    private static func name(_ bytes: [UInt8], _ range: Range<Int>?) -> DNSName? {
        guard let range, range.count <= DNSName.maximumLength + 1, AddressLiteral.parse(bytes, range) == nil else { return nil }
        return DNSName(bytes.text(in: range))
    }

    private static func organization(of name: DNSName) -> DNSName { PublicSuffixList.organizationalDomain(of: name) ?? name }
}
