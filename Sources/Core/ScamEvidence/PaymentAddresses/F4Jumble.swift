/// F4Jumble, the unkeyed four-round Feistel permutation that makes every letter of a Zcash unified address depend on all bytes (ZIP 316 § Jumbling).
enum F4Jumble {
    /// ZIP 316 allows up to 4,194,368 bytes; addresses with every kind of receiver stay below this.
    static let lengths = 48...512

    /// The message that was jumbled; nil outside the lengths.
    static func inverse(_ jumbled: [UInt8]) -> [UInt8]? {
        guard lengths.contains(jumbled.count) else { return nil }
        let left = min(64, jumbled.count / 2)
        let c = Array(jumbled[..<left])
        let d = Array(jumbled[left...])
        let y = xor(c, short(1, d, count: left))
        let x = xor(d, long(1, y, count: d.count))
        let a = xor(y, short(0, x, count: left))
        let b = xor(x, long(0, a, count: d.count))
        return a + b
    }

    private static func short(_ round: UInt8, _ input: [UInt8], count: Int) -> [UInt8] {
        Blake2b.hash(input[...], length: count, personalization: Array("UA_F4Jumble_H".utf8) + [round, 0, 0])
    }

    private static func long(_ round: UInt8, _ input: [UInt8], count: Int) -> [UInt8] {
        var output: [UInt8] = []
        for block in 0...UInt16((count - 1) / 64) {
            let counter = [UInt8(truncatingIfNeeded: block), UInt8(truncatingIfNeeded: block >> 8)]
            output += Blake2b.hash(input[...], length: 64, personalization: Array("UA_F4Jumble_G".utf8) + [round] + counter)
        }
        return Array(output[..<count])
    }

    private static func xor(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] { zip(first, second).map(^) }
}
