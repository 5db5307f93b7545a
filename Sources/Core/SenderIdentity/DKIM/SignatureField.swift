/// A DKIM-Signature, ARC-Message-Signature or ARC-Seal as it is written: RFC 6376 § 3.5, RFC 8617 § 4.1.
///
/// It always has a value: what is wrong with the field is its `refusal`, and what was read before that is there.
struct SignatureField: Sendable {
    enum Kind: Sendable { case dkim, arcMessage, arcSeal }

    enum Algorithm: Sendable { case rsa, ed25519 }

    let field: RawHeader.Field
    private(set) var domain: DNSName?
    private(set) var selector = ""
    /// Where the key is: § 3.6.2.1.
    private(set) var key: DNSQuestion?
    private(set) var algorithm = Algorithm.rsa
    private(set) var signature: [UInt8] = []
    /// The value of `b=`, which is not signed: § 3.7.
    private(set) var unsigned = 0..<0
    private(set) var header = Canonicalization.simple
    private(set) var body = Canonicalization.simple
    private(set) var bodyHash: [UInt8] = []
    /// `l=`: how much of the canonical body is signed; nil for all.
    private(set) var bodyLength: Int?
    /// The names in `h=`, ranges of the message.
    private(set) var signedNames: [Range<Int>] = []
    /// The domain of `i=`; that of `d=` where there is none.
    private(set) var identity: DNSName?
    /// ARC's `i=`.
    private(set) var instance = 0
    /// Whether an ARC-Seal says `cv=`.
    private(set) var chainValidation: ChainValidation?
    private(set) var refusal: SignatureReason?

    enum ChainValidation: Sendable { case none, pass, fail }

    /// `now` is in seconds since 1970.
    init(_ kind: Kind, _ field: RawHeader.Field, in bytes: [UInt8], now: Int) {
        self.field = field
        do throws(SignatureReason) {
            let tags = try DKIMTagList(bytes, field.value)
            let reader = TagReader(tags: tags, bytes: bytes)
            if kind != .dkim { try readInstance(reader) }
            try readKeyName(reader)
            try readSignature(reader)
            switch kind {
            case .dkim:
                guard let version = reader.value("v") else { throw .missingTag("v") }
                guard bytes.equals("1", in: version) else { throw .unknownVersion }
                try readHashes(reader)
                try readIdentity(reader)
                try readTimes(reader, now: now)
                try readQueryMethods(reader)
            case .arcMessage:
                try readHashes(reader)
                for name in signedNames where bytes.spells("arc-seal", in: name) { throw .sealSigned }
            case .arcSeal: try readChainValidation(reader)
            }
        } catch { refusal = error }
    }

    mutating func refuse(_ reason: SignatureReason) { refusal = refusal ?? reason }

    // The selector and the domain come first, so that a report has them whatever else is wrong.
    private mutating func readKeyName(_ tags: TagReader) throws(SignatureReason) {
        let domainValue = try tags.required("d")
        guard let domain = tags.domain(domainValue), domain.text.contains(".") else { throw .malformedTag("d") }
        self.domain = domain
        identity = domain
        let selectorValue = try tags.required("s")
        guard let selector = tags.domain(selectorValue) else { throw .malformedTag("s") }
        self.selector = selector.text
        guard let name = DNSName("\(selector)._domainkey.\(domain)") else { throw .malformedTag("s") }
        key = DNSQuestion(name, .txt)
    }

    private mutating func readSignature(_ tags: TagReader) throws(SignatureReason) {
        let value = try tags.required("a")
        if tags.bytes.equals("rsa-sha256", in: value) {
            algorithm = .rsa
        } else if tags.bytes.equals("ed25519-sha256", in: value) {
            algorithm = .ed25519
        } else if tags.bytes.equals("rsa-sha1", in: value) {
            throw .historicAlgorithm
        } else {
            throw .unknownAlgorithm
        }
        guard let tag = tags.tags.tag("b", in: tags.bytes) else { throw .missingTag("b") }
        guard let signature = tags.bytes.base64(tag.value) else { throw .malformedTag("b") }
        self.signature = signature
        unsigned = tag.all
    }

