/// Whether outgoing mail answers a scam, or names its wallet: what the sender of it waits for.
///
/// Knows scams by keyed hashes only. Whoever sends a scam chooses its Message-ID, and could choose that of a real mail: answers to that are then
/// explained and held until they are sent again as the text says, but nothing is lost.
public struct ReplyGuard: Sendable {
    /// Message-IDs and wallets, together: 8,000 a day for 30 days, in some 20 MB.
    public static let capacity = 1 << 18
    /// Wallets of one mail that count.
    public static let mostWallets = 50

    /// What is known of a mail that leaves.
    public struct Mail: Sendable {
        /// The fields' values as they stand, several of a kind joined by a blank.
        public var inReplyTo: [UInt8] = []
        public var references: [UInt8] = []
        /// Payment addresses in the text, quoted parts as well.
        public var wallets: [String] = []
        /// Whether all its recipients are help desks and reporting addresses: such mail passes.
        public var isReport = false
        /// Decoded.
        public var subject = ""
        /// The value of `SendAnyway.fieldName`; nil where the mail has none.
        public var sendAnyway: [UInt8]?

        public init() {}
    }

    /// The same, hashed: to be made outside of the lock that `judge` is called in.
    public struct Answer: Sendable {
        fileprivate let ids: [UInt64]
        fileprivate let wallets: [UInt64]
        fileprivate let isReport: Bool
        /// Whether its sender says that it has to go all the same.
        fileprivate let isMeant: Bool

        public init(_ mail: Mail, _ key: HashKey) {
            ids = (MessageIDs.all(in: mail.inReplyTo) + MessageIDs.all(in: mail.references)).map { key.hash(Array($0), .messageID) }
            wallets = mail.wallets.prefix(ReplyGuard.mostWallets).compactMap { ReplyGuard.hash(wallet: $0, key) }
            isReport = mail.isReport
            isMeant = SendAnyway.isIn(subject: mail.subject) || mail.sendAnyway.map { SendAnyway.isIn(field: $0) } ?? false
        }
    }

    public enum Reason: Sendable, Equatable {
        case reply(RememberedSign.Threat)
        case wallet(RememberedSign.Threat)
    }

    public enum Decision: Sendable, Equatable {
        case pass
        /// It would be held, and its sender has read why.
        case sentAnyway(Reason)
        case hold(Reason)
    }

    private let key: HashKey
    private var memory: ReplyMemory
    private var changes: [RememberedSign] = []

    /// - Parameter signs: as the store has them, of the same `key`; those over 30 days old are not looked at.
    public init(key: HashKey, signs: [RememberedSign] = [], capacity: Int = ReplyGuard.capacity) {
        self.key = key
        memory = ReplyMemory(capacity: capacity)
        for sign in signs.sorted(by: { $0.seen < $1.seen }) { _ = memory.remember(sign) }
    }

    /// Signs that are known.
    public var count: Int { memory.count }

    /// A mail came in that was judged a scam.
    ///
    /// - Parameters:
    ///   - messageID: the field's value; nil or empty where the mail has none.
    ///   - wallets: payment addresses in its own text.
    public mutating func remember(messageID: [UInt8]?, wallets: [String], threat: RememberedSign.Threat, at now: Int) {
        remember(Self.hashes(messageID: messageID, wallets: wallets, key), threat: threat, at: now)
    }

    /// - Parameter hashes: made with the same key.
    public mutating func remember(_ hashes: [UInt64], threat: RememberedSign.Threat, at now: Int) {
        for hash in hashes {
            let sign = RememberedSign(hash: hash, threat: threat, seen: now)
            if memory.remember(sign) { changes.append(sign) }
        }
    }

    /// What `remember` wants of a scam.
    public static func hashes(messageID: [UInt8]?, wallets: [String], _ key: HashKey) -> [UInt64] {
        let ids = messageID.map { MessageIDs.all(in: $0).prefix(1).map { key.hash(Array($0), .messageID) } } ?? []
        return ids + wallets.prefix(mostWallets).compactMap { hash(wallet: $0, key) }
    }

    /// What has to be written, each once.
    public mutating func drainChanges() -> [RememberedSign] {
        defer { changes = [] }
        return changes
    }

    public func judge(_ mail: Mail, at now: Int) -> Decision { memory.count > 0 ? judge(Answer(mail, key), at: now) : .pass }

    /// - Parameter answer: made with the same key.
    public func judge(_ answer: Answer, at now: Int) -> Decision {
        guard !answer.isReport, let reason = reason(answer, at: now) else { return .pass }
        return answer.isMeant ? .sentAnyway(reason) : .hold(reason)
    }

    private func reason(_ answer: Answer, at now: Int) -> Reason? {
        for hash in answer.ids { if let threat = memory.threat(hash, at: now) { return .reply(threat) } }
        for hash in answer.wallets { if let threat = memory.threat(hash, at: now) { return .wallet(threat) } }
        return nil
    }

    /// Nil for no address. Case does not count: in Bech32 (BIP 173) and hexadecimal it means nothing, and no two Base58 addresses differ in it alone.
    private static func hash(wallet: String, _ key: HashKey) -> UInt64? {
        guard !wallet.isEmpty, wallet.utf8.count <= longestWallet else { return nil }
        let bytes = wallet.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        // `bitcoincash:q…` may be written without what stands before the colon.
        return key.hash(bytes.lastIndex(of: 0x3A).map { Array(bytes[($0 + 1)...]) } ?? bytes, .wallet)
    }

    /// A Lightning invoice has some hundred characters.
    private static let longestWallet = 2_048
}
