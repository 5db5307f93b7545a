internal import Crypto

/// Base58, Bitcoin's way of writing numbers without 0, O, I and l, and its check digits.
enum Base58 {
    /// The value of each character, 255 where it is none.
    static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, letter) in "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8.enumerated() { table[Int(letter)] = UInt8(value) }
        return table
    }()

    /// The bytes, most significant first, where the number has no more than `count` of them; nil for a larger number or a foreign character.
    ///
    /// Works on five characters at a time (58^5 < 2^30) over 32-bit limbs, so 34 characters cost about fifty multiplications.
    static func number(_ symbols: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        var limbs = [UInt32](repeating: 0, count: (count + 3) / 4)
        var position = symbols.startIndex
        while position < symbols.endIndex {
            var chunk: UInt64 = 0
            var scale: UInt64 = 1
            for symbol in symbols[position..<min(position + 5, symbols.endIndex)] {
                let value = values[Int(symbol)]
                guard value < 58 else { return nil }
                chunk = chunk * 58 + UInt64(value)
                scale *= 58
            }
            guard multiply(&limbs, by: scale, adding: chunk) else { return nil }
            position += 5
        }
        return bytes(of: limbs, count: count)
    }

    private static func multiply(_ limbs: inout [UInt32], by scale: UInt64, adding chunk: UInt64) -> Bool {
        var carry = chunk
        for index in limbs.indices {
            let sum = UInt64(limbs[index]) * scale + carry
            limbs[index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        return carry == 0
    }

    private static func bytes(of limbs: [UInt32], count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limbs.count * 4)
        for (index, limb) in limbs.enumerated() {
            for byte in 0..<4 { bytes[bytes.count - 1 - index * 4 - byte] = UInt8(truncatingIfNeeded: limb >> UInt32(byte * 8)) }
        }
        let surplus = bytes.count - count
        guard bytes[..<surplus].allSatisfy({ $0 == 0 }) else { return nil }
        return Array(bytes[surplus...])
    }

    /// The version and hash of a Base58Check string of exactly `count` bytes; nil if it has another length or its check digits are wrong.
    ///
    /// Each leading `1` stands for a leading zero byte, so the spelling is canonical. A wrong string passes once in 2^32.
    static func checked(_ symbols: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        guard let bytes = number(symbols, count: count) else { return nil }
        guard symbols.prefix(while: { $0 == UInt8(ascii: "1") }).count == bytes.prefix(while: { $0 == 0 }).count else { return nil }
        let payload = bytes[..<(count - 4)]
        return doubleSHA256(payload).elementsEqual(bytes[(count - 4)...]) ? Array(payload) : nil
    }

    private static func doubleSHA256(_ payload: ArraySlice<UInt8>) -> [UInt8] {
        let once = payload.withUnsafeBytes { digest($0) }
        let twice = once.withUnsafeBytes { digest($0) }
        return twice.withUnsafeBytes { Array($0.prefix(4)) }
    }

    private static func digest(_ bytes: UnsafeRawBufferPointer) -> SHA256.Digest {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize()
    }
}
