// ASCII as the grammars of the RFCs name it (RFC 5234 appendix B.1).
extension UInt8 {
    var isASCIIDigit: Bool { self &- 0x30 < 10 }
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes spell a word, which is given in lower case; letters in either.
    func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<letters.count {
                let byte = self[startIndex + index]
                guard (byte.isASCIILetter ? byte | 0x20 : byte) == letters[index] else { return false }
            }
            return true
        }
    }

    /// The longest end of which each byte is so.
    func suffix(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, predicate(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
