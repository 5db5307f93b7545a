/// How much a message may be changed on its way and still be the one that was signed: RFC 6376 § 3.4.
enum Canonicalization: Sendable {
    /// Nothing but empty lines at the end of the body.
    case simple
    /// White space, folds, the case of header fields' names.
    case relaxed

    // sig-c-tag-alg = ("simple" / "relaxed") ["/" ("simple" / "relaxed")]; the body's is simple where only one stands
    static func pair(_ bytes: [UInt8], _ value: Range<Int>) throws(SignatureReason) -> (header: Self, body: Self) {
        let slash = bytes[value].firstIndex(of: UInt8(ascii: "/"))
        guard let header = Self(bytes, value.lowerBound..<(slash ?? value.upperBound)) else { throw .unknownCanonicalization }
        guard let slash else { return (header, .simple) }
        guard let body = Self(bytes, slash + 1..<value.upperBound) else { throw .unknownCanonicalization }
        return (header, body)
    }

    private init?(_ bytes: [UInt8], _ word: Range<Int>) {
        if bytes.equals("simple", in: word) {
            self = .simple
        } else if bytes.equals("relaxed", in: word) {
            self = .relaxed
        } else {
            return nil
        }
    }
}
