/// Keccak-256 with the original padding of the SHA-3 contest, which Ethereum and Monero use (not FIPS 202's SHA3-256).
enum Keccak256 {
    private static let rate = 136

    static func hash(_ message: [UInt8]) -> [UInt8] {
        var state = [UInt64](repeating: 0, count: 25)
        var padded = message
        padded.append(1)
        padded.append(contentsOf: repeatElement(0, count: (rate - padded.count % rate) % rate))
        padded[padded.count - 1] |= 0x80
        for block in stride(from: 0, to: padded.count, by: rate) {
            for byte in 0..<rate { state[byte / 8] ^= UInt64(padded[block + byte]) << UInt64(byte % 8 * 8) }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    /// Keccak-f[1600]: 24 rounds of θ, ρ and π, χ, ι (The Keccak reference § 1.2).
    private static func permute(_ state: inout [UInt64]) {
        for constant in roundConstants {
            mixColumns(&state)
            moveLanes(&state)
            combineRows(&state)
            state[0] ^= constant
        }
    }

    private static func mixColumns(_ state: inout [UInt64]) {
        var parity = [UInt64](repeating: 0, count: 5)
        for lane in 0..<25 { parity[lane % 5] ^= state[lane] }
        for x in 0..<5 {
            let change = parity[(x + 4) % 5] ^ rotate(parity[(x + 1) % 5], 1)
            for y in stride(from: 0, to: 25, by: 5) { state[x + y] ^= change }
        }
    }

    private static func moveLanes(_ state: inout [UInt64]) {
        var moved = state[1]
        for (lane, rotation) in zip(laneOrder, rotations) {
            (moved, state[lane]) = (state[lane], rotate(moved, rotation))
        }
    }

    private static func combineRows(_ state: inout [UInt64]) {
        for y in stride(from: 0, to: 25, by: 5) {
            let row = Array(state[y..<(y + 5)])
            for x in 0..<5 { state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) }
        }
    }

    private static func rotate(_ lane: UInt64, _ count: UInt64) -> UInt64 { lane << count | lane >> (64 - count) }

    private static let laneOrder = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1]
    private static let rotations: [UInt64] = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44]
    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808A, 0x8000_0000_8000_8000, 0x0000_0000_0000_808B, 0x0000_0000_8000_0001,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008A, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000A,
        0x0000_0000_8000_808B, 0x8000_0000_0000_008B, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003, 0x8000_0000_0000_8002, 0x8000_0000_0000_0080,
        0x0000_0000_0000_800A, 0x8000_0000_8000_000A, 0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}
