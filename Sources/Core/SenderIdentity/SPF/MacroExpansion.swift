/// What macros stand for at one place of an evaluation: RFC 7208 § 7.
struct MacroExpansion {
    let envelope: SPFEnvelope
    /// The domain whose record is read.
    let domain: DNSName
    /// The client's names that lead back to it; only asked for where `needsNames` says so.
    let names: [DNSName]

    /// Whether a text asks for the client's name.
    static func needsNames(_ text: MacroString) -> Bool {
        text.segments.contains { if case .macro(let macro) = $0 { macro.letter == .clientName } else { false } }
    }

    /// From the left, until the limit is reached.
    func explanation(of string: MacroString) -> ArraySlice<UInt8> {
        var text: [UInt8] = []
        for segment in string.segments where text.count < SPFLimits.explanationOctets { text += self.text(of: segment) }
        return text.prefix(SPFLimits.explanationOctets)
    }

    /// A name to ask DNS for. Nil where there is no such name: an empty or too long label, or something else than printable ASCII, of which
    /// a macro may consist (RFC 8616 § 4).
    func name(of spec: DomainSpec) -> DNSName? {
        let name = nameText(of: spec)
        guard name.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        return DNSName(String(decoding: name, as: UTF8.self))
    }

    /// From the right, until there is more than a name has.
    func nameText(of spec: DomainSpec) -> ArraySlice<UInt8> {
        var pieces: [[UInt8]] = []
        // With a full stop at the end, and one octet that shows whether a label begins where the name is cut.
        var missing = DNSName.maximumLength + 2
        for segment in spec.text.segments.suffix(SPFLimits.nameSegments).reversed() where missing > 0 {
            pieces.append(text(of: segment))
            missing -= pieces[pieces.count - 1].count
        }
        return Self.truncated(Array(pieces.reversed().joined())[...])
    }

    /// RFC 7208 § 7.3: labels are taken off on the left until the name is short enough.
    private static func truncated(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let name = name.last == UInt8(ascii: ".") ? name.dropLast() : name
        guard name.count > DNSName.maximumLength else { return name }
        let fitting = name.suffix(DNSName.maximumLength + 1)
        // No full stop: the last label alone is too long.
        guard let stop = fitting.firstIndex(of: UInt8(ascii: ".")) else { return name }
        return name[(stop + 1)...]
    }

    private func text(of segment: MacroString.Segment) -> [UInt8] {
        switch segment {
        case .literal(let bytes): Array(bytes)
        case .escape(UInt8(ascii: "_")): [UInt8(ascii: " ")]
        case .escape(UInt8(ascii: "-")): Array("%20".utf8)
        case .escape: [UInt8(ascii: "%")]
        case .macro(let macro): text(of: macro)
        }
    }

    private func text(of macro: Macro) -> [UInt8] {
        let value = macro.transformed(value(of: macro.letter))
        guard macro.isPercentEncoded else { return value }
        return value.flatMap { byte in
            byte.isUnreserved ? [byte] : [UInt8(ascii: "%"), Self.hexadecimal[Int(byte >> 4)], Self.hexadecimal[Int(byte & 15)]]
        }
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    /// RFC 7208 § 7.2.
    private func value(of letter: Macro.Letter) -> [UInt8] {
        switch letter {
        case .sender: envelope.localPart + [UInt8(ascii: "@")] + envelope.senderDomain
        case .localPart: envelope.localPart
        case .senderDomain: envelope.senderDomain
        case .domain: Array(domain.text.utf8)
        // The RFC does not say in which case digits are; the published test suite has upper case. Names do not care.
        case .address: Array(envelope.client.labels.joined(separator: ".").uppercased().utf8)
        case .clientName: Array((clientName?.text ?? "unknown").utf8)
        case .family: Array((envelope.client.isIPv4 ? "in-addr" : "ip6").utf8)
        case .helo: envelope.helo
        case .readableAddress: Array(envelope.client.description.utf8)
        case .receiver: Array(envelope.receiver.utf8)
        case .time: Array(String(envelope.now).utf8)
        }
    }

    /// RFC 7208 § 7.3: the domain itself, or else a name below it, or else any.
    private var clientName: DNSName? { names.first { $0 == domain } ?? names.first { $0.isBelow(domain) } ?? names.first }
}

extension Macro {
    /// RFC 7208 § 7.3: split, reversed, cut from the left, and put together with full stops.
    fileprivate func transformed(_ value: [UInt8]) -> [UInt8] {
        guard parts != nil || isReversed || !delimiters.isEmpty else { return value }
        var pieces = value.split(omittingEmptySubsequences: false) { delimiters.isEmpty ? $0 == UInt8(ascii: ".") : delimiters.contains($0) }
        if isReversed { pieces.reverse() }
        return Array(pieces.suffix(parts ?? pieces.count).joined(separator: [UInt8(ascii: ".")]))
    }
}

extension UInt8 {
    /// RFC 3986 § 2.3.
    fileprivate var isUnreserved: Bool { isASCIIAlphanumeric || self == 0x2D || self == 0x2E || self == 0x5F || self == 0x7E }
}

extension DNSName {
    /// Whether the name ends in the other one and is longer.
    func isBelow(_ other: DNSName) -> Bool {
        text.utf8.count > other.text.utf8.count && text.utf8.suffix(other.text.utf8.count + 1).elementsEqual(".\(other.text)".utf8)
    }
}
