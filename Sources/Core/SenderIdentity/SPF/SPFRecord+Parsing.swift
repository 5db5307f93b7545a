extension SPFRecord {
    /// Terms between spaces, up to the record's end. An error anywhere spoils the whole record: RFC 7208 § 4.6.
    init(terms: ArraySlice<UInt8>) throws(SPFSyntaxError) {
        for term in terms.split(separator: UInt8(ascii: " ")) {
            do { try add(term) } catch { throw SPFSyntaxError(error, in: term) }
        }
    }

    /// `term = directive / modifier`: what has `=` before any `:` and `/` is a modifier.
    private mutating func add(_ term: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) {
        let mark = term.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") } ?? term.endIndex
        if mark < term.endIndex, term[mark] == UInt8(ascii: "=") {
            try addModifier(term[..<mark], term[(mark + 1)...])
        } else {
            directives.append(try SPFDirective(term, mark: mark))
        }
    }

    /// `modifier = redirect / explanation / unknown-modifier`. Unknown ones are checked and passed over: RFC 7208 § 6.
    private mutating func addModifier(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) {
        // name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
        guard name.first?.isASCIILetter == true, name.allSatisfy({ $0.isASCIIAlphanumeric || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }) else {
            throw .modifierName
        }
        if name.spells("redirect") {
            guard redirect == nil else { throw .repeatedModifier }
            redirect = try DomainSpec(value)
        } else if name.spells("exp") {
            guard explanation == nil else { throw .repeatedModifier }
            explanation = try DomainSpec(value)
        } else {
            _ = try MacroString(value, isExplanation: true)
        }
    }
}

extension SPFDirective {
    /// `directive = [ qualifier ] mechanism`. `mark` is where the mechanism's name ends.
    fileprivate init(_ term: ArraySlice<UInt8>, mark: Int) throws(SPFSyntaxError.Problem) {
        let qualified = Self.qualified(term.first)
        let name = qualified == nil ? term[..<mark] : term[..<mark].dropFirst()
        self.init(result: qualified ?? .pass, mechanism: try SPFMechanism(name, argument: term[mark...]), text: term)
    }

    private static func qualified(_ byte: UInt8?) -> SPFResult? {
        switch byte {
        case UInt8(ascii: "+"): .pass
        case UInt8(ascii: "-"): .fail
        case UInt8(ascii: "~"): .softfail
        case UInt8(ascii: "?"): .neutral
        default: nil
        }
    }
}

extension SPFMechanism {
    /// `argument` is what follows the name: empty, or from its `:` or `/` on.
    fileprivate init(_ name: ArraySlice<UInt8>, argument: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) {
        if name.spells("ip4") {
            self = .network(try Self.ipv4(argument))
        } else if name.spells("ip6") {
            self = .network(try Self.ipv6(argument))
        } else if name.spells("include") {
            self = .include(try Self.requiredDomain(argument))
        } else if name.spells("a") {
            let lengths = Self.splitLengths(argument)
            self = .a(try Self.optionalDomain(lengths.rest), try PrefixLengths(ipv4: lengths.ipv4, ipv6: lengths.ipv6))
        } else if name.spells("mx") {
            let lengths = Self.splitLengths(argument)
            self = .mx(try Self.optionalDomain(lengths.rest), try PrefixLengths(ipv4: lengths.ipv4, ipv6: lengths.ipv6))
        } else if name.spells("all") {
            guard argument.isEmpty else { throw .argument }
            self = .all
        } else if name.spells("exists") {
            self = .exists(try Self.requiredDomain(argument))
        } else if name.spells("ptr") {
            self = .ptr(try Self.optionalDomain(argument))
        } else {
            throw .unknownMechanism
        }
    }

    /// `":" domain-spec`
    private static func requiredDomain(_ argument: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) -> DomainSpec {
        guard argument.first == UInt8(ascii: ":") else { throw .argument }
        return try DomainSpec(argument.dropFirst())
    }

    /// `[ ":" domain-spec ]`
    private static func optionalDomain(_ argument: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) -> DomainSpec? {
        argument.isEmpty ? nil : try requiredDomain(argument)
    }

    /// `":" ip4-network [ ip4-cidr-length ]`
    private static func ipv4(_ argument: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) -> IPNetwork {
        let (rest, digits) = splitLength(argument, behind: 1)
        guard rest.first == UInt8(ascii: ":"), rest.count > 1 else { throw .argument }
        guard let number = IPAddress.ipv4(rest.dropFirst()) else { throw .network }
        return IPNetwork(isIPv4: true, number: UInt128(number), length: try PrefixLengths.length(digits, maximum: 32))
    }

    /// `":" ip6-network [ ip6-cidr-length ]`
    private static func ipv6(_ argument: ArraySlice<UInt8>) throws(SPFSyntaxError.Problem) -> IPNetwork {
        let (rest, digits) = splitLength(argument, behind: 1)
        guard rest.first == UInt8(ascii: ":"), rest.count > 1 else { throw .argument }
        guard let number = IPAddress.ipv6(rest.dropFirst()) else { throw .network }
        return IPNetwork(isIPv4: false, number: number, length: try PrefixLengths.length(digits, maximum: 128))
    }

    /// `[ ip4-cidr-length ] [ "/" ip6-cidr-length ]` at the end. What is left of it where it is wrong spoils what stands before it.
    private static func splitLengths(_ text: ArraySlice<UInt8>) -> (rest: ArraySlice<UInt8>, ipv4: ArraySlice<UInt8>?, ipv6: ArraySlice<UInt8>?) {
        let outer = splitLength(text, behind: 2)
        let inner = splitLength(outer.rest, behind: 1)
        return (inner.rest, inner.digits, outer.digits)
    }

    /// The digits at the end that stand behind so many slashes.
    private static func splitLength(_ text: ArraySlice<UInt8>, behind slashes: Int) -> (rest: ArraySlice<UInt8>, digits: ArraySlice<UInt8>?) {
        let digits = text.suffix(while: \.isASCIIDigit)
        let rest = text[..<digits.startIndex]
        guard !digits.isEmpty, rest.suffix(slashes).elementsEqual(repeatElement(UInt8(ascii: "/"), count: slashes)) else { return (text, nil) }
        return (rest.dropLast(slashes), digits)
    }
}

extension PrefixLengths {
    fileprivate init(ipv4: ArraySlice<UInt8>?, ipv6: ArraySlice<UInt8>?) throws(SPFSyntaxError.Problem) {
        self.init(ipv4: try Self.length(ipv4, maximum: 32), ipv6: try Self.length(ipv6, maximum: 128))
    }

    /// `"0" / %x31-39 *DIGIT` up to the maximum, which is also what holds where there is none.
    fileprivate static func length(_ digits: ArraySlice<UInt8>?, maximum: Int) throws(SPFSyntaxError.Problem) -> Int {
        guard let digits else { return maximum }
        guard digits.count <= 3, digits.first != UInt8(ascii: "0") || digits.count == 1 else { throw .prefixLength }
        let length = digits.reduce(0) { $0 * 10 + Int($1 & 15) }
        guard length <= maximum else { throw .prefixLength }
        return length
    }
}
