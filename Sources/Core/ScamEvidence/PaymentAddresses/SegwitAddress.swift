/// Native segregated-witness addresses of Bitcoin and Litecoin (BIP-173, BIP-350, BIP-341).
enum SegwitAddress {
    static let parts = ["bc", "ltc", "ltcmweb"]
    /// BIP-173 § Bech32: a string is at most 90 characters long.
    static let longest = 90

    /// The longest address that the first symbols spell with right check digits.
    static func match(_ trace: AddressTrace) -> AddressMatch? {
        guard let (part, data) = Bech32.humanReadablePart(trace.symbols, among: parts) else { return nil }
        var remainder = Bech32.Remainder(humanReadablePart: Array(part.utf8))
        var values: [UInt8] = []
        var best: AddressMatch?
        for index in data..<trace.count where index < longest {
            let value = Bech32.values[Int(trace.symbols[index])]
            guard value < 32 else { break }
            remainder.feed(value)
            values.append(value)
            guard remainder.value == Bech32.bech32Remainder || remainder.value == Bech32.bech32mRemainder else { continue }
            let isModified = remainder.value == Bech32.bech32mRemainder
            guard let form = form(values, isModified: isModified), Bech32.isOneCase(trace.symbols[...index]) else { continue }
            // Only programs of a known length may run on into further letters: others would pass by chance too often.
            guard form != .futureWitness || trace.endsWord(index + 1) else { continue }
            best = AddressMatch(count: index + 1, currency: part == "bc" ? .bitcoin : .litecoin, form: form, checksum: .valid)
        }
        return best
    }

    /// The meaning of version and program; nil where BIP-141 § Witness program or BIP-350 do not allow them.
    private static func form(_ values: [UInt8], isModified: Bool) -> PaymentAddress.Form? {
        guard values.count > Bech32.checkLetters, let version = values.first, version <= 16 else { return nil }
        guard let program = Bech32.bytes(values[1..<(values.count - Bech32.checkLetters)]) else { return nil }
        switch (version, program.count, isModified) {
        case (0, 20, false): return .witnessPublicKeyHash
        case (0, 32, false): return .witnessScriptHash
        case (1, 32, true): return .taproot
        case (1...16, 2...40, true): return .futureWitness
        default: return nil
        }
    }
}
