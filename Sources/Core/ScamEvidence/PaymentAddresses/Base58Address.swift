/// Addresses in Base58Check: a version, the hash of a key or a script, four check bytes.
enum Base58Address {
    /// The lengths that such an address can have; 25 bytes give 34 letters at most.
    static let lengths = 26...35
    private static let twoByteVersionLength = 35

    /// The address that the first symbols spell with right check digits.
    static func match(_ trace: AddressTrace) -> AddressMatch? {
        guard let first = trace.symbols.first else { return nil }
        if first == UInt8(ascii: "t") { return match(trace, length: twoByteVersionLength) }
        if let match = match(trace, length: 34) { return match }
        // Only version 0 can be small enough a number for fewer letters; one in 23 has 33.
        guard first == UInt8(ascii: "1") else { return nil }
        if let match = match(trace, length: 33) { return match }
        for length in (lengths.lowerBound...32).reversed() where length <= trace.count && trace.endsWord(length) {
            if let match = match(trace, length: length) { return match }
        }
        return nil
    }

    private static func match(_ trace: AddressTrace, length: Int) -> AddressMatch? {
        guard length <= trace.count else { return nil }
        let symbols = trace.symbols[..<length]
        guard !trace.isBroken(length) || isMixed(symbols) else { return nil }
        guard let payload = Base58.checked(symbols, count: length == twoByteVersionLength ? 26 : 25) else { return nil }
        guard let (currency, form) = meaning(payload) else { return nil }
        return AddressMatch(count: length, currency: currency, form: form, checksum: .valid)
    }

    /// Whether letters of both cases and digits occur, so that a sentence costs no hashing. One random address in 250 fails this.
    static func isMixed(_ symbols: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        var upper = 0
        for symbol in symbols {
            if AddressBytes.isDigit(symbol) { digits += 1 }
            if AddressBytes.isUpper(symbol) { upper += 1 }
        }
        return digits >= 2 && upper >= 2 && symbols.count - digits - upper >= 2
    }

    /// Version bytes: Bitcoin `chainparams.cpp` and its descendants' `chainparams.cpp`, Zcash protocol specification § 5.6.1.1, TRON's 0x41.
    private static func meaning(_ payload: [UInt8]) -> (PaymentAddress.Currency, PaymentAddress.Form)? {
        if payload.count == 22 {
            guard payload[0] == 0x1C else { return nil }
            return payload[1] == 0xB8 ? (.zcash, .publicKeyHash) : payload[1] == 0xBD ? (.zcash, .scriptHash) : nil
        }
        return switch payload[0] {
        case 0x00: (.bitcoin, .publicKeyHash)
        case 0x05: (.bitcoin, .scriptHash)
        case 0x30: (.litecoin, .publicKeyHash)
        case 0x32: (.litecoin, .scriptHash)
        case 0x4C: (.dash, .publicKeyHash)
        case 0x10: (.dash, .scriptHash)
        case 0x1E: (.dogecoin, .publicKeyHash)
        case 0x16: (.dogecoin, .scriptHash)
        case 0x41: (.tron, .account)
        default: nil
        }
    }
}
