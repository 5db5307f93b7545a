/// Zcash's shielded addresses: Sapling (protocol specification § 5.6.3.1) and unified (ZIP 316).
enum ZcashShieldedAddress {
    /// As many letters as the largest jumbled message takes.
    static let longest = F4Jumble.lengths.upperBound * 8 / 5 + 16
    private static let saplingLetters = 78

    static func match(_ trace: AddressTrace) -> AddressMatch? {
        guard let (part, data) = Bech32.humanReadablePart(trace.symbols, among: ["zs", "u"]) else { return nil }
        let remainder = Bech32.Remainder(humanReadablePart: Array(part.utf8))
        return part == "zs" ? sapling(trace, data, remainder) : unified(trace, data, remainder)
    }

    /// 43 bytes in Bech32, letting the 90-character limit of BIP-173 be.
    private static func sapling(_ trace: AddressTrace, _ data: Int, _ start: Bech32.Remainder) -> AddressMatch? {
        guard trace.count >= saplingLetters else { return nil }
        var remainder = start
        for symbol in trace.symbols[data..<saplingLetters] { remainder.feed(Bech32.values[Int(symbol)]) }
        guard remainder.value == Bech32.bech32Remainder, Bech32.isOneCase(trace.symbols[..<saplingLetters]) else { return nil }
        return AddressMatch(count: saplingLetters, currency: .zcash, form: .sapling, checksum: .valid)
    }

    private static func unified(_ trace: AddressTrace, _ data: Int, _ start: Bech32.Remainder) -> AddressMatch? {
        var remainder = start
        var values: [UInt8] = []
        for index in data..<min(trace.count, longest) {
            let value = Bech32.values[Int(trace.symbols[index])]
            guard value < 32 else { return nil }
            remainder.feed(value)
            values.append(value)
            guard remainder.value == Bech32.bech32mRemainder, trace.endsWord(index + 1), values.count > Bech32.checkLetters else { continue }
            guard let jumbled = Bech32.bytes(values.dropLast(Bech32.checkLetters)), let message = F4Jumble.inverse(jumbled) else { continue }
            guard holdsReceivers(message), Bech32.isOneCase(trace.symbols[...index]) else { continue }
            return AddressMatch(count: index + 1, currency: .zcash, form: .unified, checksum: .valid)
        }
        return nil
    }

    /// ZIP 316 § Encoding of Unified Addresses: items of type, length, bytes in rising order of type, then `u` and fifteen zeros.
    private static func holdsReceivers(_ message: [UInt8]) -> Bool {
        guard message.suffix(16).elementsEqual(Array("u".utf8) + repeatElement(0, count: 15)) else { return false }
        var items = CompactSizeReader(bytes: message.dropLast(16))
        var lastType: UInt64?
        var hasShielded = false
        while !items.bytes.isEmpty {
            guard let type = items.number(), let length = items.number(), items.skip(length) else { return false }
            if let lastType, type <= lastType || (type == 1 && lastType == 0) { return false }
            if let expected = receiverBytes[type], expected != length { return false }
            lastType = type
            if type >= 2 { hasShielded = true }
        }
        return hasShielded
    }

    /// Lengths of the receivers that have a meaning: P2PKH, P2SH, Sapling, Orchard.
    private static let receiverBytes: [UInt64: UInt64] = [0: 20, 1: 20, 2: 43, 3: 43]
}

/// Bitcoin's `CompactSize` numbers.
private struct CompactSizeReader {
    var bytes: ArraySlice<UInt8>

    mutating func number() -> UInt64? {
        guard let first = bytes.popFirst() else { return nil }
        let width = first < 253 ? 0 : 1 << (Int(first) - 252)
        guard width <= bytes.count else { return nil }
        if width == 0 { return UInt64(first) }
        defer { bytes.removeFirst(width) }
        return bytes.prefix(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func skip(_ count: UInt64) -> Bool {
        guard count <= UInt64(bytes.count) else { return false }
        bytes.removeFirst(Int(count))
        return true
    }
}
