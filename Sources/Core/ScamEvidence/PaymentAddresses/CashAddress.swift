/// Bitcoin Cash addresses (specification "cashaddr"), with or without `bitcoincash:` before them.
enum CashAddress {
    static let prefix = Array("bitcoincash".utf8)
    private static let checkLetters = 8
    /// 64 bytes of hash, version byte and check letters.
    static let longest = 112
    /// Digits that 42 letters at random hold eleven of; below this, a broken address is taken for words.
    private static let fewestDigits = 4

    /// The longest address that the first symbols spell with right check digits. They do not include the prefix.
    static func match(_ trace: AddressTrace) -> AddressMatch? {
        var remainder = Remainder()
        for letter in prefix { remainder.feed(letter & 31) }
        remainder.feed(0)
        var values: [UInt8] = []
        var best: AddressMatch?
        for index in 0..<min(trace.count, longest) {
            let value = Bech32.values[Int(trace.symbols[index])]
            guard value < 32 else { break }
            remainder.feed(value)
            values.append(value)
            guard remainder.value == 1, Bech32.isOneCase(trace.symbols[...index]), let form = form(values) else { continue }
            guard !trace.isBroken(index + 1) || hasDigits(trace.symbols[...index]) else { continue }
            best = AddressMatch(count: index + 1, currency: .bitcoinCash, form: form, checksum: .valid)
        }
        return best
    }

    private static func hasDigits(_ symbols: ArraySlice<UInt8>) -> Bool { symbols.count(where: AddressBytes.isDigit) >= fewestDigits }

    /// The version byte: bit 7 reserved, four bits of type, three of size.
    private static func form(_ values: [UInt8]) -> PaymentAddress.Form? {
        guard values.count > checkLetters, let bytes = Bech32.bytes(values[..<(values.count - checkLetters)]), let version = bytes.first else { return nil }
        let sizes = [20, 24, 28, 32, 40, 48, 56, 64]
        guard version & 0x80 == 0, bytes.count - 1 == sizes[Int(version & 7)] else { return nil }
        return switch version >> 3 {
        case 0, 2: .cashaddrPublicKeyHash
        case 1, 3: .cashaddrScriptHash
        default: nil
        }
    }

    /// The 40-bit BCH code of cashaddr § Checksum.
    private struct Remainder {
        private var state: UInt64 = 1
        var value: UInt64 { state }

        mutating func feed(_ next: UInt8) {
            let top = state >> 35
            state = (state & 0x7_FFFF_FFFF) << 5 ^ UInt64(next)
            if top & 1 != 0 { state ^= 0x98_F2BC_8E61 }
            if top & 2 != 0 { state ^= 0x79_B76D_99E2 }
            if top & 4 != 0 { state ^= 0xF3_3E5F_B3C4 }
            if top & 8 != 0 { state ^= 0xAE_2EAB_E2A8 }
            if top & 16 != 0 { state ^= 0x1E_4F43_E470 }
        }
    }
}
