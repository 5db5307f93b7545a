/// A boundary for a multipart that holds a given body: RFC 2046 § 5.1.1.
enum PartBoundary {
    /// Nil where the body was made so that none is found.
    ///
    /// It begins with a character with which no line of the body begins behind `--`. So it is no line of the body, and no boundary inside is a beginning of it:
    /// a reader compares only that much of a line (§ 5.1.1). Where all are taken, it is only no line of the body.
    static func unused(in bytes: [UInt8], from start: Int) -> String? {
        let firsts = FirstBytes(in: bytes, from: start)
        if let first = letters.first(where: { !firsts.contains($0) }) { return name(String(UnicodeScalar(first)), UInt64(bytes.count - start)) }
        for salt in 0..<mostTries {
            let name = name("u", hash(bytes, from: start, salt: salt))
            if !isLine(Array("--\(name)".utf8), of: bytes, from: start) { return name }
        }
        return nil
    }

    private static let letters = Array("uvwxyzabcdefghijklmnopqrstABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// Each is a number that follows from all of the body: one text that has its own is hard to make, one that has several hardly possible.
    private static let mostTries: UInt64 = 4

    private static func name(_ first: String, _ number: UInt64) -> String { "\(first)-unbluff-\(String(number, radix: 16))" }

    /// FNV-1a.
    private static func hash(_ bytes: [UInt8], from start: Int, salt: UInt64) -> UInt64 {
        let bytes = bytes.span
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ salt
        for index in start..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        return hash
    }

    private static func isLine(_ line: [UInt8], of bytes: [UInt8], from start: Int) -> Bool {
        var isFound = false
        forEachDashLine(in: bytes, from: start) { isFound = isFound || bytes[$0...].starts(with: line) }
        return isFound
    }

    /// Calls with where each line that begins with `--` and something behind it begins.
    fileprivate static func forEachDashLine(in bytes: [UInt8], from start: Int, _ body: (Int) -> Void) {
        let bytes = bytes.span
        var index = start
        while index + 2 < bytes.count {
            // Two steps at a time: of two bytes that are no hyphens neither begins such a line.
            if bytes[index + 1] != 0x2D {
                index += 2
            } else if bytes[index] == 0x2D, index == start || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D {
                body(index)
                index += 2
            } else {
                index += 1
            }
        }
    }
}

/// Which bytes stand behind `--` at the beginning of a line.
private struct FirstBytes {
    private var isThere = [Bool](repeating: false, count: 256)

    init(in bytes: [UInt8], from start: Int) {
        var found = isThere
        PartBoundary.forEachDashLine(in: bytes, from: start) { found[Int(bytes[$0 + 2])] = true }
        isThere = found
    }

    func contains(_ byte: UInt8) -> Bool { isThere[Int(byte)] }
}
