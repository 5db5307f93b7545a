/// Digits that stand for letters inside a word: `p4ssw0rd`, `v1deo`.
enum Leetspeak {
    /// Longer words are identifiers, hashes, addresses.
    private static let longestWord = 24
    /// Digits in a row between letters: `p455word`.
    private static let longestRun = 3

    /// Reads the digits of a folded word as letters, in place, where a letter stands on both sides of them.
    ///
    /// Left alone: a word that is an identifier by its length, or as more than half of it are digits, or as it has
    /// digits between letters that are no letter to anybody (`a2f9c4`).
    static func read(_ word: UnsafeMutableBufferPointer<UInt8>) {
        guard word.count <= longestWord else { return }
        let digits = word.count(where: isDigit)
        guard digits * 2 <= word.count, word.count(where: isLetter) > 1, innerRuns(word, { $0.allSatisfy { letter(for: word[$0]) != nil } }) else { return }
        var hasRead = false
        _ = innerRuns(word) { run in
            for index in run where run.count <= longestRun {
                word[index] = letter(for: word[index]) ?? word[index]
                hasRead = true
            }
            return true
        }
        if hasRead { readEnds(word) }
    }

    /// In a word with a digit for a letter inside, the first and the last are such digits too: `d3v1c3`. A 1 at the end is a number.
    private static func readEnds(_ word: UnsafeMutableBufferPointer<UInt8>) {
        guard let first = word.first, let last = word.last, word.count > 2 else { return }
        if isDigit(first), isLetter(word[1]) { word[0] = letter(for: first) ?? first }
        guard isDigit(last), last != 0x31 else { return }
        let before = word[word.count - 2]
        if isLetter(before) {
            word[word.count - 1] = letter(for: last) ?? last
        } else if let other = letter(for: before), let end = letter(for: last), isLetter(word[word.count - 3]) {
            (word[word.count - 2], word[word.count - 1]) = (other, end)
        }
    }

    /// Calls `body` for each run of digits between two letters until it says false; gives whether it never did.
    private static func innerRuns(_ word: UnsafeMutableBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool) -> Bool {
        var start = 0
        while start < word.count {
            guard isDigit(word[start]) else { start += 1; continue }
            var end = start
            while end < word.count, isDigit(word[end]) { end += 1 }
            if start > 0, end < word.count, isLetter(word[start - 1]), isLetter(word[end]), !body(start..<end) { return false }
            start = end
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    /// 0 o, 1 i, 3 e, 4 a, 5 s, 7 t.
    private static func letter(for digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30: 0x6F
        case 0x31: 0x69
        case 0x33: 0x65
        case 0x34: 0x61
        case 0x35: 0x73
        case 0x37: 0x74
        default: nil
        }
    }
}
