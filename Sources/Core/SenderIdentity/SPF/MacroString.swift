/// A text with macros in it, taken apart: RFC 7208 § 7.1.
struct MacroString: Sendable, Equatable {
    enum Segment: Sendable, Equatable {
        case literal(ArraySlice<UInt8>)
        case macro(Macro)
        /// `%%`, `%_` and `%-`, by their second character.
        case escape(UInt8)
    }

    private(set) var segments: [Segment] = []

    /// `macro-string`, and in an explanation's text `explain-string`: spaces are allowed there, and the macros `c`, `r` and `t` (§ 7.2).
    init(_ text: ArraySlice<UInt8>, isExplanation: Bool) throws(SPFSyntaxError.Problem) {
        var rest = text
        while let first = rest.first {
            guard first == UInt8(ascii: "%") else {
                let literal = rest.prefix { $0 != UInt8(ascii: "%") }
                guard literal.allSatisfy({ $0 > 0x20 && $0 < 0x7F || $0 == 0x20 && isExplanation }) else { throw .character }
                segments.append(.literal(literal))
                rest = rest[literal.endIndex...]
                continue
            }
            switch rest.dropFirst().first {
            case UInt8(ascii: "{"):
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")), let macro = Macro(rest[(rest.startIndex + 2)..<end]) else { throw .macro }
                guard isExplanation || !macro.letter.isForExplanations else { throw .macro }
                segments.append(.macro(macro))
                rest = rest[(end + 1)...]
            case .some(let second) where second == UInt8(ascii: "%") || second == UInt8(ascii: "_") || second == UInt8(ascii: "-"):
                segments.append(.escape(second))
                rest = rest.dropFirst(2)
            default: throw .macro
            }
        }
    }
}

/// `macro-expand` between its braces: RFC 7208 § 7.1.
struct Macro: Sendable, Equatable {
    /// RFC 7208 § 7.2.
    enum Letter: UInt8, Sendable {
        /// `s`
        case sender = 0x73
        /// `l`: the sender's local part.
        case localPart = 0x6C
        /// `o`: the sender's domain.
        case senderDomain = 0x6F
        /// `d`: the domain that is checked.
        case domain = 0x64
        /// `i`: the client's address, with full stops between all its digits for IPv6.
        case address = 0x69
        /// `p`: the client's name, if it has one that leads back to it.
        case clientName = 0x70
        /// `v`: `in-addr` or `ip6`.
        case family = 0x76
        /// `h`
        case helo = 0x68
        /// `c`: the client's address for people.
        case readableAddress = 0x63
        /// `r`: who checks.
        case receiver = 0x72
        /// `t`: the time, in seconds.
        case time = 0x74

        var isForExplanations: Bool { self == .readableAddress || self == .receiver || self == .time }
    }

    let letter: Letter
    /// An upper-case letter asks for it: § 7.3.
    let isPercentEncoded: Bool
    /// How many parts are kept, counted from the right. Nil: all.
    let parts: Int?
    let isReversed: Bool
    /// What separates parts. Empty: full stops.
    let delimiters: ArraySlice<UInt8>

    /// `macro-letter transformers *delimiter`. Nil for anything else, and for 0 parts (§ 7.3).
    init?(_ text: ArraySlice<UInt8>) {
        guard let first = text.first, first.isASCIILetter, let letter = Letter(rawValue: first | 0x20) else { return nil }
        var rest = text.dropFirst()
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest = rest[digits.endIndex...]
        let isReversed = rest.first.map { $0 | 0x20 == UInt8(ascii: "r") } ?? false
        if isReversed { rest = rest.dropFirst() }
        guard rest.allSatisfy(Self.isDelimiter) else { return nil }
        self.letter = letter
        isPercentEncoded = first & 0x20 == 0
        // More parts than any name has are all of them, however many digits say so.
        parts = digits.isEmpty ? nil : digits.reduce(0) { min($0 * 10 + Int($1 & 15), SPFLimits.identityOctets) }
        guard parts != 0 else { return nil }
        self.isReversed = isReversed
        delimiters = rest
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "="): true
        default: false
        }
    }
}
