/// The secret with which whatever somebody else chose is hashed: SipHash-2-4 of 64 bits (Aumasson and Bernstein, 2012).
///
/// Nobody without the key can choose two names that meet, or try out which address a kept number stands for.
public struct HashKey: Sendable, Equatable {
    /// 16 bytes of a secure random source, kept as long as what was hashed with it.
    public static let byteCount = 16

    private let low: UInt64
    private let high: UInt64

    /// Nil unless there are 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        low = Self.word(bytes[..<8])
        high = Self.word(bytes[8...])
    }

    /// What a number is about: the same bytes give another one for each.
    enum Purpose: UInt8 {
        case plain, account, client, domain, recipient, messageID, wallet, word
    }

    /// A recipient's number, for `OutgoingMail.recipients`: ASCII letters' case does not count.
    public func recipient(_ address: some Collection<UInt8>) -> UInt64 {
        hash(address.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, .recipient)
    }

    func hash(_ text: String, _ purpose: Purpose) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0, purpose) }
    }

    func hash(_ bytes: [UInt8], _ purpose: Purpose) -> UInt64 { bytes.withUnsafeBufferPointer { hash($0, purpose) } }

    func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ purpose: Purpose) -> UInt64 {
        var state = SipState(low, high ^ UInt64(purpose.rawValue))
        let whole = bytes.count & ~7
        var start = 0
        while start < whole {
            state.absorb(UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(fromByteOffset: start, as: UInt64.self)))
            start += 8
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) << 56
        for index in whole..<bytes.count { last |= UInt64(bytes[index]) << UInt64(8 * (index - whole)) }
        state.absorb(last)
        return state.finish()
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

private struct SipState {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(_ low: UInt64, _ high: UInt64) {
        v0 = low ^ 0x736F_6D65_7073_6575
        v1 = high ^ 0x646F_7261_6E64_6F6D
        v2 = low ^ 0x6C79_6765_6E65_7261
        v3 = high ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    mutating func finish() -> UInt64 {
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
        v0 &+= v1
        v1 = v1 << 13 | v1 >> 51
        v1 ^= v0
        v0 = v0 << 32 | v0 >> 32
        v2 &+= v3
        v3 = v3 << 16 | v3 >> 48
        v3 ^= v2
        v0 &+= v3
        v3 = v3 << 21 | v3 >> 43
        v3 ^= v0
        v2 &+= v1
        v1 = v1 << 17 | v1 >> 47
        v1 ^= v2
        v2 = v2 << 32 | v2 >> 32
    }
}
