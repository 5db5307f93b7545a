internal import ScamVerdict

extension ResultField {
    /// Whoever reads the field of a longer one reads none: ours has some 300 bytes.
    private static let mostBytes = 2_000

    /// Reads what `value` writes, folded or not. Nil for anything else; keys that it does not know are passed over.
    ///
    /// Anybody can write such a field: it says something only in mail whose copies of it were taken out on the way in.
    public init?(parsing value: String) {
        guard value.utf8.count <= Self.mostBytes else { return nil }
        // White space is that of folds, and no word has any.
        let text = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0 != " " && $0 != "\t" && $0 != "\r" && $0 != "\n" }))
        let pieces = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let outcome = Verdict.Outcome(rawValue: String(pieces[0])) else { return nil }
        var words: [Substring: Substring] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "="), words[piece[..<equals]] == nil else { return nil }
            words[piece[..<equals]] = piece[piece.index(after: equals)...]
        }
        guard let probability = words["probability"].flatMap(Self.number), let version = words["version"] else { return nil }
        self.outcome = outcome
        kind = words["kind"].flatMap { Verdict.Kind(rawValue: String($0)) }
        self.probability = probability
        reasons = words["reasons"].map { $0.split(separator: ",").prefix(Self.mostReasons).map(String.init) } ?? []
        guard reasons.allSatisfy(Self.isWord), Self.isWord(String(version)) else { return nil }
        switch words["action"] {
        case "quarantine": handling = .quarantine
        case "hold": handling = .hold
        case "reject": handling = .reject
        case "allowed":
            guard let allowance = words["allowed-by"].flatMap({ ActionPolicy.Allowance(rawValue: String($0)) }) else { return nil }
            handling = .allowed(allowance)
        default: handling = nil
        }
        self.version = String(version)
    }

    private static func number(_ text: Substring) -> Double? {
        guard text.utf8.count == 4, text.hasPrefix("0."), text.dropFirst(2).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hundredths = Int(text.dropFirst(2))
        else { return nil }
        return Double(hundredths) / 100
    }

    static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || ".-+~_".utf8.contains(byte)
            }
    }
}
