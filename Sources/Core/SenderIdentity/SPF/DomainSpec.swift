/// A name with macros in it: RFC 7208 § 7.1.
struct DomainSpec: Sendable, Equatable {
    let text: MacroString

    /// `domain-spec = macro-string domain-end`: it ends in a macro, or in a full stop and a top label.
    ///
    /// The syntax is that of the record: what macros turn into is not held against it.
    init(_ bytes: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) {
        text = try MacroString(bytes, isExplanation: false)
        guard let last = text.segments.last else { throw .argument }
        guard case .literal(let end) = last else { return }
        let name = end.last == UInt8(ascii: ".") ? end.dropLast() : end
        guard let stop = name.lastIndex(of: UInt8(ascii: ".")) else { throw .domain }
        try Self.checkTopLabel(name[(stop + 1)...])
    }

    /// `toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )`
    private static func checkTopLabel(_ label: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) {
        guard label.first?.isASCIIAlphanumeric == true, label.last?.isASCIIAlphanumeric == true else { throw .domain }
        guard label.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }) else { throw .domain }
        guard !label.allSatisfy(\.isASCIIDigit) else { throw .numericDomain }
    }
}
