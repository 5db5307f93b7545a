/// What DNS says of a key: RFC 6376 § 3.6.1, RFC 8463 § 4.
struct KeyRecord {
    let algorithm: SignatureField.Algorithm
    let key: [UInt8]
    /// `t=y`: the domain is testing DKIM.
    let isTesting: Bool
    /// `t=s`: `i=` has to be of the domain in `d=` itself.
    let isStrict: Bool

    /// Throws why no signature can be verified with this record.
    init(_ text: [UInt8]) throws(SignatureReason) {
        guard text.count <= SignatureLimits.keyRecordBytes, let tags = try? DKIMTagList(text, 0..<text.count) else { throw .malformedKey }
        func value(_ name: StaticString) -> Range<Int>? { tags.tag(name, in: text)?.value }
        func lists(_ name: StaticString, _ word: StaticString) -> Bool {
            value(name).map { text.colonSeparated($0).contains { text.equals(word, in: $0) } } ?? false
        }

        if let version = value("v") {
            // It comes first, or the record is none of this version.
            guard text.equals("DKIM1", in: version), text.equals("v", in: tags.tags[0].name) else { throw .malformedKey }
        }
        guard let base64 = value("p") else { throw .malformedKey }
        guard !base64.isEmpty else { throw .revokedKey }
        guard value("s") == nil || lists("s", "*") || lists("s", "email") else { throw .keyNotForMail }
        guard value("h") == nil || lists("h", "sha256") else { throw .hashNotAllowed }
        switch value("k") {
        case nil: algorithm = .rsa
        case let name? where text.equals("rsa", in: name): algorithm = .rsa
        case let name? where text.equals("ed25519", in: name): algorithm = .ed25519
        default: throw .keyOfOtherType
        }
        guard let key = text.base64(base64) else { throw .malformedKey }
        self.key = key
        isTesting = lists("t", "y")
        isStrict = lists("t", "s")
    }
}
