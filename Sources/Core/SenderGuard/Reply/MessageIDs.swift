/// The identifiers in a field: In-Reply-To, References or Message-ID of RFC 5322 § 3.6.4.
enum MessageIDs {
    /// Of one field; clients keep far fewer. Of more the last ones count: they are the nearest in the thread.
    static let most = 500
    /// A longer one is none: a line has 998 bytes (RFC 5322 § 2.1.1).
    static let longest = 998

    /// What stands between `<` and `>`, without blanks that folding left; in a field without any, the whole of it.
    static func all(in field: [UInt8]) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var start: Int?
        for (index, byte) in field.enumerated() {
            if byte == 0x3C {
                start = index + 1
            } else if byte == 0x3E, let begin = start {
                if begin < index, index - begin <= longest { found.append(field[begin..<index]) }
                start = nil
            }
        }
        if found.isEmpty, !field.contains(0x3C) {
            let bare = trimmed(field[...])
            return bare.isEmpty || bare.count > longest ? [] : [bare]
        }
        return found.suffix(most).map(trimmed)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }
}
