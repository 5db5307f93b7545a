/// The `1.5` of `SPAMC/1.5`: a decimal number, so that 1.10 is 1.1.
struct ProtocolVersion: Sendable, Equatable {
    private let thousandths: Int

    /// 1*3DIGIT [ "." 1*3DIGIT ]
    init?(_ text: ArraySlice<UInt8>) {
        let pieces = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isDigit) }) else { return nil }
        let fraction = pieces.count == 2 ? Array(pieces[1]) : []
        thousandths = (pieces[0] + fraction + Array(repeating: UInt8(ascii: "0"), count: 3 - fraction.count)).reduce(0) {
            $0 * 10 + Int($1 - UInt8(ascii: "0"))
        }
    }

    /// Whether lines of the form `Name: value` follow the command.
    var hasFields: Bool { thousandths > 1_000 }
    /// Whether an answer may say how long it is.
    var takesLength: Bool { thousandths >= 1_200 }
    /// Whether an answer may have several fields.
    var takesFields: Bool { thousandths >= 1_300 }
    /// Whether PING and SKIP have fields too.
    var alwaysHasFields: Bool { thousandths >= 1_500 }
}

extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    /// White space of a line, or of its end.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }
}

extension ArraySlice<UInt8> {
    func trimmed() -> ArraySlice<UInt8> {
        let front = drop { $0.isBlank }
        return front[front.startIndex..<((front.lastIndex { !$0.isBlank }) ?? front.startIndex - 1) + 1]
    }

    /// Compares without regard to the case of ASCII letters; `word` is in lower case.
    func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return zip(self, UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)).allSatisfy { ($0 &- 0x41 < 26 ? $0 | 0x20 : $0) == $1 }
    }
}
