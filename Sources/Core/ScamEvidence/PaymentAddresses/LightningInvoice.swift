/// Invoices of Bitcoin's Lightning network (BOLT 11): `lnbc`, perhaps an amount, `1`, and data in Bech32 of any length.
enum LightningInvoice {
    /// Seven letters of time, 104 of signature and six of check behind `lnbc1`.
    static let shortest = 122
    /// What a trace has room for; most invoices have 200 to 400 letters.
    static let longest = ZcashShieldedAddress.longest
    static let opening = Array("lnbc".utf8)
    /// Letters up to the `1` between amount and data: `lnbc` and no more figures than there are satoshis.
    private static let longestPart = 24

    static func hasOpening(_ symbols: ArraySlice<UInt8>) -> Bool {
        symbols.count >= opening.count && zip(symbols, opening).allSatisfy { AddressBytes.lowercased($0) == $1 }
    }

    /// The invoice that the first symbols spell with right check digits.
    static func match(_ trace: AddressTrace) -> AddressMatch? {
        guard trace.count >= shortest, hasOpening(trace.symbols) else { return nil }
        // No data letter is a `1`, so that the last one parts them (BIP-173 § Bech32).
        guard let mark = trace.symbols.prefix(longestPart).lastIndex(of: UInt8(ascii: "1")) else { return nil }
        var remainder = Bech32.Remainder(humanReadablePart: trace.symbols[..<mark].map(AddressBytes.lowercased))
        for index in (mark + 1)..<trace.count {
            let value = Bech32.values[Int(trace.symbols[index])]
            guard value < 32 else { return nil }
            remainder.feed(value)
            guard index + 1 >= shortest, remainder.value == Bech32.bech32Remainder, trace.endsWord(index + 1) else { continue }
            guard Bech32.isOneCase(trace.symbols[...index]) else { return nil }
            return AddressMatch(count: index + 1, currency: .bitcoin, form: .lightning, checksum: .valid)
        }
        return nil
    }
}
