extension AddressScanner {
    enum SplitLimit {
        /// A shorter first piece says nothing.
        static let firstPiece = 8
        /// How far behind the first piece the rest is looked for: "the second half is".
        static let bytes = 200
        static let lines = 3
        /// Tokens tried as the rest.
        static let tries = 8
    }

    /// An address whose first piece stands at `start` and whose rest comes after other words or on a later line.
    ///
    /// Believed only with right check digits. The trace holds the first piece and whatever was read after it.
    mutating func trySplit(_ family: AddressFamily, at start: Int) -> Int? {
        let length = trace.firstPiece
        guard family != .lightning, length >= SplitLimit.firstPiece, length < family.longest, trace.endsWord(length) else { return nil }
        guard family == .segwit || family == .ethereum || isIrregular(trace.symbols[..<length]) else { return nil }
        let head = trace.end(of: length - 1)
        for rest in restCandidates(after: head) {
            trace.keepFirst(length)
            trace.gather(text, classes, from: rest, alphabet: family.alphabet, limit: family.longest + 1)
            spend(onTrace: family)
            guard trace.count >= family.shortest, let match = family.match(trace), match.count > length else { continue }
            return report(match)
        }
        trace.keepFirst(length)
        return nil
    }

    /// Where tokens begin that may be the rest of an address: such as mix digits and letters, or cases inside.
    private func restCandidates(after head: Int) -> [Int] {
        var starts: [Int] = []
        var position = head
        var lines = 0
        let end = min(text.count, head + SplitLimit.bytes)
        while position < end, starts.count < SplitLimit.tries, lines <= SplitLimit.lines {
            if text[position] == UInt8(ascii: "\n") { lines += 1 }
            guard AddressBytes.isAlphanumeric(text[position]) else {
                position += 1
                continue
            }
            let start = position
            while position < text.count, position - start < SegwitAddress.longest, AddressBytes.isAlphanumeric(text[position]) { position += 1 }
            if isIrregular(text[start..<position]) { starts.append(start) }
        }
        return starts
    }

    private func isIrregular(_ letters: some Collection<UInt8>) -> Bool {
        let hasDigit = letters.contains(where: AddressBytes.isDigit)
        let hasLower = letters.contains(where: AddressBytes.isLower)
        let hasUpper = letters.contains(where: AddressBytes.isUpper)
        return hasDigit && (hasLower || hasUpper) || hasLower && letters.dropFirst().contains(where: AddressBytes.isUpper)
    }
}