    private mutating func readHashes(_ tags: TagReader) throws(SignatureReason) {
        if let value = tags.value("c") { (header, body) = try Canonicalization.pair(tags.bytes, value) }
        let hash = try tags.required("bh")
        guard let bodyHash = tags.bytes.base64(hash), bodyHash.count == 32 else { throw .malformedTag("bh") }
        self.bodyHash = bodyHash
        if let value = tags.value("l") {
            guard let length = tags.bytes.number(value), value.count <= 76 else { throw .malformedTag("l") }
            bodyLength = length
        }
        let names = tags.bytes.colonSeparated(try tags.required("h"))
        guard names.count <= SignatureLimits.signedNames else { throw .tooManySignedNames }
        for name in names where !tags.bytes.isFieldName(name) { throw .malformedTag("h") }
        guard names.contains(where: { tags.bytes.spells("from", in: $0) }) else { throw .fromNotSigned }
        signedNames = names
    }

    // sig-i-tag = %x69 [FWS] "=" [FWS] [ Local-part ] "@" domain-name, in dkim-quoted-printable
    private mutating func readIdentity(_ tags: TagReader) throws(SignatureReason) {
        guard let value = tags.value("i") else { return }
        guard let at = tags.bytes[value].lastIndex(of: UInt8(ascii: "@")), let identity = tags.domain(at + 1..<value.upperBound) else {
            throw .malformedTag("i")
        }
        guard let domain, identity == domain || identity.text.hasSuffix(".\(domain)") else { throw .identityOutsideDomain }
        self.identity = identity
    }

    private mutating func readTimes(_ tags: TagReader, now: Int) throws(SignatureReason) {
        let signed = try tags.number("t")
        let end = try tags.number("x")
        if let signed, let end, end <= signed { throw .malformedTag("x") }
        if let signed, signed > now.addingClamped(SignatureLimits.clockSkew) { throw .fromTheFuture }
        if let end, end.addingClamped(SignatureLimits.clockSkew) < now { throw .expired }
    }

    // sig-q-tag-method = "dns/txt" / x-sig-q-tag-type ["/" x-sig-q-tag-args]; what nobody knows is passed over
    private func readQueryMethods(_ tags: TagReader) throws(SignatureReason) {
        guard let value = tags.value("q") else { return }
        for method in tags.bytes.colonSeparated(value) where tags.bytes.equals("dns/txt", in: method) { return }
        throw .unknownQueryMethod
    }

    private mutating func readInstance(_ tags: TagReader) throws(SignatureReason) {
        let value = try tags.required("i")
        guard let instance = tags.bytes.number(value), value.count <= 2, 1...SignatureLimits.arcSets ~= instance else { throw .malformedTag("i") }
        self.instance = instance
    }

    private mutating func readChainValidation(_ tags: TagReader) throws(SignatureReason) {
        let value = try tags.required("cv")
        if tags.bytes.equals("none", in: value) {
            chainValidation = ChainValidation.none
        } else if tags.bytes.equals("pass", in: value) {
            chainValidation = .pass
        } else if tags.bytes.equals("fail", in: value) {
            chainValidation = .fail
        } else {
            throw .malformedTag("cv")
        }
        // RFC 8617 § 4.1.3: what a seal is made over is not its to say.
        if tags.value("h") != nil { throw .malformedTag("h") }
        _ = try tags.number("t")
    }
}

/// Looks tags up in a list, and reads their values.
private struct TagReader {
    let tags: DKIMTagList
    let bytes: [UInt8]

    func value(_ name: StaticString) -> Range<Int>? { tags.tag(name, in: bytes)?.value }

    func required(_ name: StaticString) throws(SignatureReason) -> Range<Int> {
        guard let value = value(name) else { throw .missingTag("\(name)") }
        return value
    }

    /// 1*12DIGIT. QUIRK: RFC 6376 § 3.5 bounds a time by 12 digits and wants larger ones to be read; they are the end of time.
    func number(_ name: StaticString) throws(SignatureReason) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = bytes.number(value) else { throw .malformedTag("\(name)") }
        return number
    }

    /// Labels of letters, digits, hyphens and, as many write them in selectors, low lines (RFC 5321 § 4.1.2 has none).
    func domain(_ value: Range<Int>) -> DNSName? {
        for index in value {
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): continue
            case UInt8(ascii: ".") where index + 1 < value.upperBound: continue
            default: return nil
            }
        }
        return DNSName(String(decoding: bytes[value], as: UTF8.self))
    }
}

extension [UInt8] {
    fileprivate func isFieldName(_ range: Range<Int>) -> Bool { !range.isEmpty && self[range].allSatisfy { $0 > 32 && $0 < 127 } }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
