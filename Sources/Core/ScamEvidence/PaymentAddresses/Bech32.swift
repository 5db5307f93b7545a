/// Bech32 and Bech32m (BIP-173, BIP-350): 32 letters with a BCH code over 30 bits.
enum Bech32 {
    /// What the code's remainder is at the end of a valid string.
    static let bech32Remainder: UInt32 = 1
    static let bech32mRemainder: UInt32 = 0x2BC8_30A3
    static let checkLetters = 6

    /// The value of each letter, either case, 255 where it is none.
    static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, letter) in "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8.enumerated() {
            table[Int(letter)] = UInt8(value)
            if AddressBytes.isLower(letter) { table[Int(letter) - 32] = UInt8(value) }
        }
        return table
    }()

    /// The code's remainder (BIP-173 § Checksum), fed value by value, so that every prefix of a string is tried in one pass.
    struct Remainder {
        private(set) var value: UInt32 = 1

        /// A human-readable part in lower case, and the zero behind it.
        init(humanReadablePart: [UInt8]) {
            for letter in humanReadablePart { feed(letter >> 5) }
            feed(0)
            for letter in humanReadablePart { feed(letter & 31) }
        }

        mutating func feed(_ next: UInt8) {
            let top = value >> 25
            value = (value & 0x1FF_FFFF) << 5 ^ UInt32(next)
            if top & 1 != 0 { value ^= 0x3B6A_57B2 }
            if top & 2 != 0 { value ^= 0x2650_8E6D }
            if top & 4 != 0 { value ^= 0x1EA1_19FA }
            if top & 8 != 0 { value ^= 0x3D42_33DD }
            if top & 16 != 0 { value ^= 0x2A14_62B3 }
        }
    }

    /// Eight-bit bytes from five-bit values; nil where more than four bits, or bits other than zero, are left over.
    static func bytes(_ values: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 5 / 8)
        var bits: UInt32 = 0
        var held = 0
        for value in values {
            bits = (bits << 5 | UInt32(value)) & 0xFFF
            held += 5
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard held < 5, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        return bytes
    }

    /// The human-readable part in lower case and the index of the first data letter, where the symbols begin with one of `parts` and `1`.
    static func humanReadablePart(_ symbols: ArraySlice<UInt8>, among parts: [String]) -> (part: String, data: Int)? {
        for part in parts {
            let letters = part.utf8
            guard symbols.count > letters.count, symbols[letters.count] == UInt8(ascii: "1") else { continue }
            if zip(symbols, letters).allSatisfy({ AddressBytes.lowercased($0) == $1 }) { return (part, letters.count + 1) }
        }
        return nil
    }

    /// Whether the letters are of one case, as BIP-173 demands.
    ///
    /// QUIRK: BIP-173 § Bech32 forbids mixed case; a single capital at the beginning is let pass, for telephones put it there.
    static func isOneCase(_ symbols: ArraySlice<UInt8>) -> Bool {
        let rest = symbols.dropFirst()
        if !rest.contains(where: AddressBytes.isUpper) { return true }
        return !symbols.contains(where: AddressBytes.isLower)
    }
}
