/// By which a request is named in its answer: what the client calls it, or made.
enum RequestID {
    static let mostCharacters = 64

    /// What a client says is taken if it is harmless wherever it may be written.
    static func of(_ claimed: String?) -> String {
        guard let claimed, (1...mostCharacters).contains(claimed.utf8.count), claimed.utf8.allSatisfy(isHarmless) else { return made() }
        return claimed
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func made() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
