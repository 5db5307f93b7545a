internal import MailMessage
internal import SenderIdentity

/// Whom a mail came to, as far as its header says: the addresses that are the person's own, or may be.
struct Recipients {
    /// In lower case.
    private let addresses: Set<[UInt8]>

    /// Nobody who looks for their own among more gets a mail that is theirs.
    private static let most = 100

    init(of message: Message) {
        let trace = ReceivedTrace(of: message)
        let fields = message.parts[0].fields.filter { $0.name == .to || $0.name == .cc || $0.name == .deliveredTo }.prefix(Self.most)
        let ranges =
            trace.hops.prefix(trace.ownCount).compactMap(\.recipient) + fields.flatMap { message.mailboxes(of: $0, limit: Self.most).map(\.address) }
        addresses = Set(ranges.prefix(Self.most).map { Self.lowered(message.bytes[$0]) })
    }

    func contain(_ address: ArraySlice<UInt8>) -> Bool { addresses.contains(Self.lowered(address)) }

    private static func lowered(_ address: ArraySlice<UInt8>) -> [UInt8] { address.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
}
