/// Monero addresses: Base58 in blocks of eight bytes, checked by Keccak (Monero's `base58.cpp`, CryptoNote standard 007).
enum MoneroAddress {
    static let longest = 106

    static func match(_ trace: AddressTrace) -> AddressMatch? {
        for length in [95, 106] where trace.count >= length {
            guard !trace.isBroken(length) || isMixed(trace.symbols[..<length]) else { continue }
            guard let bytes = bytes(trace.symbols[..<length]), let form = form(bytes) else { continue }
            return AddressMatch(count: length, currency: .monero, form: form, checksum: .valid)
        }
        return nil
    }

    private static func form(_ bytes: [UInt8]) -> PaymentAddress.Form? {
        let form: PaymentAddress.Form
        switch (bytes.first, bytes.count) {
        case (18, 69): form = .standard
        case (42, 69): form = .subaddress
        case (19, 77): form = .integrated
        default: return nil
        }
        return Keccak256.hash(Array(bytes.dropLast(4))).prefix(4).elementsEqual(bytes.suffix(4)) ? form : nil
    }

    /// Eleven letters give eight bytes; the last block is 7 letters for 5 bytes, or whole.
    private static func bytes(_ symbols: ArraySlice<UInt8>) -> [UInt8]? {
        let sizes: [Int?] = [0, nil, 1, 2, nil, 3, 4, 5, nil, 6, 7, 8]
        var bytes: [UInt8] = []
        for start in stride(from: symbols.startIndex, to: symbols.endIndex, by: 11) {
            let block = symbols[start..<min(start + 11, symbols.endIndex)]
            guard let size = sizes[block.count], let decoded = Base58.number(block, count: size) else { return nil }
            bytes += decoded
        }
        return bytes
    }

    private static func isMixed(_ symbols: ArraySlice<UInt8>) -> Bool {
        symbols.count(where: AddressBytes.isDigit) >= 4 && symbols.contains(where: AddressBytes.isUpper) && symbols.contains(where: AddressBytes.isLower)
    }
}
