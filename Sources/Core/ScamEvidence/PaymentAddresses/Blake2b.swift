/// BLAKE2b without a key, with a personalisation (RFC 7693; § 2.5 of the BLAKE2 paper for the parameter block).
enum Blake2b {
    private static let blockBytes = 128

    /// A digest of `length` bytes (1 to 64); of the personalisation, 16 bytes count.
    static func hash(_ message: ArraySlice<UInt8>, length: Int, personalization: [UInt8]) -> [UInt8] {
        var state = initialState(length: length, personalization: personalization)
        let whole = max(message.count - 1, 0) / blockBytes
        for block in 0...whole {
            let start = message.startIndex + block * blockBytes
            let piece = message[start..<min(start + blockBytes, message.endIndex)]
            compress(&state, words(piece), count: block * blockBytes + piece.count, isLast: block == whole)
        }
        return (0..<length).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    private static func initialState(length: Int, personalization: [UInt8]) -> [UInt64] {
        var state = initialization
        state[0] ^= 0x0101_0000 ^ UInt64(length)
        let words = words(personalization[...])
        state[6] ^= words[0]
        state[7] ^= words[1]
        return state
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: 16)
        for (index, byte) in bytes.prefix(blockBytes).enumerated() { words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8) }
        return words
    }

    /// RFC 7693 § 3.2.
    private static func compress(_ state: inout [UInt64], _ words: [UInt64], count: Int, isLast: Bool) {
        var work = state + initialization
        work[12] ^= UInt64(count)
        if isLast { work[14] = ~work[14] }
        for round in 0..<12 {
            let order = schedule[round % 10]
            for (step, lane) in lanes.enumerated() { mix(&work, lane, words[order[step * 2]], words[order[step * 2 + 1]]) }
        }
        for index in 0..<8 { state[index] ^= work[index] ^ work[index + 8] }
    }

    /// RFC 7693 § 3.1.
    private static func mix(_ work: inout [UInt64], _ lane: (a: Int, b: Int, c: Int, d: Int), _ x: UInt64, _ y: UInt64) {
        work[lane.a] = work[lane.a] &+ work[lane.b] &+ x
        work[lane.d] = rotate(work[lane.d] ^ work[lane.a], 32)
        work[lane.c] = work[lane.c] &+ work[lane.d]
        work[lane.b] = rotate(work[lane.b] ^ work[lane.c], 24)
        work[lane.a] = work[lane.a] &+ work[lane.b] &+ y
        work[lane.d] = rotate(work[lane.d] ^ work[lane.a], 16)
        work[lane.c] = work[lane.c] &+ work[lane.d]
        work[lane.b] = rotate(work[lane.b] ^ work[lane.c], 63)
    }

    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word >> count | word << (64 - count) }

    private static let lanes: [(a: Int, b: Int, c: Int, d: Int)] = [
        (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
    ]
    private static let initialization: [UInt64] = [
        0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
        0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
    ]
    private static let schedule: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]
}
