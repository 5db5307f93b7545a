/// A term that breaks the grammar of RFC 7208 § 12, and how.
public struct SPFSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The term, cut where it is long; question marks where it is not printable ASCII.
    public let term: String
    public let problem: Problem

    public enum Problem: String, Error, Sendable, CaseIterable {
        case unknownMechanism = "there is no such mechanism"
        case modifierName = "this is no name of a modifier"
        case repeatedModifier = "this may stand there only once"
        case argument = "an argument is missing, or there must be none"
        case domain = "this is no domain name"
        case numericDomain = "no domain ends in a number; an address stands behind ip4: or ip6:"
        case network = "this is no address"
        case prefixLength = "this is no length of a prefix"
        case macro = "a % begins no macro that may stand here"
        case character = "only printable ASCII may stand here"
    }

    public var description: String { "\(term): \(problem.rawValue)" }

    init(_ problem: Problem, in term: ArraySlice<UInt8>) {
        self.term = Self.quoted(term)
        self.problem = problem
    }

    static func quoted(_ term: ArraySlice<UInt8>) -> String {
        let shown = term.prefix(SPFLimits.quotedOctets).map { $0 > 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self) + (term.count > shown.count ? "…" : "")
    }
}
